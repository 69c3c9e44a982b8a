# ruff: noqa: SLF001 - stands where the network and the process stand, and does what they do
"""Sockets without a network: the real edge, its rooms and its handlers, over wires that a test may cut."""

import json
from collections import deque
from dataclasses import dataclass, field
from typing import Any

import gevent
from flask import Flask
from sqlalchemy.exc import OperationalError

from app import realtime
from app.realtime import handlers, server
from app.realtime.acks import speaking
from app.realtime.roster import Connection


class PowerCut(BaseException):
    """The process is gone in the middle of what it did."""


@dataclass
class Wire:
    """What engine.io would know of one socket, and its queue. `coming` is what the page has not heard yet."""

    id: str
    connection: Connection
    closed: bool = False
    coming: deque[tuple[str, Any]] = field(default_factory=deque)
    answers: dict[int, Any] = field(default_factory=dict)
    asked: int = 0

    @property
    def queue(self) -> "Wire":
        return self

    def put(self, packet: Any) -> None:
        text = packet.data
        if text.startswith("2"):
            name, message = json.loads(text[1:])
            self.coming.append((name, message))
        else:
            number, _, answer = text[1:].partition("[")
            self.answers[int(number)] = json.loads("[" + answer)[0]


class Worker:
    """One web process as far as boards are concerned: an application, its socket edge, its desk."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.edge = server._edge
        self.sio = realtime.socketio.server
        self.edge.outgoing._hub = gevent.get_hub()
        self.wires: dict[str, Wire] = {}
        self.faults: list[str] = []
        self._made = 0

    def boot(self) -> None:
        """Start anew with nothing in mind, as a process does."""
        from app.boards import desk

        for wire in list(self.wires.values()):
            self.hang_up(wire, tell=False)
        self.faults.clear()
        desk.init_app(self.app)
        kept = self.app.extensions["boards"]
        kept.committer.writer = Uncertain(kept.committer.writer, self.faults)
        # The tailer looks when the test says so.
        kept.tailer._at_work = _NOBODY

    @property
    def desk(self) -> Any:
        return self.app.extensions["boards"]

    def act(self) -> None:
        """What happens from here on happens in this process."""
        server._edge = self.edge
        realtime.socketio.server = self.sio

    def connect(self, principal_id: str, workshop_id: str) -> Wire:
        """A socket that has shown its ticket."""
        self.act()
        self._made += 1
        socket_id = f"socket-{self._made}"
        connection_id = self.sio.manager.connect(socket_id, "/")
        wire = Wire(socket_id, Connection(connection_id, principal_id, "session", workshop_id))
        self.sio.eio.sockets[socket_id] = wire
        self.edge.roster.welcome(socket_id, wire.connection)
        self.wires[socket_id] = wire
        return wire

    def emit(self, wire: Wire, event: str, message: object) -> Any:
        """What the socket is answered; the packet goes through the edge as it came over the line.

        Raises:
            PowerCut: the process was ended meanwhile.
        """
        self.act()
        wire.asked += 1
        text = f"2{wire.asked}" + json.dumps([event, message], ensure_ascii=False)
        self.edge._hear(wire.id, text)
        return wire.answers.pop(wire.asked)

    def hang_up(self, wire: Wire, *, tell: bool = True) -> None:
        """The socket is gone; where the process lives on it notices."""
        wire.closed = True
        self.sio.eio.sockets.pop(wire.id, None)
        self.wires.pop(wire.id, None)
        connection = self.edge.roster.leave(wire.id)
        self.sio.manager.disconnect(wire.connection.id, "/")
        if tell and connection is not None:
            self.act()
            for hook in handlers.gone_hooks:
                with speaking(self.app, "en"):
                    hook(connection)

    def look(self, *, everywhere: bool = False) -> None:
        """Tell the sockets what is new: of the boards it was poked about, or of all that others wrote on."""
        self.act()
        tailer = self.desk.tailer
        poked, tailer._poked = tailer._poked, set()
        with self.app.app_context():
            tailer._look(poked | tailer._behind() if everywhere else poked)


class Uncertain:
    """A writer that may be ended before the commit, behind it, or lose sight of the database just then."""

    def __init__(self, writer: Any, faults: list[str]) -> None:
        self._writer = writer
        self._faults = faults

    def run(self, work: Any) -> Any:
        fault = self._faults.pop() if self._faults else ""

        def interrupted(connection: Any) -> Any:
            done = work(connection)
            if fault == "before":
                raise PowerCut
            if fault == "full":
                raise OperationalError("COMMIT", {}, Exception("database or disk is full"))
            return done

        done = self._writer.run(interrupted)
        if fault == "behind":
            raise PowerCut
        if fault == "unknown":
            raise OperationalError("COMMIT", {}, Exception("the connection is gone"))
        return done


class _Nobody:
    dead = False


_NOBODY = _Nobody()
