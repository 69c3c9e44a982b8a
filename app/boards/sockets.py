"""What sockets do on boards: open one, send ops, ask for what they missed. Reading and handing over, no more."""

from app.boards import reading, wire
from app.boards.desk import desk
from app.boards.models import Board
from app.boards.pointing import read_pointing
from app.boards.queries import board_and_seat
from app.errors import NotFound
from app.realtime import Connection, on, on_gone, stands
from app.workshops.models import Seat


@on("hello", counts=16)
def open_board(connection: Connection, message: object) -> dict[str, object]:
    """Open a board: hear it from now on, and be told what was missed, how far one's ops came and what one may do."""
    hello = wire.read_hello(message)
    board, seat = _found(connection, hello.board)
    # Into the room first, then the reading: a row may come twice, never not at all.
    desk().tailer.watch(board.id, connection, reading.hearer(seat, only=hello.only))
    if not hello.only:
        desk().presence.come(board, seat, connection)
    if not stands(connection):
        # It went while the board was looked up, and nobody will say so again.
        close_boards(connection)
    return reading.welcome(board, seat, hello)


@on("bye")
def close_board(connection: Connection, message: object) -> None:
    """Close a board: its frames stop, the socket stays."""
    bye = wire.read_bye(message)
    desk().tailer.unwatch(connection, bye.board)
    desk().presence.go(connection, bye.board)


@on("ops")
def take_ops(connection: Connection, message: object) -> dict[str, object]:
    """Take a batch of ops; the answer comes once they are on the disk."""
    return desk().committer.submit(connection.principal_id, wire.read_batch(message))


@on("since", counts=5)
def tell_since(connection: Connection, message: object) -> dict[str, object]:
    """Tell what was missed since a row."""
    since = wire.read_since(message)
    board, seat = _found(connection, since.board)
    who = reading.hearer(seat, only=since.only)
    return reading.frame_since(board.id, since.epoch, since.since, who, most=reading.ROWS_BY_SOCKET)


@on("presence", lightly=True)
def point(connection: Connection, message: object) -> None:
    """Hear where somebody points and what they write on; nobody waits for an answer."""
    desk().presence.take(connection, read_pointing(message))


@on_gone
def close_boards(connection: Connection) -> None:
    desk().tailer.unwatch(connection)
    desk().presence.go(connection)


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
