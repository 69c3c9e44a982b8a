"""What a sponsor is asked to agree to, in the reader's language and numbers: what each line was, and what it is now."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from flask_babel import LazyString
from flask_babel import gettext as _

from app.i18n import comma
from app.moments import day_month_year
from app.plans import days
from app.plans.agreeing import Unconfirmed, asked_about, asked_in, net_of, promised_now
from app.plans.letters.asked_days import asked_by
from app.plans.letters.pause_effects import effects_of
from app.plans.letters.unasked_changes import Unasked, unasked_before
from app.plans.measures.earlier import first_goal, first_target
from app.plans.measures.promise import promised_by
from app.plans.measures.promised import range_words
from app.plans.measures.words import CURVES, DIRECTIONS, LABELS, as_lines, in_figures
from app.plans.models import Agreement, Ask, Plan, PromiseKind, Uncounted
from app.plans.naming import Named
from app.plans.words import day_words
from app.texts import isolated, one_line

_CHOICES: Final[Mapping[str, Mapping[str, LazyString]]] = {
    "direction": {str(key): said for key, said in DIRECTIONS.items()},
    "curve": {str(key): said for key, said in CURVES.items()},
}


@dataclass(frozen=True, slots=True)
class Changed:
    """One line of a promise: what it is, what it said before and after the change; a dash where it said nothing.

    `now` is what it says by now, empty where that is still what it said after the change. `first` is what was promised
    first, empty where that is what it said before or after. `beside` is in a sentence what is promised in its place.
    """

    label: str
    before: str
    after: str
    now: str = ""
    first: str = ""
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that a sponsor is asked about: its last change, which says all of them, and how it came to that.

    `unasked` is what changed of it before, without asking them.
    """

    change: Agreement
    steps: tuple[Agreement, ...]
    unasked: tuple[Unasked, ...] = ()


def name_of(agreement: Agreement) -> str:
    """Return what changed: the name of the measure, or the goal, or a pause."""
    match agreement.kind:
        case PromiseKind.MEASURE:
            return agreement.name
        case PromiseKind.GOAL:
            return str(_("Goal or day 1"))
        case _:
            return str(_("A pause"))


def title_of(ask: Ask) -> str:
    """Return what is asked, in the reader's language where the server asks it."""
    if not ask.agreements:
        return ask.title
    what = "; ".join(dict.fromkeys(name_of(each) for each in ask.agreements))
    return str(_("Do you agree to a changed promise? %(what)s", what=what))


def refusals_of(refused: Iterable[Agreement], who: str = "") -> str:
    """Return in a sentence who does not agree to a changed promise; nothing where nobody refused one.

    `who` stands for names that are not shown.
    """
    names = dict.fromkeys(who or each.who for each in refused)
    return "\n".join(str(_("%(who)s does not agree to a changed promise.", who=name)) for name in names)


def sponsor_in(refused: Iterable[Agreement], unconfirmed: Iterable[Unconfirmed], who: str = "") -> str:
    """Return in sentences who does not agree to what a plan promises, and who has not confirmed it.

    `who` stands for names that are not shown.
    """
    waiting = dict.fromkeys(each._replace(who=who or each.who) for each in unconfirmed)
    return "\n".join([*filter(None, [refusals_of(refused, who)]), *map(unconfirmed_words, waiting)])


def address_of(ask: Ask) -> str:
    """Return who chose the address or account with which a sponsor answered; nothing where nobody did.

    Only choices since the plan was published count.
    """
    if not ask.address_by:
        return ""
    if not ask.by_account:
        return str(_("answered at an address that %(name)s chose", name=ask.address_by))
    if ask.address_on is None:
        return str(_("answered with an account that %(name)s chose", name=ask.address_by))
    on = day_month_year(ask.address_on)
    return str(_("answered with an account that %(name)s chose on %(date)s", name=ask.address_by, date=on))


def unconfirmed_words(unconfirmed: Unconfirmed) -> str:
    """Return that a change which stands is not confirmed, why a yes to it does not count, and what helps."""
    if not unconfirmed.doubted:
        return _not_confirmed(unconfirmed)
    if unconfirmed.signed:
        return _not_counted(unconfirmed)
    helps = str(_("The secretariat of the alliance can confirm how the sponsor is reached; then a yes counts."))
    return f"{_not_counted(unconfirmed)} {helps}"


def _not_counted(unconfirmed: Unconfirmed) -> str:
    if unconfirmed.why == Uncounted.CHANGER:
        return str(
            _(
                "The yes of %(who)s was given by somebody who may change this plan or coaches it. "
                "It does not count as confirmed.",
                who=unconfirmed.who,
            )
        )
    if unconfirmed.why == Uncounted.LATER:
        said = (
            _(
                "%(who)s said yes with an account that was chosen after the promise changed. "
                "It does not count as confirmed.",
                who=unconfirmed.who,
            )
            if unconfirmed.by_account
            else _(
                "%(who)s said yes at an address that was chosen after the promise changed. "
                "It does not count as confirmed.",
                who=unconfirmed.who,
            )
        )
        return str(said)
    if unconfirmed.by_account:
        return str(
            _(
                "%(who)s said yes with an account that the person who changed the promise chose. "
                "It does not count as confirmed.",
                who=unconfirmed.who,
            )
        )
    return str(
        _(
            "%(who)s said yes at an address that the person who changed the promise chose. "
            "It does not count as confirmed.",
            who=unconfirmed.who,
        )
    )


def _not_confirmed(unconfirmed: Unconfirmed) -> str:
    if unconfirmed.signed:
        return str(_("%(who)s had not confirmed a changed promise before the sign-off.", who=unconfirmed.who))
    return str(_("%(who)s has not confirmed a changed promise yet.", who=unconfirmed.who))


def naming_words(found: Named) -> str:
    """Return in a sentence who agreed to a change or is the sponsor, and who named them so in whose place."""
    said = {"who": found.who, "name": found.by, "day": named_on(found), "former": found.before}
    if not found.agreed and not found.before:
        return str(_("%(who)s is the sponsor, named by %(name)s on day %(day)s.", **said))
    if not found.agreed:
        return str(_("%(who)s is the sponsor, named by %(name)s on day %(day)s in place of %(former)s.", **said))
    if not found.before:
        return str(_("%(who)s agreed to a changed promise, named by %(name)s on day %(day)s.", **said))
    return str(
        _("%(who)s agreed to a changed promise, named by %(name)s on day %(day)s in place of %(former)s.", **said)
    )


def unnamed_naming_words(found: Named) -> str:
    """Return in a sentence that whoever agreed or is the sponsor was named so, where names are not shown."""
    if not found.agreed:
        return str(_("Another sponsor was named on day %(day)s.", day=named_on(found)))
    return str(
        _("Somebody who was named as the sponsor on day %(day)s agreed to a changed promise.", day=named_on(found))
    )


def named_on(found: Named) -> str:
    """Return on which day of a plan somebody was named the sponsor; see `words.day_words`."""
    return day_words(found.day, found.on) if found.day is not None else "–"


def lines_of(agreement: Agreement, plan: Plan, called: Callable[[str], str] = isolated) -> list[Changed]:
    """Return what a promise says otherwise than when the sponsor last agreed to it, line by line.

    `called` is how a name is written in a sentence.
    """
    if agreement.kind == PromiseKind.PAUSE:
        said = {**agreement.said, **net_of(plan, agreement)}
        before, after = (_span({name: said[name][which] for name in ("first", "last")}) for which in (0, 1))
        return [_changed(str(_("Pause")), before, after, _span(promised_now(plan, agreement)))]
    return list(_lines(agreement, plan, called))


def mains_words(mains: Iterable[Mapping[str, Any]], called: Callable[[str], str] = isolated) -> str:
    """Return in a sentence which main measures there are in place of one that is none any more, by what they promise.

    `called` is how a name is written in a sentence.
    """
    what = comma().join(f"{called(each['name'])} ({range_words(each)})" for each in mains)
    return str(_("Main measure now: %(what)s.", what=what) if what else _("No main measure remains."))


def changes_in(kind: str, said: Mapping[str, Sequence[object]]) -> str:
    """Return on one line what changed by what was said before and after: "Main measure: yes → no"."""
    before, after = ({name: pair[which] for name, pair in said.items()} for which in (0, 1))
    if kind == PromiseKind.PAUSE:
        return f"{_span(before)} → {_span(after)}" if said else ""
    changed = [name for name in said if before[name] != after[name]]
    return comma().join(
        f"{_label(name)}: {_in_words(before, name) or '–'} → {_in_words(after, name) or '–'}" for name in changed
    )


def things_in(ask: Ask, plan: Plan) -> list[Thing]:
    """Return everything that a question is about, each with all its changes."""
    last = {each.item_id: each for each in ask.agreements}
    steps = asked_in(plan, ask)
    found = ((each, tuple(step for step in steps if step.item_id == item)) for item, each in last.items())
    return [Thing(each, own, unasked_before(plan, own[0] if own else each, also=last)) for each, own in found]


def unasked_words(unasked: Unasked) -> str:
    """Return in a line what changed of a promise without asking the sponsor, and when."""
    what = comma().join(filter(None, [unasked.name, changes_in(unasked.kind, unasked.said)]))
    on = day_month_year(unasked.on)
    return str(_("Changed on %(date)s without asking you: %(what)s", date=on, what=what))


def seen_in(ask: Ask) -> str:
    """Return how many changes a question shows, and which is the newest of them."""
    return f"{len(ask.agreements)}.{max((each.id for each in ask.agreements), default=0)}"


def last_of_each(agreements: Iterable[Agreement]) -> list[Agreement]:
    """Return of several changes of one thing that one question asks about the last, which says all of them."""
    return list({(each.ask_id, each.item_id): each for each in agreements}.values())


def told_of(things: Iterable[Thing], plan: Plan, today: date) -> Iterator[str]:
    """Yield what a letter says of changes: what each is, its lines, what a pause does, and who wrote why."""
    for each in things:
        yield f"{one_line(name_of(each.change))}:"
        for line in lines_of(each.change, plan, called=one_line):
            said = f"- {line.label}: {one_line(line.before)} → {one_line(line.after)}{_first_told(line)}"
            yield f"{said} {line.beside}".rstrip()
        yield from effects_of(each.change, plan, today, called=one_line)
        for earlier in each.unasked:
            yield one_line(unasked_words(earlier))
            yield str(_("%(name)s wrote: “%(words)s”", name=one_line(earlier.by_name), words=one_line(earlier.reason)))
        for step in each.steps:
            yield str(_("%(name)s wrote: “%(words)s”", name=one_line(step.by_name), words=one_line(step.reason)))


def _first_told(line: Changed) -> str:
    return " (" + _("First promised") + f": {one_line(line.first)})" if line.first else ""


def _lines(agreement: Agreement, plan: Plan, called: Callable[[str], str]) -> Iterator[Changed]:
    then = [
        {name: pair[which] for name, pair in {**agreement.said, **net_of(plan, agreement)}.items()} for which in (0, 1)
    ]
    today = promised_now(plan, agreement)
    for name in asked_about(plan, agreement):
        before, after, now = (_in_words(said, name) or "–" for said in (*then, {**then[1], **today}))
        first = _promised_first(agreement, plan, name, then[0])
        is_former = name == "main" and not (then[1]["main"] or today.get("main"))
        yield replace(
            _changed(_label(name, asked_by(plan, agreement)), before, after, now),
            first=first if first not in {before, after} else "",
            beside=mains_words(_mains(plan, but=agreement.item_id), called) if is_former else "",
        )


def _mains(plan: Plan, *, but: str) -> Iterator[dict[str, Any]]:
    """Yield what the main measures of a plan promise, without one of its measures."""
    yield from (promised_by(each) for each in plan.measures if each.main and each.id != but)


def _promised_first(agreement: Agreement, plan: Plan, name: str, before: Mapping[str, object]) -> str:
    """Return the target or the goal that was promised first, where it is another one now."""
    if agreement.kind == PromiseKind.GOAL and name == "goal":
        return first_goal(plan) or ""
    measure = next((each for each in plan.measures if each.id == agreement.item_id), None)
    first = first_target(measure, measure.moves) if measure is not None and name == "target" else None
    return _in_words({**before, "target": first}, "target") if first is not None else ""


def _changed(label: str, before: str, after: str, now: str) -> Changed:
    return Changed(label, before, after, now if now != after else "")


def _label(name: str, begins: days.Calendar | None = None) -> str:
    match name:
        case "target" if begins is not None:
            return str(_("On day 100, %(date)s", date=day_month_year(days.date_of(days.LENGTH, begins))))
        case "name":
            return str(_("What is counted"))
        case "goal":
            return str(_("Goal"))
        case "day_one":
            return str(_("Day 1"))
        case _:
            return str(LABELS[name])


def _in_words(said: Mapping[str, object], name: str) -> str:
    value = said[name]
    words = ""
    match value:
        case bool():
            words = str(_("yes") if value else _("no"))
        case int() | float():
            words = f"{in_figures(value)} {said['unit'] or ''}".strip()
        case list():
            words = as_lines(value).replace("\n", comma())
        case str() if name == "day_one":
            words = day_month_year(date.fromisoformat(value))
        case str():
            words = str(_CHOICES.get(name, {}).get(value, value))
    return words


def _span(said: Mapping[str, object]) -> str:
    first, last = said["first"], said["last"]
    if not (isinstance(first, str) and isinstance(last, str)):
        return str(_("none"))
    dates = {"first": day_month_year(date.fromisoformat(first)), "last": day_month_year(date.fromisoformat(last))}
    return str(_("%(first)s to %(last)s", **dates))
