"""Everything but actions that a note may become: a row of the plan or its goal, in the caller's transaction."""

from app.accounts.models import Principal
from app.db import db
from app.errors import NotAllowed
from app.plans.errors import ItemIncomplete, MainMeasurePromised
from app.plans.models import Direction, Item, Measure, Plan
from app.plans.promotion.becoming import GoalWords, MeasureWords, PromotedWords
from app.plans.promotion.queries import ITEM_TABLES, Outcome
from app.plans.services import items, measures
from app.plans.services.record import keep_goal
from app.workshops.models import Seat


def add_item(plan: Plan, words: PromotedWords, seat: Seat) -> Outcome:
    """Put it into a plan that is held; what it is called.

    Raises:
        NotAllowed (403): a guest would replace the goal.
        ItemIncomplete, DayMissing, DueOutsidePlan, NotANumber: as they say.
        MainMeasurePromised (409): a published plan would have another main measure.
    """
    if not words.title:
        raise ItemIncomplete
    match words:
        case GoalWords():
            _replace_goal(plan, words, seat)
            return Outcome(words.becomes, 0, plan.id, plan.id)
        case MeasureWords():
            row: Measure | Item = _put_measure(plan, words)
        case _:
            row = items.put(plan, ITEM_TABLES[words.becomes], words)
            items.sign(row, _signature(seat), before="")
    db.session.flush()
    return Outcome(words.becomes, row.number, plan.id, row.id)


def _signature(seat: Seat) -> str:
    """Return who writes down what a note becomes: of a guest, whose name the server forgets, the workshop they lead."""
    leader = db.session.get_one(Principal, seat.principal_id)
    return leader.name if leader.is_person else seat.workshop.title[:120]


def _put_measure(plan: Plan, words: MeasureWords) -> Measure:
    """A number that is to become smaller counts downwards; nobody is asked."""
    if words.main and plan.published_at is not None:
        raise MainMeasurePromised
    down = words.baseline is not None and words.target is not None and words.target < words.baseline
    return measures.put(
        plan,
        measures.MeasureWords(
            name=words.title,
            unit=words.unit,
            baseline=words.baseline,
            target=words.target,
            direction=Direction.DOWN if down else Direction.UP,
            main=words.main,
        ),
    )


def _replace_goal(plan: Plan, words: GoalWords, seat: Seat) -> None:
    if plan.goal:
        leader = db.session.get_one(Principal, seat.principal_id)
        # A guest may say the first goal with the room, and not take back what was promised.
        if not leader.is_person:
            raise NotAllowed
        if not words.reason:
            raise ItemIncomplete
        keep_goal(plan, leader, words.reason, goal=words.title, day_one=plan.day_one)
    plan.goal = words.title
    plan.version += 1
