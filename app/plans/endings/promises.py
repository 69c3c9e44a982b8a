"""What is promised when a plan is signed off: first and now, and what the sponsor says of what changed. Pure.

All of it is read from what `seal.said_of` returns, so a page of a sign-off shows what was sealed and nothing else.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from app.plans import days
from app.plans.actions.standing import DoneLate, SealedBefore, Unshown
from app.plans.endings.sealed_items import promised_in
from app.plans.measures.earlier import Added
from app.plans.measures.told import Corrected, FirstTold, ToldAfterEnd
from app.plans.models import PromiseKind, Verdict
from app.plans.naming import Naming
from app.plans.promised_words import FirstWords
from app.plans.was_parked import WasParked, was_parked_in


@dataclass(frozen=True, slots=True)
class Answer:
    """How a sponsor answered whether they agree; `verdict` is empty until they did.

    `address_by` chose the address of no account, or `by_account` the account, with which they answered, on
    `address_on`; see `models.Ask`.
    """

    to: str
    verdict: str
    verdict_by: str
    answered_on: date | None
    address_by: str
    address_on: date | None
    verdict_as: str
    by_account: bool
    doubted: bool

    @property
    def who(self) -> str:
        """Return the name under which they answered, else the one that is asked."""
        return self.verdict_as or self.to


@dataclass(frozen=True, slots=True)
class Agreed:
    """A change of a promise, who wrote down that `sponsor` agreed, and what they were asked if they were.

    `is_over`: it is not promised any more, and the sponsor refused it, said yes in a way that does not count, or never
    confirmed it.
    `naming` says who named the sponsor that answered, where that was once the plan was published. `said` is what was
    promised before and after, by name, and `made_on` when it changed. `after_end`: they agreed after day 100.
    """

    kind: str
    name: str
    sponsor: str
    own: bool
    by_name: str
    ask: Answer | None
    naming: Naming | None = None
    said: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    made_on: date | None = None
    is_over: bool = False
    after_end: bool = False

    @property
    def refused(self) -> bool:
        """True when the sponsor does not agree, or did not to what is over."""
        return self.ask is not None and self.ask.verdict == Verdict.NO


@dataclass(frozen=True, slots=True)
class Promised:
    """A measure as it was said, the target promised first where it is another one, and what changed in it.

    `first_promise` is what was promised first where it was counted otherwise, `first_told` the number that was told
    first where it was corrected, `corrected` the earlier numbers that were others first. `is_former_main`: it was
    promised first as a main measure and is none now. `added` is when it came into a plan that was published.
    """

    said: Mapping[str, Any]
    first_target: float | None
    agreements: tuple[Agreed, ...]
    first_promise: Mapping[str, Any] | None = None
    first_told: FirstTold | None = None
    corrected: tuple[Corrected, ...] = ()
    told_after_end: ToldAfterEnd | None = None
    is_former_main: bool = False
    added: Added | None = None

    @property
    def counted(self) -> Mapping[str, Any]:
        """What the number is told by: what the sponsor agreed to, where that is something else than was said.

        Seals of earlier servers do not say it.
        """
        return {**self.said, **(self.said.get("agreed") or {})}


@dataclass(frozen=True, slots=True)
class PromisedItem:
    """An action or a milestone, the words it was promised with where they were others, and when it was parked once."""

    kind: str
    number: int
    title: str
    critical: bool
    was_critical: bool
    first: FirstWords
    was_parked: tuple[WasParked, ...]


@dataclass(frozen=True, slots=True)
class Undone(PromisedItem):
    """An action or a milestone that is not done, by when it is due and was promised first, and how many days late.

    `parked_on` is when it was set aside; it is late then as it was on that day. `missed_on` is the earlier day that it
    missed, where it was not late then.
    """

    due_on: date | None
    first_due_on: date | None
    parked_on: date | None
    days_late: int
    missed_on: date | None


@dataclass(frozen=True, slots=True)
class DoneWithDoubt(PromisedItem):
    """What is done `late`, in other words, after an earlier sign-off, or `unshown`: what is missing of evidence.

    `done_on` is when it was done and `done_after` the day it was promised first, where it was done late, or is
    critical, or was, and was done later; `paused_to` is that day as pauses moved it, None where none did. `parts` are
    how many parts of it are done, of how many; None where all are. `sealed_before` is the first sign-off,
    reopened since, at which it was not done or not shown.
    """

    unshown: Unshown | None
    late: DoneLate | None
    parts: tuple[int, int] | None
    done_on: date | None
    done_after: date | None
    paused_to: date | None
    sealed_before: SealedBefore | None


class WrittenAnswer(NamedTuple):
    """An answer that somebody wrote down for whom an ask was put to; `first_title` is what was asked first."""

    number: int
    title: str
    first_title: str | None
    answer: str
    by: str
    of: str


@dataclass(frozen=True, slots=True)
class Promises:
    """All a plan promises: the goal now and first, its measures with the main ones first, and its pauses.

    `undone` is what of it is not done, `doubted` what was done late or later, in other words, or is not shown.
    `first_title` is what the plan was called first, where that was something else; `first_day_one` is the day 1 it was
    published with. `written` are answers that the team wrote down for others.
    """

    goal: str
    first_goal: str | None
    of_goal: tuple[Agreed, ...]
    measures: tuple[Promised, ...]
    of_pauses: tuple[Agreed, ...]
    undone: tuple[Undone, ...]
    doubted: tuple[DoneWithDoubt, ...]
    first_title: str | None
    day_one: date | None
    first_day_one: date | None
    written: tuple[WrittenAnswer, ...]


def promises_in(said: Mapping[str, Any], on: date) -> Promises:
    """Return what a plan promises by what it says on a day. What an earlier server did not seal is not told."""
    asks = {each["number"]: each for each in said.get("asks", ())}
    kept = list(_told(said.get("agreements", ()), asks))

    def of(kind: PromiseKind, measure: Mapping[str, Any] | None = None) -> tuple[Agreed, ...]:
        return tuple(
            _agreed(each, asks, said["plan"]["timezone"])
            for each in kept
            if each["kind"] == kind and (not measure or _is_of(each, measure))
        )

    calendar = _calendar(said)
    return Promises(
        goal=said["plan"]["goal"],
        first_goal=said["plan"].get("first_goal"),
        of_goal=of(PromiseKind.GOAL),
        measures=tuple(
            _measure(each, of(PromiseKind.MEASURE, each))
            for each in sorted(said["measures"], key=lambda each: (not each["main"], each["number"]))
        ),
        of_pauses=of(PromiseKind.PAUSE),
        undone=tuple(_undone(kind, each, on) for kind, done, each in promised_in(said) if not done),
        doubted=tuple(
            doubted
            for kind, done, each in promised_in(said)
            if done and (doubted := _doubted(kind, each, calendar)) is not None
        ),
        first_title=said["plan"].get("first_title"),
        day_one=_date(said["plan"].get("day_one")),
        first_day_one=_date(said["plan"].get("first_day_one")),
        written=tuple(_written(said.get("asks", ()))),
    )


def _stands(agreement: Mapping[str, Any]) -> bool:
    """True when a plan still promises what changed there, or goes by it because the sponsor agreed to it.

    Seals of earlier servers hold agreements without that, and the oldest hold none.
    """
    return bool(agreement.get("stands", True) or agreement.get("goes_by", False))


def _told(
    agreements: Sequence[Mapping[str, Any]], asks: Mapping[int, Mapping[str, Any]]
) -> Iterator[Mapping[str, Any]]:
    """Yield the changes that stand, and of what is over the last of each thing that one answer did not agree to.

    And what is over and was said to be agreed to, and nobody confirmed; seals of earlier servers do not say that.
    """
    over = [each for each in agreements if not _stands(each) and _is_not_agreed(asks.get(each["ask"]))]
    last = {(each["ask"], each["kind"], each.get("measure")): each for each in over}
    yield from (
        each for each in agreements if _stands(each) or each.get("dropped") or any(each is of for of in last.values())
    )


def _is_not_agreed(ask: Mapping[str, Any] | None) -> bool:
    return ask is not None and (ask.get("verdict") == Verdict.NO or bool(ask.get("doubted")))


def _written(asks: Iterable[Mapping[str, Any]]) -> Iterator[WrittenAnswer]:
    for each in asks:
        # Seals of earlier servers do not say it.
        down = each.get("written_down")
        if down:
            first = each.get("first_title")
            yield WrittenAnswer(each["number"], each["title"], first, each["answer"], down["by"], down["for"])


def _measure(said: Mapping[str, Any], agreements: tuple[Agreed, ...]) -> Promised:
    return Promised(
        said,
        _first_target(said),
        agreements,
        first_promise=said.get("first_promise"),
        first_told=_first_told(said),
        corrected=_corrected(said),
        told_after_end=_told_after_end(said),
        is_former_main=_is_former_main(said),
        added=_added(said),
    )


def _calendar(said: Mapping[str, Any]) -> days.Calendar | None:
    day_one = _date(said["plan"].get("day_one"))
    spans = [(date.fromisoformat(each["first"]), date.fromisoformat(each["last"])) for each in said.get("pauses", ())]
    return days.Calendar.with_pauses(day_one, spans) if day_one else None


def _late_done(said: Mapping[str, Any], calendar: days.Calendar | None) -> DoneLate | None:
    """Return how late something was done, and the day that is counted from.

    Seals of earlier servers do not say that day: it is told where the days from it to the one on which it was done are
    as many, and by days to which the sponsor did not agree it may be none that is said.
    """
    # Nor do the oldest say how late it was.
    late, done_on = said.get("done_late", 0), _date(said.get("done_on"))
    if not late:
        return None
    due = [_date(said.get(name)) for name in ("due_on", "last_due_on", "missed_on")]
    told = (on for on in due if on and _between(on, done_on, calendar) == late)
    counted = _date(said.get("late_since")) or next(told, None)
    return DoneLate(late, done_on, counted, counted is not None and counted != (due[0] or due[1]))


def _between(on: date, done_on: date | None, calendar: days.Calendar | None) -> int | None:
    if done_on is None:
        return None
    return days.day_of(done_on, calendar) - days.day_of(on, calendar) if calendar else (done_on - on).days


def _doubted(kind: str, said: Mapping[str, Any], calendar: days.Calendar | None) -> DoneWithDoubt | None:
    unshown, late = _unshown(said), _late_done(said, calendar)
    parts = [each["done_on"] is not None for each in said.get("parts", ())]
    left = None if all(parts) else (sum(parts), len(parts))
    counted = _date(said.get("done_after"))
    # A day that a pause moved was never promised: it is told beside the one that was, never in its place.
    done_after = counted and (_date(said.get("first_due_on")) or counted)
    doubted = DoneWithDoubt(
        **_item(kind, said),
        unshown=unshown,
        late=late,
        parts=left,
        done_on=_date(said.get("done_on")),
        done_after=done_after,
        paused_to=counted if counted != done_after else None,
        sealed_before=_sealed_before(said),
    )
    in_doubt = unshown or late or left or done_after or doubted.sealed_before or any(doubted.first)
    return doubted if in_doubt else None


def _sealed_before(said: Mapping[str, Any]) -> SealedBefore | None:
    # Seals of earlier servers do not say it.
    undone, unshown = (_date(said.get(name)) for name in ("undone_before", "unshown_before"))
    on = undone or unshown
    return SealedBefore(on, unshown=undone is None) if on else None


def _unshown(said: Mapping[str, Any]) -> Unshown | None:
    if said.get("nothing_shown"):
        return Unshown.NOT_SHOWN
    return Unshown.NOT_SAID if said.get("nothing_says_how") else None


def _item(kind: str, said: Mapping[str, Any]) -> dict[str, Any]:
    # Seals of earlier servers do not say that it was critical, nor in which words it was promised.
    return {
        "kind": kind,
        "number": said["number"],
        "title": said["title"],
        "critical": said["critical"],
        "was_critical": said.get("was_critical", False),
        "first": FirstWords(said.get("first_title"), said.get("first_evidence_expected")),
        "was_parked": was_parked_in(said),
    }


def _undone(kind: str, said: Mapping[str, Any], on: date) -> Undone:
    # Seals of earlier servers do not say when it was promised first.
    due_on, parked_on = _date(said["due_on"]), _date(said.get("parked_on"))
    first_due_on = _date(said.get("first_due_on"))
    # Earlier servers let a milestone have no day any longer, and sealed nothing of the last one it had.
    counts = due_on or _date(said.get("last_due_on")) or first_due_on
    dates_late = max(0, ((parked_on or on) - counts).days) if counts else 0
    # Nor how late it was by the days that need no agreement or have one; what was parked may have been late by either.
    sealed = said.get("days_late")
    days_late = dates_late if sealed is None else max(sealed, dates_late if parked_on else 0)
    return Undone(
        **_item(kind, said),
        due_on=due_on,
        first_due_on=first_due_on,
        parked_on=parked_on,
        days_late=days_late,
        missed_on=_date(said.get("missed_on")) if parked_on and not days_late else None,
    )


def _naming(said: Mapping[str, Any]) -> Naming | None:
    found = said.get("naming")
    if not found:
        return None
    # Seals of earlier servers tell no date.
    return Naming(**{**found, "on": date.fromisoformat(found["on"]) if found.get("on") else None})


def _agreed(said: Mapping[str, Any], asks: Mapping[int, Mapping[str, Any]], timezone: str) -> Agreed:
    ask = asks.get(said["ask"])
    made_at = datetime.fromisoformat(said["made_at"]) if said.get("made_at") else None
    return Agreed(
        kind=said["kind"],
        name=said["name"],
        sponsor=said["sponsor"],
        own=said["own"],
        by_name=said["by_name"],
        ask=_answer(ask) if ask else None,
        # Seals of earlier servers do not say it.
        naming=_naming(said),
        # Nor all that the sponsor was asked about.
        said=said.get("asked") or said.get("said", {}),
        made_on=days.today_in(timezone, made_at) if made_at else None,
        is_over=not _stands(said),
        # Nor whether they agreed in time.
        after_end=said.get("after_end", False),
    )


def _answer(ask: Mapping[str, Any]) -> Answer:
    # Seals of earlier servers do not say who chose the address, nor who was asked before.
    return Answer(
        to=ask["to"],
        verdict=ask["verdict"],
        verdict_by=ask["verdict_by"],
        answered_on=_date(ask["answered_on"]),
        address_by=ask.get("address_by", ""),
        address_on=_date(ask.get("address_on")),
        verdict_as=ask.get("verdict_as", ""),
        by_account=ask.get("by_account", False),
        doubted=ask.get("doubted", False),
    )


def _date(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None


def _is_of(agreement: Mapping[str, Any], measure: Mapping[str, Any]) -> bool:
    if "measure" in agreement:
        return bool(agreement["measure"] == measure["number"])
    return bool(agreement["name"] == measure["name"])


def _first_target(measure: Mapping[str, Any]) -> float | None:
    if "first_target" in measure:
        kept: float | None = measure["first_target"]
        return kept
    first: float | None = next((move["target"] for move in measure.get("moves", ())), None)
    return first if first != measure["target"] else None


def _is_former_main(measure: Mapping[str, Any]) -> bool:
    # Seals of earlier servers do not say all that was promised before.
    promised = (move.get("promised") or {} for move in measure.get("moves", ()))
    first = next((bool(each["main"]) for each in promised if "main" in each), measure["main"])
    return bool(first and not measure["main"])


def _added(measure: Mapping[str, Any]) -> Added | None:
    # Seals of earlier servers do not say it.
    added = measure.get("added")
    return Added(date.fromisoformat(added["on"]), added["day"]) if added else None


def _told_after_end(measure: Mapping[str, Any]) -> ToldAfterEnd | None:
    # Seals of earlier servers do not say it.
    told = measure.get("told_after_end")
    if not told:
        return None
    return ToldAfterEnd(date.fromisoformat(told["on"]), told["days"], told["before"], _date(told["before_on"]))


def _first_told(measure: Mapping[str, Any]) -> FirstTold | None:
    # Seals of earlier servers do not say it.
    told = measure.get("first_told")
    return FirstTold(told["value"], date.fromisoformat(told["corrected_on"])) if told else None


def _corrected(measure: Mapping[str, Any]) -> tuple[Corrected, ...]:
    # Seals of earlier servers do not say it.
    return tuple(
        Corrected(
            date.fromisoformat(each["on"]), each["value"], each["before"], date.fromisoformat(each["corrected_on"])
        )
        for each in measure.get("corrected", ())
    )
