"""Telling the screens of a vote that something people gave dots to has come or gone: the votes alone know what did."""

from collections.abc import Collection

from app import events
from app.boards.events import DottedNotesChanged, GotDots


def change_of_dotted(board_id: str, ids: Collection[str]) -> DottedNotesChanged | None:
    """Return what is to be told where people gave dots to one of these elements."""
    answers: list[str | None] = events.ask(GotDots(board_id, ids)) if ids else []
    workshop_id = next(filter(None, answers), None)
    return DottedNotesChanged(workshop_id, board_id) if workshop_id else None
