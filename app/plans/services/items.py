"""What is numbered in a plan beside actions and measures, from milestones to thanks: added, changed and closed."""

from dataclasses import asdict, fields
from datetime import date
from typing import TypeVar

from sqlalchemy import func, select

from app import audit, clock
from app.accounts.models import Principal
from app.db import db, transaction
from app.ids import new_id
from app.plans import days, queries
from app.plans.errors import AskedOfSponsor, DayMissing, DueOutsidePlan, ItemIncomplete, QuestionAnswered
from app.plans.items.answers import was_answered
from app.plans.items.words import AskWords, AssumptionWords, DecisionWords, KeptWords, MilestoneWords, RiskWords
from app.plans.letters import name_queries
from app.plans.models import (
    Ask,
    Assumption,
    AssumptionState,
    Decision,
    Item,
    Milestone,
    MilestoneState,
    Plan,
    Risk,
    RiskState,
    Thanks,
)
from app.plans.people import key_of
from app.plans.services.answered_for import tell_asked
from app.plans.services.due_moves import Mover, keep_promise, set_due_date
from app.plans.services.edits import Writer, keep_edit, said_by
from app.plans.services.holding import due_from, held_for, read_anew, tell, today_of
from app.plans.services.seen import mark_of, refuse_unseen

Kept = TypeVar("Kept", bound=Item)


def add_item(person: Principal, plan_id: str, kind: type[Kept], words: KeptWords) -> Kept:
    """Put something into a plan.

    Raises:
        NotFound, NotAllowed: see `held_for`.
        ItemIncomplete, DayMissing, DueOutsidePlan: as they say.
    """
    with transaction():
        plan = held_for(person, plan_id)
        item = put(plan, kind, words)
        sign(item, person.name, before=None)
        # What is answered as it is written down was answered nevertheless. Flushed, it says all it will say, so that
        # what is empty by default is no change.
        db.session.flush()
        before = _unanswered(item)
        answered = keep_edit(plan, item, before, Writer.of(person), written_down=_is_written_for(plan, item, person))
        tell_asked(plan, item, person, answered)
        _told(person, plan, item, "add", fields=answered)
    return item


def change_item(
    person: Principal,
    kind: type[Kept],
    item_id: str,
    words: KeptWords,
    *,
    reason: str = "",
    seen: str | None = None,
) -> Kept:
    """Say something else of it, or close it.

    `reason` is why a milestone is due on another day, is critical no longer or says something else.

    `seen` is the mark of what it said (see `mark_of`) when somebody began to write.

    Raises:
        NotFound, NotAllowed: see `held_for`.
        ChangedMeanwhile: it no longer says what was seen.
        ReasonMissing: the plan is published, and nobody said why the day moves, it is critical no longer, or something
            critical says something else.
        DayMissing (422): a milestone would have no day.
        AskedOfSponsor (409): it asks the sponsor whether they agree.
        QuestionAnswered (409): it was answered, and would ask something else.
        ItemIncomplete, DueOutsidePlan: as they say.
    """
    with transaction():
        item = queries.item_found(kind, item_id, person)
        plan = held_for(person, item.plan_id)
        read_anew(item)
        refuse_unseen(seen, mark_of(item))
        refuse_what_sponsor_answers(item)
        _refuse_other_question(plan, item, words)
        _check(plan, item, words)
        before, told, stood_under = said_by(item), set(), getattr(item, "by", "")
        if isinstance(item, Milestone) and isinstance(words, MilestoneWords):
            mover, title = Mover(person, reason), {"title": words.title}
            told = keep_promise(plan, item, mover, due_on=words.due_on, critical=words.critical, words=title)
        _write(plan, item, words)
        sign(item, person.name, before=stood_under)
        by_another = _is_written_for(plan, item, person)
        kept = keep_edit(plan, item, before, Writer.of(person), reason=reason, but=told, written_down=by_another)
        tell_asked(plan, item, person, kept)
        _told(person, plan, item, "change", fields=kept)
    return item


def refuse_what_sponsor_answers(item: Item) -> None:
    """Refuse to change what asks the sponsor whether they agree: nobody answers that for them.

    Raises:
        AskedOfSponsor (409): as it says.
    """
    if isinstance(item, Ask) and item.confirms:
        raise AskedOfSponsor


def _refuse_other_question(plan: Plan, item: Item, words: KeptWords) -> None:
    """Refuse to put another question, or another name, above what somebody answered."""
    if not (isinstance(item, Ask) and isinstance(words, AskWords) and was_answered(plan, item)):
        return
    if (item.title, item.to, item.barrier) != (words.title, words.to, words.barrier):
        raise QuestionAnswered


def put(plan: Plan, kind: type[Kept], words: KeptWords) -> Kept:
    """Number it and put it into a plan that is held, in the caller's transaction.

    Raises:
        ItemIncomplete, DayMissing, DueOutsidePlan: as they say.
    """
    last = db.session.scalar(select(func.max(kind.number)).where(kind.plan_id == plan.id))
    item = kind(id=new_id(), plan_id=plan.id, number=(last or 0) + 1, created_at=clock.now())
    _write(plan, item, words)
    db.session.add(item)
    return item


def sign(item: Item, name: str, *, before: str | None) -> None:
    """Keep who wrote down under whose name thanks or a decision stand, where that is another one than before.

    None: they are new, and somebody wrote them down also where they stand under no name.
    """
    if isinstance(item, Thanks | Decision) and (before is None or item.by not in {"", before}):
        item.written_by = name


def _is_written_for(plan: Plan, item: Item, person: Principal) -> bool:
    """True where somebody writes down an answer who only bears the name that is asked: they took it, or share it."""
    bears = isinstance(item, Ask) and bool(item.answer) and key_of(item.to) == key_of(person.name)
    return bears and not name_queries.answers_to(person.name, person, plan)


def _unanswered(item: Item) -> dict[str, object]:
    """Return what something new says, without an answer it may have already."""
    said = said_by(item)
    return {**said, "answer": ""} if "answer" in said else said


def _told(person: Principal, plan: Plan, item: Item, deed: str, *, fields: list[str]) -> None:
    name = item.__tablename__
    audit.record(f"{name}.{deed}", f"{name}:{item.id}", actor_id=person.id, plan=plan.id, fields=fields)
    tell(plan)


def _write(plan: Plan, item: Item, words: KeptWords) -> None:
    _check(plan, item, words)
    if isinstance(item, Milestone) and isinstance(words, MilestoneWords):
        set_due_date(item, words.due_on)
    if isinstance(item, Ask) and isinstance(words, AskWords) and item.answer != words.answer:
        # Whoever writes an answer down is named; how the one before came is over.
        item.address_by_id, item.address_by, item.by_account = None, "", False
        item.address_on = item.address_at = None
    for name, said in asdict(words).items():
        setattr(item, name, said)
    _date(item, words, today_of(plan))


def _check(plan: Plan, item: Item, words: KeptWords) -> None:
    if not words.title or (isinstance(words, AskWords) and not words.to):
        raise ItemIncomplete
    if isinstance(words, MilestoneWords) and words.due_on is None:
        raise DayMissing
    named = {field.name for field in fields(words)} & {"due_on", "reply_by", "again_on"}
    for name in named:
        due: date | None = getattr(words, name)
        stays = due is None or due == getattr(item, name)
        if not stays and not days.may_be_due(due or date.min, begins=plan.calendar, today=due_from(plan)):
            raise DueOutsidePlan


def _date(item: Item, words: KeptWords, today: date) -> None:
    """Keep since when something is over, from the first time somebody says so until somebody takes it back."""
    match item, words:
        case Milestone(), MilestoneWords():
            item.done_on = (item.done_on or today) if words.state == MilestoneState.DONE else None
        case Risk(), RiskWords():
            item.closed_on = (item.closed_on or today) if words.state == RiskState.CLOSED else None
        case Ask(), AskWords():
            item.asked_on = item.asked_on or today
            item.answered_on = (item.answered_on or today) if words.answer else None
        case Assumption(), AssumptionWords():
            item.checked_on = None if words.state == AssumptionState.OPEN else (item.checked_on or today)
        case Decision(), DecisionWords():
            item.decided_on = item.decided_on or today
        case Thanks(), _:
            item.given_on = item.given_on or today
        case _:
            return
