"""The socket server of this process, as features see it: rooms, single sockets, everybody of a principal."""

from collections.abc import Collection
from typing import Any

from flask import Flask
from flask_socketio import SocketIO

from app.realtime import attendance, dialect, driver, gate, limits, packets, pokes
from app.realtime.edge import Edge
from app.realtime.outbox import BuiltPacket
from app.realtime.outgoing import To
from app.realtime.roster import Connection

_options: dict[str, Any] = {
    "async_mode": "gevent",
    "async_handlers": False,
    "transports": ["websocket"],
    "max_http_buffer_size": limits.MESSAGE_BYTES,
    "ping_interval": limits.PING_SECONDS,
    "ping_timeout": limits.PONG_SECONDS,
    "json": dialect,
    "manage_session": False,
}

socketio: Any = SocketIO(**_options)

_edge: Edge | None = None


def init_app(app: Flask) -> None:
    """Put the socket server in front of the pages, on our own driver."""
    global _edge  # noqa: PLW0603 - like Flask-SocketIO's, the newest server is the one that features speak to
    pokes.init_app(app)
    pages = app.wsgi_app
    origins = gate.allowed_origins(app.config)
    socketio.init_app(app, cors_allowed_origins=sorted(origins))
    driver.install(socketio.server.eio)
    driver.assert_installed(socketio.server.eio)
    app.wsgi_app = gate.Gate(app.wsgi_app, pages, origins)  # type: ignore[method-assign] # as Flask wants it
    _edge = Edge(app, socketio.server)


def tell(to: To, event: str, message: object, *, but: Collection[Connection] = ()) -> None:
    """Send an event to everybody in a room, to one connection, or to several; the frame is built once.

    `but` are left out: they are told something of their own instead.

    Returns at once; slow sockets are not waited for. May be called from any thread, and
    where no sockets are (a command, a job) it does nothing. Only after the commit.

    Raises:
        TypeError, ValueError: the message is nothing JSON knows.
    """
    packet = BuiltPacket(packets.write_event(event, message))
    if _edge is not None:
        _edge.outgoing.tell(to, packet, {connection.id for connection in but})


def enter(connection: Connection, room: str) -> None:
    """Let a connection hear a room. Enter before you read what you send it, so that nothing falls in between."""
    if stands(connection):
        socketio.server.enter_room(connection.id, room)


def stands(connection: Connection) -> bool:
    """Whether its socket is still there: it may be gone before what it asked for is done."""
    return _edge is not None and _edge.roster.socket_of(connection) is not None


def leave(connection: Connection, room: str) -> None:
    """Let it hear the room no more."""
    if stands(connection):
        socketio.server.leave_room(connection.id, room)


def connections(room: str) -> list[Connection]:
    """Who is in a room, in this process."""
    return _edge.outgoing.in_room(room) if _edge is not None else []


def present(room: str) -> frozenset[str]:
    """The principals whose sockets are in a room, in this process or another."""
    return _here(room) | attendance.elsewhere(room)


def note_attendance(room: str) -> bool:
    """Let other processes know who is in a room of this one. Whether `AttendanceChanged` was told everywhere for it."""
    return attendance.note(room, _here(room))


def close_connections(
    *,
    principal_id: str | None = None,
    workshop_id: str | None = None,
    session_id: str | None = None,
    keep_session_id: str | None = None,
    code: str = "removed",
) -> None:
    """End the sockets of this process for which everything given is true, at once, but those of a session that is kept.

    Each hears `closed` with `{"x": code}`, which is final for its page, and is shut within a
    second. Call it where an event is heard `everywhere`: then those of other processes end too.
    """
    wanted = {"principal_id": principal_id, "workshop_id": workshop_id, "session_id": session_id}
    given = {name: value for name, value in wanted.items() if value is not None}
    if not given:
        raise TypeError("say whose sockets should end")
    if _edge is None:
        return
    for connection in _edge.roster:
        is_meant = all(getattr(connection, name) == value for name, value in given.items())
        if is_meant and connection.session_id != keep_session_id:
            _edge.outgoing.dismiss(connection, code)


def _here(room: str) -> frozenset[str]:
    return frozenset(connection.principal_id for connection in connections(room))
