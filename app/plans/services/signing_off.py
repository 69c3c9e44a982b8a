"""A plan is signed off, followed up two or three months later, and perhaps goes on in another one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app import audit, clock
from app.accounts.models import Principal
from app.centres.services import refuse_closed
from app.db import db, transaction
from app.errors import NotAllowed
from app.ids import new_id
from app.plans import queries
from app.plans.endings import seal, signing
from app.plans.errors import (
    AlreadySigned,
    FollowUpMisplaced,
    ItemIncomplete,
    NotOfThisPlan,
    NotSigned,
    ReasonMissing,
    SignOffIncomplete,
    TooEarlyToSign,
)
from app.plans.models import CheckIn, CommitmentState, NextCycle, Parked, Plan, Review, SignOff
from app.plans.policy import Deed
from app.plans.services.check_ins import take_back
from app.plans.services.edits import Writer, keep_edit, keep_said, said_by
from app.plans.services.holding import held_for, tell, today_of


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOffWords:
    """What came of a plan, who takes over what, what comes next and why, and when somebody looks again."""

    result: str
    handover: str
    choice: NextCycle
    follow_on: date
    why: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """How something that was to be kept up went."""

    state: CommitmentState
    said: str = ""


def sign_off(person: Principal, plan_id: str, words: SignOffWords) -> SignOff:
    """Sign a plan off: it is done, with its closing review recorded today, and all it says is sealed.

    Raises:
        NotFound, NotAllowed: see `held_for`.
        TooEarlyToSign: the plan is no further than day 89, or was never published.
        AlreadySigned (409): as it says.
        ItemIncomplete: nobody said what came of it or who takes over.
        SignOffIncomplete: evidence, something to keep up or a late number is missing.
        FollowUpMisplaced: the follow-up is not between day 160 and 190.
    """
    with transaction():
        held_for(person, plan_id, sealed=False)
        plan = queries.plan_found(plan_id)  # All of it is sealed.
        _check(plan, words)
        signed = SignOff(
            id=new_id(),
            plan_id=plan.id,
            result=words.result,
            handover=words.handover,
            choice=words.choice,
            why=words.why,
            sponsor=plan.sponsor,
            signed_on=today_of(plan),
            by_name=person.name,
            by_id=person.id,
            created_at=clock.now(),
            follow_on=words.follow_on,
            next_plan_id=plan.reopenings[-1].next_plan_id if plan.reopenings else None,
        )
        plan.check_ins.insert(0, _closing_review(person, plan, words))
        plan.sign_offs.append(signed)
        # What the database fills in by itself is sealed too.
        db.session.flush()
        signed.sealed, signed.sha256 = seal.seal(plan, signed)
        plan.version += 1
        audit.record("plan.sign-off", f"plan:{plan.id}", actor_id=person.id, choice=words.choice, sha256=signed.sha256)
        tell(plan)
    return signed


def reopen(person: Principal, plan_id: str, *, reason: str) -> SignOff:
    """Let a plan that was signed off go on; the sign-off stays in sight, with who reopened it and why.

    Raises:
        NotFound (404): no such plan, or it is not theirs to read.
        NotAllowed (403): they do not direct its centre.
        NotSigned (409): it is not signed off, or was reopened already.
        ReasonMissing (422): nobody said why.
    """
    with transaction():
        db.session.get(Plan, plan_id, with_for_update=True, populate_existing=True)
        plan, deeds = queries.plan_and_deeds(plan_id, person)
        if Deed.REOPEN not in deeds:
            raise NotAllowed
        signed = plan.sign_off
        if signed is None:
            raise NotSigned
        if not reason:
            raise ReasonMissing
        signed.reopened_at, signed.reopened_by, signed.reopened_why = clock.now(), person.name, reason
        for filed in plan.check_ins:
            if filed.review == Review.CLOSING:
                take_back(filed, person, reason)
        plan.version += 1
        audit.record("plan.reopen", f"plan:{plan.id}", actor_id=person.id, reason=reason, sha256=signed.sha256)
        tell(plan)
    return signed


def follow_up(person: Principal, plan_id: str, kept: Mapping[str, Kept], *, words: str) -> SignOff:
    """Say how what was to be kept up went, by the ids of the commitments; what is not told stays open.

    What was said of it before stays among the changes of the plan.

    Raises:
        NotFound, NotAllowed: see `held_for`.
        NotSigned: the plan was not signed off yet.
        NotOfThisPlan: one of these is no commitment of this plan.
    """
    with transaction():
        plan = held_for(person, plan_id, sealed=False)
        if plan.sign_off is None:
            raise NotSigned
        known = {each.id: each for each in plan.commitments}
        if not kept.keys() <= known.keys():
            raise NotOfThisPlan
        by = Writer.of(person)
        for commitment_id, told in kept.items():
            commitment = known[commitment_id]
            before = said_by(commitment)
            commitment.state, commitment.said = told.state, told.said
            keep_edit(plan, commitment, before, by)
        if plan.sign_off.followed != words:
            keep_said(plan, plan, {"followed": [plan.sign_off.followed, words]}, by)
        plan.sign_off.followed_on, plan.sign_off.followed = today_of(plan), words
        audit.record("plan.follow-up", f"plan:{plan.id}", actor_id=person.id)
        tell(plan)
    return plan.sign_off


def begin_next(person: Principal, plan_id: str, *, title: str, day_one: date | None) -> Plan:
    """Begin the next plan from one that was signed off: its people, scope, agreement and what was parked go on.

    Raises:
        NotFound, NotAllowed: see `held_for`.
        NotSigned: the plan was not signed off yet.
        AlreadySigned: the next plan began before.
        ItemIncomplete: it has no title.
        CentreClosed: the centre gets no new plan.
    """
    with transaction():
        plan = held_for(person, plan_id, sealed=False)
        if plan.sign_off is None:
            raise NotSigned
        if plan.sign_off.next_plan_id is not None:
            raise AlreadySigned
        if not title:
            raise ItemIncomplete
        refuse_closed(plan.centre)
        new = _next_of(plan, title, day_one)
        db.session.add(new)
        db.session.flush()
        plan.sign_off.next_plan_id = new.id
        audit.record("plan.make", f"plan:{new.id}", actor_id=person.id, centre=new.centre_id, before=plan.id)
        tell(plan)
        tell(new)
    return new


def _check(plan: Plan, words: SignOffWords) -> None:
    if plan.sign_off is not None:
        raise AlreadySigned
    if not signing.may_be_signed(plan, today_of(plan)):
        raise TooEarlyToSign
    if not (words.result and words.handover):
        raise ItemIncomplete
    if signing.lacking(plan):
        raise SignOffIncomplete
    if not signing.may_follow_on(words.follow_on, plan):
        raise FollowUpMisplaced


def _closing_review(person: Principal, plan: Plan, words: SignOffWords) -> CheckIn:
    return CheckIn(
        id=new_id(),
        plan_id=plan.id,
        client_id=new_id(),
        on=today_of(plan),
        filed_at=clock.now(),
        by_name=person.name,
        by_id=person.id,
        done=words.result,
        next=words.why,
        review=Review.CLOSING,
    )


def _next_of(plan: Plan, title: str, day_one: date | None) -> Plan:
    same = ("centre_id", "timezone", "sponsor", "coach", "leader", "data_keeper", "storyteller", "capability",
            "initiative", "scope_in", "scope_out", "agreement")  # fmt: skip
    new = Plan(
        id=new_id(),
        title=title,
        day_one=day_one,
        created_at=clock.now(),
        **{name: getattr(plan, name) for name in same},
    )
    waiting = [(each.title, each.reason) for each in plan.parked]
    waiting += [(each.title, each.parked_reason) for each in plan.parked_actions]
    new.parked = [
        Parked(id=new_id(), number=number, created_at=clock.now(), title=title, reason=reason)
        for number, (title, reason) in enumerate(waiting, start=1)
    ]
    return new
