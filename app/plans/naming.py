"""Who named the sponsor that agreed to a change of a published plan, in whose place. Pure."""

from collections.abc import Container, Iterator
from datetime import date, datetime
from typing import NamedTuple

from app.plans import days
from app.plans.agreeing import agreed_day, has_agreed, stands
from app.plans.models import Agreement, Edit, Plan, PromiseKind
from app.plans.people import key_of


class Naming(NamedTuple):
    """Somebody `who` answered as the sponsor, whom `by` had named on `day` of the plan in place of `before`.

    `on` is the date, where that is another day with what the sponsor did not agree to.
    """

    who: str
    by: str
    day: int | None
    before: str
    on: date | None = None

    @property
    def agreed(self) -> bool:
        return True


class Successor(NamedTuple):
    """Somebody `who` is the sponsor now, whom `by` named on `day` of the published plan in place of `before`.

    `on`: see `Naming`.
    """

    who: str
    by: str
    day: int | None
    before: str
    on: date | None = None

    @property
    def agreed(self) -> bool:
        return False


Named = Naming | Successor


def first_sponsor(plan: Plan, now: str) -> str:
    """Return who was the sponsor when a plan was published; `now` is who is, where nobody changed that since."""
    return next((str(edit.said["sponsor"][0]) for edit in _namings(plan)), now)


def naming_of(plan: Plan, agreement: Agreement) -> Naming | None:
    """Return who named the sponsor that answered a change, or made it; None where they were it all along.

    None too where nobody answered: then nobody agreed.
    """
    answered = agreement.ask is not None and bool(agreement.ask.verdict)
    if not (answered or agreement.own):
        return None
    who = agreement.who if answered else agreement.sponsor
    if key_of(who) == key_of(first_sponsor(plan, plan.sponsor)):
        return None
    until = agreement.ask.answered_on if answered and agreement.ask else days.today_in(plan.timezone, agreement.made_at)
    for edit in reversed(list(_namings(plan))):
        on = days.today_in(plan.timezone, edit.made_at)
        if key_of(str(edit.said["sponsor"][1])) == key_of(who) and (until is None or on <= until):
            day, shown = agreed_day(plan, on) or (None, None)
            return Naming(who, edit.by_name, day, str(edit.said["sponsor"][0]), shown)
    return None


def successor_in(plan: Plan) -> Successor | None:
    """Return who named the sponsor of now; None where they are the one that a plan was published with."""
    named = [each for each in _namings(plan) if key_of(str(each.said["sponsor"][1])) == key_of(plan.sponsor)]
    if not named or key_of(plan.sponsor) == key_of(first_sponsor(plan, plan.sponsor)):
        return None
    day, shown = agreed_day(plan, days.today_in(plan.timezone, named[-1].made_at)) or (None, None)
    return Successor(plan.sponsor, named[-1].by_name, day, str(named[-1].said["sponsor"][0]), shown)


def named_in(plan: Plan) -> tuple[Named, ...]:
    """Return who named those that agreed to what a plan still promises, and the sponsor of now where they did not."""
    agreed, now = namings_in(plan), successor_in(plan)
    is_told = now is None or any(key_of(each.who) == key_of(now.who) for each in agreed)
    return agreed if is_told or now is None else (*agreed, now)


def namings_in(plan: Plan, kinds: Container[str] = frozenset(PromiseKind)) -> tuple[Named, ...]:
    """Return who named those that agreed to what a plan still promises; a yes that does not count is none.

    `kinds` are the kinds of promises that are asked about.
    """
    counting = (each for each in plan.agreements if each.kind in kinds and has_agreed(each) and stands(plan, each))
    return tuple(dict.fromkeys(found for each in counting if (found := naming_of(plan, each))))


def _namings(plan: Plan) -> Iterator[Edit]:
    """Yield each time somebody else became the sponsor of a plan since it was published."""
    published: datetime | None = plan.published_at
    for edit in plan.edits:
        if published and edit.kind == "plan" and "sponsor" in edit.said and edit.made_at > published:
            yield edit
