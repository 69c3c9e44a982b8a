"""What goes out: to a room, to one socket, and the word that ends it.

Sockets live in one thread. Whoever speaks from another, a writer of the database say,
hands it over and goes on.
"""

from collections.abc import Callable, Collection, Container
from typing import Any

import gevent

from app import clock
from app.realtime import limits, packets
from app.realtime.outbox import BuiltPacket
from app.realtime.roster import Connection, Roster

To = str | Connection | Collection[Connection]
"""Whom something is told: a room by its name, one connection, or several."""


class Outgoing:
    """Speaks to the sockets of one process."""

    def __init__(self, server: Any, roster: Roster) -> None:  # noqa: ANN401 - python-socketio has no types
        self._server = server
        self._roster = roster
        self._hub: Any = None

    def begin(self) -> bool:
        """Remember the thread of the first socket. Returns whether it was the first."""
        first = self._hub is None
        self._hub = gevent.get_hub()
        return first

    def tell(self, to: To, packet: BuiltPacket, but: Container[str] = ()) -> None:
        """Queue a packet for a room, one socket, or several."""
        self._do_here(self._tell_here, to, packet, but)

    def dismiss(self, connection: Connection, code: str) -> None:
        """Tell a socket why it ends, and end it: no frame follows, and within a second it is shut."""
        self._do_here(self._dismiss_here, connection, code)

    def shut(self, socket_id: str) -> None:
        """End a socket without a word."""
        socket = self._server.eio.sockets.get(socket_id)
        if socket is None:
            self._roster.leave(socket_id)
            return
        socket.close(wait=False, abort=True)
        if socket.queue.wire is not None:
            socket.queue.wire.shut()

    def shut_silent(self, socket_id: str) -> None:
        """End a socket that shows no ticket. One whose ticket nobody has looked at yet waits for us, not we for it."""
        socket = self._server.eio.sockets.get(socket_id)
        if socket is None or socket.queue.wire is None or socket.queue.wire.is_silent:
            self.shut(socket_id)

    def strike(self, socket_id: str) -> None:
        """Count a broken packet against a socket."""
        socket = self._server.eio.sockets.get(socket_id)
        if socket is not None and socket.queue.wire is not None:
            socket.queue.wire.strike()

    def ask_all(self) -> None:
        """Ask those who have not been asked for a while whether they are there."""
        now = clock.now()
        for socket in list(self._server.eio.sockets.values()):
            if socket.queue.wire is not None:
                socket.queue.wire.ask(now)

    def in_room(self, name: str) -> list[Connection]:
        """Who is in a room."""
        members = self._server.manager.get_participants("/", name)
        return [member for connection_id, _ in members if (member := self._roster.named(connection_id))]

    def _do_here(self, deed: Callable[..., None], *arguments: object) -> None:
        """Do it in the thread the sockets live in; another thread hands it over. Without sockets: nothing."""
        if self._hub is None:
            return
        if gevent.get_hub() is self._hub:
            deed(*arguments)
        else:
            self._hub.loop.run_callback_threadsafe(deed, *arguments)

    def _dismiss_here(self, connection: Connection, code: str) -> None:
        socket_id = self._roster.socket_of(connection)
        socket = self._server.eio.sockets.get(socket_id)
        if socket is None:
            return
        socket.queue.finish(BuiltPacket(packets.write_event("closed", {"x": code})))
        socket.close(wait=False, abort=True, reason=code)
        gevent.spawn_later(limits.FAREWELL_SECONDS, socket.queue.wire.shut)

    def _tell_here(self, to: To, packet: BuiltPacket, but: Container[str] = ()) -> None:
        if isinstance(to, str):
            members = self._server.manager.get_participants("/", to)
            sockets = [socket_id for connection_id, socket_id in members if connection_id not in but]
        else:
            several = [to] if isinstance(to, Connection) else to
            sockets = [self._roster.socket_of(connection) for connection in several]
        known = self._server.eio.sockets
        for socket_id in sockets:
            socket = known.get(socket_id)
            # Straight into its queue: engine.io looks for dead sockets by itself.
            if socket is not None and not socket.closed:
                socket.queue.put(packet)
