"""Which actions of a plan somebody wants to see, in which order. What is no choice is refused. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from app.plans.errors import NoSuchChoice
from app.plans.models import ActionStatus
from app.plans.views.sheet import Row

LONGEST = 100
"""So many letters of what somebody looks for are read."""


class Order(StrEnum):
    """What comes first."""

    DUE = "due"
    NUMBER = "number"
    OWNER = "owner"
    STATE = "state"


ORDERS: Final[dict[Order, LazyString]] = {
    Order.DUE: _("First due first"),
    Order.NUMBER: _("By number"),
    Order.OWNER: _("By owner"),
    Order.STATE: _("By state"),
}

_KEYS: Final[dict[Order, Callable[[Row], Any]]] = {
    Order.DUE: lambda row: (row.action.due_on or date.max, row.action.number),
    Order.NUMBER: lambda row: row.action.number,
    Order.OWNER: lambda row: (row.action.owner.casefold(), row.action.due_on or date.max),
    Order.STATE: lambda row: (list(ActionStatus).index(ActionStatus(row.action.status)), row.action.due_on or date.max),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for. Empty words and None ask for everything."""

    words: str = ""
    owner: str = ""
    state: ActionStatus | None = None
    late: bool = False
    critical: bool = False
    order: Order = Order.DUE

    @property
    def narrows(self) -> bool:
        return bool(self.words or self.owner or self.state or self.late or self.critical)

    def of(self, rows: Iterable[Row]) -> list[Row]:
        """The rows that are asked for, in order."""
        return sorted((row for row in rows if self._has(row)), key=_KEYS[self.order])

    def _has(self, row: Row) -> bool:
        action = row.action
        read = " ".join((str(action.number), action.title, action.owner, *action.helpers)).casefold()
        return (
            all(word in read for word in self.words.casefold().split())
            and (not self.owner or self.owner in (action.owner, *action.helpers))
            and (self.state is None or action.status == self.state)
            and (not self.late or row.standing.late)
            and (not self.critical or action.critical)
        )


def read_wanted(asked: Mapping[str, str]) -> Wanted:
    """What an address asks for.

    Raises:
        NoSuchChoice: a state or an order that is none.
    """
    try:
        state, order = asked.get("state", ""), asked.get("order", "")
        return Wanted(
            words=asked.get("q", "").strip()[:LONGEST],
            owner=asked.get("owner", ""),
            state=ActionStatus(state) if state else None,
            late="late" in asked,
            critical="critical" in asked,
            order=Order(order) if order else Order.DUE,
        )
    except ValueError as error:
        raise NoSuchChoice from error


def owners_in(rows: Iterable[Row]) -> list[str]:
    """Everybody who owns or helps with an action."""
    names = {name for row in rows for name in (row.action.owner, *row.action.helpers) if name}
    return sorted(names, key=str.casefold)
