"""Finding one's own files of the portfolio: nobody else's is there."""

from collections.abc import Sequence

from sqlalchemy import select

from app import clock
from app.accounts.models import Principal
from app.alliance.errors import ExportGone
from app.alliance.models import Export, ExportState
from app.alliance.policy import SEES, Reach, View, reach_of
from app.alliance.portfolio.export_files import path_of
from app.alliance.portfolio.queries import reached
from app.centres.models import Centre
from app.db import db
from app.errors import NotFound
from app.plans.models import Plan


def exports_of(principal: Principal) -> Sequence[Export]:
    """The files somebody asked for, the newest first."""
    mine = (Export.principal_id == principal.id, Export.expires_at > clock.now())
    return db.session.scalars(select(Export).where(*mine).order_by(Export.made_at.desc(), Export.id)).all()


def export_found(export_id: str, principal: Principal) -> Export:
    """A file somebody asked for themselves.

    Raises:
        NotFound: there is none, or it is somebody else's.
    """
    mine = (Export.id == export_id, Export.principal_id == principal.id, Export.expires_at > clock.now())
    found = db.session.scalar(select(Export).where(*mine))
    if found is None:
        raise NotFound
    return found


def export_to_take(export_id: str, principal: Principal) -> Export:
    """A file that is done, and tells its reader nothing they may not know today.

    Raises:
        NotFound: there is none, or it is somebody else's.
        ExportGone: it is not done, its bytes are gone, or they see less than when they asked for it.
    """
    found = export_found(export_id, principal)
    if found.state != ExportState.DONE or not path_of(found).is_file() or not _may_still_see(found, principal):
        raise ExportGone
    return found


def _may_still_see(export: Export, principal: Principal) -> bool:
    now = reach_of(principal)
    if View(export.view) not in SEES[now] or (now is Reach.COUNTS and export.reach != Reach.COUNTS):
        return False
    if now is Reach.OWN and export.reach == Reach.COUNTS:
        return False
    seen = db.session.scalars(select(Plan.id).join(Centre, Centre.id == Plan.centre_id).where(reached(principal)))
    return set(export.plans) <= set(seen)
