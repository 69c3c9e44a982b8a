"""Plans of which a file says only where they stand: rows are made so that the rules come to the status it names.

Overdue and blocked actions count among those that are due; all are plain and none is
critical. The last check-in is as old as the file says; where it is as old as the plan,
there was none yet. A plan that is done is signed off on that day.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from app import clock
from app.centres.models import Centre
from app.db import db
from app.demo import queries
from app.demo.portfolio import Centre as WrittenCentre
from app.demo.portfolio import File, PlanInBrief
from app.demo.services.plan_record import noon, reading, say_instead
from app.demo.services.records import remember
from app.ids import new_id
from app.plans import days
from app.plans.endings import seal
from app.plans.endings.signing import follow_day
from app.plans.models import Action, ActionStatus, CheckIn, Measure, Mood, NextCycle, Plan, Review, SignOff

BEGINS_IN = 14
"""Days until day 1 of a plan that has not begun."""

COORDINATOR = "Centre coordinator"
SPONSOR = "Head of the host institution"
COACH = "Alliance secretariat coach"


def add_briefs(file: File, centres: dict[str, Centre], *, demo: bool) -> None:
    """Make the plans of the file's centres that no workshop of it tells in full, once each."""
    for written in file.portfolio.centres:
        source = f"plan:{written.id}"
        if written.plan and written.plan.workshop is None and queries.row_id(source, demo=demo) is None:
            remember(source, _add(written, written.plan, centres[written.id]).id, demo=demo)


def _add(centre: WrittenCentre, written: PlanInBrief, row: Centre) -> Plan:
    today = days.today_in(row.timezone, clock.now())
    begun = written.day >= 1
    plan = Plan(
        id=new_id(),
        centre_id=row.id,
        title=written.goal[:160],
        goal=written.goal,
        day_one=days.day_one_when(written.day, today) if begun else today + timedelta(days=BEGINS_IN),
        timezone=row.timezone,
        sponsor=SPONSOR,
        coach=COACH,
        leader=COORDINATOR,
        note=written.note,
        created_at=clock.now() - timedelta(days=written.day),
    )
    plan.published_at = plan.created_at if begun else None
    plan.actions = list(_actions(plan, written, centre))
    plan.measures = list(_measures(plan, written))
    db.session.add(plan)
    db.session.flush()
    plan.check_ins = list(_check_ins(plan, written))
    if written.computed_rag == "done":
        _sign_off(plan, written)
    if written.manual_rag is not None:
        said_on = max((check_in.on for check_in in plan.check_ins), default=today)
        db.session.add(say_instead(plan, written.manual_rag, written.note, said_on))
    return plan


def _actions(plan: Plan, written: PlanInBrief, centre: WrittenCentre) -> Iterator[Action]:
    """Done ones over the days that went, late ones from yesterday back, blocked ones due today and so not late."""
    done = written.due_actions - written.overdue_actions - written.blocked_actions
    dues = [
        *((ActionStatus.DONE, max(1, (written.day * place) // (done + 1))) for place in range(1, done + 1)),
        *((ActionStatus.DOING, max(1, written.day - 1 - place)) for place in range(written.overdue_actions)),
        *((ActionStatus.BLOCKED, written.day) for _one in range(written.blocked_actions)),
    ]
    for number, (status, day) in enumerate(dues, start=1):
        due_on = days.date_of(day, plan.day_one or date.min)
        yield Action(
            id=new_id(),
            number=number,
            title=f"Step {number} of {centre.name}",
            owner=COORDINATOR,
            due_on=due_on,
            status=status,
            done_on=due_on if status is ActionStatus.DONE else None,
            created_at=plan.created_at,
        )


def _measures(plan: Plan, written: PlanInBrief) -> Iterator[Measure]:
    if written.target == "" or plan.day_one is None:
        return
    read_on = days.date_of(_spoken(written) or 1, plan.day_one)
    yield Measure(
        id=new_id(),
        number=1,
        name=written.unit[:1].upper() + written.unit[1:],
        unit=written.unit,
        baseline=0,
        target=written.target,
        main=True,
        created_at=plan.created_at,
        readings=[]
        if written.actual == ""
        else [reading(plan, read_on, written.actual, unit=written.unit, by=COORDINATOR)],
    )


def _check_ins(plan: Plan, written: PlanInBrief) -> Iterator[CheckIn]:
    day = _spoken(written)
    if day is None or plan.day_one is None:
        return
    on = days.date_of(day, plan.day_one)
    seen = str(written.manual_rag or written.computed_rag)
    yield CheckIn(
        id=new_id(),
        client_id=new_id(),
        on=on,
        filed_at=noon(plan, on),
        by_name=plan.leader,
        by_role="leader",
        done=f"{written.actual} of {written.target} {written.unit}.",
        mood=seen if seen in set(Mood) else None,
        review=Review.CLOSING if written.computed_rag == "done" else None,
    )


def _sign_off(plan: Plan, written: PlanInBrief) -> None:
    """Sign a plan off on the day of its closing review, with the words of that, and seal it."""
    closing = plan.check_ins[0]
    signed = SignOff(
        id=new_id(),
        plan_id=plan.id,
        result=closing.done,
        handover=written.note,
        choice=NextCycle(written.next_cycle),
        sponsor=plan.sponsor,
        signed_on=closing.on,
        by_name=plan.leader,
        created_at=closing.filed_at,
        follow_on=follow_day(plan) or closing.on,
    )
    plan.sign_offs.append(signed)
    # What the database fills in by itself is sealed too.
    db.session.flush()
    signed.sealed, signed.sha256 = seal.seal(plan, signed)


def _spoken(written: PlanInBrief) -> int | None:
    """The day of the last check-in; None where there was none."""
    silent = written.days_since_checkin
    return None if silent is None or silent >= written.day else written.day - silent
