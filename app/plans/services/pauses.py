"""Pauses of a plan: no day of it passes meanwhile, and what is still to come moves in everybody's sight."""

from collections.abc import Mapping
from datetime import date, timedelta

from app import audit, clock
from app.accounts.models import Principal
from app.db import db, transaction
from app.errors import NotFound
from app.ids import new_id
from app.plans import days, queries
from app.plans.agreeing import dates_of, waiting_in
from app.plans.errors import PauseMisplaced, ReasonMissing
from app.plans.models import ActionStatus, Agreement, MilestoneState, Pause, Plan, PromiseKind
from app.plans.services import promises
from app.plans.services.confirming import Change, keep_agreement
from app.plans.services.due_moves import Mover, keep_move
from app.plans.services.holding import held_for, tell

LONGEST = 100
"""Days the pauses of a plan last at most together; after that a plan begins anew."""


def pause_plan(person: Principal, plan_id: str, *, first: date, last: date, reason: str, agreed: str = "") -> Pause:
    """Let no day of the plan pass from `first` to `last`, which may have begun already.

    What is not done and was due later keeps its day number and is due so many dates later. `agreed` is what the
    sponsor agreed to, where the pause begins on a date that is over or promises are locked.

    Raises:
        NotFound, NotAllowed: see `held_for`.
        ReasonMissing: nobody said why.
        MeasureLocked (422), SponsorMissing (409): the sponsor has to agree, see `promises.pauses_with_sponsor`.
        PauseMisplaced: as it says.
    """
    with transaction():
        plan = held_for(person, plan_id)
        if not reason:
            raise ReasonMissing
        check(plan, first, last)
        sponsor = _agreed(plan, first, agreed, longer=True)
        before = plan.calendar
        pause = Pause(
            id=new_id(),
            plan_id=plan.id,
            first=first,
            last=last,
            reason=reason,
            by_id=person.id,
            by_name=person.name,
            made_at=clock.now(),
            agreed=agreed if sponsor else "",
            sponsor=sponsor,
            agreed_name=person.name if sponsor else "",
        )
        plan.pauses.append(pause)
        if sponsor:
            _keep_agreement(plan, person, pause, was=dates_of(None, None), now=dates_of(first, last), agreed=agreed)
        _move(plan, before, Mover(person, reason, pause.id))
        audit.record(
            "plan.pause", f"plan:{plan.id}", actor_id=person.id, first=first.isoformat(), last=last.isoformat()
        )
        tell(plan)
    return pause


def change_pause(person: Principal, pause_id: str, *, last: date, agreed: str = "") -> Pause:
    """Let a pause end on another date; what is not done moves with it.

    Raises:
        NotFound, NotAllowed: see `held_for`.
        MeasureLocked (422), SponsorMissing (409): the sponsor has to agree, as for `pause_plan`.
        PauseMisplaced: as it says.
    """
    with transaction():
        pause, plan = _held(person, pause_id)
        check(plan, pause.first, last, kept=pause)
        longer = last > pause.last
        sponsor = _agreed(plan, first_changed(pause, last), agreed, longer=longer) if last != pause.last else ""
        before, was = plan.calendar, pause.last
        asks_anew = last != was and _is_asked(plan, pause)
        pause.last = last
        kept = None
        if sponsor:
            pause.agreed, pause.sponsor, pause.agreed_name = agreed, sponsor, person.name
        if sponsor or asks_anew:
            before_it, now = dates_of(pause.first, was), dates_of(pause.first, last)
            kept = _keep_agreement(plan, person, pause, was=before_it, now=now, agreed=agreed or pause.agreed)
        _move(plan, before, Mover(person, pause.reason, pause.id))
        audit.record("plan.pause-change", f"plan:{plan.id}", actor_id=person.id, was=was.isoformat(),
                     last=last.isoformat(), reason=pause.reason, **_told(kept))  # fmt: skip
        tell(plan)
    return pause


def drop_pause(person: Principal, pause_id: str, *, agreed: str = "") -> Plan:
    """Take a pause back as if it had not been; what is not done moves back.

    Raises:
        NotFound, NotAllowed: see `held_for`.
        MeasureLocked (422), SponsorMissing (409): it has begun before today, as for `pause_plan`.
    """
    with transaction():
        pause, plan = _held(person, pause_id)
        sponsor = _agreed(plan, pause.first, agreed, longer=False)
        before = plan.calendar
        kept = None
        if sponsor or _is_asked(plan, pause):
            was, none, said = dates_of(pause.first, pause.last), dates_of(None, None), agreed or pause.agreed
            kept = _keep_agreement(plan, person, pause, was=was, now=none, agreed=said)
        plan.pauses.remove(pause)
        db.session.delete(pause)
        _move(plan, before, Mover(person, pause.reason, pause.id))
        audit.record("plan.pause-drop", f"plan:{plan.id}", actor_id=person.id, first=pause.first.isoformat(),
                     last=pause.last.isoformat(), reason=pause.reason, **_told(kept))  # fmt: skip
        tell(plan)
    return plan


def _is_asked(plan: Plan, pause: Pause) -> bool:
    """True while the sponsor has not confirmed what a pause is: they are asked about it as it changes."""
    return any(each.item_id == pause.id for each in waiting_in(plan))


def first_changed(pause: Pause, last: date) -> date:
    """Return the first date that counts otherwise if a pause ends on another one."""
    return min(pause.last, last) + timedelta(days=1)


def _agreed(plan: Plan, first: date, agreed: str, *, longer: bool) -> str:
    """Return the sponsor, where they have to agree; locked promises stay so whatever day it is then."""
    promises.keep_locked(plan)
    if not promises.pauses_with_sponsor(plan, first, longer=longer):
        return ""
    return promises.agreed_by(plan, agreed)


def _keep_agreement(
    plan: Plan, person: Principal, pause: Pause, *, was: Mapping[str, object], now: Mapping[str, object], agreed: str
) -> Agreement:
    """Keep that the sponsor is said to agree that a pause has these dates in place of those it had."""
    said = {name: [was[name], now[name]] for name in now}
    change = Change(kind=PromiseKind.PAUSE, item_id=pause.id, row_id=pause.id, said=said)
    return keep_agreement(plan, person, change, agreed)


def _told(kept: Agreement | None) -> dict[str, object]:
    """Return what is written down of an agreement; empty words where nobody needed to agree."""
    if kept is None:
        return {"agreed": "", "sponsor": ""}
    return {"agreed": kept.reason, "sponsor": kept.sponsor, "agreement": kept.id}


def check(plan: Plan, first: date, last: date, *, kept: Pause | None = None) -> None:
    """Refuse a pause that is none, or lies elsewhere; `kept` is the one that changes.

    Raises:
        PauseMisplaced: as it says.
    """
    others = [pause for pause in plan.pauses if pause is not kept]
    lasts = (last - first).days + 1
    if plan.day_one is None or lasts < 1:
        raise PauseMisplaced
    all_last = lasts + sum((pause.last - pause.first).days + 1 for pause in others)
    is_longer = kept is None or last > kept.last
    if all_last > LONGEST and is_longer:
        raise PauseMisplaced
    calendar = days.Calendar.with_pauses(plan.day_one, ((pause.first, pause.last) for pause in others))
    within = plan.day_one <= first <= days.date_of(days.LENGTH, calendar)
    if not within or any(first <= pause.last and pause.first <= last for pause in others):
        raise PauseMisplaced


def _held(person: Principal, pause_id: str) -> tuple[Pause, Plan]:
    """A pause as it is now, with its plan held; somebody else may have changed or dropped it while one waited.

    Raises:
        NotFound, NotAllowed: see `held_for`.
    """
    plan = held_for(person, queries.pause_found(pause_id, person).plan_id)
    db.session.expire(plan, ["pauses"])
    pause = next((each for each in plan.pauses if each.id == pause_id), None)
    if pause is None:
        raise NotFound
    db.session.refresh(pause)
    return pause, plan


def _move(plan: Plan, before: days.Calendar | None, by: Mover) -> None:
    """Let everything that is not done keep its day number: its date is another one where the calendar changed."""

    def moved(on: date | None) -> date | None:
        after = plan.calendar
        return on if on is None or before is None or after is None else days.date_of(days.day_of(on, before), after)

    plan.pauses_moved += 1
    plan.pauses_moved_at = clock.now()
    for action in [*plan.actions, *plan.parked_actions]:
        if action.status == ActionStatus.DONE:
            continue
        keep_move(plan, action, moved(action.due_on), by)
        action.start_on, action.due_on = moved(action.start_on), moved(action.due_on)
        for part in action.parts:
            part.due_on = part.due_on if part.done_on else moved(part.due_on)
    for ask in plan.asks:
        ask.reply_by = ask.reply_by if ask.answered_on else moved(ask.reply_by)
    for parked in plan.parked:
        parked.again_on = moved(parked.again_on)
    for milestone in plan.milestones:
        if milestone.state != MilestoneState.DONE:
            keep_move(plan, milestone, moved(milestone.due_on), by)
            milestone.due_on = moved(milestone.due_on)
