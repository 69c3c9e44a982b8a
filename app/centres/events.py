"""What happened to centres."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StaffChanged:
    """Somebody has another role in a centre, or works there no more."""

    centre_id: str
    principal_id: str


@dataclass(frozen=True, slots=True)
class SharesWanted:
    """A question: how many links that show plans of a centre outside, and work, each person made."""

    centre_id: str


@dataclass(frozen=True, slots=True)
class SharesUnwanted:
    """Somebody is removed from a centre, and the links by which they showed its plans outside end with that."""

    centre_id: str
    principal_id: str
    by_id: str
