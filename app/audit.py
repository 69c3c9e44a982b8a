"""What was done to rights, rules and results: one row per deed, in the verb's own transaction.

Nothing in a row is ever changed, but that names of guests are erased when it is time (`erase`).
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection, String, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from app import clock
from app.db import Json, Model, db


class AuditRow(Model):
    """One deed. `target` names a row as `table:id`.

    `details` hold ids, codes and names of things, never the name of a guest or the text of a note.
    """

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor_id: Mapped[str | None] = mapped_column(String(22), index=True)
    action: Mapped[str] = mapped_column(String(60))
    target: Mapped[str] = mapped_column(String(120), index=True)
    details: Mapped[dict[str, object]] = mapped_column(Json, default=dict)


def record(action: str, target: str, *, actor_id: str | None, **details: object) -> None:
    """Write the deed down; the caller's transaction commits it or takes it back."""
    db.session.add(AuditRow(at=clock.now(), actor_id=actor_id, action=action, target=target, details=details))


def read(targets: Collection[str], deeds: Collection[str], *, since: datetime) -> Sequence[AuditRow]:
    """Deeds of these kinds done to these things after a moment, the oldest first."""
    asked = select(AuditRow).where(AuditRow.target.in_(targets), AuditRow.action.in_(deeds), AuditRow.at > since)
    return db.session.scalars(asked.order_by(AuditRow.id)).all()


def erase(targets: Collection[str], name: str) -> None:
    """Take one of the details off all deeds done to these things, in the caller's transaction.

    The deeds stay. It is how a name is forgotten that stands in rows written before names were kept out of the audit.
    """
    for row in db.session.scalars(select(AuditRow).where(AuditRow.target.in_(targets))):
        if name in row.details:
            row.details = {key: said for key, said in row.details.items() if key != name}


def write(connection: Connection, action: str, target: str, *, actor_id: str | None, **details: object) -> None:
    """The same on a connection whose transaction somebody else began."""
    row = {"at": clock.now(), "actor_id": actor_id, "action": action, "target": target, "details": details}
    connection.execute(insert(AuditRow.metadata.tables["audit"]), row)
