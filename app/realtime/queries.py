"""Whether the sessions behind the sockets still stand, what happened in other processes, and who is connected there.

Accounts are a feature above this layer, so its two tables are known here by their names alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Row, func, select

from app import clock
from app.db import Model, db
from app.realtime.models import Attendance, Happening

_AT_A_TIME = 500


@dataclass(frozen=True, slots=True)
class Standing:
    """A session that counts: whose it is, and the digest of the secret in its cookie."""

    principal_id: str
    secret_digest: str


def standing(session_ids: Iterable[str]) -> dict[str, Standing]:
    """Those of the sessions that neither ended nor ran out, whose principal was not revoked since."""
    ids = list(set(session_ids))
    rows: dict[str, Standing] = {}
    for start in range(0, len(ids), _AT_A_TIME):
        rows |= _standing(ids[start : start + _AT_A_TIME])
    return rows


def _standing(ids: list[str]) -> dict[str, Standing]:
    session, principal = Model.metadata.tables["web_session"], Model.metadata.tables["principal"]
    query = (
        select(session.c.id, session.c.principal_id, session.c.secret_digest)
        .join(principal, principal.c.id == session.c.principal_id)
        .where(
            session.c.id.in_(ids),
            session.c.revoked_at.is_(None),
            session.c.expires_at > clock.now(),
            session.c.auth_epoch == principal.c.auth_epoch,
            principal.c.revoked_at.is_(None),
        )
    )
    return {row.id: Standing(row.principal_id, row.secret_digest) for row in db.session.execute(query)}


def happenings(after: int) -> Sequence[Row[int, str, str, dict[str, object]]]:
    """What was written down behind a number, in order: number, origin, name and body."""
    columns = (Happening.number, Happening.origin, Happening.name, Happening.body)
    return db.session.execute(select(*columns).where(Happening.number > after).order_by(Happening.number)).all()


def last_happening(age: timedelta) -> int:
    """The last number that is at least so old; 0 where there is none."""
    return db.session.scalar(select(func.max(Happening.number)).where(Happening.at < func.now() - age)) or 0


def attendance_elsewhere(origin: str, room: str, *, since: datetime) -> list[list[str]]:
    """The principals that other processes have in a room, a list for each process heard of since."""
    found = select(Attendance.principals).where(
        Attendance.room == room, Attendance.origin != origin, Attendance.seen_at > since
    )
    return list(db.session.scalars(found))
