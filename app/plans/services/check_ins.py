"""Check-ins: what was done, what is next, what is in the way, with numbers read and actions moved, in one go."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select

from app import audit, clock
from app.accounts.models import Principal
from app.db import db, transaction
from app.errors import NotAllowed
from app.ids import new_id
from app.plans import days, queries
from app.plans.check_ins import link_queries
from app.plans.errors import EmptyCheckIn, EmptyReview, NoSuchReview, NotOfThisPlan, ReasonMissing, ReviewMisplaced
from app.plans.letters import name_queries
from app.plans.models import Action, ActionStatus, CheckIn, CheckInLink, CheckInMove, Mood, Plan, Review
from app.plans.people import key_of
from app.plans.services import actions, readings
from app.plans.services.confirming import chooser_at
from app.plans.services.holding import held_for, refuse_signed, tell, today_of
from app.plans.services.readings import Counted
from app.plans.status.readings import readings_of

ROLES = ("leader", "coach", "sponsor", "data_keeper", "storyteller")


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInWords:
    """What somebody says. `client_id` comes from the form; readings and moves go by the ids of their rows.

    `why` is why a number of a day that is over is another one: the last one, once the plan has ended.
    """

    client_id: str
    done: str = ""
    next: str = ""
    blocked: str = ""
    help: str = ""
    mood: Mood | None = None
    confidence: int | None = None
    review: Review | None = None
    readings: Mapping[str, float] = field(default_factory=dict)
    why: str = ""
    moves: Mapping[str, ActionStatus] = field(default_factory=dict)

    @property
    def says_something(self) -> bool:
        chosen = (self.mood, self.confidence, self.review)
        return self.says_how_it_stands or any(chosen) or bool(self.moves)

    @property
    def says_how_it_stands(self) -> bool:
        """True when words or a number say it, as a review needs."""
        return any((self.done, self.next, self.blocked, self.help)) or bool(self.readings)


def check_in(person: Principal, plan_id: str, words: CheckInWords) -> CheckIn:
    """File a check-in as somebody who is signed in. The same form sent again is the same check-in.

    Raises:
        NotFound, NotAllowed: see `held_for`.
        PlanSigned (409): the plan was signed off; nothing is kept.
        ReviewMisplaced (422): it would stand for a closing review, or for a mid-point review on another day.
        EmptyReview (422): it would stand for a review without words or a number.
        EmptyCheckIn, NotOfThisPlan, NotANumber, ReadingOutsidePlan, ReasonMissing: as they say; nothing is kept.
    """
    with transaction():
        plan = held_for(person, plan_id, sealed=False)
        if words.review is not None and words.review not in reviews_on(plan, today_of(plan)):
            raise ReviewMisplaced
        if earlier := _earlier(plan, words, by_id=person.id) or _same_today(plan, words, by_id=person.id):
            return earlier
        is_theirs = name_queries.answers_to(person.name, person, plan)
        filed = _file(plan, words, by_name=person.name, by_role=_role_of(plan, person.name) if is_theirs else "")
        filed.by_id = person.id
        audit.record("check-in.file", f"check_in:{filed.id}", actor_id=person.id, plan=plan.id)
        tell(plan)
    return filed


def check_in_by_link(token: str, words: CheckInWords) -> CheckIn:
    """File a check-in of the link's own plan, under the name the link was made for.

    Raises:
        NoSuchLink, LinkGone: see `link_queries.link_for`.
        PlanSigned (409): the plan was signed off; nothing is kept.
        EmptyCheckIn, NotOfThisPlan, NotANumber, ReadingOutsidePlan, ReasonMissing: as they say; nothing is kept.
    """
    with transaction():
        link = link_queries.link_for(token)
        plan = _locked(link)
        return _same_today(plan, words, link_id=link.id) or file_through(link, words)


def file_through(link: CheckInLink, words: CheckInWords, *, address: str = "") -> CheckIn:
    """File a check-in by a link that works, in the caller's transaction; the same form again is the same check-in.

    `address` is where the letter went by which it is filed.

    Raises:
        PlanSigned (409): the plan was signed off.
        EmptyCheckIn, NotOfThisPlan, NotANumber, ReadingOutsidePlan, ReasonMissing: as they say. A review is held by who
            signs in.
    """
    if words.review is not None:
        raise NotOfThisPlan
    plan = _locked(link)
    if earlier := _earlier(plan, words, link_id=link.id):
        return earlier
    filed = _file(plan, words, by_name=link.owner, by_role=_role_of(plan, link.owner))
    filed.link_id, filed.address_by = link.id, chooser_at(plan, link.owner, address)
    _note_use(link)
    audit.record("check-in.file", f"check_in:{filed.id}", actor_id=None, plan=plan.id, link=link.id)
    tell(plan)
    return filed


def take_back_review(person: Principal, check_in_id: str, *, reason: str) -> CheckIn:
    """Let a check-in no longer stand for a review; what it says stays, with who took the review back and why.

    Raises:
        NotFound, NotAllowed: see `held_for`.
        PlanSigned (409): the review is a part of a sign-off; reopen that.
        NoSuchReview (409): it stands for none, or no longer.
        ReasonMissing (422): nobody said why.
    """
    with transaction():
        plan = held_for(person, queries.check_in_found(check_in_id, person).plan_id)
        filed = db.session.get_one(CheckIn, check_in_id, populate_existing=True)
        if filed.review is None:
            raise NoSuchReview
        if not reason:
            raise ReasonMissing
        take_back(filed, person, reason)
        audit.record(
            "check-in.take-back", f"check_in:{filed.id}", actor_id=person.id, plan=plan.id, review=filed.taken_back
        )
        tell(plan)
    return filed


def take_back(filed: CheckIn, person: Principal, reason: str) -> None:
    """Take back the review that a check-in stands for, in the caller's transaction."""
    filed.taken_back, filed.review = filed.review, None
    filed.taken_back_at, filed.taken_back_by, filed.taken_back_why = clock.now(), person.name, reason


def reviews_on(plan: Plan, today: date) -> tuple[Review, ...]:
    """Which reviews a check-in may stand for on a day. The closing review is the sign-off, which files it."""
    day = days.day_of(today, plan.calendar) if plan.calendar else 0
    return (Review.MIDPOINT,) if days.MIDPOINT_FROM <= day <= days.MIDPOINT_TO else ()


def _role_of(plan: Plan, name: str) -> str:
    return next((role for role in ROLES if name and key_of(getattr(plan, role)) == key_of(name)), "")


def _file(plan: Plan, words: CheckInWords, *, by_name: str, by_role: str) -> CheckIn:
    """File a new check-in with all that belongs to it."""
    if not words.says_something:
        raise EmptyCheckIn
    if words.review is not None and not words.says_how_it_stands:
        raise EmptyReview
    refuse_signed(plan.id)
    filed = CheckIn(
        id=new_id(),
        plan_id=plan.id,
        client_id=words.client_id,
        on=today_of(plan),
        filed_at=clock.now(),
        by_name=by_name,
        by_role=by_role,
        done=words.done,
        next=words.next,
        blocked=words.blocked,
        help=words.help,
        mood=words.mood,
        confidence=words.confidence,
        review=words.review,
    )
    db.session.add(filed)
    db.session.flush()
    _read(plan, filed, words)
    _move(plan, filed, words)
    return filed


def _earlier(
    plan: Plan, words: CheckInWords, *, by_id: str | None = None, link_id: str | None = None
) -> CheckIn | None:
    """Return what was filed by this form before, for whoever filed it."""
    same = select(CheckIn).where(CheckIn.plan_id == plan.id, CheckIn.client_id == words.client_id)
    found = db.session.scalar(same)
    if found is not None and (found.by_id, found.link_id) != (by_id, link_id):
        raise NotAllowed
    return found


def _same_today(
    plan: Plan, words: CheckInWords, *, by_id: str | None = None, link_id: str | None = None
) -> CheckIn | None:
    """Return the last check-in somebody filed today where it says the same and nothing else, as long as that is so.

    Whoever goes back and files again sends the same words in a form that is new.
    """
    theirs = select(CheckIn).where(CheckIn.plan_id == plan.id, CheckIn.by_id == by_id, CheckIn.link_id == link_id)
    last = db.session.scalar(
        theirs.where(CheckIn.on == today_of(plan)).order_by(CheckIn.filed_at.desc(), CheckIn.id.desc()).limit(1)
    )
    return last if last is not None and _says(last, words) and _stands(plan, last) else None


def _stands(plan: Plan, filed: CheckIn) -> bool:
    """True while the numbers a check-in told count, and the actions it moved are where it moved them."""
    measures = {each.id: readings_of(each) for each in plan.measures}
    counts = {each.id for of in measures.values() for each in of}
    status = {each.id: each.status for each in plan.actions}
    return all(each.id in counts for each in filed.readings) and all(
        status.get(each.action_id, each.after) == each.after for each in filed.moves
    )


def _says(filed: CheckIn, words: CheckInWords) -> bool:
    """True when a check-in says these words, read these numbers and moved these actions, and nothing else."""
    read = {each.measure_id: each.value for each in filed.readings}
    moved = {each.action_id: each.after for each in filed.moves}
    return (read, moved) == (dict(words.readings), dict(words.moves)) and all(
        getattr(filed, name) == getattr(words, name)
        for name in ("done", "next", "blocked", "help", "mood", "confidence", "review")
    )


def _read(plan: Plan, filed: CheckIn, words: CheckInWords) -> None:
    known = {measure.id: measure for measure in plan.measures}
    on = days.last_read(plan.calendar, filed.on) or date.max
    for measure_id, value in words.readings.items():
        if measure_id not in known:
            raise NotOfThisPlan
        [reading] = readings.add_readings(plan, known[measure_id], {on: Counted(value)}, note=words.why)
        reading.check_in_id, reading.by_name = filed.id, filed.by_name


def _move(plan: Plan, filed: CheckIn, words: CheckInWords) -> None:
    known: dict[str, Action] = {action.id: action for action in plan.actions}
    for action_id, status in words.moves.items():
        if action_id not in known:
            raise NotOfThisPlan
        action = known[action_id]
        if action.status == status:
            continue
        db.session.add(CheckInMove(check_in_id=filed.id, action_id=action.id, before=action.status, after=status))
        actions.move(action, status, filed.on, reason=words.blocked[:400])


def _locked(link: CheckInLink) -> Plan:
    return db.session.get_one(Plan, link.plan_id, with_for_update=True, populate_existing=True)


def _note_use(link: CheckInLink) -> None:
    link.used += 1
    link.used_at = clock.now()
