"""What rooms hear of votes: that something is new, and no number. Each screen asks under its own rights."""

from app.boards.events import DottedNotesChanged
from app.events import everywhere
from app.realtime import room, tell
from app.voting.events import DotCameLate, RoundCancelled, RoundClosed, RoundOpened


@everywhere(RoundOpened)
@everywhere(RoundClosed)
@everywhere(RoundCancelled)
@everywhere(DottedNotesChanged)
def tell_the_room(event: RoundOpened | RoundClosed | RoundCancelled | DottedNotesChanged) -> None:
    """A round opened or ended, or a note with dots came or went: phones, walls and cockpits look again."""
    tell(room.workshop(event.workshop_id), "votes:changed", {"board": event.board_id})


@everywhere(DotCameLate)
def tell_who_leads(event: DotCameLate) -> None:
    """A cockpit looks again: nobody else is told how many dots came too late."""
    tell(room.seat(event.seat_id), "votes:changed", {"board": event.board_id})
