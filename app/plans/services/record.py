"""What a plan says of itself: that it is there, its title, goal, day 1, and who stands for it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from app import audit, clock
from app.accounts.models import Principal
from app.centres.services import refuse_closed
from app.db import db, transaction
from app.errors import NotAllowed, NotFound
from app.ids import new_id
from app.plans import agreeing, days, permission_queries, queries
from app.plans.errors import DayOneLongAgo, LeftOutside, PersonMissing, PromiseMissing, ReasonMissing
from app.plans.letters import mailbox_queries
from app.plans.missing import KEPT
from app.plans.models import GoalVersion, Plan, PromiseKind
from app.plans.moving import left_outside
from app.plans.naming import first_sponsor
from app.plans.people import ROLES, key_of
from app.plans.policy import Deed, deeds_of
from app.plans.services import promises
from app.plans.services.confirming import Change, ask_new_sponsor, keep_agreement
from app.plans.services.contacts import tell_former
from app.plans.services.edits import Writer, keep_edit, said_by
from app.plans.services.holding import held_for, tell


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """Names or roles of those who stand for a plan; empty where nobody does yet.

    `sponsor_reason` is why somebody else is the sponsor, which is said once a plan is published.
    """

    sponsor: str = ""
    coach: str = ""
    leader: str = ""
    data_keeper: str = ""
    storyteller: str = ""
    sponsor_reason: str = ""


def make_plan(person: Principal, centre_id: str, *, title: str, goal: str = "", day_one: date | None = None) -> Plan:
    """Make a plan at a centre by hand, beside any it has.

    Raises:
        NotFound: no such centre, or its plans are not theirs to read.
        NotAllowed: they may read its plans but make none.
        CentreClosed: as it says.
    """
    with transaction():
        plan = put(person, centre_id, title=title, goal=goal, day_one=day_one)
        tell(plan)
    return plan


def put(
    person: Principal,
    centre_id: str,
    *,
    title: str,
    goal: str,
    day_one: date | None,
    leader: str = "",
    sponsor: str = "",
) -> Plan:
    """Put a new plan into a centre, in the caller's transaction.

    Raises:
        NotFound, NotAllowed, CentreClosed: see `make_plan`.
    """
    centre = queries.centre_found(centre_id)
    deeds = deeds_of(permission_queries.roles_in(person, centre_id))
    if Deed.READ not in deeds:
        raise NotFound
    if Deed.CHANGE not in deeds:
        raise NotAllowed
    refuse_closed(centre)
    plan = Plan(
        id=new_id(),
        centre_id=centre_id,
        title=title,
        goal=goal,
        day_one=day_one,
        leader=leader,
        sponsor=sponsor,
        timezone=centre.timezone,
        created_at=clock.now(),
    )
    db.session.add(plan)
    db.session.flush()
    audit.record("plan.make", f"plan:{plan.id}", actor_id=person.id, centre=centre_id)
    return plan


def change_plan(
    person: Principal,
    plan_id: str,
    *,
    title: str,
    goal: str,
    day_one: date | None,
    roles: Roles | None = None,
    reason: str = "",
    version: int | None = None,
) -> Plan:
    """Give the plan another title, goal, day 1 or people; without `roles` these stay.

    Actions keep their dates, so their day numbers move with day 1. What the plan promised before stays in its
    history. Another sponsor is asked what the one before did not agree to.

    Raises:
        NotFound, NotAllowed, PlanSigned, ChangedMeanwhile: see `held_for`.
        PromiseMissing, PersonMissing, DayOneLongAgo, LeftOutside: see `_check`.
        ReasonMissing (422): the plan is published, and nobody said why it promises something else, or why somebody
            else is its sponsor.
        MeasureLocked (422), SponsorMissing (409): see `keep_goal`.
    """
    with transaction():
        plan = held_for(person, plan_id, version=version)
        _check(plan, goal, day_one, roles)
        # An earlier goal is told with its day 1; without a goal there was none to keep.
        told = ("goal", "day_one") if plan.goal and promises.promises_else(plan, goal, day_one) else ()
        with _recorded(plan, person, roles, reason, told=told):
            _promise(plan, person, reason, goal=goal, day_one=day_one)
            plan.title = title
            if roles:
                _appoint(plan, person, roles)
            plan.version += 1
        tell(plan)
    return plan


@contextmanager
def _recorded(
    plan: Plan, person: Principal, roles: Roles | None, reason: str, *, told: tuple[str, ...]
) -> Iterator[None]:
    """Record what a plan said before it is changed within, as edits and in the audit log, without what is `told`."""
    before, said = plan.day_one, said_by(plan)
    yield
    audit.record(
        "plan.change",
        f"plan:{plan.id}",
        actor_id=person.id,
        before=_written(before),
        after=_written(plan.day_one),
        fields=_keep_edits(plan, person, said, roles, reason=reason, told=told),
    )


def _promise(plan: Plan, person: Principal, reason: str, *, goal: str, day_one: date | None) -> None:
    """Let a plan promise this goal and day 1, and keep what it promised before where that was something else."""
    if promises.promises_else(plan, goal, day_one):
        promises.keep_locked(plan)
        keep_goal(plan, person, reason, goal=goal, day_one=day_one)
    plan.goal, plan.day_one = goal, day_one


def _keep_edits(
    plan: Plan,
    person: Principal,
    said: Mapping[str, object],
    roles: Roles | None,
    *,
    reason: str,
    told: tuple[str, ...],
) -> list[str]:
    """Keep what a plan said before it changed, without what is `told` otherwise; return the names of what changed.

    Another sponsor has a reason of its own.
    """
    by, why = Writer.of(person), roles.sponsor_reason if roles else ""
    kept = keep_edit(plan, plan, said, by, reason=reason, but=(*told, "sponsor"))
    return kept + keep_edit(plan, plan, said, by, reason=why, but=said.keys() - {"sponsor"})


def _check(plan: Plan, goal: str, day_one: date | None, roles: Roles | None) -> None:
    """Refuse what a plan cannot say of itself.

    Raises:
        PromiseMissing: it is published, and would have no goal or no day 1.
        PersonMissing (422): it is published, and would have no leader or no sponsor any more.
        ReasonMissing (422): it is published, and nobody said why somebody else is its sponsor.
        DayOneLongAgo (422): it is published, and would have begun too long before that.
        LeftOutside: something it holds would be none of its hundred days.
    """
    if plan.published_at is not None and not (goal.strip() and day_one):
        raise PromiseMissing
    if roles and any(leaves_empty(plan, role, getattr(roles, role)) for role in KEPT):
        raise PersonMissing
    if roles and _has_another_sponsor(plan, roles) and plan.published_at is not None and not roles.sponsor_reason:
        raise ReasonMissing
    if began_long_ago(plan, day_one):
        raise DayOneLongAgo
    _refuse_to_leave_outside(plan, day_one)


def _has_another_sponsor(plan: Plan, roles: Roles) -> bool:
    return key_of(roles.sponsor) != key_of(plan.sponsor)


def _appoint(plan: Plan, person: Principal, roles: Roles) -> None:
    """Let these people stand for a plan. Another sponsor is asked what the one before did not agree to.

    Once a plan is published the one before is told.
    """
    anew, published = _has_another_sponsor(plan, roles), plan.published_at is not None
    before, former = plan.sponsor, mailbox_queries.sponsor_box(plan)
    for name in ROLES:
        setattr(plan, name, getattr(roles, name))
    if not anew:
        return
    # Who was the sponsor all along is so again, whoever says it.
    returns = key_of(plan.sponsor) == key_of(first_sponsor(plan, before))
    plan.sponsor_by_id = person.id if published and not returns else None
    ask_new_sponsor(plan, Writer.of(person))
    if published:
        tell_former(plan, former, {"sponsor": [before, plan.sponsor]}, person, why=roles.sponsor_reason)


def leaves_empty(plan: Plan, role: str, name: str | None) -> bool:
    """True when a published plan would have nobody any more in a role that such a plan keeps filled."""
    return plan.published_at is not None and bool(getattr(plan, role).strip()) and not (name or "").strip()


def began_long_ago(plan: Plan, day_one: date | None) -> bool:
    """True when a published plan would have an earlier day 1, too long before it was published."""
    if plan.published_at is None or day_one is None or (plan.day_one and day_one >= plan.day_one):
        return False
    return not days.may_count_from(day_one, days.today_in(plan.timezone, plan.published_at))


def _refuse_to_leave_outside(plan: Plan, day_one: date | None) -> None:
    outside = left_outside(plan, day_one) if day_one != plan.day_one else ()
    if outside:
        raise LeftOutside(outside)


def keep_goal(plan: Plan, person: Principal, reason: str, *, goal: str, day_one: date | None) -> None:
    """Keep what a plan promised before it promises this goal and day 1, and who wrote down that its sponsor agreed.

    Raises:
        ReasonMissing (422), MeasureLocked (422), SponsorMissing (409): it is published, see `agreed_change`.
    """
    asked = promises.moves_with_sponsor(plan, day_one)
    sponsor = promises.agreed_change(plan, reason, asked=asked) if plan.published_at is not None else ""
    if not plan.goal:
        return
    earlier = GoalVersion(
        goal=plan.goal,
        day_one=plan.day_one,
        replaced_at=clock.now(),
        reason=reason,
        by_id=person.id,
        by_name=person.name,
        sponsor=sponsor,
    )
    plan.goals.append(earlier)
    db.session.flush()
    if sponsor:
        said: dict[str, list[object]] = {
            "goal": [plan.goal, goal],
            "day_one": [_written(_agreed_before(plan, day_one)), _written(day_one)],
        }
        change = Change(kind=PromiseKind.GOAL, item_id=plan.id, row_id=str(earlier.id), said=said)
        keep_agreement(plan, person, change, reason)


def _agreed_before(plan: Plan, day_one: date | None) -> date | None:
    """Return the day 1 before this one to which the sponsor agreed: none that moved earlier with a reason alone."""
    agreed = agreeing.agreed_day_one(plan)
    if plan.day_one is None or agreed is None or day_one == plan.day_one:
        return plan.day_one
    return max(plan.day_one, agreed)


def _written(day: date | None) -> str | None:
    return day.isoformat() if day else None
