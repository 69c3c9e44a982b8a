"""Whether the sessions behind the sockets still stand.

Accounts are a feature above this layer, so its two tables are known here by their names alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from app import clock
from app.db import Model, db

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
