"""What the cockpit and the wall show of votes: those on the board of the current step, and any other that is open."""

from dataclasses import dataclass

from app.boards import late_queries
from app.boards.models import Board
from app.boards.queries import plenary_board
from app.canvases.canvas import Words
from app.voting import round_queries, scene, wall_room
from app.voting.results import Counted, RoundResult
from app.voting.round_queries import Progress
from app.voting.scene import Vote
from app.workshops import dots, phases
from app.workshops.dots import DotTerms
from app.workshops.models import Seat, Step, Workshop
from app.workshops.phases import PhaseKind
from app.workshops.queries import stage_of, steps_of

DECIDING = frozenset({PhaseKind.VOTE, PhaseKind.DECIDE, PhaseKind.ASSIGN})
"""Phases in which a room has before it what it chose."""


@dataclass(frozen=True, slots=True)
class Leading:
    """A vote as whoever leads it sees it.

    `bare`: it is open or about to be, and people have nothing to tap; `about` is its zone. `waiting` are notes of its
    board that facilitators show first. `late` dots came after the last round was counted.
    """

    vote: Vote
    progress: Progress | None
    bare: bool = False
    about: Words | None = None
    waiting: int = 0
    late: int = 0


@dataclass(frozen=True, slots=True)
class WallVote:
    """A vote on the wall: how many have voted, or what was counted and the room decides by."""

    vote: Vote
    progress: Progress | None
    result: RoundResult | None

    @property
    def lines(self) -> tuple[Counted, ...]:
        return wall_room.shown(self.result.lines) if self.result else ()

    @property
    def many(self) -> bool:
        """True when there are so many lines that long words are shortened."""
        return len(self.lines) > wall_room.FEW

    @property
    def more(self) -> int:
        """Lines there is no room for."""
        return len(self.result.lines) - len(self.lines) if self.result else 0

    @property
    def most(self) -> int:
        return self.lines[0].dots if self.lines else 0


def leading(workshop: Workshop, seat: Seat) -> list[Leading]:
    """The vote on the board of the current step, and those that are open on others."""
    here = _board_here(workshop)
    elsewhere = round_queries.open_rounds_in(workshop.id)
    boards = round_queries.boards_of({each.board_id for each in elsewhere if here is None or each.board_id != here.id})
    found = [scene.vote_on(board, seat) for board in (here, *boards.values()) if board is not None]
    return [_led(vote, _terms_of(vote, here)) for vote in found]


def _led(vote: Vote, terms: DotTerms | None) -> Leading:
    shown = scene.progress(vote.round)
    late = round_queries.count_late_dots(vote.result.id) if vote.result else 0
    if terms is None or not round_queries.has_nothing_to_tap(vote.board.id, terms.zone):
        return Leading(vote, shown, late=late)
    waiting = late_queries.to_be_shown_on(vote.board.id, vote.board.workshop_id)
    return Leading(vote, shown, bare=True, about=scene.zone_title(vote.canvas, terms.zone), waiting=waiting, late=late)


def _terms_of(vote: Vote, here: Board | None) -> DotTerms | None:
    """What people vote on by an open vote, or by one that the current step has yet to open."""
    if vote.round is not None:
        return DotTerms(zone=vote.round.zone)
    lays_notes = vote.canvas.one_tap
    if vote.board is not here or lays_notes:
        return None
    ahead, terms = _kinds_until_the_vote(vote.board.workshop_id), terms_for(vote.board)
    # What people vote on they may still write alone; one zone, as that of a proposal, is filled before that.
    return None if not ahead or (terms.zone is None and PhaseKind.PRIVATE in ahead) else terms


def _kinds_until_the_vote(workshop_id: str) -> list[PhaseKind]:
    """Return the phases of the step from now on, up to one to come in which people vote; none where none does."""
    step = _step_here(workshop_id)
    kinds = [phase.kind for phase in phases.from_json(step.phases)[stage_of(workshop_id).phase :]] if step else []
    return kinds[: kinds.index(PhaseKind.VOTE, 1)] if PhaseKind.VOTE in kinds[1:] else []


def on_the_wall(workshop: Workshop, seat: Seat) -> WallVote | None:
    """What the wall shows of the vote in the current step; None where there is nothing to show."""
    board = _board_here(workshop)
    if board is None:
        return None
    vote = scene.vote_on(board, seat)
    result = vote.result if vote.result and _is_shown(vote.result, workshop.id) else None
    return WallVote(vote, scene.progress(vote.round), result) if vote.round or result else None


def _is_shown(result: RoundResult, workshop_id: str) -> bool:
    """True when the wall shows a result: it came in this step, or the room is where it decides by it.

    A room that comes back to its vote, or to what follows it, has the result before it again. While it writes
    once more its notes have the wall.
    """
    now, step = stage_of(workshop_id), _step_here(workshop_id)
    if now.step_started_at is None or step is None:
        return False
    kinds = [phase.kind for phase in phases.from_json(step.phases)]
    came_in_this_step = result.closed_at >= now.step_started_at
    opened_by_hand_here = result.step_id == step.id and PhaseKind.VOTE not in kinds
    return came_in_this_step or opened_by_hand_here or not DECIDING.isdisjoint(kinds[now.phase : now.phase + 1])


def terms_for(board: Board) -> DotTerms:
    """The terms a round on this board begins with: those of the current step where it works on it, else the usual."""
    step = _step_here(board.workshop_id)
    return dots.from_json(step.votes) if step and step.screen == board.canvas else DotTerms()


def _board_here(workshop: Workshop) -> Board | None:
    step = _step_here(workshop.id)
    return plenary_board(workshop.id, step.screen) if step and step.screen else None


def _step_here(workshop_id: str) -> Step | None:
    current = stage_of(workshop_id).step_id
    return next((step for step in steps_of(workshop_id) if step.id == current), None)
