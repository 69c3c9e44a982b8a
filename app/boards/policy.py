"""Who may do what on a board, as one table: role × deed × what the stage allows just then."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.boards.engine.state import Deed
from app.workshops.models import LEADING_ROLES, SeatRole
from app.workshops.stage import Writing

ALLOWED = ""

FROZEN = "frozen"
"""The mode of a stage whose editing is stopped, whatever writing says."""

MODES = (Writing.OPEN.value, Writing.PRIVATE.value, Writing.COMMENTS.value, Writing.CLOSED.value, FROZEN)

_EVERYTHING = dict.fromkeys(Deed, ALLOWED)
_NOTHING = dict.fromkeys(Deed, "not-allowed")
_CLOSED = {**dict.fromkeys(Deed, "writing-closed"), Deed.LOCK: "not-allowed"}
_COMMENTING = {**_CLOSED, Deed.COMMENT: ALLOWED}
_STOPPED = {**dict.fromkeys(Deed, "frozen"), Deed.LOCK: "not-allowed"}
_WRITING = {**_EVERYTHING, Deed.DELETE_OTHERS: "not-yours", Deed.LOCK: "not-allowed"}

MATRIX: dict[str, dict[str, dict[Deed, str]]] = {
    SeatRole.FACILITATOR: dict.fromkeys(MODES, _EVERYTHING),
    SeatRole.CO_FACILITATOR: dict.fromkeys(MODES, _EVERYTHING),
    SeatRole.PARTICIPANT: {
        "open": _WRITING,
        "private": _WRITING,
        "comments": _COMMENTING,
        "closed": _CLOSED,
        "frozen": _STOPPED,
    },
    SeatRole.OBSERVER: dict.fromkeys(MODES, _NOTHING),
    SeatRole.WALL: dict.fromkeys(MODES, _NOTHING),
}
"""ALLOWED, or the code a person is told. What is hidden from somebody is not there, whatever this says."""


class ZoneRule(StrEnum):
    """What a facilitator lets people do in a zone. Dots count where only votes do, and not where people only read."""

    FREE = "free"
    ADD_ONLY = "add-only"
    VOTE_ONLY = "vote-only"
    READ_ONLY = "read-only"


_WRITTEN = tuple(deed for deed in Deed if deed is not Deed.LOCK)
_TAKEN = (Deed.ARRANGE_OTHERS, Deed.REWRITE_OTHERS, Deed.DELETE_OWN, Deed.DELETE_OTHERS, Deed.LEAVE)

CODES = {ZoneRule.ADD_ONLY: "zone-adds", ZoneRule.VOTE_ONLY: "zone-votes", ZoneRule.READ_ONLY: "zone-reads"}
"""What people are told, when they try and beside the zone's title."""

ZONES: dict[str, dict[Deed, str]] = {
    ZoneRule.FREE: {},
    ZoneRule.ADD_ONLY: dict.fromkeys(_TAKEN, CODES[ZoneRule.ADD_ONLY]),
    ZoneRule.VOTE_ONLY: dict.fromkeys(_WRITTEN, CODES[ZoneRule.VOTE_ONLY]),
    ZoneRule.READ_ONLY: dict.fromkeys(_WRITTEN, CODES[ZoneRule.READ_ONLY]),
}
"""What a zone refuses all who do not facilitate, beside what their role and the stage do."""


def mode(writing: str, *, frozen: bool, elsewhere: bool) -> str:
    """Return the mode of the stage as the table knows it; `elsewhere`: the room is on another board just now.

    What people write alone is for the board of their step: another's reveal would show what was written here.
    """
    if frozen:
        return FROZEN
    return Writing.CLOSED if elsewhere and writing == Writing.PRIVATE else writing


def rights(role: str, mode_: str, rules: Mapping[str, object]) -> dict[str, str]:
    """The deeds that are refused, each with its code.

    A board whose rules say so keeps others' notes as they are, or hears comments of all who sit here at any time.
    """
    refused = {deed.value: code for deed, code in MATRIX[role][mode_].items() if code != ALLOWED}
    if others_keep(rules) and role not in LEADING_ROLES:
        kept = (Deed.ARRANGE_OTHERS.value, Deed.REWRITE_OTHERS.value)
        refused = {**dict.fromkeys(kept, "not-yours"), **refused}
    if comments_of_all(rules) and role != SeatRole.WALL:
        refused.pop(Deed.COMMENT.value, None)
    return refused


def narrowed(role: str, rules: Mapping[str, object]) -> dict[str, dict[str, str]]:
    """The deeds that single zones refuse beside, each with its code. Facilitators are not bound."""
    if role in LEADING_ROLES:
        return {}
    heard = {Deed.COMMENT} if comments_of_all(rules) else set()
    return {
        zone: {deed.value: code for deed, code in ZONES[rule].items() if deed not in heard}
        for zone, rule in zone_rules(rules).items()
    }


def signs(rules: Mapping[str, object]) -> dict[str, str]:
    """What stands beside the title of each zone that is not free, as its code."""
    return {zone: CODES[rule] for zone, rule in zone_rules(rules).items()}


def zone_rules(rules: Mapping[str, object]) -> dict[str, ZoneRule]:
    """The rule of each zone of a board that is not free."""
    zones = rules.get("zones")
    return {zone: ZoneRule(rule) for zone, rule in zones.items()} if isinstance(zones, Mapping) else {}


def only_read(rules: Mapping[str, object]) -> frozenset[str]:
    """The zones in which nothing gets dots either."""
    return frozenset(zone for zone, rule in zone_rules(rules).items() if rule is ZoneRule.READ_ONLY)


def others_keep(rules: Mapping[str, object]) -> bool:
    """Whether what others wrote is left as it is."""
    return rules.get("others") == "keep"


def comments_of_all(rules: Mapping[str, object]) -> bool:
    """Whether all who sit here comment, at any time and in any zone."""
    return rules.get("comments") == "all"


def ruling(rules: Mapping[str, object]) -> int:
    """The number of a board's rules: of two the higher came later."""
    return int(str(rules.get("ruling", 0)))


@dataclass(frozen=True, slots=True)
class BoardRules:
    """What facilitators choose for a board."""

    zones: Mapping[str, ZoneRule] = field(default_factory=dict)
    others_keep: bool = False
    comments_of_all: bool = False

    def kept(self, *, after: int) -> dict[str, object]:
        """As the board's row keeps it."""
        ruled = {zone: rule.value for zone, rule in self.zones.items() if rule is not ZoneRule.FREE}
        return {
            "ruling": after + 1,
            **({"zones": ruled} if ruled else {}),
            **({"others": "keep"} if self.others_keep else {}),
            **({"comments": "all"} if self.comments_of_all else {}),
        }
