"""What people do with reports: load boards from a file into an empty workshop."""

from collections.abc import Sequence

from app import audit, clock
from app.boards import queries as boards
from app.boards.engine.schema import Op
from app.boards.engine.state import Refusal
from app.boards.errors import BadZone, refusal
from app.boards.events import BoardWritten
from app.boards.filling import fill
from app.boards.services import board_for
from app.db import transaction
from app.errors import NotAllowed, NotFound
from app.events import publish
from app.reports import boards_file
from app.reports.boards_file import BadFile, FiledBoard, FiledWas
from app.reports.errors import BadBoardsFile, BoardNotEmpty, CanvasMissing
from app.voting.results import Was
from app.voting.services.brought import keep_result
from app.workshops.dots import DotTerms
from app.workshops.models import Seat
from app.workshops.queries import held


def load_boards(seat: Seat, body: bytes) -> int:
    """Load the boards of a file into the boards of this workshop, which must be empty; how many elements came.

    All of it or nothing. Boards without an element and a vote in the file are passed over.

    Raises:
        NotAllowed: the seat does not lead the workshop.
        BadBoardsFile: it is no file of boards, or an element in it cannot stand.
        CanvasMissing: the workshop has not the canvas of a board.
        BoardNotEmpty: a board has notes here already.
    """
    if not seat.facilitates or seat.removed_at is not None:
        raise NotAllowed
    try:
        filed = [board for board in boards_file.read(body).boards if board.elements or board.votes]
        ops = [_ops(board) for board in filed]
    except BadFile as error:
        raise BadBoardsFile(str(error)) from error
    for board in filed:
        if not boards.has_canvas(seat.workshop_id, board.canvas):
            raise CanvasMissing(board.name)
    targets = [board_for(seat.workshop_id, board.canvas).id for board in filed]
    with transaction():
        held(seat.workshop_id)
        loaded = 0
        # In id order, as everybody who locks several boards does.
        for board_id, board, each in sorted(zip(targets, filed, ops, strict=True), key=lambda target: target[0]):
            outcome = fill(boards.connection(), board_id, each)
            if isinstance(outcome, Refusal):
                raise _refused(outcome, board)
            _keep_votes(board_id, board)
            loaded += outcome.living
            publish(BoardWritten(board_id))
        audit.record(
            "boards.load",
            f"workshop:{seat.workshop_id}",
            actor_id=seat.principal_id,
            boards=len(filed),
            elements=loaded,
        )
    return loaded


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
