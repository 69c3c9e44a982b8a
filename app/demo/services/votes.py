"""The votes a file counted are kept as rounds that are over, as a part of the caller's transaction."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from app.demo.services.notes import Written
from app.demo.services.workshops import Made
from app.voting.services.brought import keep_result
from app.workshops.dots import DotTerms
from app.workshops.queries import visits_of


def keep_votes(made: Made, notes: Mapping[str, Written]) -> None:
    """A round for each board on which the file counted votes, closed when its step was over."""
    dots: defaultdict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for written in notes.values():
        if written.note.votes:
            dots[written.board_id, written.note.canvas][written.note_id] = written.note.votes
    for (board_id, canvas), counted in dots.items():
        keep_result(
            board_id, counted, DotTerms(), at=_end_of(made, canvas), voters=made.written.participants.count or 0
        )


def _end_of(made: Made, canvas: str) -> datetime:
    """When the last step on a canvas ended; a board that no step showed was voted on by the end of the day."""
    steps = {step.id for step in made.row.steps if step.screen == canvas}
    ended = [visit.ended_at for visit in visits_of(made.row.id) if visit.step_id in steps and visit.ended_at]
    return max(ended, default=made.row.closed_at or made.row.created_at)
