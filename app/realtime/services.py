"""What the edge writes down: that a ticket was used; for the other processes, what happened and who is here."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, func, insert, update
from sqlalchemy.exc import IntegrityError

from app import clock
from app.db import db, transaction
from app.events import publish
from app.realtime.errors import BadTicket
from app.realtime.events import AttendanceChanged
from app.realtime.models import Attendance, Happening, UsedTicket


def use_ticket(nonce: str, *, expires_at: datetime) -> None:
    """Note that this ticket was used, and forget those that have run out meanwhile.

    Raises:
        BadTicket: it was used before, in this process or another.
    """
    with transaction():
        db.session.execute(delete(UsedTicket).where(UsedTicket.expires_at < clock.now()))
        db.session.add(UsedTicket(nonce=nonce, expires_at=expires_at))
        try:
            db.session.flush()
        except IntegrityError as error:
            raise BadTicket from error


def several_processes() -> bool:
    """Whether other web processes may serve this house too."""
    return db.engine.dialect.name == "postgresql"


def write_down(origin: str, happened: Sequence[tuple[str, Mapping[str, object]]]) -> None:
    """Write events down for the other processes, as a part of the transaction they happened in."""
    rows = [{"origin": origin, "name": name, "body": body} for name, body in happened]
    db.session.execute(insert(Happening), rows)


def forget_happenings(age: timedelta) -> None:
    """Delete what everybody has heard by now."""
    with transaction():
        db.session.execute(delete(Happening).where(Happening.at < func.now() - age))


def keep_attendance(origin: str, room: str, principals: list[str]) -> bool:
    """Keep whose sockets a process has in a room; where that is news, everybody hears of it. Whether it was."""
    with transaction():
        row = db.session.get(Attendance, (origin, room))
        if (row.principals if row else []) == principals:
            return False
        if row is None:
            db.session.add(Attendance(origin=origin, room=room, principals=principals, seen_at=clock.now()))
        elif principals:
            row.principals, row.seen_at = principals, clock.now()
        else:
            db.session.delete(row)
        publish(AttendanceChanged(room))
    return True


def vouch_for(origin: str, *, now: datetime, dead_since: datetime) -> None:
    """Say that a process lives, and strike off the rooms of those that did not say so for too long."""
    with transaction():
        db.session.execute(update(Attendance).where(Attendance.origin == origin).values(seen_at=now))
        dead = delete(Attendance).where(Attendance.seen_at < dead_since).returning(Attendance.room)
        for room in set(db.session.scalars(dead)):
            publish(AttendanceChanged(room))
