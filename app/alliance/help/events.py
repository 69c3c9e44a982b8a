"""What happened to a request for help."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HelpWritten:
    """Somebody asked, or wrote in the thread: `answer_id`, None where the request itself is new."""

    request_id: str
    answer_id: int | None = None
