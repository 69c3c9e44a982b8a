"""Rounds follow the room: they open and close with its phases, and who may no longer vote takes their dots along."""

from sqlalchemy import delete

from app.boards.events import GotDots
from app.boards.folded_queries import folded_into
from app.boards.pages import canvas_of
from app.boards.queries import plenary_board
from app.boards.zone_notes import lay_zone_notes
from app.db import db
from app.events import answering, inside
from app.voting import policy, round_queries
from app.voting.keys import voter_key
from app.voting.models import Ballot, Used
from app.voting.policy import Deed
from app.voting.services.rounds import begin, finish
from app.workshops import dots
from app.workshops.events import OpenVotes, PhaseEntered, SeatChanged, SeatRemoved, Work, WorkOn, WorkshopClosed
from app.workshops.models import Seat, Step
from app.workshops.stage import OpenVote


@inside(PhaseEntered)
def follow_the_room(event: PhaseEntered) -> None:
    """Count what belongs to the phase or step that was left; open a round where the move opens a vote.

    The boards are locked while the stage changes, so no round is opened by hand beside this.
    """
    for found in round_queries.open_rounds_held(event.workshop_id):
        if OpenVote(found.step_id, found.phase).closes(event.step_id, event.phase):
            finish(found)
    step = db.session.get(Step, event.step_id) if event.opens_vote and event.step_id else None
    board = plenary_board(event.workshop_id, step.screen) if step and step.screen else None
    if step is None or board is None:
        return
    standing = round_queries.open_round_on(board.id)
    if standing is not None:
        # Opened by hand a moment before: now it is the phase's.
        standing.phase = event.phase
        return
    canvas = canvas_of(board)
    if canvas.one_tap:
        lay_zone_notes(board, canvas)
    begin(board, dots.from_json(step.votes), step_id=step.id, phase=event.phase)


@answering(OpenVotes)
def open_votes(question: OpenVotes) -> list[OpenVote]:
    """Return the votes of a workshop that are open."""
    return [OpenVote(found.step_id, found.phase) for found in round_queries.open_rounds_in(question.workshop_id)]


@inside(WorkshopClosed)
def close_with_workshop(event: WorkshopClosed) -> None:
    """Nobody votes in a workshop that is over."""
    for found in round_queries.open_rounds_held(event.workshop_id):
        finish(found)


@answering(WorkOn)
def votes_on(question: WorkOn) -> Work:
    """Return how many votes were held on the board of a canvas, the one that goes on among them."""
    board = plenary_board(question.workshop_id, question.canvas)
    return Work(votes=round_queries.count_rounds_on(board.id) if board else 0)


@answering(GotDots)
def where_it_got_dots(question: GotDots) -> str | None:
    """Return the workshop in which people gave dots to one of these elements, or to what was folded into one.

    The round is open or was counted.
    """
    dotted, asked = round_queries.dotted_on(question.board_id), set(question.ids)
    is_concerned = asked & dotted.keys() or asked & folded_into(question.board_id, dotted.keys())
    return next(iter(dotted.values())) if is_concerned else None


@inside(SeatRemoved)
@inside(SeatChanged)
def void_dots(event: SeatRemoved | SeatChanged) -> None:
    """Who is shown out or only looks on from now on has no dots in rounds that are still open."""
    seat = db.session.get_one(Seat, event.seat_id)
    if policy.may(seat, Deed.VOTE):
        return
    for found in round_queries.open_rounds_held(event.workshop_id):
        key = voter_key(seat.id, found.secret)
        for table in (Ballot, Used):
            db.session.execute(delete(table).where(table.round_id == found.id, table.voter_key == key))
