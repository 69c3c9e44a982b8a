"""What a workshop says of itself, who plans it with you, and when it is over."""

from app import audit, clock
from app.accounts.models import Principal
from app.accounts.services import invite_inside
from app.centres.errors import ChangedMeanwhile
from app.db import transaction
from app.errors import NotFound
from app.events import publish
from app.ids import new_key
from app.workshops import presence, queries
from app.workshops.agenda_queries import colleagues_of, facilitators_of, workshop_to_plan
from app.workshops.drafts import Brief
from app.workshops.errors import LastFacilitator, NotesHidden
from app.workshops.events import (
    DetailsChanged,
    NamesChanged,
    SeatChanged,
    SeatRemoved,
    StageChanging,
    WorkshopClosed,
    WorkshopReopened,
)
from app.workshops.models import LEADING_ROLES, Seat, SeatRole, Workshop
from app.workshops.services import stage
from app.workshops.services.making import free_code
from app.workshops.services.planning import describe, open_workshop_to_plan
from app.workshops.services.seats import add_seat


def change_details(planner: Principal, workshop_id: str, brief: Brief, *, version: int) -> None:
    """Change what the workshop says of itself. Its days are changed in the agenda.

    `version` is the one the planner's form was filled from.

    Raises:
        NoHost: neither a centre nor a name hosts.
        NotFound: it is not theirs to plan, or the host is no centre they may speak for.
        WorkshopOver: it is closed.
        ChangedMeanwhile: somebody changed it since (409).
    """
    with transaction():
        workshop = open_workshop_to_plan(planner, workshop_id)
        if workshop.version != version:
            raise ChangedMeanwhile
        named = workshop.names_shown
        describe(workshop, planner, brief)
        workshop.version += 1
        rules = {"host": brief.host_id, "asks": workshop.asks, "names_shown": workshop.names_shown}
        audit.record("workshop.details", f"workshop:{workshop.id}", actor_id=planner.id, **rules)
        publish(DetailsChanged(workshop.id))
        if workshop.names_shown != named:
            publish(NamesChanged(workshop.id))


def invite_cofacilitator(planner: Principal, workshop_id: str, *, email: str, name: str) -> Seat:
    """Give the person with this address a co-facilitator's seat; a mail tells them, and invites who is new.

    Raises:
        BadName, NameTaken: the name cannot be shown, or looks like another's in this room.
        SeatEnded: a facilitator ended their seat.
        NotFound, WorkshopOver: as for `change_details`.
    """
    with transaction():
        workshop = open_workshop_to_plan(planner, workshop_id)
        person, _address = invite_inside(email, name, by=planner, language=workshop.language, workshop=workshop.title)
        return _seat_beside(workshop, person, planner)


def add_cofacilitator(planner: Principal, workshop_id: str, person_id: str) -> Seat:
    """Give a colleague of the host centre a co-facilitator's seat.

    Raises:
        NameTaken, SeatEnded, WorkshopOver: as for `invite_cofacilitator`.
        NotFound: the workshop is not theirs to plan, or the person is no colleague there.
    """
    with transaction():
        workshop = open_workshop_to_plan(planner, workshop_id)
        for colleague in colleagues_of(workshop):
            if colleague.id == person_id:
                return _seat_beside(workshop, colleague, planner)
        raise NotFound


def dismiss(planner: Principal, workshop_id: str, seat_id: str) -> Seat:
    """End the seat of somebody who leads. It can be given back on the list of people in the cockpit.

    Raises:
        NotFound: the workshop is not theirs to plan, or no such seat leads it.
        LastFacilitator: nobody else is facilitator (409).
        WorkshopOver: it is closed.
    """
    with transaction():
        workshop = open_workshop_to_plan(planner, workshop_id)
        leading = facilitators_of(workshop)
        seat = next((each for each in leading if each.id == seat_id), None)
        if seat is None:
            raise NotFound
        if [each.id for each in leading if each.role == SeatRole.FACILITATOR] == [seat.id]:
            raise LastFacilitator
        seat.removed_at = clock.now()
        audit.record("seat.removed", f"seat:{seat.id}", actor_id=planner.id)
        publish(SeatRemoved(workshop.id, seat.id, seat.principal_id))
        return seat


def close_workshop(planner: Principal, workshop_id: str, *, sure: bool = True) -> None:
    """End the workshop: the code opens nothing any more, nothing can be changed, everything can be read.

    Raises:
        NotFound, WorkshopOver: as for `change_details`.
        NotesHidden: notes are hidden or late or may still come in, and the planner is not `sure` that they stay with
            their authors.
    """
    with transaction():
        workshop = open_workshop_to_plan(planner, workshop_id)
        # Before anything is changed: whoever moves the room refers to the workshop, while they hold its boards.
        publish(StageChanging(workshop.id))
        if not sure:
            _ask_what_stays(planner, workshop.id)
        workshop.closed_at, workshop.code = clock.now(), None
        audit.record("workshop.close", f"workshop:{workshop.id}", actor_id=planner.id)
        publish(WorkshopClosed(workshop.id))
        # Whoever hears of it in this transaction is the last to know who stands behind an alias.
        workshop.veil = None


def reopen_workshop(planner: Principal, workshop_id: str) -> None:
    """Let a closed workshop go on, with a new code; an open one stays as it is.

    Raises:
        NotFound: it is not theirs to plan.
    """
    with transaction():
        workshop = workshop_to_plan(workshop_id, planner, lock=True)
        if workshop.closed_at is None:
            return
        workshop.closed_at, workshop.code, workshop.veil = None, free_code(), new_key()
        audit.record("workshop.reopen", f"workshop:{workshop.id}", actor_id=planner.id)
        publish(WorkshopReopened(workshop.id))


def _ask_what_stays(planner: Principal, workshop_id: str) -> None:
    offline = _has_offline_writer(planner, workshop_id)
    until = stage.notes_come_until(workshop_id) if offline else None
    try:
        stage.ask_what_stays(workshop_id)
    except NotesHidden as asked:
        raise NotesHidden(asked.unshown, until) from asked
    if until is not None:
        raise NotesHidden(until=until)


def _has_offline_writer(planner: Principal, workshop_id: str) -> bool:
    """True when somebody who came, and may write, is not connected just now; the planner's own page does not count."""
    writers = [
        seat for seat in queries.people_in(workshop_id) if seat.first_there_at and seat.role != SeatRole.OBSERVER
    ]
    return not {seat.principal_id for seat in writers} <= {planner.id, *presence.here(workshop_id)}


def _seat_beside(workshop: Workshop, person: Principal, planner: Principal) -> Seat:
    seat = add_seat(workshop.id, person, name=person.name, role=SeatRole.CO_FACILITATOR, comes=False)
    if seat.role not in LEADING_ROLES:
        seat.role = SeatRole.CO_FACILITATOR
        publish(SeatChanged(workshop.id, seat.id))
    audit.record("seat.role", f"seat:{seat.id}", actor_id=planner.id, after=seat.role)
    return seat
