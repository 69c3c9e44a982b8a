"""What the rooms of a workshop hear: the stage as data, and signals that something else should be fetched anew."""

from app.events import everywhere
from app.realtime import close_connections, connections, room, tell
from app.realtime.events import AttendanceChanged
from app.workshops import presence, queries
from app.workshops.events import (
    AgendaChanged,
    DetailsChanged,
    HiddenNotesChanged,
    JoiningChanged,
    NamesChanged,
    SeatAskedFor,
    SeatChanged,
    SeatRemoved,
    SeatTaken,
    StageChanged,
    WorkshopClosed,
    WorkshopReopened,
)
from app.workshops.stage_view import as_message


@everywhere(StageChanged)
@everywhere(AgendaChanged)
@everywhere(HiddenNotesChanged)
def tell_stage(event: StageChanged | AgendaChanged | HiddenNotesChanged) -> None:
    """The whole stage, encoded once for the room; nobody reads it where nobody is."""
    if connections(place := room.workshop(event.workshop_id)):
        tell(place, "stage", as_message(queries.stage_seen(event.workshop_id)))


@everywhere(SeatTaken)
@everywhere(SeatAskedFor)
def note_people(event: SeatTaken | SeatAskedFor) -> None:
    presence.note_change(event.workshop_id)


@everywhere(SeatChanged)
def tell_seat(event: SeatChanged) -> None:
    """The screens of the seat fetch what its role allows now."""
    tell(room.seat(event.seat_id), "seat", {"seat": event.seat_id})
    presence.note_change(event.workshop_id)


@everywhere(NamesChanged)
def tell_names(event: NamesChanged) -> None:
    """Every screen fetches what it promises those who write."""
    tell(room.workshop(event.workshop_id), "seat", {"workshop": event.workshop_id})


@everywhere(SeatRemoved)
def show_out(event: SeatRemoved) -> None:
    """The sockets of an ended seat are shut; its pages say why when they come back."""
    close_connections(principal_id=event.principal_id, workshop_id=event.workshop_id)
    presence.note_change(event.workshop_id)


@everywhere(AgendaChanged)
@everywhere(JoiningChanged)
@everywhere(DetailsChanged)
@everywhere(WorkshopClosed)
@everywhere(WorkshopReopened)
def tell_door(event: AgendaChanged | JoiningChanged | DetailsChanged | WorkshopClosed | WorkshopReopened) -> None:
    """The code, the lock, the question or what comes next is another: walls and cockpits look again."""
    tell(room.workshop(event.workshop_id), "door", {"workshop": event.workshop_id})


@everywhere(AttendanceChanged)
def tell_people_of(event: AttendanceChanged) -> None:
    """Others are connected now, in some process."""
    if (workshop_id := room.workshop_named(event.room)) is not None:
        tell_people(workshop_id)


def tell_people(workshop_id: str) -> None:
    """How many are connected and how many came; who they are is fetched by those who may know."""
    if not connections(room.workshop(workshop_id)):
        return
    people, connected = queries.people_who_came(workshop_id), presence.here(workshop_id)
    here = sum(seat.principal_id in connected for seat in people)
    tell(room.workshop(workshop_id), "people", {"here": here, "seats": len(people)})
