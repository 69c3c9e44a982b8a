"""Coming into a workshop by its code, and what facilitators do with the door: lock it, change the code."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from typing import Final

from flask import current_app

from app import audit, clock
from app.accounts import names
from app.accounts.models import Principal, WebSession
from app.accounts.services import add_guest, start_session
from app.accounts.services.codes import wrong_code
from app.accounts.services.sessions import end_session, share_phone
from app.db import transaction
from app.events import publish
from app.workshops import codes, queries, seat_queries, words
from app.workshops.errors import (
    MOST_ASKING,
    AskedLately,
    CodeUnknown,
    JoiningLocked,
    ManyAsk,
    RoomFull,
    WorkshopOver,
)
from app.workshops.events import JoiningChanged
from app.workshops.models import Seat, Workshop
from app.workshops.policy import Deed, require
from app.workshops.services.making import free_code
from app.workshops.services.seats import NOTHING_SAID, About, add_seat, came

AFTER_A_NO: Final = timedelta(minutes=10)
"""How long nobody asks from a browser from which somebody was refused. Others may use it, too: not for good."""


@dataclass(frozen=True, slots=True)
class Coming:
    """Who comes in and from where. `principal` and `session` are what the device is known by already, if anything.

    `beside` is the session of whoever shares their phone with them, `browser` the secret by which the browser is known.
    """

    name: str
    language: str
    device: str
    principal: Principal | None = None
    session: WebSession | None = None
    about: About = NOTHING_SAID
    beside: WebSession | None = None
    browser: str = ""


def find_open(typed: str, *, address: str) -> Workshop:
    """The open workshop that somebody meant by a code. Nothing is written, and a right code is never held up.

    Raises:
        CodeUnknown: wrong, changed, or of a workshop that is closed; nobody can tell which.
        TooManyCodes: likewise, and many wrong ones came lately from this network, or from everywhere.
    """
    found = queries.open_workshop(codes.read(typed))
    if found is None:
        wrong_code("join", address)
        raise CodeUnknown
    return found


def join(workshop_id: str, coming: Coming) -> tuple[Seat, WebSession]:
    """Take a seat as oneself, or as a new guest; the device gets a new session in any case.

    In a browser that had a seat here which was ended, a new one is only asked for: it is a removed seat until a
    facilitator says yes. Who asks again there under the same name goes on with it. Others who use the browser ask
    under names of their own, a few at a time, and after a no not at once.

    Raises:
        CodeUnknown: the workshop was closed meanwhile.
        JoiningLocked: a facilitator has locked the door.
        RoomFull: as many are in as this house lets into one workshop.
        SeatEnded: a facilitator ended this person's seat here.
        AskedLately: a facilitator was asked from this browser a moment ago, and said no.
        ManyAsk: as many as may ask from this browser already.
        BadName, NameReserved, NameTaken: as they say.
    """
    with transaction():
        # They come in one by one: people are counted, and who asks from a browser.
        workshop = queries.held(workshop_id)
        known = coming.principal is not None and queries.seat_of(workshop_id, coming.principal.id) is not None
        _refuse_at_the_door(workshop, coming, known=known)
        seat, principal = _seated(workshop_id, coming, known=known)
        return seat, _opened(principal, coming)


def _refuse_at_the_door(workshop: Workshop, coming: Coming, *, known: bool) -> None:
    if workshop.closed_at is not None:
        raise CodeUnknown
    if workshop.joining_locked and not known:
        raise JoiningLocked
    most = current_app.config["PARTICIPANTS"]
    if most and not known and queries.count_people(workshop.id) >= most:
        raise RoomFull
    if coming.principal is None or not coming.principal.is_person:
        words.refuse_reserved(coming.name)


def _seated(workshop_id: str, coming: Coming, *, known: bool) -> tuple[Seat, Principal]:
    """Return the seat of whoever comes, their own, a new one or one that is only asked for, with its principal."""
    ended = [] if known else seat_queries.ended_in_browser(workshop_id, coming.browser)
    asked = _asked_for(ended, coming.name) if coming.principal is None else None
    if asked is not None:
        return asked, seat_queries.principal_behind(asked)
    principal = coming.principal or add_guest(coming.name, coming.language)
    seat = add_seat(workshop_id, principal, name=coming.name, about=coming.about)
    if ended:
        seat.came_at = None
        # One moment for both: whoever asked at the door is known by it.
        seat.removed_at = seat.asked_at = clock.now()
        audit.record("seat.asked", f"seat:{seat.id}", actor_id=principal.id)
    else:
        came(seat)
    return seat, principal


def _opened(principal: Principal, coming: Coming) -> WebSession:
    """Return a new session for the device, in the place of the one it had."""
    if coming.session is not None:
        end_session(coming.session)
    opened = start_session(principal, device=coming.device, browser=coming.browser)
    if coming.session is not None:
        opened.phone = coming.session.phone
    if coming.beside is not None:
        share_phone(opened, coming.beside)
    return opened


def _asked_for(ended: Sequence[Seat], name: str) -> Seat | None:
    """Return the seat that was asked for at the door under this name in a browser, of those that were ended there.

    It was never somebody's: a seat that was, with all that was written in it, goes to nobody who joins.

    Raises:
        AskedLately: a facilitator said no to one of them a moment ago.
        ManyAsk: there are as many as one browser may ask for.
    """
    asked = [each for each in ended if each.asked_at is not None]
    mine = [each for each in asked if each.asked_at == each.removed_at and each.name_skeleton == names.skeleton(name)]
    if mine:
        return mine[0]
    refused_at = max((each.refused_at for each in ended if each.refused_at is not None), default=None)
    if refused_at is not None and (left := refused_at + AFTER_A_NO - clock.now()) > timedelta():
        raise AskedLately(ceil(left / timedelta(minutes=1)))
    if len(asked) >= MOST_ASKING:
        raise ManyAsk
    return None


def lock(seat: Seat, *, locked: bool) -> None:
    """Lock the door to newcomers, or open it; people who have a seat come and go as before.

    Raises:
        NotAllowed: the seat does not lead.
    """
    with transaction():
        require(seat, Deed.LET_PEOPLE_IN)
        workshop = queries.held(seat.workshop_id)
        if workshop.joining_locked == locked:
            return
        workshop.joining_locked = locked
        audit.record("joining.lock", f"workshop:{workshop.id}", actor_id=seat.principal_id, locked=locked)
        publish(JoiningChanged(workshop.id))


def change_code(seat: Seat, *, lock_too: bool = False) -> str:
    """Give the workshop another code; the old one is dead at once. `lock_too` locks the door in the same moment.

    Raises:
        NotAllowed: the seat does not lead.
        WorkshopOver: a closed workshop has no code.
    """
    with transaction():
        require(seat, Deed.LET_PEOPLE_IN)
        workshop = queries.held(seat.workshop_id)
        if workshop.closed_at is not None:
            raise WorkshopOver
        workshop.code = free_code()
        audit.record("joining.code", f"workshop:{workshop.id}", actor_id=seat.principal_id)
        if lock_too and not workshop.joining_locked:
            workshop.joining_locked = True
            audit.record("joining.lock", f"workshop:{workshop.id}", actor_id=seat.principal_id, locked=True)
        publish(JoiningChanged(workshop.id))
        return workshop.code
