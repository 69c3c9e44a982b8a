"""A board filled at once: each op by the rules of every other, worked out first and then written.

What comes from a file is decided as if a facilitator had written it in the open, and is
nobody's: the names in a file are no seats here.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from app.boards import log
from app.boards.draft import Draft, Entry, Laid
from app.boards.engine import schema
from app.boards.engine.decide import decide
from app.boards.engine.state import Context, Refusal
from app.boards.log import Locked
from app.boards.scene import read_ground

NOBODY = ""
GESTURE = "load"


@dataclass(frozen=True, slots=True)
class Filled:
    """What filling a board writes, as long as that stands where it stood; `living` elements lie on it then."""

    board: Locked
    laid: Laid
    living: int


def work_out(connection: Connection, locked: Locked, ops: Iterable[schema.Op]) -> Filled | Refusal:
    """What ops come to on an empty board, or why one of them may not be."""
    state = log.read_state(connection, locked.id, locked.seq)
    if state.living:
        return Refusal("not-empty")
    ground = read_ground(connection, locked)
    context = Context(seat=NOBODY, rights={}, private=False, generation=0, zones=ground.zones, fields=ground.fields)
    draft = Draft(locked.id, state)
    for op in ops:
        outcome = decide(draft.state, context, op)
        if isinstance(outcome, Refusal):
            return outcome
        for event in outcome:
            draft.add(Entry(event, gesture=GESTURE))
    return Filled(locked, draft.laid(), draft.state.living)
