"""How a plan or its gist is judged on a day: by the rules, and by its leader's word. No queries, no clock."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import product
from typing import Final, NamedTuple

from app.plans import days
from app.plans.measures.curve import AsksLittle, Curve, asks_little
from app.plans.measures.earlier import begins_on
from app.plans.models import Measure, Plan, StatusOverride
from app.plans.promised_before import Before
from app.plans.status import override
from app.plans.status.at_end import AtEnd, LastKnown
from app.plans.status.facts import Promises, before_in, facts_of, promised_before
from app.plans.status.firm_days import Firm, counts_by, firm_of
from app.plans.status.gist import MeasureGist, OverrideGist, PlanGist
from app.plans.status.readings import never_counted
from app.plans.status.rules import Reason, Status, Verdict, Why, judge, judged_from, unknown_for

_GRAVITY: Final = (
    Status.DRAFT, Status.NOT_STARTED, Status.DONE, Status.GREEN, Status.AMBER, Status.NO_DATA, Status.RED,
)  # fmt: skip

_COUNTED: Final = {Status.GREEN, Status.AMBER, Status.NO_DATA, Status.RED}


Way = tuple[Promises, Firm | None]
"""Promises and days by which a plan is judged."""


class Target(NamedTuple):
    """What a measure is to reach."""

    value: float | None
    unit: str


class GoesBy(NamedTuple):
    """By which promise of a measure a status goes, where the sponsor did not agree to the one of now, or not yet.

    `earlier`: by the one before that change, whose target is `before`; `agreed`: the sponsor agreed to that one.
    `counted_otherwise`: something else is counted since, so that numbers told since do not count for that. `after_end`
    is when the sponsor agreed to the one of now, where that is after day 100, and `changed_on` when it was changed.
    """

    name: str
    earlier: bool
    before: Target
    now: Target
    counted_otherwise: bool = False
    agreed: bool = False
    after_end: date | None = None
    changed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """The status by the rules and, where it stands, what the leader says instead.

    `goes_by` says by which promises, where the sponsor did not agree to the ones of now; `last_known` what was known
    before there was no data, `never_counted` that no number of a main measure stands behind that. `at_end` is how it
    stood when it was signed off, once it is. `asks_little` is what curves ask for that ask for less than half of what
    even ones do. `promises` are the earlier ones by which numbers are told and drawn, those to which the sponsor
    agreed; only where the status goes by the ones of now, because these are harder to keep, numbers do so too.
    """

    verdict: Verdict
    said: StatusOverride | OverrideGist | None
    goes_by: tuple[GoesBy, ...] = ()
    last_known: LastKnown | None = None
    at_end: AtEnd | None = None
    asks_little: tuple[AsksLittle, ...] = ()
    never_counted: bool = False
    promises: Promises = field(default_factory=dict)

    @property
    def status(self) -> Status:
        return self.verdict.status

    @property
    def told(self) -> Verdict:
        """Return the verdict whose reasons are told: the one of the sign-off, once there is one."""
        return self.at_end.verdict if self.at_end else self.verdict

    @property
    def critical_late(self) -> int:
        """How many critical actions and milestones are known to be late, where there is no data, or were at the end."""
        if self.status is not Status.NO_DATA and self.at_end is None:
            return 0
        return sum(each.why is Why.CRITICAL_LATE for each in self.told.reasons)


def judged(plan: Plan | PlanGist, today: date) -> Judged:
    """How a plan stands on a day: by the rules, and by its leader's word while that holds.

    A pause, a day 1 or a promised number to which the sponsor did not agree, or not yet, makes nothing better: it is
    judged without it too.
    """
    firm, before = firm_of(plan), before_in(plan)
    ways = list(product(_promises(before), [firm, None] if firm else [None]))
    verdict, by = _worst(plan, today, ways)
    goes_by = _goes_by(plan, before, by)
    if verdict.status not in _COUNTED:
        goes_by = tuple(each for each in goes_by if each.after_end and each.earlier)
    # What was said last counts alone: an earlier word does not come back when a later one ends.
    newest = plan.overrides[:1]
    said = next((said for said in newest if _holds(said, plan, today, verdict.status)), None)
    at_end = _at_end(plan, today, ways) if verdict.status is Status.DONE else None
    little = _asks_little(plan, by, at_end, today) if at_end or verdict.status in _COUNTED else ()
    known = _last_known(plan, today, verdict, ways)
    # It may be of days before numbers are compared: to count nothing is no better than to count badly.
    never = bool(at_end.last_known if at_end else known) and never_counted(plan, today)
    promises = by if verdict.status in _COUNTED else before
    return Judged(verdict, said, goes_by, known, at_end, little, never, promises)


def _promises(before: Promises) -> list[Promises]:
    """Return by which promises a plan is judged: by those to which the sponsor agreed, and by the ones of now.

    What counts something else than they agreed to is no harder to keep nor easier: its numbers say nothing of that.
    """
    otherwise = {item_id: each for item_id, each in before.items() if each.until is not None}
    return [before, otherwise] if otherwise != before else [before]


def drawn_by(plan: Plan, today: date) -> dict[str, GoesBy]:
    """Return by which promise measures are drawn, by their ids, where the sponsor did not agree to the one of now."""
    before = before_in(plan)
    if not before:
        return {}
    told = judged(plan, today).promises
    changed = [each for each in plan.measures if each.id in before]
    return {each.id: _by_which(each, before[each.id], earlier=each.id in told) for each in changed}


def _asks_little(plan: Plan | PlanGist, by: Promises, at_end: AtEnd | None, today: date) -> tuple[AsksLittle, ...]:
    """Return what curves of main measures ask for that is little on a day, or of all measures without a main one.

    It is told of the day of the sign-off, once there is one.
    """
    calendar = counts_by(plan)
    if calendar is None:
        return ()
    day = at_end.day if at_end else days.day_of(today, calendar)
    main = [each for each in plan.measures if each.main] or plan.measures
    judged_by = [(each, promised_before(each, by[each.id]) if each.id in by else each) for each in main]
    # Most curves are even, and a portfolio judges thousands.
    uneven = [(each, then) for each, then in judged_by if then.curve != Curve.STRAIGHT]
    begins = [begins_on(each, plan, calendar) for each, _then in uneven]
    found = [
        asks_little(then.curve, day, then.steps, begins=at, judged=judged_from(at))
        for (_each, then), at in zip(uneven, begins, strict=True)
    ]
    return tuple(dict.fromkeys(each for each in found if each))


def _at_end(plan: Plan | PlanGist, today: date, ways: Sequence[Way]) -> AtEnd | None:
    """Return how a plan stood on the day of its sign-off, as if it were not signed off then; see `then.held_on`."""
    on, begins = plan.signed_on, counts_by(plan)
    if on is None or on > today or begins is None:
        return None
    verdict, _by = _worst(plan, on, ways, closing=False, then=True)
    return AtEnd(verdict, days.day_of(on, begins), _last_known(plan, on, verdict, ways))


def _worst(
    plan: Plan | PlanGist, on: date, ways: Sequence[Way], *, closing: bool = True, then: bool = False
) -> tuple[Verdict, Promises]:
    """Return the gravest verdict on a day, and by which promises it is; see `facts_of`.

    Its reasons are told with the numbers of the days that need no agreement or have one, as charts are, also where it
    is graver by the others: without a pause there may be no data yet, with it a number that is too low.
    """
    found = [(judge(facts_of(plan, on, days_by, by, closing=closing, then=then)), by) for by, days_by in ways]
    # No data by what the sponsor agreed to, which comes first, is no better than off track by something else.
    gravest = max(_gravity(each) for each, _by in found)
    known = min(gravest, _GRAVITY.index(Status.NO_DATA))
    by = next(promises for each, promises in found if _gravity(each) >= known)
    verdicts = [each for each, promises in found if promises is by]
    verdict = max(verdicts, key=_gravity)
    # The first way to count with these promises leaves out what the sponsor did not agree to.
    return (verdict if verdicts[0] is verdict else _told_by(verdict, verdicts[0])), by


def _told_by(verdict: Verdict, firmly: Verdict) -> Verdict:
    """Return a verdict whose reasons have the numbers of another one, where that tells the same no less gravely."""
    known = {_about(each): each for each in firmly.reasons}
    pairs = [(each, known.get(_about(each), each)) for each in verdict.reasons]
    told = [(each, same if _gravity(same) >= _gravity(each) else each) for each, same in pairs]
    return replace(verdict, reasons=tuple(replace(same, status=each.status) for each, same in told))


def _gravity(of: Verdict | Reason) -> int:
    return _GRAVITY.index(of.status)


def _about(reason: Reason) -> tuple[Why, str, str, str]:
    """Return what a reason is about; that a number is behind, or was never told, is one thing."""
    why = Why.BEHIND if reason.why is Why.UNCOUNTED else reason.why
    return why, reason.of, reason.anchor, reason.name


def _last_known(plan: Plan | PlanGist, today: date, verdict: Verdict, ways: Sequence[Way]) -> LastKnown | None:
    """Return how a plan stood before there was no data; None where there is some, or never was any.

    A day back is a date back at least; where the plan paused since, it takes more than one step. What was done since
    makes it no better; see `then.held_on`.
    """
    on, begins = today, counts_by(plan)
    while unknown := unknown_for(verdict):
        on -= timedelta(days=unknown)
        verdict, _by = _worst(plan, on, ways, then=True)
    if on == today or begins is None or verdict.status not in _COUNTED:
        return None
    day = days.day_of(on, begins)
    return LastKnown(verdict.status, day, max(1, days.day_of(today, begins) - day))


def _goes_by(plan: Plan | PlanGist, before: Promises, by: Promises) -> tuple[GoesBy, ...]:
    changed = sorted((each for each in plan.measures if each.id in before), key=lambda each: each.number)
    return tuple(_by_which(each, before[each.id], earlier=each.id in by) for each in changed)


def _by_which(now: Measure | MeasureGist, before: Before, *, earlier: bool) -> GoesBy:
    then = promised_before(now, before)
    targets = Target(then.target, then.unit), Target(now.target, now.unit)
    told = before.said.keys() & {"target", "unit"} if targets[0] != targets[1] else before.said.keys()
    return GoesBy(
        now.name,
        earlier,
        *targets,
        counted_otherwise=before.until is not None,
        agreed=told <= before.agreed,
        after_end=before.after_end,
        changed_on=before.changed_on,
    )


def _holds(said: StatusOverride | OverrideGist, plan: Plan | PlanGist, today: date, computed: Status) -> bool:
    if said.withdrawn_at is not None or plan.calendar is None:
        return False
    return override.holds(value=said.value, set_on=said.set_on, until=said.until, today=today, computed=computed)
