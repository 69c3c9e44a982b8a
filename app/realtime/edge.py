"""The sockets of one process: who comes in, what they say, and what they are answered.

Stands between engine.io, which knows frames, and the handlers of the features.
Flask-SocketIO keeps the rooms.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import gevent
from flask import Flask, session
from gevent.lock import BoundedSemaphore
from socketio.exceptions import ConnectionRefusedError as ConnectionRefused

from app import aside, clock, i18n
from app.realtime import acks, handlers, limits, neighbours, packets, tickets, watch
from app.realtime.errors import BadMessage, BadTicket, Broken, TooFast, UnknownEvent
from app.realtime.outbox import BuiltPacket
from app.realtime.outgoing import Outgoing
from app.realtime.roster import Connection, Roster
from app.sparing import sparing_log

log = sparing_log(__name__)


class Edge:
    """Hears engine.io for one application."""

    def __init__(self, app: Flask, server: Any) -> None:  # noqa: ANN401 - python-socketio has no types
        self.app = app
        self.roster = Roster()
        self._server = server
        self.outgoing = Outgoing(server, self.roster)
        self._lightly = acks.Lightly(app)
        self._long_read = BoundedSemaphore(limits.LONG_READS_AT_ONCE)
        server.on("connect", self._show_ticket)
        server.eio.on("connect", self._knock)
        server.eio.on("message", self._hear)
        server.eio.on("disconnect", self._leave)

    def _knock(self, socket_id: str, environ: dict[str, Any]) -> None:
        """A WebSocket stands; nobody knows yet whose it is."""
        if self.outgoing.begin():
            gevent.spawn(watch.keep_watch, self)
            gevent.spawn(neighbours.keep_up, self)
        self._server._handle_eio_connect(socket_id, environ)  # noqa: SLF001 - it keeps the environment
        # Or engine.io would wait in a greenlet until it is time to ask for it; one of ours asks all (`watch.py`).
        self._server.eio.sockets[socket_id].last_ping = None
        for oldest in self.roster.knock(socket_id, clock.now()):
            self.outgoing.shut(oldest)

    def _show_ticket(self, connection_id: str, environ: dict[str, Any], auth: object = None) -> None:
        """Take a socket's ticket, in the context of the request that opened it: cookie and language are there.

        Raises:
            ConnectionRefused: with `{"x", "say"}`.
        """
        refusal = acks.answer(self.app.request_context(environ), partial(self._welcome, connection_id, auth))
        if isinstance(refusal, dict):
            raise ConnectionRefused(refusal["x"], refusal)

    def _welcome(self, connection_id: str, auth: object) -> None:
        shown = auth.get("ticket") if isinstance(auth, dict) else None
        ticket = tickets.redeem(shown, secret=str(session.get("sid", "")))
        connection = Connection(
            connection_id, ticket.principal_id, ticket.session_id, ticket.workshop_id, i18n.language()
        )
        socket_id = self._server.manager.eio_sid_from_sid(connection_id, "/")
        for oldest in self.roster.welcome(socket_id, connection):
            self.outgoing.dismiss(oldest, "too-many-sockets")
        if not tickets.stands(ticket):
            # Whoever ended the session while its ticket was written down did not find this socket.
            self.roster.leave(socket_id)
            raise BadTicket

    def _hear(self, socket_id: str, text: str) -> None:
        """Take one packet. Whatever it is, the reader of this socket lives on."""
        connection = self.roster.behind(socket_id)
        try:
            packet = packets.read(text)
        except packets.Malformed as malformed:
            self._refuse_packet(socket_id, connection, malformed)
            return
        match packet:
            case packets.Connect(auth) if connection is None:
                self._connect(socket_id, auth)
            case packets.Event() as event if connection is not None:
                self._take(socket_id, connection, event)
            case packets.Disconnect():
                self.outgoing.shut(socket_id)
            case _:
                self._refuse_packet(socket_id, connection, packets.Malformed("out of turn"))

    def _connect(self, socket_id: str, auth: object) -> None:
        self._server._handle_connect(socket_id, None, auth)  # noqa: SLF001 - python-socketio answers the packet
        connection = self.roster.behind(socket_id)
        socket = self._server.eio.sockets.get(socket_id)
        if socket is None or socket.closed:
            self._leave(socket_id)
        elif connection is None:
            socket.close(wait=False, abort=True)
        else:
            # Nobody asks for the request any more, which would be kept as long as the socket.
            self._server.environ.pop(socket_id).clear()
            for hook in handlers.connected_hooks:
                acks.answer(acks.speaking(self.app, connection.language), partial(hook, connection))

    def _take(self, socket_id: str, connection: Connection, event: packets.Event) -> None:
        handler = handlers.events.get(event.name)
        if handler is None:
            self._complain("an event nobody knows")
            self.outgoing.strike(socket_id)

        in_time = self.roster.may_speak(connection, clock.now(), counts=handlers.long_reads.get(event.name, 1))

        def deed() -> object:
            if not in_time:
                raise TooFast
            if handler is None:
                raise UnknownEvent
            return handler(connection, event.message)

        if event.ack is None and event.name in handlers.light:
            self._lightly.do(deed)
        elif in_time and event.name in handlers.long_reads:
            with self._long_read:
                self._acknowledge(
                    connection, event.ack, acks.answer(acks.speaking(self.app, connection.language), deed)
                )
                # However many read a board, whoever writes on it comes in between.
                gevent.sleep(aside.BREATH)
        else:
            self._answer(connection, event.ack, deed)
        if not in_time:
            # A refusal costs something, too: the next frame of this socket is read later.
            gevent.sleep(limits.TOO_FAST_SECONDS)

    def _answer(self, connection: Connection, number: int | None, deed: Callable[[], object]) -> None:
        self._acknowledge(connection, number, acks.answer(acks.speaking(self.app, connection.language), deed))

    def _refuse_packet(self, socket_id: str, connection: Connection | None, malformed: packets.Malformed) -> None:
        if connection is None:
            self._complain(malformed)
            self.outgoing.shut(socket_id)
            return
        if malformed.hostile:
            self._complain(malformed)
            self.outgoing.strike(socket_id)
        with acks.speaking(self.app, connection.language):
            refusal = acks.refused(BadMessage())
        self._acknowledge(connection, malformed.ack, refusal)

    def _acknowledge(self, connection: Connection, number: int | None, answer: object) -> None:
        if number is None:
            return
        try:
            packet = BuiltPacket(packets.write_ack(number, answer))
        except (TypeError, ValueError):
            log.exception("A socket handler answered what JSON does not know")
            with acks.speaking(self.app, connection.language):
                packet = BuiltPacket(packets.write_ack(number, acks.refused(Broken())))
        self.outgoing.tell(connection, packet)

    def _complain(self, reason: object) -> None:
        log.warning("A broken packet was refused: %s", reason)

    def _leave(self, socket_id: str, reason: str = "") -> None:
        """A socket is gone. Those who want to know hear it in a greenlet of their own: this one may be anybody's."""
        connection = self.roster.leave(socket_id)
        self._server._handle_eio_disconnect(socket_id, reason)  # noqa: SLF001 - it empties the rooms
        if connection is not None:
            for hook in handlers.gone_hooks:
                context = acks.speaking(self.app, connection.language)
                gevent.spawn(acks.answer, context, partial(hook, connection))
