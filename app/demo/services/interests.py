"""The call of a file and what came in answer to it, as a part of the caller's transaction."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import select

from app import clock
from app.accounts.models import Person
from app.alliance.calls.models import Call
from app.alliance.calls.queries import next_sequence
from app.alliance.calls.standing import Criterion
from app.alliance.eoi.models import Interest, InterestDecision, InterestMove, InterestQuestion, InterestReview
from app.alliance.eoi.services.deciding import differs
from app.alliance.eoi.states import OUTCOMES, State
from app.centres.models import Centre
from app.db import db
from app.demo import portfolio, queries
from app.demo.services.answers import checks_of, parts_of, receipt_of
from app.demo.services.records import remember
from app.i18n import LANGUAGES
from app.ids import digest, new_id

ZONE: Final = "Europe/Zurich"

CLOSED_BEFORE: Final = timedelta(days=130)
"""So long ago the call of the file closed: before day 1 of every plan that came out of it."""

DECIDED_BEFORE: Final = timedelta(days=110)

CRITERIA: Final = (
    Criterion("c1", "Strength of the host and its place in the ecosystem", 30),
    Criterion("c2", "Fit of type, scope and capabilities", 30),
    Criterion("c3", "People and resources that are really there", 25),
    Criterion("c4", "Governance and endorsement", 15),
)

WAYS: Final[Mapping[str, tuple[State, ...]]] = {
    State.SUBMITTED: (State.SUBMITTED,),
    State.ELIGIBILITY: (State.SUBMITTED, State.ELIGIBILITY),
    State.CLARIFICATION: (State.SUBMITTED, State.ELIGIBILITY, State.CLARIFICATION),
    State.REVIEW: (State.SUBMITTED, State.ELIGIBILITY, State.REVIEW),
    State.RECOMMENDED: (State.SUBMITTED, State.ELIGIBILITY, State.REVIEW, State.RECOMMENDED),
    State.ACCREDITED: (State.SUBMITTED, State.ELIGIBILITY, State.REVIEW, State.RECOMMENDED, State.ACCREDITED),
    State.WAITLISTED: (State.SUBMITTED, State.ELIGIBILITY, State.REVIEW, State.RECOMMENDED, State.WAITLISTED),
    State.DECLINED: (State.SUBMITTED, State.ELIGIBILITY, State.DECLINED),
    State.WITHDRAWN: (State.SUBMITTED, State.WITHDRAWN),
}
"""How each state was come to, where a file says nothing of it."""


def place_call(
    file: portfolio.File, centres: Mapping[str, Centre], *, maker: Person, reviewer: Person | None, demo: bool
) -> Call | None:
    """The call of the file with what came in, moved to these days; None where the file names none, or it is here."""
    written = file.portfolio.call
    if written is None or queries.row_id(f"call:{written.id}", demo=demo) is not None:
        return None
    closes = _noon(clock.now() - CLOSED_BEFORE)
    last = written.closed or written.opened
    call = add_call(
        {"en": written.title}, written.public_text, opens=closes - (last - written.opened), closes=closes, maker=maker
    )
    remember(f"call:{written.id}", call.id, demo=demo)
    of_eoi = {centre.eoi: centre for centre in file.portfolio.centres if centre.eoi}
    for each in file.portfolio.eois:
        submitted = closes - (last - (each.submitted or last))
        interest = _interest(each, call, of_eoi.get(each.id), submitted=submitted, demo=demo)
        there = of_eoi.get(each.id)
        interest.centre = centres[there.id] if there else None
        db.session.add(interest)
        db.session.flush()
        _lead(interest, each, maker=maker, reviewer=reviewer, submitted=submitted)
    call.numbered = len(file.portfolio.eois)
    db.session.flush()
    return call


def add_call(title: Mapping[str, str], body: str, *, opens: datetime, closes: datetime, maker: Person) -> Call:
    """A published call with the criteria of the demonstration."""
    call = Call(
        id=new_id(), sequence=next_sequence(), title=dict(title), body={"en": body}, languages=list(LANGUAGES),
        criteria=[asdict(each) for each in CRITERIA], timezone=ZONE, opens_at=opens, closes_at=closes,
        published_at=opens, created_at=opens, created_by=maker.id, numbered=0, version=1,
    )  # fmt: skip
    db.session.add(call)
    db.session.flush()
    return call


def _interest(
    written: portfolio.ExpressionOfInterest,
    call: Call,
    centre: portfolio.Centre | None,
    *,
    submitted: datetime,
    demo: bool,
) -> Interest:
    state = State(written.status)
    interest = Interest(
        id=new_id(), call_id=call.id, once=digest(f"file {written.id} {demo}"), language="en",
        email=f"{written.id.lower()}@demo.example", state=state, state_since=submitted,
        created_at=submitted - timedelta(days=5), number=None if state is State.DRAFT else _number(written.id, call),
        checks=checks_of(written), recommendation={},
    )  # fmt: skip
    interest.parts = parts_of(written, centre.name if centre else f"{written.country} Centre", at=submitted)
    if interest.number:
        interest.receipt = receipt_of(interest, interest.number, at=submitted)
    if written.recommended_capabilities is not None:
        scope = written.recommended_scope or written.requested_scope
        interest.recommendation = {
            "capabilities": list(written.recommended_capabilities),
            "scope": scope,
            "reason": written.reviewer_note,
            "overrides": differs(interest, written.recommended_capabilities, scope),
        }
    return interest


def _lead(
    interest: Interest,
    written: portfolio.ExpressionOfInterest,
    *,
    maker: Person,
    reviewer: Person | None,
    submitted: datetime,
) -> None:
    """The moves to its state with their days, and what belongs to the last of them."""
    way, before = WAYS.get(written.status, ()), State.DRAFT
    reached = _noon(clock.now() - (DECIDED_BEFORE if State(written.status) in OUTCOMES else _waiting(written.id)))
    for at, state in enumerate(way, start=1):
        moment = submitted + (reached - submitted) * (at - 1) / max(1, len(way) - 1)
        by_id = None if state in {State.SUBMITTED, State.WITHDRAWN} else maker.id
        interest.moves.append(InterestMove(before=before, after=state, at=moment, by_id=by_id))
        interest.state_since, before = moment, state
    if State(written.status) is State.CLARIFICATION:
        _ask(interest, written, maker)
    if State(written.status) in OUTCOMES:
        words = written.reviewer_note or "Welcome to the alliance."
        decided = InterestDecision(outcome=written.status, words=words, at=reached, by_id=maker.id)
        decided.decided_on = reached.date()
        interest.decisions.append(decided)
    if reviewer is not None and written.status in {State.REVIEW, State.RECOMMENDED}:
        interest.reviews.append(_review(interest, maker, reviewer))


def _ask(interest: Interest, written: portfolio.ExpressionOfInterest, maker: Person) -> None:
    interest.back_to = State.ELIGIBILITY
    lacking = ", ".join(written.missing_items)
    asked = f"{written.reviewer_note}\n\nStill missing: {lacking}." if lacking else written.reviewer_note
    interest.questions.append(
        InterestQuestion(question=asked, asked_at=interest.state_since, asked_by=maker.id, answer="")
    )


def _review(interest: Interest, maker: Person, reviewer: Person) -> InterestReview:
    """Asked where it is being reviewed; filed where it is recommended."""
    asked = InterestReview(
        id=new_id(), reviewer_id=reviewer.id, asked_at=interest.state_since, asked_by=maker.id, scores={}, reasons={},
        conflict_words="", comment="",
    )  # fmt: skip
    if interest.state == State.RECOMMENDED:
        asked.conflict, asked.declared_at, asked.filed_at = False, interest.state_since, interest.state_since
        asked.scores = {"c1": 3, "c2": 4, "c3": 2, "c4": 3}
        asked.reasons = {each.id: "Invented for demonstration." for each in CRITERIA}
    return asked


def _number(name: str, call: Call) -> str:
    """What the file calls it; with the number of the call where that is taken, as by the demonstration."""
    taken = db.session.scalar(select(Interest.id).where(Interest.number == name))
    return name if taken is None else f"{name}-{call.sequence}"


def _waiting(name: str) -> timedelta:
    """How long one waits that nobody decided on: some longer, some less, the same each time."""
    return timedelta(days=3 + 5 * (int("".join(filter(str.isdigit, name)) or 0) % 6))


def _noon(moment: datetime) -> datetime:
    return datetime.combine(moment.astimezone(ZoneInfo(ZONE)).date(), time(12), ZoneInfo(ZONE))
