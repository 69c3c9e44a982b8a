"""A first plan: all it takes to be published, put in at once."""

from dataclasses import dataclass
from datetime import date

from app import audit
from app.accounts.models import Principal
from app.db import db, transaction
from app.plans.missing import Missing, missing_in
from app.plans.models import Action, Measure, Plan
from app.plans.services import actions, measures, publication, record
from app.plans.services.actions import ActionWords
from app.plans.services.holding import tell
from app.plans.services.measures import MeasureWords


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstWords:
    """What a first plan says: its goal and day 1, one number, who does what by when, and who stands for it."""

    title: str
    goal: str = ""
    day_one: date | None = None
    leader: str = ""
    sponsor: str = ""
    measure: MeasureWords | None = None
    actions: tuple[ActionWords, ...] = ()


def begin_plan(person: Principal, centre_id: str, words: FirstWords, *, publish: bool = False) -> Plan:
    """Make a plan with its number and its actions, and publish it where that is said; all of it or nothing.

    Raises:
        NotFound, NotAllowed, CentreClosed: see `make_plan`.
        NotANumber, TargetIsBaseline, AgainstDirection: see `add_measure`.
        ActionIncomplete, DueOutsidePlan: see `add_action`.
        NotReady (409): it is to be published and something is missing.
    """
    with transaction():
        plan = record.put(
            person,
            centre_id,
            title=words.title,
            goal=words.goal,
            day_one=words.day_one,
            leader=words.leader,
            sponsor=words.sponsor,
        )
        if words.measure:
            measure = measures.put(plan, words.measure)
            audit.record("measure.add", f"measure:{measure.id}", actor_id=person.id, plan=plan.id)
        for each in words.actions:
            actions.check(each, plan)
            action = actions.next_action(plan, each)
            audit.record("action.add", f"action:{action.id}", actor_id=person.id, plan=plan.id)
        db.session.flush()
        db.session.expire(plan, ["actions", "measures"])
        if publish:
            publication.publish(person, plan)
        tell(plan)
    return plan


def missing_from(words: FirstWords, today: date) -> tuple[Missing, ...]:
    """Return what a first plan would lack today to be published, by the rules of every other; nothing is kept."""
    measure = words.measure
    counted = [measure] if measure else []
    unsaved = Plan(goal=words.goal, day_one=words.day_one, leader=words.leader, sponsor=words.sponsor)
    unsaved.measures = [
        Measure(name=each.name, main=each.main, baseline=each.baseline, target=each.target) for each in counted
    ]
    unsaved.actions = [Action(title=each.title, owner=each.owner, due_on=each.due_on) for each in words.actions]
    return missing_in(unsaved, today)
