"""What the rooms of a workshop hear: the stage as data, and signals that something else should be fetched anew."""

from app.events import after
from app.realtime import close_connections, room, tell
from app.workshops import presence, queries
from app.workshops.events import (
    AgendaChanged,
    DetailsChanged,
    JoiningChanged,
    SeatChanged,
    SeatRemoved,
    SeatTaken,
    StageChanged,
    WorkshopClosed,
    WorkshopReopened,
)
from app.workshops.stage_view import as_message


@after(StageChanged)
@after(AgendaChanged)
def tell_stage(event: StageChanged | AgendaChanged) -> None:
    """The whole stage, encoded once for the room."""
    tell(room.workshop(event.workshop_id), "stage", as_message(queries.stage_seen(event.workshop_id)))


@after(SeatTaken)
def note_people(event: SeatTaken) -> None:
    presence.note_change(event.workshop_id)


@after(SeatChanged)
def tell_seat(event: SeatChanged) -> None:
    """The screens of the seat fetch what its role allows now."""
    tell(room.seat(event.seat_id), "seat", {"seat": event.seat_id})
    presence.note_change(event.workshop_id)


@after(SeatRemoved)
def show_out(event: SeatRemoved) -> None:
    """The sockets of an ended seat are shut; its pages say why when they come back."""
    close_connections(principal_id=event.principal_id, workshop_id=event.workshop_id)
    presence.note_change(event.workshop_id)


@after(JoiningChanged)
@after(DetailsChanged)
@after(WorkshopClosed)
@after(WorkshopReopened)
def tell_door(event: JoiningChanged | DetailsChanged | WorkshopClosed | WorkshopReopened) -> None:
    """The code, the lock or the question is another: walls and cockpits look again."""
    tell(room.workshop(event.workshop_id), "door", {"workshop": event.workshop_id})


def tell_people(workshop_id: str) -> None:
    """How many are connected and how many have a seat; who they are is fetched by those who may know."""
    people, connected = queries.people_in(workshop_id), presence.here(workshop_id)
    here = sum(seat.principal_id in connected for seat in people)
    tell(room.workshop(workshop_id), "people", {"here": here, "seats": len(people)})
