"""A board filled at once, in a transaction that somebody else began: each op by the rules of every other.

What comes from a file is decided as if a facilitator had written it in the open, and is
nobody's: the names in a file are no seats here.
"""

from collections.abc import Iterable

from sqlalchemy import Connection

from app.boards import log
from app.boards.engine import schema
from app.boards.engine.decide import decide
from app.boards.engine.state import Board, Context, Refusal
from app.boards.log import Draft, Entry
from app.boards.scene import read_ground

NOBODY = ""
GESTURE = "load"


def fill(connection: Connection, board_id: str, ops: Iterable[schema.Op]) -> Board | Refusal:
    """Write ops onto an empty board: all, or none with why. The board's row stays locked until the commit."""
    locked = log.lock(connection, board_id)
    if locked is None:
        return Refusal("bad-target")
    state = log.read_state(connection, board_id, locked.seq)
    if state.living:
        return Refusal("not-empty")
    ground = read_ground(connection, locked)
    context = Context(seat=NOBODY, rights={}, private=False, generation=0, zones=ground.zones, fields=ground.fields)
    draft = Draft(board_id, state)
    for op in ops:
        outcome = decide(draft.state, context, op)
        if isinstance(outcome, Refusal):
            return outcome
        for event in outcome:
            draft.add(Entry(event, gesture=GESTURE))
    draft.write(connection)
    return draft.state
