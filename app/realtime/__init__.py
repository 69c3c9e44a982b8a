"""The socket edge. It knows sockets, principals and rooms, and no feature.

What a feature uses:

    @on("ops")                                      in sockets.py: one event after another per socket;
    def take_ops(connection, message): ...          what it returns is the acknowledgement

    @on_connected                                   once a socket has shown its ticket: enter rooms, tell what it missed
    @on_gone                                        once it is gone, in a greenlet of its own
    @on_present                                     every half minute, the sessions that have a socket open

    enter(connection, room.board(board.id))         rooms are names; enter before reading what you send
    tell(room.workshop(workshop_id), "stage", {…})  in broadcasts.py; encoded once for the whole room
    tell(connection, "stage", {…})                  one socket alone
    connections(room.board(board.id))               who is in a room of this process
    stands(connection)                              whether its socket is still there
    present(room.workshop(workshop_id))             whose sockets are in a room of any process
    close_connections(principal_id=…)               told `closed`, and shut within two seconds

    tickets.issue(principal_id, session_id, workshop_id)    what a page hands its socket; single use, 60 seconds

Several processes may serve one house, and each tells its own sockets only. So what sockets
must hear is told where the event is heard `everywhere` (`app.events`): in every process,
within a second at the latest (`relay.py`). Nothing else crosses but pokes (`pokes.py`):
hints that may be lost.

    @everywhere(StageChanged)                       in broadcasts.py, instead of @after
    @on_poke("board")                               hear `poke("board", …)` of another process

Handlers run in a fresh application context, in the language of the connection. There is
no request in it and nobody is signed in: `connection.principal_id` says who speaks, and
roles are read in the transaction. A handler blocks the socket it serves, so it validates,
hands over and returns. `docs/protocol.md` tells what goes over the wire.
"""

from app.realtime import room, tickets
from app.realtime.handlers import on, on_connected, on_gone, on_present
from app.realtime.pokes import on_poke, poke
from app.realtime.roster import Connection
from app.realtime.server import (
    close_connections,
    connections,
    enter,
    init_app,
    leave,
    note_attendance,
    present,
    socketio,
    stands,
    tell,
)

__all__ = [
    "Connection",
    "close_connections",
    "connections",
    "enter",
    "init_app",
    "leave",
    "note_attendance",
    "on",
    "on_connected",
    "on_gone",
    "on_poke",
    "on_present",
    "poke",
    "present",
    "room",
    "socketio",
    "stands",
    "tell",
    "tickets",
]
