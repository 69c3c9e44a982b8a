"""Who hears what: everybody, one seat alone, or one seat and all who facilitate.

An audience is `*`, the id of a seat (`s_…`) or its alias (`a_…`, `boards.alias`), which stands for it where
nobody is named, or `m_…` with the tail of either: that seat and the facilitators. Only `Hearer.hears` says
who is in it; whatever reads a board asks it, in Python here, in SQL in `log.heard_by`, in the browser, which
knows its own seat alone, in `static/boards/audience.js`.
"""

from dataclasses import dataclass

EVERYONE = "*"
"""The audience of what all may see."""

INBOX = "m_"
"""How the audience of an author and the facilitators begins. Alone it is said to those who may not know the author."""


def inbox_of(seat: str) -> str:
    """The audience of a seat and of all who facilitate."""
    return INBOX + seat[2:]


def is_alone(audience: str) -> bool:
    """Whether it is one seat's and nobody else's."""
    return audience != EVERYONE and not is_inbox(audience)


def is_inbox(audience: str) -> bool:
    """Whether facilitators hear it beside the one it is from."""
    return audience.startswith(INBOX)


@dataclass(frozen=True, slots=True)
class Hearer:
    """Somebody who reads a board: their seat, none for what shows the public part, and whether they facilitate.

    `alias` stands for the seat where nobody is named.
    """

    seat: str | None = None
    leads: bool = False
    alias: str | None = None

    def hears(self, audience: str) -> bool:
        """Whether something of this audience is for them."""
        return audience == EVERYONE or self.owns(audience) or (self.leads and is_inbox(audience))

    def owns(self, audience: str) -> bool:
        """Whether it is theirs alone, or theirs and the facilitators'."""
        return self.seat is not None and audience in {*self.names, *self.inboxes}

    @property
    def names(self) -> list[str]:
        """What the seat is called, in the open and where nobody is named: the audiences of what is theirs alone."""
        return [each for each in (self.seat, self.alias) if each is not None]

    @property
    def inboxes(self) -> list[str]:
        """The audiences of what is theirs and the facilitators'."""
        return [inbox_of(each) for each in self.names]


ALL = Hearer()
"""Who sees what everybody sees, and no more."""


def told_to(hearer: Hearer, audience: str) -> str:
    """An audience as it is said to a hearer: their own as their seat, an inbox to facilitators as nobody's."""
    if hearer.seat is not None and hearer.owns(audience):
        return inbox_of(hearer.seat) if is_inbox(audience) else hearer.seat
    return INBOX if is_inbox(audience) else audience
