"""A workshop forgets its guests, their names and what they said of themselves, when it is time (`retention`).

Notes, votes and the roles people had stay; whoever has an account keeps their name, for they can change it themselves.
"""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from app import audit, clock
from app.accounts import names
from app.accounts.models import Guest, Principal
from app.db import db, transaction
from app.workshops.models import Seat, Workshop
from app.workshops.queries import held, skeletons_in
from app.workshops.retention import MONTHS_WITHOUT_A_CENTRE, last_day_of_names


def forget_guests() -> int:
    """Let every workshop that is due forget its guests; return how many did."""
    due = _due()
    for workshop_id in due:
        with transaction():
            _forget(held(workshop_id))
    return len(due)


def _due() -> Sequence[str]:
    """Return the workshops whose guests were not forgotten since they came, and whose time is over."""
    came_last = (
        select(func.max(Seat.joined_at))
        .join(Guest, Guest.id == Seat.principal_id)
        .where(Seat.workshop_id == Workshop.id)
        .scalar_subquery()
    )
    remembered = or_(
        Workshop.guests_forgotten_at.is_(None),
        Workshop.guests_forgotten_at < Workshop.closed_at,
        Workshop.guests_forgotten_at < came_last,
    )
    asked = select(Workshop, came_last).where(came_last.is_not(None), remembered)
    asked = asked.options(joinedload(Workshop.host), selectinload(Workshop.days)).order_by(Workshop.id)
    found = db.session.execute(asked).all()
    return [workshop.id for workshop, joined_at in found if _is_over(workshop, joined_at)]


def _is_over(workshop: Workshop, came_last: datetime) -> bool:
    months = workshop.host.retention_months if workshop.host else MONTHS_WITHOUT_A_CENTRE
    if months is None:
        return False
    zone = ZoneInfo(workshop.timezone)
    if workshop.closed_at is not None:
        over = workshop.closed_at.astimezone(zone).date()
    else:
        over = max([came_last.astimezone(zone).date(), *(day.date for day in workshop.days)])
    return last_day_of_names(over, months) < clock.now().astimezone(zone).date()


def _forget(workshop: Workshop) -> None:
    asked = select(Seat, Guest).join(Guest, Guest.id == Seat.principal_id).where(Seat.workshop_id == workshop.id)
    if workshop.guests_forgotten_at is not None:
        asked = asked.where(Seat.joined_at > workshop.guests_forgotten_at)
    seats = db.session.execute(asked.order_by(Seat.joined_at, Seat.id)).all()
    taken = set(skeletons_in(workshop.id))
    with force_locale(workshop.language):
        for number, (seat, guest) in enumerate(seats, 1):
            name = _free_name(number, taken)
            seat.name, seat.name_skeleton = name, names.skeleton(name)
            seat.organisation = seat.position = seat.region = seat.table = ""
            if not _sits_elsewhere(guest, workshop):
                guest.name = name
    # Rows written before names were kept out of the audit hold them still.
    audit.erase([f"seat:{seat.id}" for seat, _guest in seats], "name")
    workshop.guests_forgotten_at = clock.now()
    audit.record("workshop.guests-forgotten", f"workshop:{workshop.id}", actor_id=None, guests=len(seats))


def _free_name(number: int, taken: set[str]) -> str:
    """What a guest without a name is called, unlike anybody in the room."""
    tries = (str(_("Guest %(number)s", number=each)) for each in range(number, number + len(taken) + 1))
    name = next(each for each in tries if names.skeleton(each) not in taken)
    taken.add(names.skeleton(name))
    return name


def _sits_elsewhere(guest: Principal, workshop: Workshop) -> bool:
    """Whether a guest has a seat in another workshop, where their name is still kept."""
    other = select(Seat.id).join(Workshop, Workshop.id == Seat.workshop_id).where(
        Seat.principal_id == guest.id, Workshop.id != workshop.id, Workshop.guests_forgotten_at.is_(None)
    )  # fmt: skip
    return db.session.scalar(other.limit(1)) is not None
