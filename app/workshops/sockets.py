"""What sockets do in a workshop: they come into its room and are told where it is."""

from flask import current_app

from app.errors import NotFound
from app.realtime import Connection, enter, on, on_connected, on_gone, room, tell
from app.workshops import presence, queries, ticker
from app.workshops.errors import SeatEnded
from app.workshops.models import Seat
from app.workshops.services.seats import note_arrival
from app.workshops.stage_view import as_message


@on_connected
def arrive(connection: Connection) -> None:
    """Bring a socket into the room its ticket names, then tell it the stage: in this order nothing is missed."""
    # Of several processes this one may never have served a page.
    ticker.ensure(current_app._get_current_object())  # type: ignore[attr-defined]  # noqa: SLF001 - Flask's own way
    seat = _seat(connection)
    if seat is None or seat.removed_at is not None:
        return
    note_arrival(seat)
    enter(connection, room.workshop(seat.workshop_id))
    enter(connection, room.seat(seat.id))
    tell(connection, "stage", as_message(queries.stage_seen(seat.workshop_id)))
    presence.note_change(seat.workshop_id)


@on_gone
def leave(connection: Connection) -> None:
    if connection.workshop_id is not None:
        presence.note_change(connection.workshop_id)


@on("stage")
def tell_stage(connection: Connection, _message: object) -> dict[str, object]:
    """Where the room is, for a screen that slept.

    Raises:
        NotFound: this socket belongs to no workshop.
        SeatEnded: a facilitator ended the seat.
    """
    seat = _seat(connection)
    if seat is None:
        raise NotFound
    if seat.removed_at is not None:
        raise SeatEnded
    return as_message(queries.stage_seen(seat.workshop_id))


def _seat(connection: Connection) -> Seat | None:
    if connection.workshop_id is None:
        return None
    return queries.seat_of(connection.workshop_id, connection.principal_id)
