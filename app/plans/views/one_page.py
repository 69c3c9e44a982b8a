"""A plan on one sheet of paper: as much as fits, and how much does not. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, zip_longest
from math import ceil

from app.plans.actions.standing import Shape, Standing, Unshown
from app.plans.agreeing import has_open_goal, refused_in
from app.plans.days import Period
from app.plans.letters.agreement_words import title_of
from app.plans.measures.earlier import first_goal
from app.plans.models import Action, Ask, Milestone, Plan, RiskState
from app.plans.people import ROLES, key_of
from app.plans.promised_words import first_of, first_title
from app.plans.status.check_ins import halfway_not_held
from app.plans.status.due_days import is_done, is_or_was_critical
from app.plans.status.rules import Reason, Status, Why
from app.plans.views import paper
from app.plans.views.sheet import Row, Sheet
from app.plans.was_parked import was_parked

LEAST = 4
"""Rows of actions that are printed whatever stands above them."""

LONG_TITLE = 70
"""Letters from which on a title is written smaller, so that the longest one a plan may have fits whole."""

ASKS = 4

MILESTONES, MOST_MILESTONES = 3, 8
"""Critical milestones, late or changed: as many are printed in any case, and where all late actions have room too."""

ROW, LINE_OF_ROW = 22.3, 16
"""How high a row of actions or milestones is with one line, in Arabic too, and each line more, in CSS pixels."""

PERIOD = 27
"""The heading of a period, in CSS pixels."""

HEADING = 30

BESIDE = 300
"""How high what stands beside the number may be, in CSS pixels, where the number takes no more."""

LINES_OF_REASONS = 2
"""Lines of reasons for how a plan stands for which there is room whatever else is printed."""

LETTERS_OF_A_REASON = 60
"""What a reason says beside the name of what it is about, where nobody has written it yet."""

LETTERS_OF_A_NAME = 45
"""Of a longer name the rest is cut; see `.one-reasons` in plan-print.css."""

LETTERS_OF_WHY = 25
"""What stands before the reasons, in a longer language than English; as many stand behind where some are left out."""

LETTERS_OF_NEVER = 45
"""What stands behind the name of whoever was asked that they never answered, in a longer language than English."""


@dataclass(frozen=True, slots=True)
class Printed:
    """The actions of a period that are printed, and how many more it has, `done` among them.

    Of these `done_late` were done after their day, of `unshown` nothing shows that they are done, and `critical` are so
    or were.
    """

    period: Period | None
    rows: Sequence[Row]
    more: int
    done: int
    done_late: int
    unshown: int
    critical: int


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
    """What is printed of a plan; of `more_milestones`, critical and late or changed as well, there are the names alone.

    `unshown` actions and `milestones_unshown` are done with nothing shown of them yet.
    """

    reasons: Sequence[Reason]
    more_reasons: int
    left: Left
    milestones: Sequence[Milestone]
    more_milestones: Sequence[Milestone]
    stretches: Sequence[Printed]
    long_title: bool
    asks: Sequence[Ask]
    more_asks: int
    unshown: int
    milestones_unshown: int


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands above the actions, and how high what is below it may be."""

    milestones: Sequence[Milestone]
    more_milestones: Sequence[Milestone]
    left: Left
    asks: Sequence[Ask]
    room: float


@dataclass(frozen=True, slots=True)
class Written:
    """What stands on the page besides what may be left out, as it is written for its reader.

    `reasons` all sentences of why the plan stands as it does.
    """

    said: Sequence[str] = ()
    number: Sequence[str] = ()
    reasons: Sequence[str] = ()
    drawn: bool = True
    measures: int = 1


def fit(sheet: Sheet, written: Written) -> OnePage:
    """Return what is printed of a plan: what is or was late, then what is to do before what is done.

    Each stands in the order of the days; what is critical comes before what is not.
    """
    ordered = sorted(sheet.rows, key=_order_of)
    lines = partial(_lines_of_reasons, _letters(sheet.how.told.reasons, written.reasons))
    all_reasons = _in_print(sheet.how.told.reasons, sheet.plan)
    below = sum(_height(row.action, row.standing) for row in ordered if not _order_of(row)[0])
    around = _around(sheet, written, paper.LINE * lines(all_reasons) + paper.GAP + max(LEAST * ROW, below))
    room = around.room
    of_actions = LEAST * ROW if ordered else 0
    reasons = _gravest(
        all_reasons, max(LINES_OF_REASONS, int((room - of_actions - paper.GAP) // paper.LINE)), sheet.plan, lines
    )
    room -= paper.LINE * lines(reasons, left_out=len(reasons) < len(all_reasons)) + paper.GAP if reasons else 0
    heights = accumulate(_height(row.action, row.standing) for row in ordered)
    chosen = {row.action.id for row, until in zip(ordered, heights, strict=True) if until <= max(room, LEAST * ROW)}
    return OnePage(
        reasons=reasons,
        more_reasons=len(all_reasons) - len(reasons),
        left=around.left,
        milestones=around.milestones,
        more_milestones=around.more_milestones,
        stretches=[_printed(stretch.period, stretch.rows, chosen) for stretch in sheet.stretches],
        long_title=len(sheet.plan.title) > LONG_TITLE,
        asks=around.asks,
        more_asks=len(sheet.plan.open_asks) - len(around.asks),
        unshown=_unshown_in(row.standing for row in sheet.rows),
        milestones_unshown=_unshown_in(map(sheet.standing_of, sheet.plan.milestones)),
    )


def _unshown_in(all_of: Iterable[Standing]) -> int:
    """Return how many things are done with nothing shown of them yet."""
    return sum(how.unshown is Unshown.NOT_SHOWN for how in all_of)


def _around(sheet: Sheet, written: Written, below: float) -> _Around:
    """Return what stands above the actions: so many milestones that what has to be `below` has room, or the fewest."""
    told = _late_or_changed(sheet)
    for many in range(min(MOST_MILESTONES, len(told)), MILESTONES, -1):
        if (found := _with(sheet, written, told, many)).room >= below:
            return found
    return _with(sheet, written, told, MILESTONES)


def _with(sheet: Sheet, written: Written, told: Sequence[Milestone], many: int) -> _Around:
    """Return what stands above the actions with so many of these milestones."""
    milestones, more = told[:many], told[many:]
    left = _left(sheet, told, written.measures)
    of_number = paper.height_of_number(written.number, drawn=written.drawn)
    asks = _asks(sheet.plan, of_number, left)
    middle = max(of_number, _beside(sheet.plan, asks, left)) + (paper.LINE if more else 0)
    room = paper.SHEET - _above_the_actions(sheet, written.said, milestones, middle)
    return _Around(milestones, more, left, asks, room)


def _asks(plan: Plan, of_number: float, left: Left) -> Sequence[Ask]:
    """Return as many asks without an answer as have room beside the number, one at least."""
    most = max(of_number, BESIDE)
    for many in range(min(ASKS, len(plan.open_asks)), 1, -1):
        if _beside(plan, plan.open_asks[:many], left) <= most:
            return plan.open_asks[:many]
    return plan.open_asks[:1]


def _beside(plan: Plan, asks: Sequence[Ask], left: Left) -> float:
    """Return how high what stands beside the number is: people, asks, and what is not on the page."""
    people = [name for name in (getattr(plan, role) for role in ROLES) if name]
    never = LETTERS_OF_NEVER if plan.sign_off else 0
    said = [f"{title_of(ask)} {ask.to or plan.sponsor}{' ' * never}" for ask in asks]
    more = [""] if len(asks) < len(plan.open_asks) else []
    rest = [""] * sum(map(bool, (left.risks, left.milestones, left.measures)))
    beside = paper.height_of_people(people) + paper.height_of_list([*said, *more])
    return beside + (paper.height_of_list(rest) if rest else 0)


def _late_or_changed(sheet: Sheet) -> list[Milestone]:
    """Return critical milestones that are late or were reached late, or promised another day or other words.

    What is late or was comes first, then what is not reached.
    """
    critical = (each for each in sheet.plan.milestones if is_or_was_critical(each))
    told = [each for each in critical if _is_late(sheet, each) or _is_changed(sheet, each)]
    return sorted(told, key=lambda each: _order(sheet.standing_of(each), done=is_done(each), critical=True))


def _order_of(row: Row) -> tuple[bool, bool, bool, bool, bool]:
    return _order(row.standing, done=row.done, critical=is_or_was_critical(row.action))


def _order(how: Standing, *, done: bool, critical: bool) -> tuple[bool, bool, bool, bool, bool]:
    """Return what comes first where not all fits: the heading counts what is late and what was done late.

    What is critical and done although nothing shows it comes with that, and of all these what is critical is first.
    """
    late = how.late or how.moved_late or how.undone or how.done_late > 0 or how.sealed_before is not None
    doubted = critical and how.unshown is not None
    bad = late or doubted
    return not bad, bad and not critical, done, not critical, how.postponed_to is None


def _is_late(sheet: Sheet, milestone: Milestone) -> bool:
    how = sheet.standing_of(milestone)
    return how.late or how.undone or how.done_late > 0 or how.unshown is not None or how.sealed_before is not None


def _is_changed(sheet: Sheet, milestone: Milestone) -> bool:
    moved = sheet.first_due(milestone) is not None or sheet.day_before_pauses(milestone) is not None
    return moved or any(first_of(sheet.plan, milestone))


def _above_the_actions(sheet: Sheet, said: Sequence[str], milestones: Sequence[Milestone], middle: float) -> float:
    """Return how high all is that is printed besides reasons and actions, with headings of these."""
    plan = sheet.plan
    goal = plan.goal if plan.goal != plan.title else ""
    firsts = sum(map(bool, (first_title(plan), first_goal(plan), has_open_goal(plan))))
    head = paper.height_of_head(plan.title, goal, long=len(plan.title) > LONG_TITLE, firsts=firsts)
    told = sum(_height(each, sheet.standing_of(each)) for each in milestones)
    of_milestones = HEADING + told + paper.GAP if milestones else 0
    headings = HEADING + PERIOD * len(sheet.stretches)
    of_days = paper.height_of_days() + (paper.LINE if halfway_not_held(plan, sheet.today) else 0)
    return head + paper.height_of_said(said) + of_days + middle + paper.GAP + of_milestones + headings


def _height(item: Action | Milestone, how: Standing) -> float:
    return ROW + LINE_OF_ROW * (_lines(item, how) - 1)


def _lines(item: Action | Milestone, how: Standing) -> int:
    """Return how many rows something takes, with what is said where it is late, in part, not shown or reworded."""
    late = how.moved_late or (how.shape is Shape.BLOCKED and how.late) or how.postponed_to is not None
    undone = how.undone and not how.late
    # With the days by which it is counted, how late something was done takes two.
    rows_of_late = 2 + how.late_done.moved if how.late_done else late + undone + (how.counted_from is not None)
    in_parts = isinstance(item, Action) and is_done(item) and not all(part.done_on for part in item.parts)
    # In the narrow column of a print how it stands wraps: how it was at an earlier sign-off takes two rows too.
    sealed_before = 2 * (how.sealed_before is not None)
    return 1 + max(bool(how.unshown) + rows_of_late + sealed_before + in_parts, _first_lines(item))


def _first_lines(item: Action | Milestone) -> int:
    """Return how many rows the words take with which something was promised first, and that it was parked before."""
    parked = len(was_parked(item)) if isinstance(item, Action) else 0
    return parked + sum(said is not None for said in first_of(item.plan, item))


def _in_print(reasons: Sequence[Reason], plan: Plan) -> list[Reason]:
    """Return the reasons as they are printed: of why there is no data the first alone comes before what is known.

    A promise that was refused and stands has a line of its own.
    """
    lines = {each.who for each in refused_in(plan)}
    told = [reason for reason in reasons if reason.why is not Why.REFUSED or reason.name not in lines]
    return told[:1] + sorted(told[1:], key=lambda reason: reason.status is Status.NO_DATA)


def _gravest(reasons: Sequence[Reason], most: int, plan: Plan, lines: Callable[..., int]) -> list[Reason]:
    """Return as many reasons as have room in lines, in their order: the gravest, and all that wait for the sponsor.

    The one that says why before all others is among them whatever waits for the sponsor.
    """
    if lines(reasons) <= most:
        return list(reasons)
    asked = {f"ask-{each.number}" for each in plan.open_asks if key_of(each.to) in {"", key_of(plan.sponsor)}}
    kept = [each for each in reasons if each is reasons[0] or each.why is Why.REFUSED or each.anchor in asked]
    for each in reasons:
        if each not in kept and lines([*kept, each], left_out=True) > most:
            break
        kept += [each] if each not in kept else []
    return [each for each in reasons if each in kept]


def _letters(reasons: Sequence[Reason], sentences: Sequence[str]) -> dict[int, int]:
    """Return how many letters each reason has besides the name of what it is about."""
    written = zip_longest(reasons, sentences)
    return {
        id(each): ceil(paper.letters_of(said)) - len(each.name) if said else LETTERS_OF_A_REASON
        for each, said in written
    }


def _lines_of_reasons(letters: Mapping[int, int], reasons: Sequence[Reason], *, left_out: bool = False) -> int:
    """Return how many lines reasons take one behind the other: no line parts the name of what one is about."""
    lines, used = 1, LETTERS_OF_WHY
    for each in reasons:
        name = min(len(each.name), LETTERS_OF_A_NAME)
        if used + name > paper.LETTERS:
            lines, used = lines + 1, 0
        further, used = divmod(used + name + max(0, letters[id(each)]) + 1, paper.LETTERS)
        lines += further
    return lines + (left_out and used + LETTERS_OF_WHY > paper.LETTERS)


def _left(sheet: Sheet, printed: Sequence[Milestone], measures: int) -> Left:
    plan = sheet.plan
    milestones = [each for each in plan.milestones if each not in printed]
    return Left(
        risks=sum(risk.state != RiskState.CLOSED for risk in plan.risks),
        milestones=len(milestones),
        reached=sum(map(is_done, milestones)),
        reached_late=sum(sheet.standing_of(each).done_late > 0 for each in milestones),
        measures=max(0, len(plan.measures) - measures),
    )


def _printed(period: Period | None, rows: Sequence[Row], chosen: set[str]) -> Printed:
    left = [row for row in rows if row.action.id not in chosen]
    return Printed(
        period,
        [row for row in rows if row.action.id in chosen],
        more=len(left),
        done=sum(row.done for row in left),
        done_late=sum(row.standing.done_late > 0 for row in left),
        unshown=sum(row.standing.unshown is not None for row in left),
        critical=sum(is_or_was_critical(row.action) for row in left),
    )
