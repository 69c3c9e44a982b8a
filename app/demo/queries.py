"""Finding what a file may name, what came out of files, and where the live room is."""

from collections.abc import Sequence
from typing import cast

from sqlalchemy import exists, select

from app.accounts.models import AllianceRole, Person
from app.canvases.library import library
from app.centres.models import Centre, Term
from app.db import db
from app.demo.checking import World
from app.demo.models import FileRow
from app.workshops.models import Workshop

LIVE = "workshop:live"
"""How the live copy is called among the rows of files."""


def world() -> World:
    """Everything a file may name without bringing it."""
    terms: dict[str, set[str]] = {"region": set(), "centre_type": set(), "capability": set()}
    for term in db.session.scalars(select(Term)):
        terms.setdefault(term.kind, set()).add(term.code)
    return World(
        zones={canvas.id: frozenset(zone.id for zone in canvas.zones) for canvas in library().canvases.values()},
        centres=frozenset(code for code in db.session.scalars(select(Centre.code)) if code),
        terms={kind: frozenset(codes) for kind, codes in terms.items()},
    )


def leader() -> Person | None:
    """Who leads what is loaded: the administrator who has been here longest."""
    return db.session.scalar(
        select(Person)
        .where(Person.alliance_role == AllianceRole.ADMINISTRATOR, Person.revoked_at.is_(None))
        .order_by(Person.created_at, Person.id)
        .limit(1)
    )


def house_is_empty() -> bool:
    """Whether nobody and nothing is here yet."""
    return not any(db.session.scalar(select(exists().select_from(table))) for table in (Person, Centre, Workshop))


def row_id(source: str, *, demo: bool) -> str | None:
    """The id of the row that something in a file became."""
    return db.session.scalar(select(FileRow.row_id).where(FileRow.source == source, FileRow.demo == demo))


def demo_rows(kind: str) -> Sequence[FileRow]:
    """The rows of one kind that the demonstration made."""
    found = select(FileRow).where(FileRow.demo, FileRow.source.startswith(f"{kind}:", autoescape=True))
    return db.session.scalars(found.order_by(FileRow.source)).all()


def live_workshop() -> Workshop | None:
    """The live room of the demonstration, if there is one."""
    found = row_id(LIVE, demo=True)
    return db.session.get(Workshop, found) if found else None


def demo_person(source: str) -> Person | None:
    """Somebody of the demonstration."""
    found = row_id(source, demo=True)
    return cast("Person | None", db.session.get(Person, found)) if found else None
