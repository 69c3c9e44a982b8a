"""Finding requests for help: they are there for both sides and for the Lab, and for nobody else."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, or_, select, true
from sqlalchemy.orm import joinedload, selectinload

from app.accounts.models import AllianceRole, Person, Principal
from app.alliance.help.models import HelpAnswer, HelpRequest
from app.alliance.help.policy import SPEAKING, is_of_the_lab
from app.alliance.help.topics import RequestState
from app.centres.models import Centre, Staff
from app.centres.queries import centre_worked_in
from app.db import db
from app.errors import NotFound

_NAMED = (joinedload(HelpRequest.centre), joinedload(HelpRequest.to_centre))
_WHOLE = (*_NAMED, selectinload(HelpRequest.answers).joinedload(HelpAnswer.centre))


@dataclass(frozen=True, slots=True)
class Voice:
    """In whose name somebody writes in a thread: a centre's, or the Lab's where `centre_id` is None."""

    centre_id: str | None
    asks: bool


@dataclass(frozen=True, slots=True)
class Desk:
    """What one's centres asked and were asked, and what the Lab was; open ones first, the longest waiting first."""

    asked: Sequence[HelpRequest]
    answering: Sequence[HelpRequest]
    of_lab: Sequence[HelpRequest] | None


def request_found(request_id: str, principal: Principal) -> HelpRequest:
    """A request with its thread.

    Raises:
        NotFound: there is none, or it is not theirs to read.
    """
    asked = select(HelpRequest).where(HelpRequest.id == request_id, seen_by(principal))
    found = db.session.scalar(asked.options(*_WHOLE).execution_options(populate_existing=True))
    if found is None:
        raise NotFound
    return found


def request_and_answer(request_id: str, answer_id: int | None) -> tuple[HelpRequest | None, HelpAnswer | None]:
    """A request, and one of its answers, for whoever writes of them; None where they are gone."""
    answer = db.session.get(HelpAnswer, answer_id) if answer_id else None
    return db.session.get(HelpRequest, request_id, options=_NAMED), answer


def voice_in(request: HelpRequest, principal: Principal) -> Voice | None:
    """In whose name somebody may write in a thread they read; None: in nobody's."""
    mine = spoken_for(principal)
    if request.centre_id in mine:
        return Voice(request.centre_id, asks=True)
    if request.to_centre_id is not None and request.to_centre_id in mine:
        return Voice(request.to_centre_id, asks=False)
    return Voice(None, asks=False) if is_of_the_lab(principal) else None


def desk_of(principal: Principal) -> Desk:
    """Everything somebody asks, is asked, or answers for the Lab."""
    mine = _works_at(principal)
    of_lab = HelpRequest.to_centre_id.is_(None)
    return Desk(
        asked=_requests(HelpRequest.centre_id.in_(mine)),
        answering=_requests(HelpRequest.to_centre_id.in_(mine)),
        of_lab=_requests(of_lab) if is_of_the_lab(principal) else None,
    )


def open_at(centre_id: str) -> Sequence[HelpRequest]:
    """The requests a centre asked or was asked that are not closed."""
    here = or_(HelpRequest.centre_id == centre_id, HelpRequest.to_centre_id == centre_id)
    return _requests(here & (HelpRequest.state != RequestState.CLOSED))


def works_at(principal: Principal, centre_id: str) -> bool:
    """Whether somebody works in a centre, or reads its requests for the Lab."""
    here = select(Staff.role).where(Staff.centre_id == centre_id, Staff.principal_id == principal.id)
    return is_of_the_lab(principal) or db.session.scalar(here) is not None


def centre_to_ask_for(centre_id: str, principal: Principal) -> Centre:
    """A centre in whose name somebody may ask.

    Raises:
        NotFound: there is none, or they do not work there.
        NotAllowed: they work there, and their role does not allow it.
    """
    return centre_worked_in(centre_id, principal, SPEAKING)


def centre_to_ask(centre_id: str, asking_id: str) -> Centre:
    """A centre that another one asks.

    Raises:
        NotFound: there is none, or it would ask itself.
    """
    found = db.session.get(Centre, centre_id)
    if found is None or found.id == asking_id:
        raise NotFound
    return found


def spoken_for(principal: Principal) -> dict[str, Centre]:
    """The centres in whose name somebody asks and answers, by their ids, in order of their names."""
    mine = select(Staff.centre_id).where(Staff.principal_id == principal.id, Staff.role.in_(SPEAKING))
    found = db.session.scalars(select(Centre).where(Centre.id.in_(mine)).order_by(Centre.name, Centre.id))
    return {centre.id: centre for centre in found}


def seen_by(principal: Principal) -> ColumnElement[bool]:
    """Which requests somebody may read, as a condition on HelpRequest."""
    if is_of_the_lab(principal):
        return true()
    mine = _works_at(principal)
    return or_(HelpRequest.centre_id.in_(mine), HelpRequest.to_centre_id.in_(mine))


def waited_for(request: HelpRequest, answer_id: int | None) -> Sequence[Person]:
    """Whom a request waits for once it, or an answer, was written: those of the other side who wrote in the thread.

    Before any of them did, all who speak for that side; for the Lab its secretariat.
    """
    answers = db.session.scalars(select(HelpAnswer).where(HelpAnswer.request_id == request.id)).all()
    written = next((each for each in answers if each.id == answer_id), None)
    asks = written is None or written.centre_id == request.centre_id
    side = request.to_centre_id if asks else request.centre_id
    wrote = {each.by_id for each in answers if each.centre_id == side}
    if not asks:
        wrote.add(request.by_id)
    staff = select(Staff.principal_id).where(Staff.centre_id == side, Staff.role.in_(SPEAKING))
    whole = Person.id.in_(staff) if side else Person.alliance_role == AllianceRole.SECRETARIAT
    there = Person.revoked_at.is_(None), Person.email.is_not(None)
    speaking = db.session.scalars(select(Person).where(whole, *there).order_by(Person.id)).all()
    return [each for each in speaking if each.id in wrote] or speaking


def _requests(which: ColumnElement[bool]) -> Sequence[HelpRequest]:
    found = db.session.scalars(select(HelpRequest).where(which).options(*_NAMED))
    rank = list(RequestState)
    return sorted(found, key=lambda request: (rank.index(RequestState(request.state)), request.moved_at, request.id))


def _works_at(principal: Principal) -> Select[str]:
    return select(Staff.centre_id).where(Staff.principal_id == principal.id)
