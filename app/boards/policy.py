"""Who may do what on a board, as one table: role × deed × what the stage allows just then."""

from collections.abc import Mapping

from app.boards.engine.state import Deed
from app.workshops.models import SeatRole
from app.workshops.stage import Writing

ALLOWED = ""

FROZEN = "frozen"
"""The mode of a stage whose editing is stopped, whatever writing says."""

MODES = (Writing.OPEN.value, Writing.PRIVATE.value, Writing.CLOSED.value, FROZEN)

_EVERYTHING = dict.fromkeys(Deed, ALLOWED)
_NOTHING = dict.fromkeys(Deed, "not-allowed")
_CLOSED = {**dict.fromkeys(Deed, "writing-closed"), Deed.LOCK: "not-allowed"}
_STOPPED = {**dict.fromkeys(Deed, "frozen"), Deed.LOCK: "not-allowed"}
_WRITING = {**_EVERYTHING, Deed.DELETE_OTHERS: "not-yours", Deed.LOCK: "not-allowed"}

MATRIX: dict[str, dict[str, dict[Deed, str]]] = {
    SeatRole.FACILITATOR: dict.fromkeys(MODES, _EVERYTHING),
    SeatRole.CO_FACILITATOR: dict.fromkeys(MODES, _EVERYTHING),
    SeatRole.PARTICIPANT: {"open": _WRITING, "private": _WRITING, "closed": _CLOSED, "frozen": _STOPPED},
    SeatRole.OBSERVER: dict.fromkeys(MODES, _NOTHING),
    SeatRole.WALL: dict.fromkeys(MODES, _NOTHING),
}
"""ALLOWED, or the code a person is told. What is hidden from somebody is not there, whatever this says."""


def mode(writing: str, *, frozen: bool) -> str:
    """The mode of the stage as the table knows it."""
    return FROZEN if frozen else writing


def rights(role: str, mode_: str, rules: Mapping[str, object]) -> dict[str, str]:
    """The deeds that are refused, each with its code.

    A board whose rules say so keeps others' notes as they are, or hears comments of all who sit here at any time.
    """
    refused = {deed.value: code for deed, code in MATRIX[role][mode_].items() if code != ALLOWED}
    if rules.get("others") == "keep" and MATRIX[role][mode_][Deed.DELETE_OTHERS] != ALLOWED:
        kept = (Deed.ARRANGE_OTHERS.value, Deed.REWRITE_OTHERS.value)
        refused = {**dict.fromkeys(kept, "not-yours"), **refused}
    if rules.get("comments") == "all" and role != SeatRole.WALL:
        refused.pop(Deed.COMMENT.value, None)
    return refused
