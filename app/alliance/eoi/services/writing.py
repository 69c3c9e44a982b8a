"""An expression of interest is begun, and saved part by part by whoever holds its link."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from app import audit, clock
from app.alliance.calls.models import Call
from app.alliance.calls.standing import Standing
from app.alliance.eoi.answers import Part
from app.alliance.eoi.errors import AlreadySubmitted, CallNotOpen, PartChanged
from app.alliance.eoi.events import InterestBegun
from app.alliance.eoi.models import Interest, InterestPart
from app.alliance.eoi.services.holding import address_of, held_by, new_token
from app.alliance.eoi.states import State
from app.db import db, transaction
from app.errors import NotFound
from app.events import publish
from app.ids import digest, new_id


@dataclass(frozen=True, slots=True)
class Begun:
    """One that was just begun; `token` is known now and never again."""

    interest: Interest
    token: str


def begin(call_id: str, *, email: str, language: str, once: str) -> Begun:
    """Begin one, and send its link to the address. The same form sent again leads to the same one by another link.

    Raises:
        NotFound: there is no such call, or nobody may read it yet.
        CallNotOpen: it opens later, or is closed.
    """
    email = email.strip().lower()
    with transaction():
        call = db.session.get(Call, call_id, with_for_update=True, populate_existing=True)
        if call is None or call.published_at is None:
            raise NotFound
        if call.standing(clock.now()) is not Standing.OPEN:
            raise CallNotOpen
        interest = _begun(call, email=email, language=language, once=digest(f"{once} {call_id} {email}"))
        token = new_token(interest)
        publish(InterestBegun(interest.id, address_of(token)))
    return Begun(interest, token)


def save_part(token: str, part: Part, answers: Mapping[str, object], *, version: int) -> int:
    """Save one part as it is; others stay as they are. `version` is the one the form was filled from, 0 for none.

    Raises:
        NoSuchInterest: the link opens nothing.
        AlreadySubmitted: it stays as it is.
        PartChanged: somebody saved other words in this part since.
    """
    with transaction():
        interest = held_by(token)
        if interest.state != State.DRAFT:
            raise AlreadySubmitted
        row = next((each for each in interest.parts if each.part == part), None)
        if row is None:
            row = InterestPart(part=part, answers={}, version=0, saved_at=clock.now())
            interest.parts.append(row)
        if row.answers == dict(answers) and row.version:
            return row.version
        if row.version != version:
            raise PartChanged
        row.answers, row.saved_at = dict(answers), clock.now()
        row.version += 1
    return row.version


def _begun(call: Call, *, email: str, language: str, once: str) -> Interest:
    known = db.session.scalar(select(Interest).where(Interest.once == once))
    if known is not None:
        return known
    now = clock.now()
    interest = Interest(
        id=new_id(), call_id=call.id, once=once, email=email, language=language, state=State.DRAFT, state_since=now,
        created_at=now, checks={},
        recommendation={},
    )  # fmt: skip
    db.session.add(interest)
    db.session.flush()
    audit.record("eoi.begun", f"eoi:{interest.id}", actor_id=None, call=call.id)
    return interest
