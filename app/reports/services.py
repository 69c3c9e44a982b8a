"""What people do with reports: load boards from a file into an empty workshop, and take boards along."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from app import aside, audit, clock
from app.accounts.models import Principal
from app.boards import log as board_log
from app.boards import queries as boards
from app.boards.desk import desk
from app.boards.engine.schema import Op
from app.boards.engine.state import Refusal
from app.boards.errors import BadZone, refusal
from app.boards.events import BoardWritten
from app.boards.filling import Filled, work_out
from app.boards.log import Locked
from app.boards.services import board_for
from app.db import DATABASE_AWAY, transaction
from app.errors import NotAllowed, NotFound
from app.events import publish
from app.reports import boards_file
from app.reports.boards_file import BadFile, FiledBoard, FiledWas
from app.reports.errors import BadBoardsFile, BoardNotEmpty, CanvasMissing
from app.sparing import sparing_log
from app.voting.results import Was
from app.voting.services.brought import keep_result
from app.workshops.dots import DotTerms
from app.workshops.errors import WorkshopOver
from app.workshops.models import Seat
from app.workshops.queries import held

log = sparing_log(__name__)


def load_boards(seat: Seat, body: bytes) -> int:
    """Load the boards of a file into the boards of this workshop, which must be empty; how many elements came.

    All of it or nothing. Boards without an element and a vote in the file are passed over.

    Raises:
        NotAllowed: the seat does not lead the workshop.
        WorkshopOver: it is closed.
        BadBoardsFile: it is no file of boards, or an element in it cannot stand.
        CanvasMissing: the workshop has not the canvas of a board.
        BoardNotEmpty: a board has notes here already.
    """
    if not seat.facilitates or seat.removed_at is not None:
        raise NotAllowed
    filed = aside.compute(partial(_read, body))
    for board, _each in filed:
        if not boards.has_canvas(seat.workshop_id, board.canvas):
            raise CanvasMissing(board.name)
    # In id order, as everybody who locks several boards does.
    loads = sorted(
        (Load(board_for(seat.workshop_id, board.canvas).id, board, ops) for board, ops in filed),
        key=lambda load: load.board_id,
    )
    boards.look_again()
    with desk().committer.still(load.board_id for load in loads):
        ahead = aside.is_ahead()
        ready = aside.read(lambda: [load.filled() for load in loads], held=True) if ahead else [None for _ in loads]
        with transaction():
            # Read behind the lock: whoever closes the workshop or ends the seat takes it too.
            if held(seat.workshop_id).closed_at is not None:
                raise WorkshopOver
            if not seat.facilitates or seat.removed_at is not None:
                raise NotAllowed
            loaded = sum(load.write(filled) for load, filled in zip(loads, ready, strict=True))
            audit.record(
                "boards.load",
                f"workshop:{seat.workshop_id}",
                actor_id=seat.principal_id,
                boards=len(filed),
                elements=loaded,
            )
    return loaded


def taken_along(by: Principal, target: str, kind: str, *, deed: str = "boards.export") -> None:
    """Write down who took a file of this kind off the server. Where nothing can be written, people still take it."""
    try:
        with transaction():
            audit.record(deed, target, actor_id=by.id, kind=kind)
    except DATABASE_AWAY:
        log.exception("It could not be written down that a file was taken along")


@dataclass(frozen=True, slots=True)
class Load:
    """A board of the file, the ops that put it there, and the board they go to."""

    board_id: str
    filed: FiledBoard
    ops: Sequence[Op]

    def filled(self) -> Filled | Refusal:
        """What it comes to on the board as it is."""
        locked = board_log.lock(boards.connection(), self.board_id)
        return self._on(locked) if locked else Refusal("bad-target")

    def write(self, ready: Filled | Refusal | None) -> int:
        """Write it, as it was worked out before if the board has not changed since; how many elements came."""
        locked = board_log.lock(boards.connection(), self.board_id)
        if locked is None:
            raise NotFound
        filled = ready
        if not isinstance(filled, Filled) or filled.board != locked:
            filled = aside.within(partial(self._on, locked))
        if not isinstance(filled, Filled):
            raise _refused(filled, self.filed)
        filled.laid.write(boards.connection())
        _keep_votes(self.board_id, self.filed)
        publish(BoardWritten(self.board_id))
        return filled.living

    def _on(self, locked: Locked) -> Filled | Refusal:
        return work_out(boards.connection(), locked, self.ops)


def _read(body: bytes) -> list[tuple[FiledBoard, Sequence[Op]]]:
    """The boards of a file on which something lies or was voted, each with the ops that put it there."""
    try:
        filed = [board for board in boards_file.read(body).boards if board.elements or board.votes]
        return [(board, _ops(board)) for board in filed]
    except BadFile as error:
        raise BadBoardsFile(str(error)) from error


def _ops(board: FiledBoard) -> Sequence[Op]:
    return [
        op
        for number, element in enumerate(board.elements, 1)
        if boards_file.says_something(element)
        for op in boards_file.ops_for(element, number)
    ]


def _keep_votes(board_id: str, board: FiledBoard) -> None:
    """Totals without ballots: who gave which dot stays in the house where they were given."""
    for vote in board.votes:
        terms = DotTerms(dots=vote.budget, one_per_note=vote.one_per_note, named=not vote.anonymous, zone=vote.zone)
        try:
            keep_result(
                board_id,
                {result.element: result.dots for result in vote.results},
                terms,
                at=min(vote.closed_at, clock.now()),
                voters=vote.voters,
                candidates=vote.candidates,
                was={result.element: _was(result.was) for result in vote.results if result.was},
            )
        except (NotFound, BadZone) as error:
            raise BadBoardsFile(f"{board.canvas}: votes") from error


def _was(was: FiledWas) -> Was:
    return Was(was.type, was.zone, was.text, was.lang, was.gloss)


def _refused(outcome: Refusal, board: FiledBoard) -> BoardNotEmpty | BadBoardsFile:
    if outcome.code == "not-empty":
        return BoardNotEmpty(board.name)
    return BadBoardsFile(board.canvas, why=refusal(outcome.code).message)
