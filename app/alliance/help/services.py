"""A centre asks the Lab or another centre; the thread goes on until whoever asked closes it."""

from app import audit, clock
from app.accounts.models import Principal
from app.alliance.help import queries
from app.alliance.help.errors import RequestClosed
from app.alliance.help.events import HelpWritten
from app.alliance.help.models import HelpAnswer, HelpRequest
from app.alliance.help.topics import RequestState
from app.db import db, transaction
from app.errors import NotAllowed
from app.events import publish
from app.ids import new_id


def ask(person: Principal, centre_id: str, words: str, *, topic: str, to_centre_id: str | None = None) -> HelpRequest:
    """Ask in the name of a centre; without `to_centre_id` the Lab.

    Raises:
        NotFound, NotAllowed: see `queries.centre_to_ask_for` and `queries.centre_to_ask`.
    """
    with transaction():
        centre = queries.centre_to_ask_for(centre_id, person)
        if to_centre_id is not None:
            queries.centre_to_ask(to_centre_id, centre.id)
        now = clock.now()
        request = HelpRequest(
            id=new_id(),
            centre_id=centre.id,
            to_centre_id=to_centre_id,
            topic=topic,
            words=words,
            by_id=person.id,
            by_name=person.name,
            asked_at=now,
            moved_at=now,
        )
        db.session.add(request)
        audit.record("help.asked", f"help_request:{request.id}", actor_id=person.id, to=to_centre_id, topic=topic)
        publish(HelpWritten(request.id))
    return request


def answer(person: Principal, request_id: str, words: str) -> HelpAnswer:
    """Write in a thread, in the name of the side one speaks for.

    Raises:
        NotFound: there is none, or it is not theirs to read.
        NotAllowed: they may read it and speak for neither side.
        RequestClosed: as it says.
    """
    with transaction():
        request, voice = _held(request_id, person)
        if request.state == RequestState.CLOSED:
            raise RequestClosed
        said = HelpAnswer(
            request_id=request.id,
            centre_id=voice.centre_id,
            words=words,
            by_id=person.id,
            by_name=person.name,
            said_at=clock.now(),
        )
        db.session.add(said)
        request.state = RequestState.ASKED if voice.asks else RequestState.ANSWERED
        request.moved_at = said.said_at
        db.session.flush()
        audit.record("help.answered", f"help_request:{request.id}", actor_id=person.id, state=request.state)
        publish(HelpWritten(request.id, said.id))
    return said


def close(person: Principal, request_id: str) -> None:
    """Say that nothing is open any more; a closed request stays as it is.

    Raises:
        NotFound: there is none, or it is not theirs to read.
        NotAllowed: neither whoever asked nor the Lab.
    """
    with transaction():
        request, voice = _held(request_id, person)
        if not voice.asks and voice.centre_id is not None:
            raise NotAllowed
        if request.state == RequestState.CLOSED:
            return
        request.state, request.moved_at = RequestState.CLOSED, clock.now()
        audit.record("help.closed", f"help_request:{request.id}", actor_id=person.id)


def _held(request_id: str, person: Principal) -> tuple[HelpRequest, queries.Voice]:
    """Lock a request and find in whose name somebody writes in it."""
    db.session.get(HelpRequest, request_id, with_for_update=True, populate_existing=True)
    request = queries.request_found(request_id, person)
    voice = queries.voice_in(request, person)
    if voice is None:
        raise NotAllowed
    return request, voice
