"""What happens at the edge and others want to hear."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AttendanceChanged:
    """In some process others are in this room than a moment ago."""

    room: str
