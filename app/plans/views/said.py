"""What something in a plan said before and says now, in words: the label of each field and its two values."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _

from app.i18n import comma
from app.moments import day_month_year
from app.plans.endings.words import COMMITMENTS
from app.plans.measures.words import CURVES, DIRECTIONS, as_lines, in_figures
from app.plans.measures.words import LABELS as PROMISES
from app.plans.models import Plan, Risk
from app.plans.promotion.words import ASKS, IMPACTS, LIKELIHOODS
from app.plans.words import ASSUMPTION_STATES, MILESTONE_STATES, MOVES, RHYTHM_WORDS, RISK_STATES, ROLES

LABELS: Final[dict[str, LazyString | str]] = {
    "title": _("Title"), "name": _("Name"), "owner": _("Who sees to it"), "helpers": _("Who helps"),
    "start_on": _("Begins on"), "due_on": _("Until when"), "status": _("How far it is"),
    "blocked_reason": _("What blocks it"), "critical": _("Critical"), "first_win": _("The first win"),
    "evidence_expected": _("How one will see that it is done"), "needs": _("What comes first"),
    "every": _("Comes again"), "done": _("Done"), **PROMISES,
    "counted_by": _("Who counts"), "groups": _("Counted apart for"),
    "said": _("How it went"), "followed": _("What became of it"),
    "state": _("How it stands"), "likelihood": _("How likely"), "impact": _("How bad"),
    "response": _("What is done about it"), "to": _("To whom"), "kind": _("What it is about"),
    "reply_by": _("Answer by"), "barrier": _("What stands in the way"), "answer": _("Answer"), "reason": _("Why"),
    "by": _("From whom"), "test": _("How it is found out"), "part": _("What they see to"),
    "contact": _("How to reach them"), "again_on": _("Look at it again on"), "on": _("When it was"),
    "place": _("Where it was"), "url": _("Address"), "of": _("Of which action or milestone"),
    "file": _("Photo or file"), "goal": _("Goal"),
    "day_one": _("Day 1"), "capability": _("Strategic capability"), "initiative": _("Regional initiative"),
    "scope_in": _("What belongs to it"), "scope_out": _("What does not"),
    "agreement": _("Team agreement"), **ROLES,
    "sponsor_account": _("Account of the sponsor"), "sponsor_address": _("Mail address of the sponsor"),
    "sponsor_mails": _("Mails to the sponsor"), "coach_account": _("Account of the coach"),
    "leader_account": _("Account of the leader"),
    "sponsor_confirmed": _("How the sponsor is reached, confirmed by the secretariat"), "verdict": _("Agrees"),
    "address_by": _("Who chose the address it was answered at"),
    "by_account": _("Answered with an account that somebody chose"),
    "doubted": _("Does not count as confirmed"),
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
    "sponsor_address": {"one": _("an address"), "another": _("another address")},
    "verdict": {"yes": _("yes"), "no": _("no")},
}
"""The words of what is chosen from a few."""


_STATES: Final[Mapping[str, Mapping[str, LazyString]]] = {
    "risk": {str(key): said for key, said in RISK_STATES.items()},
    "assumption": {str(key): said for key, said in ASSUMPTION_STATES.items()},
    "milestone": {str(key): said for key, said in MILESTONE_STATES.items()},
    "commitment": {str(key): said for key, said in COMMITMENTS.items()},
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


def was_before(plan: Plan, risk: Risk) -> list[Line]:
    """Return what a risk was called and how grave it was when its plan was published, where that is another today."""
    first: dict[str, list[object]] = {}
    for edit in plan.edits:
        if edit.item_id == risk.id and plan.published_at and edit.made_at >= plan.published_at:
            first = {**edit.said, **first}
    now = {name: getattr(risk, name) for name in ("title", "likelihood", "impact")}
    return list(lines_of({name: [first[name][0], now[name]] for name in now if name in first
                          and first[name][0] != now[name]}, "risk"))  # fmt: skip


def _in_words(kind: str, name: str, value: object) -> str:
    if isinstance(value, bool):
        return str(gettext("yes") if value else gettext("no"))
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
            return in_figures(value)
        case _:
            return str(value)
