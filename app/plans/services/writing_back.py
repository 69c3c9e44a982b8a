"""What a workshop of a plan decided goes back into it: what somebody ticked, in one go."""

from collections.abc import Collection
from typing import assert_never

from flask_babel import gettext as _

from app import audit
from app.accounts.models import Principal
from app.db import transaction
from app.errors import NotFound
from app.plans.errors import NotAsDecided
from app.plans.items.words import DecisionWords
from app.plans.models import Action, Decision, Plan, Risk, RiskState
from app.plans.occasions import queries as occasion_queries
from app.plans.occasions.deciding import Deed, Proposal, proposals
from app.plans.services import items, parking, promises
from app.plans.services.due_moves import Mover, keep_move, set_due_date
from app.plans.services.edits import Writer, keep_edit, said_by
from app.plans.services.holding import held_for, tell, today_of
from app.plans.services.record import keep_goal


def write_back(person: Principal, occasion_id: str, chosen: Collection[str], *, agreed: str = "") -> list[Proposal]:
    """Do what was chosen, by the keys of its proposals, and keep as a decision of the plan that the room said so.

    `agreed` is what the sponsor agreed to, where the goal changes after day 15.

    Raises:
        NotFound, NotAllowed: see `held_for`.
        MeasureLocked (422), SponsorMissing (409): the goal would change after day 15, see `promises.agreed_by`.
        NotAsDecided: the room has moved on, and one of these is no longer what its notes say.
    """
    with transaction():
        occasion = occasion_queries.occasion_found(occasion_id, person)
        plan = held_for(person, occasion.plan_id)
        lying = occasion_queries.lying_in(occasion)
        offered = {each.key: each for each in proposals(plan, lying, today_of(plan))}
        if not set(chosen) <= offered.keys():
            raise NotAsDecided
        done = [offered[key] for key in offered if key in chosen]
        why = str(_("Decided in “%(title)s”.", title=occasion.workshop.title))[:400]
        # What is parked is no longer among the actions, so whatever else becomes of it comes first.
        for proposal in sorted(done, key=lambda each: each.deed is Deed.PARK):
            _do(plan, proposal, Mover(person, _reason(plan, proposal, why, agreed)))
        if done:
            _keep_decision(plan, occasion.workshop.title, done)
            plan.version += 1
            audit.record("plan.write-back", f"plan:{plan.id}", actor_id=person.id, keys=[each.key for each in done])
            tell(plan)
    return done


def _reason(plan: Plan, proposal: Proposal, why: str, agreed: str) -> str:
    """Return why something changes: because the room decided, and a goal that is locked as the sponsor agreed."""
    is_promise = proposal.deed is Deed.GOAL and promises.promises_else(plan, proposal.words, plan.day_one)
    return agreed if is_promise and promises.is_locked(plan) else why


def _do(plan: Plan, proposal: Proposal, by: Mover) -> None:
    match proposal.deed:
        case Deed.GOAL:
            _change_goal(plan, proposal.words, by)
        case Deed.PARK:
            parking.park(by.person, _action(plan, proposal), by.reason)
        case Deed.RENAME:
            action = _action(plan, proposal)
            said = said_by(action)
            action.title = proposal.words
            keep_edit(plan, action, said, Writer.of(by.person), reason=by.reason)
        case Deed.MOVE:
            action = _action(plan, proposal)
            keep_move(plan, action, proposal.due_on, by)
            set_due_date(action, proposal.due_on)
            if action.start_on and proposal.due_on and action.start_on > proposal.due_on:
                action.start_on = proposal.due_on
        case Deed.CLOSE_RISK:
            risk = _risk(plan, proposal)
            said = said_by(risk)
            risk.state, risk.closed_on = RiskState.CLOSED, today_of(plan)
            keep_edit(plan, risk, said, Writer.of(by.person), reason=by.reason)
        case Deed.WEIGH_RISK:
            risk = _risk(plan, proposal)
            said = said_by(risk)
            risk.likelihood, _between, risk.impact = proposal.zone.partition("_")
            keep_edit(plan, risk, said, Writer.of(by.person), reason=by.reason)
        case _:
            assert_never(proposal.deed)


def _change_goal(plan: Plan, goal: str, by: Mover) -> None:
    goal, said = goal[:1000], said_by(plan)
    told = promises.promises_else(plan, goal, plan.day_one)
    if told:
        keep_goal(plan, by.person, by.reason, goal=goal, day_one=plan.day_one)
    plan.goal = goal
    keep_edit(plan, plan, said, Writer.of(by.person), reason=by.reason, but=("goal",) if told else ())


def _action(plan: Plan, proposal: Proposal) -> Action:
    for action in plan.actions:
        if action.id == proposal.item_id:
            return action
    raise NotFound


def _risk(plan: Plan, proposal: Proposal) -> Risk:
    for risk in plan.risks:
        if risk.id == proposal.item_id:
            return risk
    raise NotFound


def _keep_decision(plan: Plan, workshop: str, done: Collection[Proposal]) -> None:
    """One decision that names them all."""
    told = "; ".join(f"{each.number}. {each.name}" if each.number else each.words for each in done)
    title = str(_("What “%(title)s” changed in the plan", title=workshop))[:400]
    items.put(plan, Decision, DecisionWords(title=title, reason=told[:2000], by=workshop[:120]))
