"""Which lines of results are about something that not everybody sees by now: its words are told to nobody."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import select

from app.boards.folded_queries import audiences_of
from app.db import db
from app.voting.models import Result, Round


def hidden_in(round_ids: Collection[str]) -> frozenset[tuple[str, str]]:
    """Round and element, of all that is hidden: by a facilitator, or folded into something that is."""
    query = (
        select(Round.board_id, Result.round_id, Result.element_id)
        .join(Round, Round.id == Result.round_id)
        .where(Result.round_id.in_(round_ids))
    )
    lines = defaultdict[str, set[tuple[str, str]]](set)
    for row in db.session.execute(query) if round_ids else ():
        lines[row.board_id].add((row.round_id, row.element_id))
    hidden = {board_id: audiences_of(board_id, {each for _round, each in here}) for board_id, here in lines.items()}
    return frozenset(line for board_id, here in lines.items() for line in here if line[1] in hidden[board_id])
