"""Which changes of promises the sponsor of a plan refused, did not confirm or was never asked about. Pure."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from app.plans.days import Calendar, day_of
from app.plans.measures.promise import promised_by
from app.plans.models import Agreement, Ask, Measure, Pause, Plan, PromiseKind, Verdict
from app.plans.people import key_of
from app.plans.same_words import is_same


class Unconfirmed(NamedTuple):
    """Who has not confirmed what a plan promises. `doubted`: they said yes, in a way that does not count.

    `by_account`: that was with an account which somebody of the plan chose, else at such an address; `why` says why
    that does not count.
    `signed`: the plan was signed off, so they cannot confirm it any more.
    """

    who: str
    doubted: bool
    by_account: bool = False
    signed: bool = False
    why: str = ""


class Choice(NamedTuple):
    """Under which name a sponsor answers, as names are compared, and who chose since when how that name is reached."""

    key: str
    by_id: str | None
    on: date | None
    at: datetime | None


def choice_of(ask: Ask) -> Choice:
    """Return under which name and by whose choice a question was answered."""
    return Choice(key_of(ask.who), ask.address_by_id, ask.address_on, ask.address_at)


def agreement_of(plan: Plan, kind: str, row_id: object) -> Agreement | None:
    """Return the agreement that belongs to a row that keeps a change; None: earlier servers kept none."""
    found = (each for each in reversed(plan.agreements) if (each.kind, each.row_id) == (kind, str(row_id)))
    return next(found, None)


def net_of(plan: Plan, agreement: Agreement) -> dict[str, list[object]]:
    """Return what a promise said when the sponsor last agreed to it and what it says after a change, by name.

    What they refused or did not answer in between is left out: they are asked about all of it at once.
    """
    said = {name: list(pair) for name, pair in agreement.said.items()}
    for each, names in _open_before(plan, agreement):
        for name in names:
            said[name][0] = each.said[name][0]
    return {name: pair for name, pair in said.items() if not is_same(name, *pair)}


def asked_about(plan: Plan, agreement: Agreement) -> dict[str, list[object]]:
    """Return `net_of` a change, while nobody answered without what the sponsor changed themselves since."""
    net = net_of(plan, agreement)
    if agreement.ask is not None and agreement.ask.verdict:
        return net
    return {name: pair for name, pair in net.items() if name not in _agreed_since(plan, agreement)}


def moot_in(plan: Plan, item_id: str) -> list[Agreement]:
    """Return the changes of one thing that wait for an answer although nothing of what they ask is promised any more.

    The sponsor changed it themselves since. What one question asks of it waits as long as any of that stands.
    """
    waiting = [each for each in plan.agreements if each.item_id == item_id and each.ask and not each.ask.verdict]
    standing = {each.ask_id for each in waiting if stands(plan, each)}
    return [each for each in waiting if each.ask_id not in standing]


def steps_to(plan: Plan, agreement: Agreement) -> list[Agreement]:
    """Return the changes that a sponsor is asked about with this one, the first of them first, itself the last."""
    before = [each for each, names in _open_before(plan, agreement) if names & each.changed.keys()]
    return [*reversed(before), agreement]


def asked_in(plan: Plan, ask: Ask) -> list[Agreement]:
    """Return every change that one question is about, also those that other questions asked about before."""
    found = {step.id: step for each in ask.agreements for step in steps_to(plan, each)}
    return [found[step_id] for step_id in sorted(found)]


def _open_before(plan: Plan, agreement: Agreement) -> Iterator[tuple[Agreement, set[str]]]:
    """Yield the earlier changes of the same thing, the latest first, with what of it was not agreed to since."""
    names = set(agreement.said)
    for each in reversed(plan.agreements):
        if each.item_id != agreement.item_id or each.id >= agreement.id:
            continue
        names -= agreed_by(each)
        if not names:
            return
        yield each, names & each.said.keys()


def agreed_by(change: Agreement) -> set[str]:
    """Return to what the sponsor agreed with one change, by name: to all it asked, or to what they changed themselves.

    A yes at an address chosen by who wrote it down agrees to nothing.
    """
    if change.own:
        return set(change.changed)
    return set(change.said) if has_agreed(change) else set()


def has_agreed(change: Agreement) -> bool:
    """True when the sponsor agreed to a change in a way that counts, or made it themselves."""
    return bool(change.own or (change.ask is not None and change.ask.verdict == Verdict.YES and not change.is_doubted))


def refused_in(plan: Plan) -> list[Agreement]:
    """Return the changes to which the sponsor said no, until the plan promises what it did before or they say yes.

    Another number in place of the one they refused is none they agree to.
    """
    return [each for each in plan.agreements if _is_refused(each) and stands(plan, each)]


def refused_of(plan: Plan, measure: Measure) -> list[Agreement]:
    """Return those of one measure."""
    return [each for each in refused_in(plan) if each.item_id == measure.id]


def unasked_in(plan: Plan) -> list[Agreement]:
    """Return the changes of which nobody asked the sponsor, where the plan still promises what came of them.

    All steps from what was promised before to what is promised now are among them; none that a question shows already.
    """
    asked = {step.id for each in plan.agreements if each.ask for step in steps_to(plan, each)}
    unasked = [each for each in plan.agreements if each.ask is None and not each.own and each.id not in asked]
    standing = {each.item_id for each in unasked if stands(plan, each)}
    return [each for each in unasked if each.item_id in standing]


def refusers_of(plan: Plan) -> tuple[str, ...]:
    """Return who does not agree to what a plan promises, each once."""
    return tuple(dict.fromkeys(each.who for each in refused_in(plan)))


def stands(plan: Plan, agreement: Agreement) -> bool:
    """True when a plan still promises some of what an agreement is about, and no later answer agreed to it.

    What was refused stands until the plan promises again what it did before.
    """
    return _is_unsettled(plan, agreement) if _is_refused(agreement) else any(_standing(plan, agreement))


def waiting_in(plan: Plan) -> list[Agreement]:
    """Return the changes that stand, and to which the sponsor agreed by the word of who wrote it down alone.

    A yes that was given at an address which that one chose is no more than their word.
    """
    return [each for each in plan.agreements if _is_waiting(each) and stands(plan, each)]


def dropped_in(plan: Plan, change: Agreement) -> dict[str, list[object]]:
    """Return what somebody said the sponsor agreed to, nobody confirmed and is promised no more, by name.

    It says what the sponsor had agreed to last before that, and what the change promised instead.
    """
    if not _is_waiting(change) or stands(plan, change):
        return {}
    later = [each for each in plan.agreements if each.item_id == change.item_id and each.id > change.id]
    agreed = [(name, each.said[name][1]) for each in later for name in agreed_by(each)]
    now = promised_now(plan, change).items()
    kept = [*now, *agreed]
    return {
        name: pair
        for name, pair in net_of(plan, change).items()
        if not any(each == name and is_same(name, value, pair[1]) for each, value in kept)
    }


def unconfirmed_in(plan: Plan) -> tuple[Unconfirmed, ...]:
    """Return who has not confirmed what a plan promises, each once."""
    return tuple(dict.fromkeys(unconfirmed_by(plan, each) for each in waiting_in(plan)))


def unconfirmed_by(plan: Plan, waiting: Agreement) -> Unconfirmed:
    """Return who has not confirmed one change of a plan; the sponsor of now where nobody was asked about it."""
    by_account = waiting.is_doubted and waiting.ask is not None and waiting.ask.by_account
    why = waiting.ask.doubted_for if waiting.is_doubted and waiting.ask is not None else ""
    who = plan.sponsor if waiting.ask is None else waiting.who
    return Unconfirmed(who, waiting.is_doubted, by_account, signed=plan.sign_off is not None, why=why)


def _is_waiting(agreement: Agreement) -> bool:
    return not agreement.own and (agreement.ask is None or not agreement.ask.verdict or agreement.is_doubted)


def _is_unsettled(plan: Plan, refused: Agreement) -> bool:
    """True when a plan does not promise again what it did before, nor anything the sponsor agreed to since."""
    return any(_unsettled(plan, refused))


def _unsettled(plan: Plan, refused: Agreement) -> Iterator[str]:
    """Yield what is promised otherwise than before a refused change, and was not agreed to since."""
    now, agreed = promised_now(plan, refused), _agreed_since(plan, refused)
    for name, (before, _after) in net_of(plan, refused).items():
        if name in now and not is_same(name, now[name], before) and name not in agreed:
            yield name


def _agreed_since(plan: Plan, change: Agreement) -> set[str]:
    """Return what of the same thing the sponsor agreed to later, or changed themselves, by name."""
    later = (each for each in plan.agreements if each.item_id == change.item_id and each.id > change.id)
    return {name for each in later if _settles(each, change) for name in (each.changed if each.own else each.said)}


def _settles(later: Agreement, change: Agreement) -> bool:
    """True when the sponsor agreed to a later change, so that what they said of an earlier one is over.

    A yes at an address chosen by who wrote it down leaves a no alone, unless that came from there too: the name is
    the same, who chose, and since when.
    """
    if later.own or later.ask is None or later.ask.verdict != Verdict.YES:
        return later.own
    if not later.is_doubted or change.ask is None or change.ask.verdict != Verdict.NO:
        return True
    return choice_of(change.ask) == choice_of(later.ask)


def _is_refused(agreement: Agreement) -> bool:
    return agreement.ask is not None and agreement.ask.verdict == Verdict.NO


def _standing(plan: Plan, change: Agreement) -> Iterator[str]:
    """Yield what is still promised as it changed there, and was not agreed to since."""
    now, agreed = promised_now(plan, change), _agreed_since(plan, change)
    for name, (_before, after) in net_of(plan, change).items():
        if is_same(name, now.get(name), after) and name not in agreed:
            yield name


def promised_now(plan: Plan, agreement: Agreement) -> Mapping[str, Any]:
    """Return what a plan promises now where that changed, by the names the agreement has for it."""
    match agreement.kind:
        case PromiseKind.MEASURE:
            found = next((each for each in plan.measures if each.id == agreement.item_id), None)
            return promised_by(found) if found else {}
        case PromiseKind.GOAL:
            return {"goal": plan.goal, "day_one": plan.day_one.isoformat() if plan.day_one else None}
        case _:
            pause = pause_of(plan, agreement)
            # A pause that was taken back has no dates, and that may be what was refused.
            return dates_of(pause.first, pause.last) if pause else dates_of(None, None)


def pause_of(plan: Plan, agreement: Agreement) -> Pause | None:
    """Return the pause that an agreement is about; of a refused one that was taken back, one filed in its place."""
    own = (each for each in plan.pauses if each.id == agreement.item_id)
    return next(own, None) or next(_filed_again(plan, agreement), None)


def _filed_again(plan: Plan, change: Agreement) -> Iterator[Pause]:
    """Yield pauses over any of the days that a sponsor refused, as long as they agree to none of them."""
    refused = added_days(change) if _is_refused(change) else None
    for pause in plan.pauses if refused else ():
        later = (each for each in plan.agreements if each.item_id == pause.id and each.id > change.id)
        is_over_them = refused is not None and pause.first <= refused[1] and refused[0] <= pause.last
        if is_over_them and not any(_settles(each, change) for each in later):
            yield pause


def added_days(change: Agreement) -> tuple[date, date] | None:
    """Return the first and the last date that a change made a pause; None where it made it shorter or took it back."""
    (_first, before), (first, after) = (
        [date.fromisoformat(each) if isinstance(each, str) else None for each in dates]
        for dates in zip(change.said["first"], change.said["last"], strict=True)
    )
    if first is None or after is None or (before is not None and after <= before):
        return None
    return (before + timedelta(days=1) if before else first), after


class Unagreed(NamedTuple):
    """When a change of a pause or of day 1 was written down, and how the days count without it and all later ones."""

    made_at: datetime
    without: Calendar


def moved_day_one(plan: Plan) -> bool:
    """True when a plan has a day 1 to which the sponsor did not agree, or not yet."""
    return any(_moves_day_one(plan, each) for each in plan.agreements)


def agreed_day_one(plan: Plan) -> date | None:
    """Return the day 1 to which the sponsor agreed last; the one the plan was published with, where they did to none.

    An earlier one needs nobody who agrees, so the plan may begin before that.
    """
    moves = [each for each in plan.agreements if each.kind == PromiseKind.GOAL and "day_one" in each.changed]
    said = next((each.said["day_one"][1] for each in reversed(moves) if "day_one" in agreed_by(each)), None)
    return date.fromisoformat(said) if isinstance(said, str) else plan.first_day_one


def unagreed_days(plan: Plan) -> tuple[Unagreed, ...]:
    """Return what the sponsor did not agree to of a plan's pauses and day 1, or not yet, the first change first."""
    if plan.day_one is None:
        return ()
    spans: dict[str, tuple[date, date] | None] = {each.id: (each.first, each.last) for each in plan.pauses}
    open_ones = [each for each in plan.agreements if each.item_id in spans and _is_open(plan, each)]
    open_ones += [each for each in plan.agreements if _moves_day_one(plan, each)]
    steps = {step.id: step for each in open_ones for step in steps_to(plan, each)}
    found: list[Unagreed] = []
    day_one = plan.day_one
    for step in sorted(steps.values(), key=lambda each: each.id, reverse=True):
        if step.kind == PromiseKind.GOAL:
            day_one = _day_one_before(step, day_one)
        else:
            spans[step.item_id] = _span_before(step, spans[step.item_id])
        without = Calendar.with_pauses(day_one, (span for span in spans.values() if span))
        found.insert(0, Unagreed(step.made_at, without))
    return tuple(found)


class AgreedDay(NamedTuple):
    """The number of a date without what the sponsor did not agree to; `on` is the date, where it is another one so."""

    day: int
    on: date | None = None


def agreed_day(plan: Plan, on: date) -> AgreedDay | None:
    """Return the day of a plan that a date is, counted as beside its numbers; None without a day 1."""
    if plan.calendar is None:
        return None
    unagreed = unagreed_days(plan)
    begins = unagreed[0].without if unagreed else plan.calendar
    return AgreedDay(day_of(on, begins), on if begins != plan.calendar else None)


def unagreed_pauses(plan: Plan) -> frozenset[str]:
    """Return the ids of the pauses to which the sponsor did not agree, or not yet."""
    kept = (each for each in plan.agreements if each.kind == PromiseKind.PAUSE and _is_open(plan, each))
    return frozenset(found.id for each in kept if (found := pause_of(plan, each)))


def _is_open(plan: Plan, agreement: Agreement) -> bool:
    return any(open_names(plan, agreement))


def _moves_day_one(plan: Plan, agreement: Agreement) -> bool:
    """True when an agreement is about a day 1 that stands, and to which the sponsor did not agree, or not yet."""
    return agreement.kind == PromiseKind.GOAL and "day_one" in open_names(plan, agreement)


def open_names(plan: Plan, agreement: Agreement) -> Iterator[str]:
    """Yield what is promised as it changed there, and to which the sponsor did not agree, or not yet."""
    if _is_refused(agreement):
        yield from _unsettled(plan, agreement)
    elif _is_waiting(agreement):
        yield from _standing(plan, agreement)


def has_open_goal(plan: Plan) -> bool:
    """True when a plan has a goal to which the sponsor did not agree, or not yet."""
    return any(each.kind == PromiseKind.GOAL and "goal" in open_names(plan, each) for each in plan.agreements)


def _day_one_before(change: Agreement, day_one: date) -> date:
    """Return day 1 before a change; the one after it where that was no other."""
    before = change.changed.get("day_one", [None])[0]
    return date.fromisoformat(before) if isinstance(before, str) else day_one


def _span_before(change: Agreement, span: tuple[date, date] | None) -> tuple[date, date] | None:
    """Return the dates of a pause before a change, as far as they lie within those after it; None where none were."""
    first, last = (change.said[name][0] for name in ("first", "last"))
    if span is None or not isinstance(first, str) or not isinstance(last, str):
        return None
    return date.fromisoformat(first), min(date.fromisoformat(last), span[1])


def dates_of(first: date | None, last: date | None) -> dict[str, str | None]:
    """Return the dates of a pause as an agreement keeps them; both are None where there is none."""
    return {"first": first.isoformat() if first else None, "last": last.isoformat() if last else None}
