"""A plan as a sheet: a row for each thing it holds, with heads and kinds in the reader's language."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from flask_babel import LazyString
from flask_babel import gettext as _

from app import sheets
from app.i18n import comma
from app.moments import day_month_year
from app.plans import days
from app.plans.actions.shown import critical_undone, done_late, standing_on
from app.plans.actions.standing import Standing
from app.plans.actions.standing_words import (
    critical_words,
    day_before_words,
    done_later,
    late_words,
    milestone_stands,
    sealed_before_words,
    stands,
    was_parked_words,
)
from app.plans.agreeing import pause_of, refused_in, refused_of, unconfirmed_by, unconfirmed_in, waiting_in
from app.plans.entered_words import entered_words
from app.plans.evidence.of import evidence_of
from app.plans.evidence.words import added_words as evidence_added_words
from app.plans.evidence.words import of_words, same_file_words, what_shows, why_not_shown
from app.plans.items.answers import answer_of, asked_then, is_written_for
from app.plans.items.writer_queries import Written, writers_of
from app.plans.letters.agreement_words import (
    address_of,
    last_of_each,
    lines_of,
    name_of,
    naming_words,
    refusals_of,
    sponsor_in,
    title_of,
)
from app.plans.letters.contact_words import sponsor_known_words
from app.plans.letters.goes_by_words import drawn_words, goes_by_sentences
from app.plans.letters.lead_queries import sponsor_known
from app.plans.measures.earlier import first_goal
from app.plans.measures.figures import Figure, Read, figure_of
from app.plans.measures.promised import added_words, after_end_words, first_sentences
from app.plans.measures.words import uncounted_words, with_unit
from app.plans.models import (
    Action,
    ActionStatus,
    Ask,
    Assumption,
    AssumptionState,
    CheckIn,
    Decision,
    Measure,
    Milestone,
    Mood,
    Plan,
    PromiseKind,
    Reading,
    Risk,
    RiskState,
    SignOff,
)
from app.plans.naming import named_in
from app.plans.promised_days import day_before_pauses, first_due
from app.plans.promised_words import Reworded, first_of, first_title, reworded
from app.plans.signed_words import signed_words
from app.plans.status.afterwards import entered_afterwards
from app.plans.status.at_end import ended_before, sign_offs
from app.plans.status.check_ins import halfway_not_held
from app.plans.status.ended import told_later, unreached
from app.plans.status.firm_days import counts_by, firm_day, plan_day
from app.plans.status.judging import Judged, judged
from app.plans.status.readings import is_told_in
from app.plans.views.doubts import critical_doubts, end_reasons
from app.plans.views.sheet import compose
from app.plans.was_parked import was_parked
from app.plans.words import (
    ASSUMPTION_STATES,
    KINDS,
    MOODS,
    MOVES,
    NEEDS_PAUSE,
    RISK_STATES,
    STATUS,
    asks_little_words,
    critical_late_words,
    critical_undone_words,
    day_sentences,
    last_known_words,
    told_later_words,
    unreached_words,
)


class _Line(NamedTuple):
    """A row; `on` is the day it is due, was decided, read or shown, `asked` what the curve asks for.

    `day` is the number of that day, and `counted` without what the sponsor did not agree to, where that is another.

    `first` is the target, the goal or the day that was promised first, where it is another one than now.
    `otherwise` is what was promised first where it was counted or said otherwise, `first_told` the number told first
    where it was corrected. `sponsor` says that the sponsor does not agree to what is promised there, or who chose where
    they answered. `shown` says what shows that something is done, or that nothing does, why evidence
    does not count or which other is the same file; `late` how many days
    late it was done.
    """

    kind: LazyString | str
    number: int | None
    name: str
    who: str = ""
    begins: date | None = None
    on: date | None = None
    day: int | None = None
    state: LazyString | str = ""
    read: float | None = None
    asked: float | None = None
    target: float | None = None
    first: float | str | date | None = None
    words: str = ""
    sponsor: str = ""
    otherwise: str = ""
    first_told: float | None = None
    shown: str = ""
    late: int | None = None
    counted: int | None = None


def write(plan: Plan, today: date) -> bytes:
    """Return a plan as it is on a day, as comma-separated text in which nothing is a formula."""
    head = [
        _("Kind"), _("Number"), _("Name"), _("Who"), _("Begins"), _("Date"), _("Day"), _("State"), _("Read"),
        _("Expected"), _("Target"), _("First promised"), _("Words"), _("Sponsor"),
        _("Promised otherwise first"), _("First told"), _("Shown"), _("Done late, days"),
        _("Day without what is not agreed"),
    ]  # fmt: skip
    counted, done = [*_counted(plan, today), *_acted(plan, today)], [*_items(plan, today), *_shown(plan, today)]
    lines = [_plan(plan, today), *_paused(plan), *counted, *done]
    return sheets.write(head, [_numbered(line, plan) for line in lines])


def _numbered(line: _Line, plan: Plan) -> _Line:
    """Return a row with the number of its day, and its words in the reader's language."""
    day, counted = (
        days.day_of(line.on, begins) if line.on and begins else None for begins in (plan.calendar, counts_by(plan))
    )
    counted = counted if counted != day else None
    return line._replace(day=day, counted=counted, kind=str(line.kind), state=str(line.state))


def _plan(plan: Plan, today: date) -> _Line:
    last = days.date_of(days.LENGTH, plan.calendar) if plan.calendar else None
    how = judged(plan, today)
    doubts = [
        *goes_by_sentences(how.goes_by, called=str),
        *day_sentences(plan_day(plan, today), firm_day(plan, today), judged=True),
    ]
    known = sponsor_known(plan)
    said = _together(
        sponsor_in(refused_in(plan), unconfirmed_in(plan)),
        sponsor_known_words(known, str) if known else "",
        *map(naming_words, named_in(plan)),
        *doubts,
    )
    return _Line(
        _("Plan"),
        None,
        plan.title,
        plan.leader,
        plan.day_one,
        last,
        state=_together(str(STATUS[how.status]), *_known(how, plan, today)),
        first=first_goal(plan),
        words=plan.goal,
        sponsor=said,
        otherwise=first_title(plan) or "",
    )


def _known(how: Judged, plan: Plan, today: date) -> Iterator[str]:
    """Yield how a plan stood at each sign-off and why, also where that was taken back, what is known where there
    is no data, how far it came where it is over, where its numbers stood then if others were told later, which pauses
    were entered afterwards, what little its curve asks for, and what of the critical things is late or not as promised.
    """
    before = ended_before(each.sealed for each in plan.reopenings)
    yield from map(signed_words, sign_offs(how.at_end, before))
    if known := how.at_end.last_known if how.at_end else how.last_known:
        yield last_known_words(known, never_counted=how.never_counted)
    if how.critical_late:
        yield critical_late_words(how.critical_late)
    if undone := critical_undone(plan, today):
        yield critical_undone_words(undone)
    yield from (each.said for each in end_reasons(how.at_end, str))
    if came := unreached(plan, today):
        yield unreached_words(came)
    yield from map(told_later_words, told_later(plan, today))
    yield from map(entered_words, entered_afterwards(plan))
    yield from map(asks_little_words, how.asks_little)
    yield from (each.said for each in critical_doubts(compose(plan, today, mirrored=False)))


def _paused(plan: Plan) -> Iterator[_Line]:
    for pause in plan.pauses:
        said = [each for each in plan.agreements if each.kind == PromiseKind.PAUSE and pause_of(plan, each) is pause]
        refused = [each for each in refused_in(plan) if each in said]
        waiting = [each for each in waiting_in(plan) if each in said]
        yield _Line(
            _("Pause"),
            None,
            pause.reason,
            pause.by_name,
            pause.first,
            pause.last,
            words=pause.agreed,
            sponsor=sponsor_in(refused, (unconfirmed_by(plan, each) for each in waiting)),
        )


def _counted(plan: Plan, today: date) -> Iterator[_Line]:
    for measure in plan.measures:
        yield from _measure(measure, plan, today)


def _measure(of: Measure, plan: Plan, today: date) -> Iterator[_Line]:
    figure = figure_of(of, plan, today, mirrored=False)
    yield _Line(
        KINDS["measure"],
        of.number,
        of.name,
        of.counted_by,
        state=_together(_uncounted(figure), _("A stand-in") if of.proxy else ""),
        read=figure.value if figure.counted else None,
        asked=figure.asked,
        target=figure.told.target,
        first=figure.first_target,
        words=of.unit,
        sponsor=_together(
            refusals_of(refused_of(plan, of)),
            str(NEEDS_PAUSE) if figure.needs_pause else "",
            drawn_words(figure.drawn_by, called=str) if figure.drawn_by else "",
        ),
        otherwise=_together(
            added_words(figure.added) if figure.added else "",
            first_sentences(figure.first_promise, of.unit) if figure.first_promise else "",
            after_end_words(figure.told_after_end) if figure.told_after_end else "",
        ),
        first_told=figure.first_told.value if figure.first_told else None,
    )
    for each in figure.read:
        on, value, note = each.reading.on, each.reading.value, each.reading.note
        who = each.reading.by_name
        told = _("told on %(date)s", date=day_month_year(each.told_on)) if each.told_on else ""
        yield _Line(
            _("Reading"), of.number, of.name, who, on=on, state=told, read=value, asked=each.asked,
            words=_together(_other_unit(each.reading, figure), note, _filed_through(each, each.reading)),
            sponsor=str(NEEDS_PAUSE) if each.needs_pause else "",
        )  # fmt: skip
        for past in each.before:
            yield _Line(
                _("Reading"), of.number, of.name, past.by_name, on=on, state=_("Replaced"), read=past.value,
                words=_together(_other_unit(past, figure), past.note, _filed_through(each, past)),
            )  # fmt: skip


def _uncounted(figure: Figure) -> str:
    """Return that a measure was not counted, or in another unit; empty for others."""
    if figure.counted:
        return ""
    other, target = figure.in_other, figure.told.target
    if other is None or target is None:
        return str(_("Not counted yet"))
    return uncounted_words(with_unit(target, figure.told.unit), other)


def _other_unit(reading: Reading, figure: Figure) -> str:
    """Return the unit in which a number was told, where that is another one than its measure has."""
    return "" if is_told_in(reading, figure.told.unit) else reading.unit or str(_("none"))


def _filed_through(of: Read, reading: Reading) -> str:
    """Return by which link or address somebody else let a number be told; empty for others."""
    through = of.through.get(reading.id)
    return _filed_by(through) if through else ""


def _acted(plan: Plan, today: date) -> Iterator[_Line]:
    for action in [*plan.actions, *plan.parked_actions]:
        yield from _action(action, plan, today)


def _action(of: Action, plan: Plan, today: date) -> Iterator[_Line]:
    parked = of.parked_on is not None
    how = standing_on(of, plan, today)
    state, words = (KINDS["parked"], of.parked_reason) if parked else (stands(how), of.blocked_reason)
    moved = str(_("late when it was moved")) if how.moved_late and not parked else ""
    who = _together(of.owner, *of.helpers)
    yield _Line(
        KINDS["action"], of.number, of.title, who, of.start_on, of.due_on, state=state, first=first_due(plan, of),
        words=_together(words, critical_words(of), moved, *_was_parked(of), _lateness(how, plan, of)),
        shown=what_shows(of, how, plan), otherwise=_first_words(plan, of), late=done_late(of, plan) or None,
    )  # fmt: skip
    for part in of.parts:
        state = MOVES[ActionStatus.DONE] if part.done_on else ""
        yield _Line(KINDS["part"], part.number, part.title, part.owner, None, part.due_on, state=state, words=of.title)


def _was_parked(of: Action) -> Iterator[str]:
    """Yield when and why an action was parked that was taken up again."""
    for each in was_parked(of):
        yield f"{was_parked_words(each)}: {each.reason}" if each.reason else was_parked_words(each)


def _lateness(how: Standing, plan: Plan, of: Action | Milestone) -> str:
    """Return by which days something was done late, or later than first promised; empty where it was not.

    The day it was promised for before the plan paused comes first, where that is another one; the sign-off at which it
    was not done, or not shown, comes last.
    """
    late = late_words(how.late_done) if how.late_done else done_later(how)
    return _together(day_before_words(day_before_pauses(plan, of)), late, sealed_before_words(how.sealed_before))


def _first_words(plan: Plan, of: Action | Milestone) -> str:
    """Return the words that something was promised with, where they were others."""
    first = first_of(plan, of)
    shown = _("Promised at first to be shown by") + f": {first.shown}" if first.shown else ""
    return _together(first.title or "", shown)


def _items(plan: Plan, today: date) -> Iterator[_Line]:
    yield from (_milestone(each, plan, today) for each in plan.milestones)
    yield from map(_risk, plan.risks)
    yield from (_ask(each, plan) for each in plan.asks)
    writers = writers_of(plan)
    yield from (_decision(each, plan, writers.get(each.id)) for each in plan.decisions)
    yield from map(_assumption, plan.assumptions)
    for kept in plan.commitments:
        yield _Line(KINDS["commitment"], kept.number, kept.title, kept.owner)


def _milestone(of: Milestone, plan: Plan, today: date) -> _Line:
    how = standing_on(of, plan, today)
    return _Line(
        KINDS["milestone"],
        of.number,
        of.title,
        on=of.due_on,
        state=milestone_stands(of, how),
        first=first_due(plan, of),
        words=_together(critical_words(of), _lateness(how, plan, of)),
        shown=what_shows(of, how, plan),
        otherwise=_first_words(plan, of),
        late=done_late(of, plan) or None,
    )


def _risk(of: Risk) -> _Line:
    state = RISK_STATES[RiskState(of.state)]
    return _Line(KINDS["risk"], of.number, of.title, of.owner, on=of.closed_on, state=state, words=of.response)


def _ask(of: Ask, plan: Plan) -> _Line:
    return _Line(
        KINDS["ask"],
        of.number,
        title_of(of),
        of.who,
        of.asked_on,
        of.reply_by,
        words=_together(*_asked(of, plan), of.answer, _by(plan, of)),
        sponsor=address_of(of),
    )


def _asked(of: Ask, plan: Plan) -> Iterator[str]:
    """Yield what a sponsor was asked to agree to: what a promise said before, what it says now, and then, if not so."""
    for each in last_of_each(of.agreements):
        for line in lines_of(each, plan, called=str):
            before = _("before: %(what)s", what=line.before)
            then = [_("asked then: %(what)s", what=line.after)] if line.now else []
            now = _("now: %(what)s", what=line.now or line.after)
            yield comma().join([name_of(each), line.label, before, *then, now])


def _decision(of: Decision, plan: Plan, written: Written | None) -> _Line:
    on = day_month_year(written.on) if written else ""
    told = str(_("written down by %(name)s on %(date)s", name=written.name, date=on)) if written else ""
    words, other = _together(of.reason, told), reworded(plan, of)
    first = _first_said(other) if other else ""
    return _Line(
        KINDS["decision"], of.number, of.title, of.by, None, of.decided_on, words=words, otherwise=first
    )  # fmt: skip


def _first_said(other: Reworded) -> str:
    """Return what a decision said first, and who changed that on which day."""
    on = day_month_year(other.on)
    return _together(other.first, str(_("changed by %(name)s on %(date)s", name=other.by, date=on)))


def _assumption(of: Assumption) -> _Line:
    state = ASSUMPTION_STATES[AssumptionState(of.state)]
    return _Line(KINDS["assumption"], of.number, of.title, of.owner, on=of.checked_on, state=state)


def _by(plan: Plan, ask: Ask) -> str:
    """Return who answered an ask, or wrote its answer down for who is asked, and when; or who had not by the end."""
    if ask.answered_on is None and plan.sign_off is not None:
        return str(_("%(who)s had not answered before the sign-off.", who=ask.to.strip() or plan.sponsor))
    edit = answer_of(plan, ask)
    if edit is None:
        return ""
    on = day_month_year(days.today_in(plan.timezone, edit.made_at))
    if is_written_for(plan, ask, edit) and not ask.verdict:
        who = asked_then(plan, ask, edit)
        return str(_("written down by %(name)s for %(who)s, %(date)s", name=edit.by_name, who=who, date=on))
    return str(_("answered by %(who)s, %(date)s", who=ask.verdict_by or edit.by_name, date=on))


def _shown(plan: Plan, today: date) -> Iterator[_Line]:
    for of in plan.evidence:
        what = of_words(evidence_of(of, plan), called=str)
        words = _together(what, of.name, of.url, of.place, evidence_added_words(of, plan.timezone))
        why = _together(why_not_shown(of), same_file_words(of, plan.evidence, called=str))
        yield _Line(KINDS["evidence"], of.number, of.title, of.by_name, None, of.on, words=words, shown=why)
    for check_in in plan.check_ins:
        yield _check_in(check_in)
    if half := halfway_not_held(plan, today):
        said = _("Mid-point review, day 50, %(date)s: not held.", date=day_month_year(half))
        yield _Line(_("Check-in"), None, "", on=half, words=said)
    for each in plan.reopenings:
        yield _reopened(each, plan)
    if signed := plan.sign_off:
        said = _("Signed off on %(date)s by %(who)s.", date=day_month_year(signed.signed_on), who=signed.by_name)
        yield _Line(_("Sign-off"), None, "", signed.by_name, on=signed.signed_on, words=said)


def _reopened(of: SignOff, plan: Plan) -> _Line:
    """Return a sign-off that was reopened, by whom, when and why."""
    again = days.today_in(plan.timezone, of.reopened_at) if of.reopened_at else of.signed_on
    said = {"date": day_month_year(of.signed_on), "again": day_month_year(again), "who": of.reopened_by}
    told = _("Signed off on %(date)s, reopened on %(again)s by %(who)s:", **said)
    return _Line(_("Sign-off"), None, "", of.by_name, on=of.signed_on, words=f"{told} {of.reopened_why}")


def _check_in(of: CheckIn) -> _Line:
    words = _together(of.done, of.next, of.blocked, of.help)
    mood = MOODS[Mood(of.mood)] if of.mood else ""
    words = _together(words, _filed_by(of))
    return _Line(_("Check-in"), None, "", of.by_name, on=of.on, state=mood, words=words)


def _filed_by(of: CheckIn) -> str:
    """Return who made the link, or chose the sponsor's address, by which a check-in was filed; empty for others."""
    if of.link_maker:
        return str(_("filed by a link that %(name)s made for %(who)s", name=of.link_maker, who=of.by_name))
    if not of.address_by:
        return ""
    return str(_("filed by mail for %(who)s, at an address that %(name)s chose", who=of.by_name, name=of.address_by))


def _together(*words: str) -> str:
    return "\n".join(word for word in words if word)
