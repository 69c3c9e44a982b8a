"""A wall: a screen that shows what everybody sees, on a machine where nobody signs in.

It sits in the workshop as a guest without rights, so that whatever finds, tells and shows
out treats it like any other seat. Its link is signed and lasts a day.
"""

from flask import current_app
from flask_babel import gettext as _
from itsdangerous import BadSignature, URLSafeTimedSerializer

from app import audit, clock
from app.accounts.models import WebSession
from app.accounts.services import add_guest, start_session
from app.accounts.services.sessions import end_session
from app.db import db, transaction
from app.errors import NotFound
from app.events import publish
from app.ids import new_id
from app.workshops import queries, seat_queries
from app.workshops.events import SeatRemoved
from app.workshops.models import Seat, SeatRole
from app.workshops.policy import Deed, require

LINK_SECONDS = 24 * 3600


def link(seat: Seat) -> str:
    """A token that opens the wall on another machine; the first one makes the wall's seat.

    Raises:
        NotAllowed: the seat does not lead.
    """
    with transaction():
        queries.held(seat.workshop_id)
        require(seat, Deed.LET_PEOPLE_IN)
        wall = seat_queries.wall_in(seat.workshop_id) or _set_up(seat)
    return _serializer().dumps(wall.id)


def take_down(seat: Seat) -> None:
    """End every wall that was opened by a link; links given out open nothing any more.

    Raises:
        NotAllowed: the seat does not lead.
    """
    with transaction():
        require(seat, Deed.LET_PEOPLE_IN)
        wall = seat_queries.wall_in(seat.workshop_id)
        if wall is not None:
            wall.removed_at = clock.now()
            audit.record("wall.taken-down", f"seat:{wall.id}", actor_id=seat.principal_id)
            publish(SeatRemoved(wall.workshop_id, wall.id, wall.principal_id))


def wall_behind(token: str) -> Seat:
    """The wall a link opens.

    Raises:
        NotFound: no link of ours, too old, or the wall was taken down.
    """
    try:
        seat_id = str(_serializer().loads(token, max_age=LINK_SECONDS))
    except BadSignature as error:
        raise NotFound from error
    wall = seat_queries.standing_wall(seat_id)
    if wall is None:
        raise NotFound
    return wall


def show(token: str, *, device: str, before: WebSession | None) -> tuple[Seat, WebSession]:
    """Make this machine a wall; the session it had ends.

    Raises:
        NotFound: as for `wall_behind`.
    """
    with transaction():
        wall = wall_behind(token)
        if before is not None:
            end_session(before)
        return wall, start_session(seat_queries.principal_behind(wall), device=device)


def _set_up(seat: Seat) -> Seat:
    guest = add_guest(_("Wall"), None)
    wall_id = f"s_{new_id()}"
    wall = Seat(
        id=wall_id,
        workshop_id=seat.workshop_id,
        principal_id=guest.id,
        role=SeatRole.WALL,
        name=_("Wall"),
        # Not what the eye sees: a wall must not take a name from a person.
        name_skeleton=f"wall {wall_id}",
        joined_at=clock.now(),
    )
    db.session.add(wall)
    audit.record("wall.set-up", f"seat:{wall_id}", actor_id=seat.principal_id)
    return wall


def _serializer() -> URLSafeTimedSerializer:
    keys = [*current_app.config["SECRET_KEY_FALLBACKS"], str(current_app.secret_key)]
    return URLSafeTimedSerializer(keys, salt="wall")
