"""Whose an action is, by the names written in it. Pure."""

from collections.abc import Collection

from app.accounts.models import Principal
from app.plans.models import Action


def names_of(person: Principal) -> frozenset[str]:
    """What somebody may be called in a plan: their name or their address."""
    return frozenset(plain(name) for name in (person.name, person.email) if name)


def is_among(name: str, names: Collection[str]) -> bool:
    """Whether a name that is written somewhere is one of these."""
    return plain(name) in names


def is_theirs(action: Action, names: Collection[str]) -> bool:
    """Whether they own the action or help with it."""
    return any(is_among(name, names) for name in (action.owner, *action.helpers))


def plain(name: str) -> str:
    """A name as it is compared: without capitals, with single spaces."""
    return " ".join(name.split()).casefold()
