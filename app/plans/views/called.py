"""What a plan and its things were called at a moment, from the rows that keep their earlier names. Pure."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from app.plans.models import EditDeed, Plan


class _Name(NamedTuple):
    """A name that something had until a moment."""

    until: datetime
    name: str


Names = dict[str, list[_Name]]
"""The earlier names of a plan and its things by their ids, the first of them first."""


def names_in(plan: Plan) -> Names:
    """Return what a plan and its things were called before they were called something else."""
    found: Names = {}
    for item_id, name in sorted(_renamed(plan), key=lambda each: each[1].until):
        found.setdefault(item_id, []).append(name)
    return found


def called_at(names: Names, item_id: str, at: datetime, name: str) -> str:
    """Return what something was called at a moment; `name` is what it is called now.

    What happened in the moment of a rename happened under the name of before.
    """
    return next((each.name for each in names.get(item_id, ()) if each.until >= at), name)


def first_called(names: Names, item_id: str, name: str) -> str:
    """Return what something was called first; `name` is what it is called now."""
    return next((each.name for each in names.get(item_id, ())), name)


def _renamed(plan: Plan) -> Iterator[tuple[str, _Name]]:
    for edit in plan.edits:
        for field in ("title", "name"):
            if edit.deed == EditDeed.CHANGE and field in edit.said:
                yield edit.item_id, _Name(edit.made_at, str(edit.said[field][0]))
    # The name of a published measure is a promise.
    for measure in plan.measures:
        for move in measure.moves:
            if "name" in move.promised:
                yield measure.id, _Name(move.moved_at, str(move.promised["name"]))
