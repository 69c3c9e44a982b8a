"""How much of what a board holds is taken, for those who lead: told well before it is full, and never as a count of
what is hidden.
"""

from sqlalchemy import LargeBinary, Text, cast, func, select

from app.boards.engine.state import MOST_ELEMENTS
from app.boards.engine.weight import MOST_WEIGHT
from app.boards.models import Element
from app.db import db

TOLD_FROM = 0.6
"""Three thousand elements, or three of five megabytes."""

BESIDE_PROPS = 60
"""About what an element weighs more than its properties take in the table."""


def how_full(board_id: str) -> float | None:
    """The part of a board that is taken, in whole hundredths; None while there is plenty of room."""
    props = cast(Element.props, Text)
    # As bytes: letters of most scripts have several.
    size = func.octet_length(props) if db.engine.dialect.name == "postgresql" else func.length(cast(props, LargeBinary))
    living, bytes_ = db.session.execute(
        select(func.count(), func.coalesce(func.sum(size), 0)).where(
            Element.board_id == board_id, Element.deleted_seq.is_(None)
        )
    ).one()
    taken = max(living / MOST_ELEMENTS, (int(bytes_) + BESIDE_PROPS * living) / MOST_WEIGHT)
    return min(1.0, int(taken * 100) / 100) if taken >= TOLD_FROM else None
