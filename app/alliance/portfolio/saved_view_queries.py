"""Finding saved views: one's own, and those that colleagues of the same role in the alliance share."""

from collections.abc import Sequence

from sqlalchemy import and_, false, func, or_, select

from app.accounts.models import Person, Principal
from app.alliance.models import SavedView
from app.alliance.policy import SEES, reach_of
from app.db import db
from app.errors import NotFound


def views_for(principal: Principal) -> Sequence[tuple[SavedView, str]]:
    """The views somebody may open with the names of their owners, by name."""
    role = principal.alliance_role
    colleagues = and_(SavedView.shared, Person.alliance_role == role) if role else false()
    asked = (
        select(SavedView, Person.name)
        .join(Person, Person.id == SavedView.owner_id)
        .where(or_(SavedView.owner_id == principal.id, colleagues))
        .where(SavedView.view.in_(SEES[reach_of(principal)]))
        .order_by(func.lower(SavedView.name), SavedView.made_at, SavedView.id)
    )
    return [(saved, owner) for saved, owner in db.session.execute(asked)]


def own_view(view_id: str, principal: Principal) -> SavedView:
    """A view of one's own.

    Raises:
        NotFound: there is none, or it is somebody else's.
    """
    found = db.session.scalar(select(SavedView).where(SavedView.id == view_id, SavedView.owner_id == principal.id))
    if found is None:
        raise NotFound
    return found
