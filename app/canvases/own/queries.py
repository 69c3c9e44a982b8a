"""Finding a centre's own canvases. They are there for its staff alone, and for the agenda of what it hosts."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.accounts.models import Principal
from app.canvases.canvas import Canvas
from app.canvases.own.models import OwnCanvas
from app.centres.models import Centre, Staff, StaffRole
from app.db import db
from app.errors import NotAllowed, NotFound

CHANGING = frozenset({StaffRole.DIRECTOR, StaffRole.FACILITATOR})
"""Who makes and changes the canvases of their centre; whoever works there sees them."""


def own_canvases(centre_id: str | None) -> dict[str, Canvas]:
    """The canvases a centre made its own, by their ids, as the library's stand; none where no centre hosts."""
    return {row.id: row.canvas for row in rows_of(centre_id)} if centre_id else {}


def rows_of(centre_id: str) -> Sequence[OwnCanvas]:
    """The canvases of a centre, the newest first."""
    found = select(OwnCanvas).where(OwnCanvas.centre_id == centre_id)
    return db.session.scalars(found.order_by(OwnCanvas.made_at.desc(), OwnCanvas.id)).all()


def own_and_role(own_id: str, principal: Principal) -> tuple[OwnCanvas, str]:
    """A canvas of a centre somebody works in, and what they are there.

    Raises:
        NotFound: there is none, or it is another centre's.
    """
    mine = Staff.centre_id == OwnCanvas.centre_id
    found = db.session.execute(
        select(OwnCanvas, Staff.role)
        .join(Staff, mine)
        .where(OwnCanvas.id == own_id, Staff.principal_id == principal.id)
    ).one_or_none()
    if found is None:
        raise NotFound
    own, role = found
    return own, role


def workplace(centre_id: str, principal: Principal) -> tuple[Centre, str]:
    """A centre somebody works in, and what they are there.

    Raises:
        NotFound: there is none, or they do not work there.
    """
    place = db.session.scalar(
        select(Staff)
        .where(Staff.centre_id == centre_id, Staff.principal_id == principal.id)
        .options(joinedload(Staff.centre))
    )
    if place is None:
        raise NotFound
    return place.centre, place.role


def require_changing(role: str) -> None:
    """Refuse who sees the canvases of their centre and no more.

    Raises:
        NotAllowed: as it says.
    """
    if role not in CHANGING:
        raise NotAllowed
