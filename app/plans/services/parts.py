"""The parts of an action: written, ticked, and taken out again. Some come again every week."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from app import audit, clock
from app.accounts.models import Principal
from app.db import db, transaction
from app.ids import new_id
from app.plans import days, queries
from app.plans.errors import DueOutsidePlan, PartAfterAction, PartIncomplete
from app.plans.models import Action, Part
from app.plans.services.edits import Writer, keep_drop, keep_edit, said_by
from app.plans.services.holding import action_held_for, due_from, held_for_work, read_anew, tell, today_of
from app.plans.services.seen import mark_of, refuse_unseen

RHYTHMS = (7, 14)
"""After how many days a part may come again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartWords:
    """What a part says. `every` is one of `RHYTHMS`, and only with a day: how many days later it comes again."""

    title: str
    owner: str = ""
    due_on: date | None = None
    every: int | None = None


def add_part(person: Principal, action_id: str, words: PartWords) -> Part:
    """Put a part into an action.

    Raises:
        NotFound, NotAllowed: see `held_for`.
        PartIncomplete, PartAfterAction, DueOutsidePlan: as they say.
    """
    with transaction():
        action = action_held_for(person, action_id)
        part = _put(action, words)
        audit.record("part.add", f"part:{part.id}", actor_id=person.id, of=action.id)
        tell(action.plan)
    return part


def change_part(person: Principal, part_id: str, words: PartWords, *, seen: str | None = None) -> Part:
    """Say something else of a part; a day it has already may stay.

    `seen` is the mark of what it said (see `mark_of`) when somebody began to write.

    Raises:
        NotFound, NotAllowed: see `held_for`.
        ChangedMeanwhile: it no longer says what was seen.
        PartIncomplete, PartAfterAction, DueOutsidePlan: as they say.
    """
    with transaction():
        part = queries.part_found(part_id, person)
        action = action_held_for(person, part.action_id)
        read_anew(part)
        refuse_unseen(seen, mark_of(part))
        _check(action, words, kept=part.due_on)
        said = said_by(part)
        _write(part, words)
        keep_edit(action.plan, part, said, Writer.of(person))
        audit.record("part.change", f"part:{part.id}", actor_id=person.id, of=action.id)
        tell(action.plan)
    return part


def tick_part(person: Principal, part_id: str, *, done: bool) -> Part | None:
    """Say that a part is done, or that it is not after all. What was said already changes nothing.

    Who may only read the plan says it of their own parts, and of those of their own actions.

    Returns:
        the part as it comes again, where it does and is due by the day of its action.

    Raises:
        NotFound (404), NotAllowed (403), PlanSigned (409): see `held_for_work`.
    """
    with transaction():
        part = queries.part_found(part_id, person)
        action, _deeds = queries.action_and_deeds(part.action_id, person)
        held_for_work(person, action.plan_id, part, lambda _plan, works: works.ticks(action, part))
        read_anew(action)
        if done == (part.done_on is not None):
            return None
        said = said_by(part)
        part.done_on = today_of(action.plan) if done else None
        keep_edit(action.plan, part, said, Writer.of(person))
        again = _again(action, part) if done else None
        audit.record("part.tick", f"part:{part.id}", actor_id=person.id, of=action.id, done=done)
        tell(action.plan)
    return again


def drop_part(person: Principal, part_id: str) -> Action:
    """Take a part out of its action.

    Raises:
        NotFound, NotAllowed: see `held_for`.
    """
    with transaction():
        part = queries.part_found(part_id, person)
        action = action_held_for(person, part.action_id)
        read_anew(part)
        audit.record("part.drop", f"part:{part.id}", actor_id=person.id, of=action.id, title=part.title)
        keep_drop(action.plan, part, Writer.of(person))
        db.session.delete(part)
        tell(action.plan)
    return action


def _put(action: Action, words: PartWords) -> Part:
    _check(action, words)
    last = db.session.scalar(select(func.max(Part.number)).where(Part.action_id == action.id))
    part = Part(id=new_id(), action_id=action.id, number=(last or 0) + 1, created_at=clock.now())
    _write(part, words)
    db.session.add(part)
    return part


def _again(action: Action, part: Part) -> Part | None:
    if part.every is None or part.due_on is None or _came_again(action, part):
        return None
    # Whoever was late does not owe what would have come meanwhile.
    due = _so_many_days_on(max(part.due_on, today_of(action.plan)), part.every, action.plan.calendar)
    if action.due_on is None or due > action.due_on:
        return None
    return _put(action, PartWords(title=part.title, owner=part.owner, due_on=due, every=part.every))


def _came_again(action: Action, part: Part) -> bool:
    """Whether it was ticked before, by mistake, and what came of that is still to be done."""
    later = (each for each in action.parts if each.number > part.number and each.done_on is None)
    return any((each.title, each.every) == (part.title, part.every) for each in later)


def _so_many_days_on(on: date, number: int, calendar: days.Calendar | None) -> date:
    """Days of the plan, once it has any: in a pause none passes, and nothing is due."""
    return days.date_of(days.day_of(on, calendar) + number, calendar) if calendar else on + timedelta(days=number)


def _check(action: Action, words: PartWords, *, kept: date | None = None) -> None:
    if not words.title or (words.every is not None and words.due_on is None):
        raise PartIncomplete
    if words.due_on is None or words.due_on == kept:
        return
    plan = action.plan
    if not days.may_be_due(words.due_on, begins=plan.calendar, today=due_from(plan)):
        raise DueOutsidePlan
    if action.due_on is not None and words.due_on > action.due_on:
        raise PartAfterAction


def _write(part: Part, words: PartWords) -> None:
    part.title, part.owner, part.due_on, part.every = words.title, words.owner, words.due_on, words.every
