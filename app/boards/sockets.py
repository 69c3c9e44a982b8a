"""What sockets do on boards: open one, send ops, ask for what they missed. Reading and handing over, no more."""

from app.boards import reading, wire
from app.boards.desk import desk
from app.boards.models import Board
from app.boards.queries import board_and_seat
from app.errors import NotFound
from app.realtime import Connection, on, on_gone
from app.workshops.models import Seat


@on("hello")
def open_board(connection: Connection, message: object) -> dict[str, object]:
    """Open a board: hear it from now on, and be told what was missed, how far one's ops came and what one may do."""
    hello = wire.read_hello(message)
    board, seat = _found(connection, hello.board)
    # Into the room first, then the reading: a row may come twice, never not at all.
    desk().tailer.watch(board.id, connection, None if hello.only else seat.id)
    return reading.welcome(board, seat, hello)


@on("bye")
def close_board(connection: Connection, message: object) -> None:
    """Close a board: its frames stop, the socket stays."""
    desk().tailer.unwatch(connection, wire.read_bye(message).board)


@on("ops")
def take_ops(connection: Connection, message: object) -> dict[str, object]:
    """Take a batch of ops; the answer comes once they are on the disk."""
    return desk().committer.submit(connection.principal_id, wire.read_batch(message))


@on("since")
def tell_since(connection: Connection, message: object) -> dict[str, object]:
    """Tell what was missed since a row."""
    since = wire.read_since(message)
    board, seat = _found(connection, since.board)
    whose = reading.audience(seat, only=since.only)
    return reading.frame_since(board.id, since.epoch, since.since, whose, most=reading.ROWS_BY_SOCKET)


@on_gone
def close_boards(connection: Connection) -> None:
    desk().tailer.unwatch(connection)


def _found(connection: Connection, board_id: str) -> tuple[Board, Seat]:
    """The board, in the workshop this socket's ticket leads to.

    Raises:
        NotFound: no such board there, or no seat.
        SeatEnded: a facilitator ended the seat.
    """
    board, seat = board_and_seat(board_id, connection.principal_id)
    if board.workshop_id != connection.workshop_id:
        raise NotFound
    return board, seat
