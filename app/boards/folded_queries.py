"""Who sees what lay on a board once: hidden things, and those that were folded into something that was hidden since."""

from collections.abc import Collection
from typing import cast

from sqlalchemy import select

from app.boards.engine.audience import EVERYONE
from app.boards.engine.ops import MOST_IDS
from app.boards.models import Element, Op
from app.db import db


def audiences_of(board_id: str, ids: Collection[str]) -> dict[str, str]:
    """Return the audience of each of these elements that not everybody sees, deleted ones too.

    What was folded into another has its audience, for the other says its words.
    """
    query = select(Element.id, Element.audience, Element.deleted_seq).where(
        Element.board_id == board_id, Element.id.in_(ids)
    )
    rows = db.session.execute(query).all() if ids else []
    hidden = {row.id: row.audience for row in rows if row.audience != EVERYONE}
    into = _folded_into(board_id, {row.id: row.deleted_seq for row in rows if row.deleted_seq and row.id not in hidden})
    further = audiences_of(board_id, set(into.values())) if into else {}
    return hidden | {id_: further[other] for id_, other in into.items() if other in further}


def _folded_into(board_id: str, deleted: dict[str, int]) -> dict[str, str]:
    """Return into what each of these was folded, of those that went by that: the row of it comes right after theirs."""
    if not deleted:
        return {}
    first, last = min(deleted.values()), max(deleted.values()) + MOST_IDS
    query = select(Op.seq, Op.target_id, Op.body).where(
        Op.board_id == board_id, Op.seq.between(first, last), Op.kind == "el.merge"
    )
    return {
        id_: str(row.target_id)
        for row in db.session.execute(query)
        for id_ in cast("list[str]", row.body["ids"])
        if id_ in deleted and deleted[id_] < row.seq <= deleted[id_] + MOST_IDS
    }


def folded_into(board_id: str, ids: Collection[str]) -> set[str]:
    """Return all that these elements were folded into, one after the other."""
    query = select(Element.id, Element.deleted_seq).where(
        Element.board_id == board_id, Element.id.in_(ids), Element.deleted_seq.is_not(None)
    )
    deleted = {row.id: row.deleted_seq for row in db.session.execute(query)} if ids else {}
    into = set(_folded_into(board_id, deleted).values())
    return into | folded_into(board_id, into) if into else into
