"""What happened in the alliance."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ExportAsked:
    """Somebody waits for a file, or a file somebody began has to be begun again."""

    export_id: str
