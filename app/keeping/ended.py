"""What has ended stays ended: neither signed-out devices nor used links come back with an older state of a house, nor
letters to whoever wants none.
"""

from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Connection, Table, bindparam, insert, select, update

from app.accounts.models import OneTimeLink, Principal, RecoveryCode, WebSession
from app.alliance.eoi.models import InterestLink
from app.db import Model
from app.keeping import tables
from app.plans.models import CalendarFeed, CheckInLink, MailAddress, Share
from app.realtime.models import UsedTicket

ENDINGS = (
    (WebSession.__tablename__, "id", "revoked_at"),
    (OneTimeLink.__tablename__, "id", "used_at"),
    (RecoveryCode.__tablename__, "code_digest", "used_at"),
    (CheckInLink.__tablename__, "id", "revoked_at"),
    (Share.__tablename__, "id", "revoked_at"),
    (CalendarFeed.__tablename__, "id", "revoked_at"),
    (InterestLink.__tablename__, "token_digest", "revoked_at"),
    (MailAddress.__tablename__, "address", "stopped_at"),
)
"""Where it stands, by which key, and when it ended."""

ALSO = ((Principal.__tablename__, "id", "auth_epoch"), (UsedTicket.__tablename__, "nonce", "expires_at"))
"""How often every device of somebody was signed out, and which tickets were used."""

Ended = dict[str, list[dict[str, object]]]


def ended(connection: Connection) -> Ended:
    """What has ended in a house that is about to be replaced. Its tables may be of another version."""
    there = {table.name: table for table in tables.all_of(connection)}
    found: Ended = {}
    for name, key, value in (*ENDINGS, *ALSO):
        table = there.get(name)
        if table is not None and {key, value} <= set(table.columns.keys()):
            query = select(table.c[key].label("of"), table.c[value].label("to")).where(table.c[value].is_not(None))
            found[name] = [dict(row) for row in connection.execute(query).mappings()]
    return found


def end_again(connection: Connection, found: Ended) -> None:
    """Let it be ended in the house that has come back, too."""
    _know_addresses(connection, found.get(MailAddress.__tablename__, []))
    for name, key, value in ENDINGS:
        table = Model.metadata.tables[name]
        _write(connection, found, table, (key, value), where=table.c[value].is_(None))
    principals = Model.metadata.tables[Principal.__tablename__]
    fewer = principals.c.auth_epoch < bindparam("to")
    _write(connection, found, principals, ("id", "auth_epoch"), where=fewer)
    if used := found.get(UsedTicket.__tablename__):
        rows = [{"nonce": row["of"], "expires_at": _aware(row["to"])} for row in used]
        connection.execute(insert(UsedTicket), rows)


def end_links(connection: Connection, at: datetime) -> int:
    """End the one-time links that were not used when the backup was made: nobody knows whether they were since."""
    done = connection.execute(update(OneTimeLink).where(OneTimeLink.used_at.is_(None)).values(used_at=at))
    return done.rowcount


def end_sessions(connection: Connection, at: datetime) -> int:
    """Sign every device out."""
    done = connection.execute(update(WebSession).where(WebSession.revoked_at.is_(None)).values(revoked_at=at))
    return done.rowcount


def _know_addresses(connection: Connection, stopped: list[dict[str, object]]) -> None:
    """Let there be a row for each address that wants no mail: an older state may know nothing of it."""
    known = set(connection.scalars(select(MailAddress.address)))
    if missing := [{"address": row["of"]} for row in stopped if row["of"] not in known]:
        connection.execute(insert(MailAddress), missing)


def _write(
    connection: Connection, found: Ended, table: Table, columns: tuple[str, str], *, where: ColumnElement[bool]
) -> None:
    key, value = columns
    rows = [{"of": row["of"], "to": _aware(row["to"])} for row in found.get(table.name, [])]
    if rows:
        change = update(table).where(table.c[key] == bindparam("of"), where).values({value: bindparam("to")})
        connection.execute(change, rows)


def _aware(value: object) -> object:
    """SQLite's own moments carry no zone; they are in UTC."""
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) and value.tzinfo is None else value
