"""What happened to centres."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StaffChanged:
    """Somebody has another role in a centre, or works there no more."""

    centre_id: str
    principal_id: str
