"""What each view of a portfolio shows, as a table of plain cells with its heads in the reader's language."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from flask_babel import gettext as _

from app.alliance.policy import View
from app.alliance.portfolio.ask_queries import waiting_of
from app.alliance.portfolio.counting import counted_sheets
from app.alliance.portfolio.listing import Number, Review, Row
from app.alliance.portfolio.look import Look
from app.alliance.portfolio.queries import beside_ids, promised_before
from app.alliance.portfolio.rows import Gone, former_mains, measure_of, others_of, with_first
from app.alliance.portfolio.sheet import heat, silence
from app.alliance.portfolio.timeline import clashes_among, in_time
from app.alliance.portfolio.words import ASK_WORDS, STATUS_WORDS, review_firmly_words, told_otherwise
from app.centres.models import Term, TermKind
from app.i18n import comma, pick
from app.plans.letters.goes_by_words import target_words
from app.plans.measures.promised import after_end_words, corrected_words, first_sentences, gap_words, told_late_words
from app.plans.measures.words import began_words, in_figures, uncounted_words, with_unit
from app.plans.status.gist import MoveGist, ReadingGist
from app.plans.status.measure_queries import readings_of_all
from app.plans.views.doubts import doubts_of
from app.plans.went_words import went_words
from app.plans.words import NEEDS_PAUSE
from app.sheets import Cell

Cells = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """Heads and rows; people's words stay as they wrote them."""

    head: Sequence[str]
    rows: Sequence[Cells]


def table_of(view: View, looked: Look) -> Table:
    """A view as somebody looks at it; all of it, however much a page shows at once."""
    return _TABLES[view](looked)


def _plans(looked: Look) -> Table:
    if looked.counts_alone:
        return _counts(looked)
    head = [
        _("Centre"), _("Plan"), _("Goal"), _("Region"), _("Country"), _("Centre type"), _("Capabilities"), _("Coach"),
        _("Leader"), _("Day 1"), _("Day"), _("Measure"), _("A stand-in"), _("Unit"), _("Actual"), _("Target"),
        _("First promised"),
        _("Part of the way"), _("Asked by the curve"), _("Status"), _("Team's view"), _("Days since the last check-in"),
        _("Late actions"), _("Blocked actions"), _("Parked actions"),
        _("Parked critical actions"), _("Parked late actions"), _("Next review: day"), _("Next review: date"),
        _("Main measure promised first"), _("Reopened on"), _("Why it was reopened"),
        _("Days paused"), _("Would have ended on"), _("Day without what is not agreed"), _("Day 1 first"),
        _("Promised otherwise first"), _("First told"), _("Last check-in"), _("Actions done late"),
        _("Called first"), _("Goal promised first"), _("Target not agreed to"),
        _("Told after the end"), _("Beside the status"),
    ]  # fmt: skip
    rows = looked.found.rows
    promised = promised_before(looked.held, rows)
    shown_ids = [row.number.measure_id for row in rows if row.number]
    read = readings_of_all([*shown_ids, *beside_ids(rows)])
    return Table(head, [_plan(_with_first(row, looked, promised, read), looked, promised) for row in rows])


def _with_first(
    row: Row,
    looked: Look,
    promised: Mapping[str, Sequence[MoveGist]],
    read: Mapping[str, list[ReadingGist]],
) -> Row:
    """Return a row whose number says what was promised first and told first."""
    number, plan = row.number, looked.held.plans[row.plan_id]
    measure = measure_of(number, plan, read)
    if number is None or measure is None:
        return row
    moves, today = promised.get(measure.id, ()), looked.held.today_of(row)
    beside = others_of(row, plan, Gone(read, promised), today)
    return replace(row, number=with_first(number, measure, plan, moves, today=today), beside=beside)


def _plan(row: Row, looked: Look, promised: Mapping[str, Sequence[MoveGist]]) -> Cells:
    number = row.number
    return [
        row.centre, row.title, row.goal, _named(looked, TermKind.REGION, row.region),
        _named(looked, TermKind.COUNTRY, row.country), _named(looked, TermKind.CENTRE_TYPE, row.kind),
        ", ".join(_named(looked, TermKind.CAPABILITY, code) for code in row.capabilities), row.coach, row.leader,
        row.day_one, row.day, number.name if number else "",
        _("yes") if number and number.proxy else "", number.unit if number else "",
        number.in_time if number else None, number.target if number else None,
        _first_target(row),
        _share_in_time(number) if number else None,
        round(number.expected, 4) if number else None,
        _status(row.status), _status(row.view), row.silent, row.late, row.blocked, row.parked.actions,
        row.parked.critical, row.parked.late, row.review_day or None,
        row.review_on,
        "\n".join(_former(row, looked, promised)), _reopened_on(row),
        _why_reopened(row), row.paused or None, row.would_end,
        _day_without(row), row.firm_day.day_one if row.firm_day else None,
        "\n".join(_first_promises(row)),
        number.first_told.value if number and number.first_told else None,
        row.said_on, row.done_late, row.first_title or "",
        row.first_goal or "", target_words(number.not_agreed) if number and number.not_agreed else "",
        number.actual if number and number.told_after_end else None, "\n".join(_doubts(row)),
    ]  # fmt: skip


def _share_in_time(number: Number) -> Cell:
    """Return which share of its gain a number was told to have by the end; None where nobody had told one."""
    return None if number.in_time is None or number.share_in_time is None else round(number.share_in_time, 4)


def _reopened_on(row: Row) -> Cell:
    """Return when a plan was reopened: the date, or all of them where there are several."""
    if len(row.reopened) <= 1:
        return row.reopened[0].on if row.reopened else None
    return "\n".join(each.on.isoformat() for each in row.reopened)


def _why_reopened(row: Row) -> str:
    """Return why a plan was reopened, each time with its date where that was several times."""
    if len(row.reopened) <= 1:
        return row.reopened[0].why if row.reopened else ""
    return "\n".join(f"{each.on.isoformat()}: {each.why}" for each in row.reopened)


def _day_without(row: Row) -> Cell:
    """Return the day without what the sponsor did not agree to, also once the plan is over or signed off."""
    if row.firm_day is None:
        return None
    return row.firm_day.counted if row.firm_day.day is None else row.firm_day.day


def _first_target(row: Row) -> Cell:
    """Return the target that was promised first; those of all with their names where another than the shown one was."""
    of_shown = row.number.first_target if row.number else None
    if all(each.first_target is None for each in row.beside):
        return of_shown
    told = ((each.name, each.first_target) for each in (row.number, *row.beside) if each)
    return "\n".join(f"{name}: {in_figures(first)}" for name, first in told if first is not None)


def _first_promises(row: Row) -> Iterator[str]:
    """Yield how main measures were counted first, the shown one without its name."""
    if row.number and row.number.first_promise:
        yield first_sentences(row.number.first_promise, row.number.unit)
    for each in row.beside:
        if each.first_promise:
            yield f"{each.name}: {first_sentences(each.first_promise, each.unit)}"


def _doubts(row: Row) -> list[str]:
    """Return what is to be known beside the status of a plan, and of its number."""
    unreached = [str(_("Nobody reaches the sponsor."))] if row.sponsor_unreached else []
    found = [each.said for each in doubts_of(row, called=str)]
    review = [_review_firmly(row.review_day, row.review_firmly)] if row.review_firmly else []
    return [*found, *unreached, *review, *(_doubts_of(row.number) if row.number else []), *_doubts_beside(row)]


def _review_on(review: Review) -> Cell:
    return review.on if review.firmly is None else f"{review.on.isoformat()} ({review_firmly_words(review.firmly)})"


def _held(review: Review) -> str:
    """Return whether a review was held, and when, where that was another day or was taken back."""
    if review.went.taken_back or review.went.held_on not in {None, review.on}:
        return comma().join(went_words(review.went, review.on))
    return str(_("yes") if review.held else _("no"))


def _review_firmly(day: int, on: date) -> str:
    review = _("Review of day %(day)s", day=day)
    return f"{review}: {review_firmly_words(on)}"


def _doubts_of(number: Number) -> list[str]:
    found = []
    if number.actual is None:
        found.append(_uncounted(number))
    if number.needs_pause:
        found.append(str(NEEDS_PAUSE))
    if number.told_after_end:
        found.append(after_end_words(number.told_after_end))
    if number.gap:
        found.append(gap_words(number.gap))
    if number.told_late:
        found.append(told_late_words(number.told_late))
    if number.corrected:
        found.append(corrected_words(number.corrected))
    return [f"{number.name}: {each}" for each in found]


def _doubts_beside(row: Row) -> Iterator[str]:
    """Yield what was told first, late or after the end of the main measures beside the one that a row tells."""
    for each in row.beside:
        yield from (f"{each.name}: {said}" for said in told_otherwise(each))


def _uncounted(number: Number) -> str:
    said = uncounted_words(with_unit(number.target, number.unit), number.in_other)
    return comma().join([said, *began_words(number.baseline, number.direction)])


def _former(row: Row, looked: Look, promised: Mapping[str, Sequence[MoveGist]]) -> list[str]:
    """Return how the main measures stand that were promised first, where others are the main ones now."""
    shown_id = row.number.measure_id if row.number else ""
    former = former_mains(looked.held.plans[row.plan_id], shown_id, promised, looked.held.today_of(row))
    return [f"{each.name}: {_standing(each)}" for each in former]


def _standing(number: Number) -> str:
    target = with_unit(number.target, number.unit)
    if number.actual is None:
        told = [_uncounted(number)]
    else:
        said = _("%(value)s of %(target)s", value=in_figures(number.actual), target=target)
        told = [said, *began_words(number.baseline, number.direction)]
    if number.needs_pause:
        told.append(NEEDS_PAUSE)
    if number.first_target is not None:
        told.append(_("first promised %(target)s", target=in_figures(number.first_target)))
    return comma().join(map(str, told))


def _counts(looked: Look) -> Table:
    rows = looked.held.rows
    statuses = list(STATUS_WORDS)
    regions = [*(term.code for term in looked.words.all(TermKind.REGION)), ""]
    counted = [
        [sum(row.region == code and row.status == each for row in rows) for each in statuses] for code in regions
    ]
    told: list[Cells] = [[_region(looked, code), *numbers] for code, numbers in zip(regions, counted, strict=True)]
    return Table([_("Region"), *(_status(each) for each in statuses)], told)


def _grid(looked: Look) -> Table:
    drawn = heat(looked.found.rows, looked.words)
    rows: list[Cells] = [
        [_title(line), _title(region), cell.plans, _status(cell.worst)]
        for line, cells in drawn.lines
        for region, cell in cells
    ]
    return Table([_("Capability"), _("Region"), _("Plans"), _("Worst status")], rows)


def _timeline(looked: Look) -> Table:
    placed = in_time(looked.found.rows)
    clashing = {
        (held.row.plan_id, held.review.day): ", ".join(other.row.centre for other in clash.reviews if other is not held)
        for clash in clashes_among(placed)
        for held in clash.reviews
    }
    head = [_("Centre"), _("Plan"), _("Coach"), _("Status"), _("Day 1")]
    for day in (50, 100):
        head += [_("Day %(day)s", day=day), _("Held"), _("Same week, same coach")]
    head.append(_("Beside the status"))
    rows: list[Cells] = []
    for row in placed:
        told: list[Cell] = [row.centre, row.title, row.coach, _status(row.status), row.day_one]
        for each in row.reviews:
            told += [_review_on(each), _held(each), clashing.get((row.plan_id, each.day), "")]
        rows.append([*told, "\n".join(_doubts(row))])
    return Table(head, rows)


def _asks(looked: Look) -> Table:
    waiting = waiting_of(looked)
    if looked.counts_alone:
        regions = [*(term.code for term in looked.words.all(TermKind.REGION)), ""]
        counted = waiting.by_region(regions)
        rows: list[Cells] = [
            [str(ASK_WORDS[kind]), *(numbers[code] for code in regions)] for kind, numbers in counted.items()
        ]
        return Table([_("Kind"), *(_region(looked, code) for code in regions)], rows)
    head = [
        _("Kind"), _("Ask or action"), _("Asked of, or owner"), _("What blocks it"), _("Centre"), _("Plan"),
        _("Region"), _("Since"), _("Days"), _("Reply by"), _("Days late"),
    ]  # fmt: skip
    told: list[Cells] = [
        [str(ASK_WORDS[kind]), ask.title, ask.to, "", ask.row.centre, ask.row.title, _region(looked, ask.row.region),
         ask.asked_on, ask.age, ask.reply_by, ask.overdue or None]
        for kind, asks in waiting.by_kind().items()
        for ask in asks
    ]  # fmt: skip
    told += [
        [str(ASK_WORDS["blocked"]), each.title, each.owner, each.reason, each.row.centre, each.row.title,
         _region(looked, each.row.region), each.since, each.age, None, None]
        for each in waiting.oldest()
    ]  # fmt: skip
    return Table(head, told)


def _silent(looked: Look) -> Table:
    head = [
        _("Centre"), _("Plan"), _("Region"), _("Days silent"), _("Checked in before"), _("Coach"), _("Leader"),
        _("Day"), _("Status"), _("Beside the status"),
    ]  # fmt: skip
    found = silence(looked.found.rows)
    rows = [
        [row.centre, row.title, _region(looked, row.region), row.silent, _("yes") if row.checked_in else _("no"),
         row.coach, row.leader, row.day, _status(row.status), "\n".join(_doubts(row))]
        for tone in ("off", "warn")
        for row in found[tone]
    ]  # fmt: skip
    return Table(head, rows)


def _indicators(looked: Look) -> Table:
    head = [
        _("Indicator"), _("Unit"), _("Told of"), _("Which"), _("Baseline"), _("Target"), _("Actual"), _("Gain"),
        _("Plans"), _("Measures without data"), _("Measures in another unit"),
        _("Numbers that count only with a pause not agreed to"), _("Numbers told after the end, not added"),
    ]  # fmt: skip
    rows: list[Cells] = []
    for sheet in counted_sheets(looked):
        named = [pick(sheet.term.title), pick(sheet.term.fact("unit"))]
        told = [(_("All"), "", sheet.indicator.total)]
        told += [(_("Region"), _title(term), total) for term, total in sheet.regions]
        told += [(_("Capability"), _title(term), total) for term, total in sheet.capabilities]
        rows += [
            [*named, by, which, total.baseline, total.target, total.actual, total.gain, total.plans, total.without,
             total.other, total.need_pause, total.told_after]
            for by, which, total in told
        ]  # fmt: skip
    return Table(head, rows)


_TABLES: Final[dict[View, Callable[[Look], Table]]] = {
    View.PLANS: _plans,
    View.GRID: _grid,
    View.TIMELINE: _timeline,
    View.ASKS: _asks,
    View.SILENT: _silent,
    View.INDICATORS: _indicators,
}


def _status(kind: str | None) -> str:
    return str(STATUS_WORDS[kind]) if kind else ""


def _named(looked: Look, kind: TermKind, code: str) -> str:
    term = looked.words.named(kind, code)
    return pick(term.title) if term else ""


def _region(looked: Look, code: str) -> str:
    return _named(looked, TermKind.REGION, code) or _("No region yet")


def _title(term: Term | None) -> str:
    return pick(term.title) if term else _("None yet")
