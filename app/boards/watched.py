"""A board that sockets of this process have open: who listens, how far they were told, and who shares a frame."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from app.boards.alias import alias_of
from app.boards.engine.audience import INBOX, Hearer, is_inbox
from app.boards.log import Row
from app.realtime import Connection

Own = tuple[int, tuple[int, ...], str | None]
"""A frame that is not for all: the row it starts behind, its hidden rows, and whose it is if it is one seat's."""


@dataclass(slots=True)
class Watched:
    """What the tailer knows of a board.

    `read` is the last row looked at, `shared` the last one told to everybody; `told` says of each
    audience that is not everybody, and under `INBOX` of all that facilitators hear, up to which row its
    own were told since. `hearers` says as whom each socket listens, and `veil` from which key their aliases are.
    """

    read: int
    shared: int
    epoch: str
    told: dict[str, int] = field(default_factory=dict)
    hearers: dict[Connection, Hearer] = field(default_factory=dict)
    veil: bytes | None = None

    def veiled(self, veil: bytes | None) -> None:
        """Know everybody by the alias they have now: a page may be open since before its workshop was reopened."""
        if veil != self.veil:
            self.veil = veil
            for connection, hearer in self.hearers.items():
                if hearer.seat is not None:
                    self.hearers[connection] = replace(hearer, alias=alias_of(veil, hearer.seat))

    def sockets_of(self, hearers: Iterable[Hearer]) -> list[Connection]:
        """All sockets of some seats."""
        wanted = {hearer.seat for hearer in hearers if hearer.seat is not None}
        return [connection for connection, hearer in self.hearers.items() if hearer.seat in wanted]

    def parted(self, hidden: Sequence[Row], leading: Collection[str], *, public: bool) -> dict[Own, list[Hearer]]:
        """Who is told a frame of their own, by where it starts and which hidden rows it holds.

        Who has hidden rows since all were told something hears what is public from there on: what all hear starts
        earlier, and would hide that something of their own has not come. What is one's own reads otherwise than to
        others: whoever owns a row shares no frame.
        """
        parted: dict[Own, list[Hearer]] = {}
        for hearer in self._hearers_now(leading):
            heard = [row for row in hidden if hearer.hears(row.audience)]
            start = self._behind(hearer)
            if heard or (public and start > self.shared):
                owner = hearer.seat if any(hearer.owns(row.audience) for row in heard) else None
                parted.setdefault((start, tuple(row.seq for row in heard), owner), []).append(hearer)
        return parted

    def move_on(self, end: int, hidden: Iterable[Row], *, public: bool) -> None:
        """All rows up to `end` were told to whom they are for, and if some are `public` that is to everybody."""
        self.read = end
        if public:
            self.shared = end
            self.told.clear()
            return
        audiences = {row.audience for row in hidden}
        inboxes = {INBOX for audience in audiences if is_inbox(audience)}
        self.told |= dict.fromkeys(audiences | inboxes, end)

    def _hearers_now(self, leading: Collection[str]) -> list[Hearer]:
        """The seats that listen, each once, with what they may hear now."""
        seats = {hearer.seat: hearer for hearer in self.hearers.values() if hearer.seat is not None}
        return [replace(hearer, leads=seat in leading) for seat, hearer in seats.items()]

    def _behind(self, hearer: Hearer) -> int:
        """The row a frame for somebody starts behind: from it to what is read next there is nothing for them.

        It goes by whose rows there were, not by who listened: who came since, or came back, may hear this frame
        before they are answered what they missed, and must not take it for all there was.
        """
        heard = [*hearer.names, *hearer.inboxes, *([INBOX] if hearer.leads else [])]
        return max((self.told[audience] for audience in heard if audience in self.told), default=self.shared)
