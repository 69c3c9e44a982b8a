"""What something in a plan said before and says now, in words: the label of each field and its two values."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.i18n import comma
from app.moments import day_month_year
from app.plans.filters import amount
from app.plans.measures.words import CURVES, DIRECTIONS, as_lines
from app.plans.measures.words import LABELS as PROMISES
from app.plans.promotion.words import ASKS, IMPACTS, LIKELIHOODS
from app.plans.words import ASSUMPTION_STATES, MILESTONE_STATES, MOVES, RHYTHM_WORDS, RISK_STATES, ROLES

LABELS: Final[dict[str, LazyString | str]] = {
    "title": _l("Title"), "name": _l("Name"), "owner": _l("Who sees to it"), "helpers": _l("Who helps"),
    "start_on": _l("Begins on"), "due_on": _l("Until when"), "status": _l("How far it is"),
    "blocked_reason": _l("What blocks it"), "critical": _l("Critical"), "first_win": _l("The first win"),
    "evidence_expected": _l("How one will see that it is done"), "needs": _l("What comes first"),
    "every": _l("Comes again"), "done": _l("Done"), **PROMISES, "proxy": _l("A stand-in"),
    "source": _l("Where the number comes from"),
    "counted_by": _l("Who counts"), "definition": _l("Indicator of the alliance"), "groups": _l("Counted apart for"),
    "state": _l("How it stands"), "likelihood": _l("How likely"), "impact": _l("How bad"),
    "response": _l("What is done about it"), "to": _l("To whom"), "kind": _l("What it is about"),
    "reply_by": _l("Answer by"), "barrier": _l("What stands in the way"), "answer": _l("Answer"), "reason": _l("Why"),
    "by": _l("From whom"), "test": _l("How it is found out"), "part": _l("What they see to"),
    "contact": _l("How to reach them"), "again_on": _l("Look at it again on"), "on": _l("When it was"),
    "place": _l("Where it was"), "url": _l("Address"), "of": _l("Of which action"), "file": _l("Photo or file"),
    "goal": _l("Goal"),
    "day_one": _l("Day 1"), "capability": _l("Strategic capability"), "initiative": _l("Regional initiative"),
    "scope_in": _l("What belongs to it"), "scope_out": _l("What does not"),
    "agreement": _l("Team agreement"), **ROLES,
    "sponsor_account": _l("Account of the sponsor"), "sponsor_address": _l("Mail address of the sponsor"),
    "sponsor_mails": _l("Mails to the sponsor"), "verdict": _l("Agrees"),
    "address_by": _l("Who chose the address it was answered at"),
}  # fmt: skip
"""What each field is called."""

_DAYS: Final = {"start_on", "due_on", "reply_by", "again_on", "on", "day_one"}

_CHOICES: Final[Mapping[str, Mapping[str, LazyString]]] = {
    "status": {str(key): said for key, said in MOVES.items()},
    "direction": {str(key): said for key, said in DIRECTIONS.items()},
    "curve": {str(key): said for key, said in CURVES.items()},
    "likelihood": {str(key): said for key, said in LIKELIHOODS.items()},
    "impact": {str(key): said for key, said in IMPACTS.items()},
    "kind": {str(key): said for key, said in ASKS.items()},
    "every": RHYTHM_WORDS,
    "sponsor_address": {"one": _l("an address"), "another": _l("another address")},
    "verdict": {"yes": _l("yes"), "no": _l("no")},
}
"""The words of what is chosen from a few."""


_STATES: Final[Mapping[str, Mapping[str, LazyString]]] = {
    "risk": {str(key): said for key, said in RISK_STATES.items()},
    "assumption": {str(key): said for key, said in ASSUMPTION_STATES.items()},
    "milestone": {str(key): said for key, said in MILESTONE_STATES.items()},
}
"""How each kind of thing can stand."""


@dataclass(frozen=True, slots=True)
class Line:
    """One field: its label, what it said and what it says; empty where it said nothing."""

    label: str
    before: str
    after: str


def lines_of(said: Mapping[str, Sequence[object]], kind: str) -> Iterator[Line]:
    """Yield each field of a thing of that kind that changed, in words."""
    # A database may keep the fields in another order.
    for name, label in LABELS.items():
        if name in said:
            before, after = said[name]
            yield Line(str(label), _in_words(kind, name, before), _in_words(kind, name, after))


def _in_words(kind: str, name: str, value: object) -> str:
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if value in (None, "", []):
        return ""
    if name in _DAYS:
        return str(day_month_year(date.fromisoformat(str(value))))
    choices = _STATES.get(kind, {}) if name == "state" else _CHOICES.get(name, {})
    if str(value) in choices:
        return str(choices[str(value)])
    return _plainly(name, value)


def _plainly(name: str, value: object) -> str:
    match value:
        case list() if name == "steps":
            return as_lines(value).replace("\n", comma())
        case list():
            return comma().join(map(str, value))
        case int() | float():
            return amount(value)
        case _:
            return str(value)
