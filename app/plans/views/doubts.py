"""What stands beside the status of a plan in lists: which day it is, who does not agree, what was set aside. Pure."""

from collections.abc import Callable, Iterator
from typing import NamedTuple, Protocol

from flask_babel import gettext as _
from flask_babel import ngettext

from app.plans.agreeing import Unconfirmed
from app.plans.entered_words import entered_words
from app.plans.leading import SponsorKnown
from app.plans.letters.agreement_words import naming_words, unconfirmed_words
from app.plans.letters.contact_words import sponsor_known_words
from app.plans.letters.goes_by_words import goes_by_sentences
from app.plans.measures.curve import AsksLittle
from app.plans.measures.promised import otherwise_words
from app.plans.models import Plan
from app.plans.naming import Named
from app.plans.signed_words import signed_words
from app.plans.status.afterwards import Entered
from app.plans.status.at_end import AtEnd, LastKnown, ended_before, sign_offs
from app.plans.status.came import Unreached
from app.plans.status.ended import ToldLater
from app.plans.status.firm_days import FirmDay
from app.plans.status.gist import Otherwise
from app.plans.status.judging import GoesBy
from app.plans.status.parked import ParkedCount
from app.plans.status.rules import Why
from app.plans.words import (
    SHAPE,
    asks_little_words,
    critical_late_words,
    critical_undone_words,
    day_sentences,
    last_known_words,
    later_words,
    not_critical_now_words,
    other_moved_late_words,
    parked_words,
    reason_words,
    reworded_words,
    told_later_words,
    unanswered_words,
    unattended_words,
    unreached_words,
    written_for_others_words,
)
from app.texts import isolated


class Critical(Protocol):
    """What is counted of the critical things of a plan."""

    @property
    def critical_done_late(self) -> int: ...
    @property
    def critical_moved_late(self) -> int: ...
    @property
    def postponed(self) -> int: ...
    @property
    def reworded(self) -> int: ...
    @property
    def not_critical_now(self) -> int: ...
    @property
    def unshown(self) -> int: ...
    @property
    def unshown_not_said(self) -> int: ...


class Doubted(Critical, Protocol):
    """A plan as a list tells it."""

    @property
    def day(self) -> int | None: ...
    @property
    def firm_day(self) -> FirmDay | None: ...
    @property
    def refused(self) -> tuple[str, ...]: ...
    @property
    def unconfirmed(self) -> tuple[Unconfirmed, ...]: ...
    @property
    def sponsor_known(self) -> SponsorKnown | None: ...
    @property
    def namings(self) -> tuple[Named, ...]: ...
    @property
    def goes_by(self) -> tuple[GoesBy, ...]: ...
    @property
    def otherwise(self) -> tuple[Otherwise, ...]: ...
    @property
    def parked(self) -> ParkedCount: ...
    @property
    def moved_late(self) -> int: ...
    @property
    def written_for_others(self) -> int: ...
    @property
    def asks_little(self) -> tuple[AsksLittle, ...]: ...
    @property
    def last_known(self) -> LastKnown | None: ...
    @property
    def never_counted(self) -> bool: ...
    @property
    def critical_late(self) -> int: ...
    @property
    def critical_undone(self) -> int: ...
    @property
    def unreached(self) -> Unreached | None: ...
    @property
    def told_later(self) -> tuple[ToldLater, ...]: ...
    @property
    def at_end(self) -> AtEnd | None: ...
    @property
    def ended_before(self) -> tuple[AtEnd, ...]: ...
    @property
    def entered_afterwards(self) -> tuple[Entered, ...]: ...


class Doubt(NamedTuple):
    """A sentence, and the shape that stands before it."""

    shape: str
    said: str


def unshown_words(unshown: int) -> str:
    """Return how many critical things are done with nothing that shows it, as a sentence."""
    return str(
        ngettext(
            "%(num)s critical thing done, nothing shown yet", "%(num)s critical things done, nothing shown yet", unshown
        )
    )


def not_said_words(unshown: int) -> str:
    """Return how many critical things are done with nothing that says how one sees it, as a sentence."""
    return str(
        ngettext(
            "%(num)s critical thing done, nothing says how one sees it",
            "%(num)s critical things done, nothing says how one sees it",
            unshown,
        )
    )


def doubts_of(plan: Doubted, called: Callable[[str], str] = isolated) -> list[Doubt]:
    """Return what is to be known beside the status of a plan; `called` is how a name is written in a sentence.

    These are how it stood when it was signed off, what was known last where there is no data, how far it came where it
    is over, its days as the sponsor agreed to them, what they refused or did not confirm, by whose account they are
    reached, that they lead or coach the plan too or that who does agreed to a change, who named whoever agreed instead,
    by which promise the status goes, which measures were promised otherwise first, how many critical things were done
    late, are due, or were done, later than first promised, were promised in other words, are critical no longer or are
    done with nothing that shows it, what was set aside, what was late when it was moved, and how many answers were
    written down for others.
    """
    found = [*known_doubts(plan), *end_reasons(plan.at_end, called)]
    found += [Doubt("warn", said) for said in day_sentences(plan.day, plan.firm_day, judged=True)]
    refusals = (_("%(who)s does not agree to a changed promise.", who=called(name)) for name in plan.refused)
    found += [Doubt("off", str(said)) for said in refusals]
    found += [Doubt("wait", unconfirmed_words(each._replace(who=called(each.who)))) for each in plan.unconfirmed]
    found += sponsor_doubts(plan, called)
    for each in plan.namings:
        before = called(each.before) if each.before else ""
        shown = each._replace(who=called(each.who), by=called(each.by), before=before)
        found.append(Doubt("warn", naming_words(shown)))
    found += [Doubt("wait", said) for said in goes_by_sentences(plan.goes_by, called=called)]
    if plan.otherwise:
        found.append(Doubt("warn", otherwise_words(plan.otherwise, called)))
    found += critical_doubts(plan)
    if plan.parked.critical:
        found.append(Doubt("warn", parked_words(plan.parked)))
    found += moved_late_doubts(plan)
    if plan.written_for_others:
        found.append(Doubt("wait", written_for_others_words(plan.written_for_others)))
    return found


def sponsor_doubts(plan: Doubted, called: Callable[[str], str] | None = isolated) -> Iterator[Doubt]:
    """Yield what is known of the sponsor of a plan; `called` is how a name is written there, None: nobody is named."""
    if found := plan.sponsor_known:
        waits = (found.lead or found.account) and not found.is_confirmed
        yield Doubt("wait" if waits else "warn", sponsor_known_words(found, called))


def critical_doubts(plan: Critical) -> Iterator[Doubt]:
    """Yield what of the critical things is later than promised, see `words.later_words`, was promised in other words,
    is critical no longer, or is done with nothing that shows it.
    """
    counted = (plan.critical_done_late, plan.critical_moved_late, plan.postponed)
    yield from (Doubt("warn", said) for said in later_words(*counted))
    others: tuple[tuple[int, Callable[[int], str]], ...] = (
        (plan.reworded, reworded_words),
        (plan.not_critical_now, not_critical_now_words),
        (plan.unshown, unshown_words),
        (plan.unshown_not_said, not_said_words),
    )
    yield from (Doubt("warn", said(count)) for count, said in others if count)


def moved_late_doubts(plan: Doubted) -> Iterator[Doubt]:
    """Yield how many actions that are not critical were late when they were moved, apart from those that are."""
    if other := plan.moved_late - plan.critical_moved_late:
        yield Doubt("warn", other_moved_late_words(other, others=plan.critical_moved_late > 0))


def known_doubts(plan: Doubted, *, late: bool = True) -> Iterator[Doubt]:
    """Yield how a plan stood at each sign-off, also where that was taken back, what is known of one without data,
    `late` what is late of it, what critical it was signed off without, and how far it came where it is over and not
    signed off, and where its numbers stood then if others were told later.

    Pauses that were entered afterwards come after that, with how it stood before. Where its curve leaves nearly
    everything to the end, what little it asks for comes last.
    """
    signed = sign_offs(plan.at_end, plan.ended_before)
    yield from (Doubt(SHAPE[each.status], signed_words(each)) for each in signed)
    if known := plan.at_end.last_known if plan.at_end else plan.last_known:
        yield Doubt(SHAPE[known.status], last_known_words(known, never_counted=plan.never_counted))
    if late and plan.critical_late:
        yield Doubt("off", critical_late_words(plan.critical_late))
    if plan.critical_undone:
        yield Doubt("off", critical_undone_words(plan.critical_undone))
    if plan.unreached:
        yield Doubt("warn" if plan.unreached.signed else "off", unreached_words(plan.unreached))
    yield from (Doubt("warn", told_later_words(each)) for each in plan.told_later)
    yield from (Doubt("warn", entered_words(each)) for each in plan.entered_afterwards)
    yield from (Doubt("warn", asks_little_words(each)) for each in plan.asks_little)


def stood_then(at_end: AtEnd | None, plan: Plan) -> list[Doubt]:
    """Return how a plan stood at a sign-off that was reopened, and why; nothing where that was not sealed."""
    if at_end is None:
        return []
    stood = sign_offs(None, ended_before(each.sealed for each in plan.reopenings))
    then = (each for each in stood if (each.status, each.day) == (at_end.status, at_end.day))
    return [*(Doubt(SHAPE[each.status], signed_words(each)) for each in then), *end_reasons(at_end)]


def end_reasons(at_end: AtEnd | None, called: Callable[[str], str] = isolated) -> Iterator[Doubt]:
    """Yield why a plan was not on track when it was signed off, beside what is known to be late; see `reason_words`."""
    reasons = at_end.verdict.reasons if at_end else ()
    for each in reasons:
        if said := reason_words(each, called(each.name)):
            yield Doubt(SHAPE[each.status], said)
    for why, shape, counted in ((Why.RISK_ALONE, "off", unattended_words), (Why.UNANSWERED, "warn", unanswered_words)):
        if count := sum(each.why is why for each in reasons):
            yield Doubt(shape, counted(count))
