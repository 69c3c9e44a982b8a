"""Actions and milestones as a sign-off sealed them, and as `seal.said_of` says them. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any


def promised_in(said: Mapping[str, Any]) -> Iterator[tuple[str, bool, Mapping[str, Any]]]:
    """Yield the actions, then the milestones of what was sealed: which it is, whether it is done, and what it says."""
    for kind, shelf, state in (("action", "actions", "status"), ("milestone", "milestones", "state")):
        yield from ((kind, each[state] == "done", each) for each in said.get(shelf, ()))


def is_unshown(said: Mapping[str, Any]) -> bool:
    """True when something was sealed as done with nothing that shows it, or says how one sees it."""
    # Seals of earlier servers do not say it.
    return bool(said.get("nothing_shown") or said.get("nothing_says_how"))
