"""A plan on one sheet of paper: as much as fits, and how much does not. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil

from app.plans.actions.standing import Shape, Standing
from app.plans.agreeing import refused_in
from app.plans.days import PERIODS, Period
from app.plans.leading import SponsorKnown
from app.plans.models import Action, Ask, Milestone, Plan, RiskState
from app.plans.naming import named_in
from app.plans.people import key_of
from app.plans.promised_words import first_of, first_title
from app.plans.status.due_days import is_done, is_or_was_critical
from app.plans.status.rules import Reason, Status, Why
from app.plans.views.sheet import Row, Sheet
from app.plans.words import day_sentences

ACTIONS = 12
"""Rows of actions that fit below each other, headings of three periods among them."""

ROWS_OF_A_LINE = 2
"""Rows that a line above takes, with what lies between them: of a pause, or of a plan that was reopened."""

LEAST = 4
"""Rows of actions that are printed whatever stands above them."""

LONG_TITLE = 70
"""Letters from which on a title is written smaller, so that the longest one a plan may have fits whole."""

ASKS = 4

MILESTONES = 3
"""Critical milestones, late or changed; a heading and a line for each leave less room for actions."""

LINES_OF_REASONS = 2
"""Lines of reasons for how a plan stands for which there is room whatever else is printed; each more is a row less."""

LETTERS_OF_A_LINE = 120

LETTERS_OF_A_REASON = 60
"""What a reason says beside the name of what it is about, in a longer language than English."""

LETTERS_OF_A_NAME = 45
"""Of a longer name the rest is cut; see `.one-reasons` in plan-print.css."""

LETTERS_OF_MORE = 25

LINES_OF_GOAL = 3
LETTERS_OF_A_GOAL_LINE = 70


@dataclass(frozen=True, slots=True)
class Printed:
    """The actions of a period that are printed, and how many more it has, `done` among them."""

    period: Period | None
    rows: Sequence[Row]
    more: int
    done: int


@dataclass(frozen=True, slots=True)
class Left:
    """How much of a plan stands on its own page alone: open risks, milestones and those reached, more measures.

    `reached_late` are milestones that were reached after their day. Milestones that are printed are left out.
    """

    risks: int
    milestones: int
    reached: int
    reached_late: int
    measures: int


@dataclass(frozen=True, slots=True)
class OnePage:
    """What is printed of a plan."""

    reasons: Sequence[Reason]
    more_reasons: int
    left: Left
    milestones: Sequence[Milestone]
    stretches: Sequence[Printed]
    long_title: bool
    asks: Sequence[Ask]
    more_asks: int


def fit(sheet: Sheet, *, also: int = 0) -> OnePage:
    """Return what is printed of a plan: what is or was late, then what is to do before what is done.

    Each stands in the order of the days.
    `also` is how many lines stand above it that the plan itself does not tell.
    """
    ordered = sorted(sheet.rows, key=lambda row: _order(row.standing, done=row.done))
    milestones = _late_or_changed(sheet)
    lines = accumulate(_lines(row.action, row.standing) for row in ordered)
    room = _room_for_actions(sheet, sum(_lines(each, sheet.standing_of(each)) for each in milestones))
    room -= ROWS_OF_A_LINE * also
    all_reasons, spare = _in_print(sheet.how.told.reasons, sheet.plan), _spare_rows(sheet)
    reasons = _gravest(all_reasons, LINES_OF_REASONS + max(0, room + spare - LEAST), sheet.plan)
    room = max(LEAST, room - max(0, _lines_of_reasons(reasons) - LINES_OF_REASONS - spare))
    chosen = {row.action.id for row, until in zip(ordered, lines, strict=True) if until <= room}
    open_asks = sheet.plan.open_asks
    return OnePage(
        reasons=reasons,
        more_reasons=len(all_reasons) - len(reasons),
        left=_left(sheet, milestones),
        milestones=milestones,
        stretches=[_printed(stretch.period, stretch.rows, chosen) for stretch in sheet.stretches],
        long_title=len(sheet.plan.title) > LONG_TITLE,
        asks=open_asks[:ASKS],
        more_asks=len(open_asks[ASKS:]),
    )


def _late_or_changed(sheet: Sheet) -> list[Milestone]:
    """Return critical milestones that are late or were reached late, or promised another day or other words.

    What is late or was comes first, then what is not reached.
    """
    critical = (each for each in sheet.plan.milestones if is_or_was_critical(each))
    told = [each for each in critical if _is_late(sheet, each) or _is_changed(sheet, each)]
    return sorted(told, key=lambda each: _order(sheet.standing_of(each), done=is_done(each)))[:MILESTONES]


def _order(how: Standing, *, done: bool) -> tuple[bool, bool, bool]:
    """Return what comes first where not all fits: the heading counts what is late and what was done late."""
    late = how.late or how.moved_late or how.done_late > 0
    return not late, done, how.postponed_to is None


def _is_late(sheet: Sheet, milestone: Milestone) -> bool:
    how = sheet.standing_of(milestone)
    return how.late or how.done_late > 0


def _is_changed(sheet: Sheet, milestone: Milestone) -> bool:
    return sheet.first_due(milestone) is not None or any(first_of(sheet.plan, milestone))


def _room_for_actions(sheet: Sheet, milestones: int) -> int:
    calendar = sheet.plan.calendar
    of_days = day_sentences(sheet.day, sheet.firm_day)
    lines = [
        calendar is not None and calendar.paused,
        first_title(sheet.plan),
        *of_days,
        *sheet.plan.reopenings,
        *_lines_of_sponsor(sheet.sponsor_known),
        *named_in(sheet.plan),
        *sheet.goes_by,
        *sheet.asks_little,
        sheet.at_end,
        sheet.last_known or (sheet.at_end and sheet.at_end.last_known),
        sheet.critical_late,
        sheet.unreached,
        sheet.written_for_others,
    ]
    above = ROWS_OF_A_LINE * (sum(map(bool, lines)) + bool(milestones)) + milestones
    return ACTIONS - above


def _lines_of_sponsor(known: SponsorKnown | None) -> Sequence[object]:
    """Return what takes a line each of what is known of the sponsor, though it stands in one paragraph."""
    return (known.account, known.lead, *(each for each in known.agreed_by if each != known.lead)) if known else ()


def _lines(item: Action | Milestone, how: Standing) -> int:
    """Return how many rows something takes, with what is said where it is late, in part, not shown or reworded."""
    late = how.moved_late or (how.shape is Shape.BLOCKED and how.late) or how.postponed_to is not None
    # With the days by which it is counted, how late something was done takes two.
    rows_of_late = 2 if how.late_done else int(late)
    in_parts = isinstance(item, Action) and is_done(item) and not all(part.done_on for part in item.parts)
    return 1 + max(bool(how.unshown) + rows_of_late + in_parts, _first_lines(item))


def _first_lines(item: Action | Milestone) -> int:
    """Return how many rows the words take with which something was promised first."""
    return sum(said is not None for said in first_of(item.plan, item))


def _in_print(reasons: Sequence[Reason], plan: Plan) -> list[Reason]:
    """Return the reasons as they are printed: of why there is no data the first alone comes before what is known.

    A promise that was refused and stands has a line of its own.
    """
    lines = {each.who for each in refused_in(plan)}
    told = [reason for reason in reasons if reason.why is not Why.REFUSED or reason.name not in lines]
    return told[:1] + sorted(told[1:], key=lambda reason: reason.status is Status.NO_DATA)


def _gravest(reasons: Sequence[Reason], lines: int, plan: Plan) -> list[Reason]:
    """Return as many reasons as have room in lines, in their order: the gravest, and all that wait for the sponsor.

    The one that says why before all others is among them whatever waits for the sponsor.
    """
    if _lines_of_reasons(reasons) <= lines:
        return list(reasons)
    asked = {f"ask-{each.number}" for each in plan.open_asks if key_of(each.to) in {"", key_of(plan.sponsor)}}
    kept = [each for each in reasons if each is reasons[0] or each.why is Why.REFUSED or each.anchor in asked]
    for each in reasons:
        if each not in kept and _lines_of_reasons([*kept, each], LETTERS_OF_MORE) > lines:
            break
        kept += [each] if each not in kept else []
    return [each for each in reasons if each in kept]


def _lines_of_reasons(reasons: Sequence[Reason], more: int = 0) -> int:
    """Return how many lines reasons take at most, with some letters more."""
    letters = sum(min(len(each.name), LETTERS_OF_A_NAME) + LETTERS_OF_A_REASON for each in reasons)
    return ceil((letters + more) / LETTERS_OF_A_LINE)


def _spare_rows(sheet: Sheet) -> int:
    """Return how many rows are left over above the actions: headings of periods, and lines of the goal."""
    headings = len(PERIODS) - sum(stretch.period is not None for stretch in sheet.stretches)
    return headings + LINES_OF_GOAL - min(LINES_OF_GOAL, ceil(len(sheet.plan.goal) / LETTERS_OF_A_GOAL_LINE))


def _left(sheet: Sheet, printed: Sequence[Milestone]) -> Left:
    plan = sheet.plan
    milestones = [each for each in plan.milestones if each not in printed]
    return Left(
        risks=sum(risk.state != RiskState.CLOSED for risk in plan.risks),
        milestones=len(milestones),
        reached=sum(map(is_done, milestones)),
        reached_late=sum(sheet.standing_of(each).done_late > 0 for each in milestones),
        # The first one is printed.
        measures=max(0, len(plan.measures) - 1),
    )


def _printed(period: Period | None, rows: Sequence[Row], chosen: set[str]) -> Printed:
    left = [row for row in rows if row.action.id not in chosen]
    return Printed(period, [row for row in rows if row.action.id in chosen], len(left), sum(row.done for row in left))
