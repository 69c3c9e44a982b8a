"""The names a plan uses, and what each of them is to it. Pure."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from re import IGNORECASE
from re import compile as pattern
from typing import Final

from app.plans.models import Plan

ROLES = ("leader", "sponsor", "coach", "data_keeper", "storyteller")

_PARTS: Final = pattern(r"[;；؛、]|\s\+\s")
_MAY_PART: Final = pattern(r"[,，،/&和与]|\s(?:and|et|y|e|и)\s", IGNORECASE)


class Standing(StrEnum):
    """What somebody is to a plan beside its five roles, which go by the names of their columns."""

    OWNER = "owner"
    HELPER = "helper"
    ASKED = "asked"
    MEMBER = "member"


@dataclass(frozen=True, slots=True)
class Somebody:
    """A name as the plan writes it first, the key by which it is one name, and what it stands for."""

    name: str
    key: str
    parts: tuple[str, ...]


def key_of(name: str) -> str:
    """What makes two spellings one name: neither case nor spaces count."""
    return " ".join(name.split()).casefold()


def names_in(line: str, known: Collection[str]) -> tuple[str, ...]:
    """Return the names in a line that holds several, else none.

    Semicolons and plus signs part names. Commas and words such as *and* stand in the name of one role too, so they
    part only names that are all `known`, as names are compared.
    """
    for separator, certain in ((_PARTS, True), (_MAY_PART, False)):
        names = tuple(name.strip() for name in separator.split(line) if name.strip())
        if len(names) > 1 and (certain or all(key_of(name) in known for name in names)):
            return names
    return ()


def people_of(plan: Plan) -> tuple[Somebody, ...]:
    """Everybody a plan names: its roles first, then owners, helpers and others in the order of the page."""
    written: dict[str, str] = {}
    parts: dict[str, list[str]] = defaultdict(list)
    for name, part in _named(plan):
        key = key_of(name)
        if not key:
            continue
        written.setdefault(key, name.strip())
        if part not in parts[key]:
            parts[key].append(part)
    return tuple(Somebody(name, key, tuple(parts[key])) for key, name in written.items())


def _named(plan: Plan) -> Iterator[tuple[str, str]]:
    for role in ROLES:
        yield getattr(plan, role), role
    for action in plan.actions:
        yield action.owner, Standing.OWNER
        yield from ((part.owner, Standing.OWNER) for part in action.parts)
        yield from ((helper, Standing.HELPER) for helper in action.helpers)
    yield from ((risk.owner, Standing.OWNER) for risk in plan.risks)
    yield from ((assumption.owner, Standing.OWNER) for assumption in plan.assumptions)
    yield from ((commitment.owner, Standing.OWNER) for commitment in plan.commitments)
    yield from ((ask.to, Standing.ASKED) for ask in plan.asks)
    yield from ((member.title, Standing.MEMBER) for member in plan.members)
