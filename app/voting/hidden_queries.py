"""Which lines of results are about something that not everybody sees by now: its words are told to nobody."""

from collections.abc import Collection

from sqlalchemy import select

from app.boards.engine.state import EVERYONE
from app.boards.models import Element
from app.db import db
from app.voting.models import Result, Round


def hidden_in(round_ids: Collection[str]) -> frozenset[tuple[str, str]]:
    """Round and element, of all that is hidden: by a facilitator, or folded into something that is."""
    query = (
        select(Result.round_id, Result.element_id)
        .join(Round, Round.id == Result.round_id)
        .join(Element, (Element.board_id == Round.board_id) & (Element.id == Result.element_id))
        .where(Result.round_id.in_(round_ids), Element.audience != EVERYONE)
    )
    return frozenset((row.round_id, row.element_id) for row in db.session.execute(query)) if round_ids else frozenset()
