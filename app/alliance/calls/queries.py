"""Finding calls: published ones for everybody, drafts for those who write them."""

from sqlalchemy import func, select

from app import clock
from app.accounts.models import Principal
from app.alliance.calls.models import Call
from app.alliance.calls.policy import keeps_desk
from app.alliance.calls.standing import Standing
from app.db import db
from app.errors import NotFound


def calls_for(reader: Principal | None) -> list[Call]:
    """The calls somebody may read: open ones first, then those to come, then the closed, the newest first."""
    found = select(Call).order_by(Call.opens_at.desc(), Call.id)
    if not keeps_desk(reader):
        found = found.where(Call.published_at.is_not(None))
    now = clock.now()
    rank = (Standing.DRAFT, Standing.OPEN, Standing.COMING, Standing.CLOSED)
    return sorted(db.session.scalars(found), key=lambda call: rank.index(call.standing(now)))


def call_for(reader: Principal | None, call_id: str) -> Call:
    """A call somebody may read.

    Raises:
        NotFound: there is none, or it is not published and not theirs to write.
    """
    wanted = select(Call).where(Call.id == call_id)
    if not keeps_desk(reader):
        wanted = wanted.where(Call.published_at.is_not(None))
    found = db.session.scalar(wanted)
    if found is None:
        raise NotFound
    return found


def open_calls() -> int:
    """How many calls are open now."""
    now = clock.now()
    opened = select(func.count()).where(Call.published_at.is_not(None), Call.opens_at <= now, Call.closes_at > now)
    return db.session.scalar(opened) or 0


def next_sequence() -> int:
    """The number the next call has in this house."""
    return (db.session.scalar(select(func.max(Call.sequence))) or 0) + 1
