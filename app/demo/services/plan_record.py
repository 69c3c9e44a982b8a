"""What a plan of a file says beside its actions: numbers, milestones, risks, check-ins, and what its leader says."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app import clock
from app.db import db
from app.demo import schema
from app.ids import new_id
from app.plans import days
from app.plans.models import (
    Action,
    ActionStatus,
    Ask,
    CheckIn,
    CheckInMove,
    Evidence,
    Measure,
    Milestone,
    MilestoneState,
    Parked,
    Plan,
    Reading,
    Risk,
    RiskState,
    StatusOverride,
    Thanks,
)
from app.plans.status import override

LEADER = "leader"
AT_NOON = time(12)


def roles_of(written: schema.Plan) -> dict[str, str]:
    """Who stands for the plan, by the columns that hold them."""
    return {part: written.roles.get(part, "") for part in ("sponsor", "coach", LEADER, "data_keeper", "storyteller")}


def add_record(plan: Plan, written: schema.Plan, today: date) -> None:
    """Give the plan its numbers, milestones, risks and check-ins as they were up to today."""
    day_one = plan.day_one or today
    plan.capability, plan.scope_in, plan.scope_out = written.capability, written.scope_in, written.scope_out
    plan.agreement, plan.baton = written.agreement, written.baton or ""
    plan.baton_since = days.date_of(written.baton_since_day, day_one) if written.baton_since_day else None
    db.session.add_all(_measure(plan, number, each) for number, each in enumerate(written.measures, start=1))
    db.session.add_all(_milestone(plan, number, each) for number, each in enumerate(written.milestones, start=1))
    db.session.add_all(_risk(plan, number, each) for number, each in enumerate(written.risks, start=1))
    filed = [_check_in(plan, each, written) for each in written.checkins if days.date_of(each.day, day_one) <= today]
    db.session.add_all(filed)
    asked = [(check_in, check_in.help) for check_in in filed if check_in.help]
    db.session.add_all(_ask(plan, number, *each) for number, each in enumerate(asked, start=1))
    db.session.flush()
    _move(plan, filed)
    if written.manual_rag is not None:
        said_on = max((check_in.on for check_in in filed), default=today)
        db.session.add(say_instead(plan, written.manual_rag, written.manual_reason, said_on))


def add_beside(plan: Plan, written: schema.Plan, actions: Mapping[str, str], today: date) -> None:
    """Give the plan its evidence, thanks and what was parked; `actions` are ids by what the file calls them."""
    begins = plan.day_one or date.min
    told = {"plan_id": plan.id, "created_at": plan.created_at}
    shown = [each for each in written.evidence if days.date_of(each.day, begins) <= today]
    db.session.add_all(
        Evidence(
            id=new_id(),
            number=number,
            title=each.title,
            on=days.date_of(each.day, begins),
            place=each.place,
            url=each.url,
            action_id=actions.get(each.action or ""),
            by_name=each.by_role,
            **told,
        )
        for number, each in enumerate(shown, start=1)
    )
    db.session.add_all(
        Parked(
            id=new_id(),
            number=number,
            title=each.title,
            reason=each.reason,
            again_on=days.date_of(each.again_day, begins) if each.again_day else None,
            **told,
        )
        for number, each in enumerate(written.parked, start=1)
    )
    praised = [each for each in written.thanks if days.date_of(each.day, begins) <= today]
    db.session.add_all(
        Thanks(
            id=new_id(),
            number=number,
            title=each.title,
            to=each.to,
            by=plan.sponsor,
            given_on=days.date_of(each.day, begins),
            **told,
        )
        for number, each in enumerate(praised, start=1)
    )


def say_instead(plan: Plan, value: str, reason: str, said_on: date) -> StatusOverride:
    """What the leader says against the rules, said on a day."""
    return StatusOverride(
        plan_id=plan.id,
        value=value,
        reason=reason,
        by_name=plan.leader,
        set_on=said_on,
        until=said_on + timedelta(days=override.DAYS - 1),
        created_at=noon(plan, said_on),
    )


def noon(plan: Plan, on: date) -> datetime:
    """The middle of a day where the plan is carried out; never later than now."""
    return min(clock.now(), datetime.combine(on, AT_NOON, ZoneInfo(plan.timezone)))


def reading(plan: Plan, on: date, value: float, *, unit: str, by: str) -> Reading:
    """What was counted on a day."""
    return Reading(id=new_id(), on=on, value=value, unit=unit, by_name=by, filed_at=noon(plan, on))


def _measure(plan: Plan, number: int, written: schema.Measure) -> Measure:
    begins = plan.day_one or date.min
    return Measure(
        id=new_id(),
        plan_id=plan.id,
        number=number,
        name=written.name,
        unit=written.unit,
        baseline=written.baseline,
        target=written.target,
        direction=written.direction,
        counted_by=plan.data_keeper,
        main=written.main,
        curve=written.curve,
        steps=[list(step) for step in written.steps],
        created_at=plan.created_at,
        readings=[
            reading(plan, days.date_of(day, begins), value, unit=written.unit, by=plan.data_keeper)
            for day, value in written.readings
        ],
    )


def _milestone(plan: Plan, number: int, written: schema.Milestone) -> Milestone:
    due_on = days.date_of(written.day, plan.day_one or date.min)
    return Milestone(
        id=new_id(),
        plan_id=plan.id,
        number=number,
        title=written.title,
        due_on=due_on,
        state=MilestoneState(written.status),
        done_on=due_on if written.status == "done" else None,
        created_at=plan.created_at,
    )


def _risk(plan: Plan, number: int, written: schema.Risk) -> Risk:
    return Risk(
        id=new_id(),
        plan_id=plan.id,
        number=number,
        title=written.title,
        likelihood=written.likelihood,
        impact=written.impact,
        response=written.response,
        owner=written.owner_role,
        state=RiskState(written.status),
        created_at=plan.created_at,
    )


def _check_in(plan: Plan, written: schema.CheckIn, whole: schema.Plan) -> CheckIn:
    on = days.date_of(written.day, plan.day_one or date.min)
    return CheckIn(
        id=new_id(),
        plan_id=plan.id,
        client_id=new_id(),
        on=on,
        filed_at=noon(plan, on),
        by_name=whole.roles.get(written.by, ""),
        by_role=written.by,
        done=written.text,
        help=written.help_needed,
        mood=written.rag,
        confidence=written.confidence,
        review=written.review,
    )


def _ask(plan: Plan, number: int, check_in: CheckIn, wanted: str) -> Ask:
    """The help somebody wanted is an ask to the sponsor that waits for its answer."""
    return Ask(
        id=new_id(),
        plan_id=plan.id,
        number=number,
        title=wanted,
        to=plan.sponsor,
        asked_on=check_in.on,
        created_at=check_in.filed_at,
    )


def _move(plan: Plan, filed: list[CheckIn]) -> None:
    """Let each action that is done, or blocked, have become so in the first check-in after it was."""
    for action in db.session.scalars(db.select(Action).where(Action.plan_id == plan.id).order_by(Action.number)):
        since = {ActionStatus.DONE: action.done_on, ActionStatus.BLOCKED: action.blocked_since}.get(
            ActionStatus(action.status)
        )
        told = [check_in for check_in in filed if since and check_in.on >= since]
        for check_in in sorted(told, key=lambda each: each.on)[:1]:
            check_in.moves.append(
                CheckInMove(action_id=action.id, before=ActionStatus.DOING, after=ActionStatus(action.status))
            )
