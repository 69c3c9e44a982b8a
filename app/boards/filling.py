"""A board filled at once: each op by the rules of every other, worked out first and then written.

What comes from a file is decided as if a facilitator had written it in the open, and is
nobody's: the names in a file are no seats here. Houses differ in what a canvas asks of its notes:
answers nobody asks for here are left out.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from msgspec import UNSET, UnsetType
from msgspec.structs import replace
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
    asked = frozenset[str]().union(*ground.fields.values())
    draft = Draft(locked.id, state)
    for op in ops:
        outcome = decide(draft.state, context, _answering(op, asked))
        if isinstance(outcome, Refusal):
            return outcome
        for event in outcome:
            draft.add(Entry(event, gesture=GESTURE))
    return Filled(locked, draft.laid(), draft.state.living)


def _answering(op: schema.Op, asked: frozenset[str]) -> schema.Op:
    """The op with those of its answers alone that are asked for."""
    if not isinstance(op, schema.AddElement) or isinstance(op.p.fields, UnsetType):
        return op
    given = {name: value for name, value in op.p.fields.items() if name in asked}
    return replace(op, p=replace(op.p, fields=given or UNSET))
