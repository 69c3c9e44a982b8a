"""Who is connected to this process: one value per socket that has shown its ticket, and a roster of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from app.realtime import limits


@dataclass(frozen=True, slots=True)
class Connection:
    """One socket. Its id changes with every reconnection, so nothing lasting is keyed by it.

    `session_id` is the signed-in device behind it. `workshop_id` is where its ticket leads,
    None on a page outside any workshop. `language` is what its person reads.
    """

    id: str
    principal_id: str
    session_id: str
    workshop_id: str | None
    language: str = "en"


class Roster:
    """Sockets by the id engine.io gives them, first without a name, then with one."""

    def __init__(self) -> None:
        self._unknown: dict[str, datetime] = {}
        self._known: dict[str, Connection] = {}
        self._sockets: dict[str, str] = {}
        self._said: dict[str, limits.Bucket] = {}

    def knock(self, socket_id: str, now: datetime) -> list[str]:
        """Let a socket in that has shown nothing yet. Returns those that must go to make room: the oldest."""
        self._unknown[socket_id] = now
        return list(self._unknown)[: -limits.UNKNOWN_AT_ONCE]

    def welcome(self, socket_id: str, connection: Connection) -> list[Connection]:
        """Give a socket its name. Returns those of the same principal that are too many: the oldest."""
        self._unknown.pop(socket_id, None)
        self._known[socket_id] = connection
        self._sockets[connection.id] = socket_id
        own = [other for other in self._known.values() if other.principal_id == connection.principal_id]
        return own[: -limits.SOCKETS_PER_PRINCIPAL]

    def leave(self, socket_id: str) -> Connection | None:
        """Strike a socket off; returns whom it carried."""
        self._unknown.pop(socket_id, None)
        connection = self._known.pop(socket_id, None)
        if connection is not None:
            del self._sockets[connection.id]
        return connection

    def behind(self, socket_id: str) -> Connection | None:
        """Who speaks through a socket; None if nobody has shown a ticket there."""
        return self._known.get(socket_id)

    def socket_of(self, connection: Connection) -> str | None:
        """The socket of a connection; None once it is gone."""
        return self._sockets.get(connection.id)

    def named(self, connection_id: str) -> Connection | None:
        """The connection with this id."""
        return self._known.get(self._sockets.get(connection_id, ""))

    def __iter__(self) -> Iterator[Connection]:
        return iter(list(self._known.values()))

    def may_speak(self, connection: Connection, now: datetime, *, counts: int = 1) -> bool:
        """Whether the principal, over all its sockets, keeps within the rate; an event counts for so many."""
        bucket = self._said.get(connection.principal_id)
        if bucket is None:
            bucket = limits.Bucket(limits.EVENTS_PER_SECOND, limits.EVENTS_AT_ONCE, now)
            self._said[connection.principal_id] = bucket
        return bucket.takes(now, counts)

    def silent(self, now: datetime) -> list[str]:
        """Sockets that took too long to show a ticket. Forgets on the way who has not spoken for a while."""
        self._said = {who: bucket for who, bucket in self._said.items() if not bucket.is_calm(now)}
        surplus = len(self._unknown) - limits.UNKNOWN_SOCKETS
        return [
            socket_id
            for place, (socket_id, since) in enumerate(self._unknown.items())
            if now - since > (limits.UNKNOWN_PATIENCE if place < surplus else limits.TICKET_PATIENCE)
        ]
