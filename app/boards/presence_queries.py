"""What a board's presence must know of its workshop at the moment it tells of it."""

from collections.abc import Collection

from sqlalchemy import bindparam, select

from app.boards.engine.state import EVERYONE
from app.boards.models import Board, Element
from app.boards.told import Rules
from app.db import db
from app.workshops.models import Stage, Workshop, WorkshopCanvas
from app.workshops.stage import Writing

_RULES = (
    select(Stage.writing, Workshop.names_shown)
    .join(Board, Board.workshop_id == Stage.workshop_id)
    .join(Workshop, Workshop.id == Stage.workshop_id)
    .where(Board.id == bindparam("board"))
)


def never_names(workshop_id: str, canvas: str) -> bool:
    """Whether a canvas forbids names, whatever its workshop says. It never changes."""
    body = db.session.scalar(
        select(WorkshopCanvas.body).where(WorkshopCanvas.workshop_id == workshop_id, WorkshopCanvas.canvas == canvas)
    )
    return bool(body and body.get("default_anonymous"))


def rules_now(board_id: str) -> Rules:
    """Whether people write alone just now, and whether the workshop shows names."""
    writing, named = db.session.execute(_RULES, {"board": board_id}).one()
    return Rules(private=writing == Writing.PRIVATE, named=named)


def public_among(board_id: str, elements: Collection[str]) -> set[str]:
    """Those of these elements that everybody sees."""
    if not elements:
        return set()
    found = select(Element.id).where(
        Element.board_id == board_id,
        Element.id.in_(elements),
        Element.audience == EVERYONE,
        Element.deleted_seq.is_(None),
    )
    return set(db.session.scalars(found))


def unnamed_among(board_id: str, elements: Collection[str]) -> set[str]:
    """Those of these elements that somebody wrote unnamed: whoever writes on one may be who."""
    if not elements:
        return set()
    found = select(Element.id).where(
        Element.board_id == board_id, Element.id.in_(elements), Element.author_id.is_not(None), ~Element.named
    )
    return set(db.session.scalars(found))
