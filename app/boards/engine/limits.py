"""How much a board holds."""

from collections.abc import Sequence

from msgspec import UNSET

from app.boards.engine import schema
from app.boards.engine.apply import change
from app.boards.engine.state import IMAGE, INK, MOST_ELEMENTS, MOST_IMAGES, MOST_STROKES, Board, Refusal
from app.boards.engine.weight import MOST_WEIGHT

_NEVER_MORE = (schema.ElementMoved, schema.ElementDeleted, schema.ElementLocked, schema.ElementUnlocked)

_MOST = {INK: (MOST_STROKES, "ink-full"), IMAGE: (MOST_IMAGES, "images-full")}


def beyond(board: Board, coming: Sequence[str]) -> str | None:
    """Why elements of these types find no more room, if they do not."""
    if board.living + len(coming) > MOST_ELEMENTS:
        return "board-full"
    for type_, (most, code) in _MOST.items():
        count = coming.count(type_)
        if count and _living(board, type_) + count > most:
            return code
    return None


def weighed(board: Board, outcome: list[schema.Event] | Refusal) -> list[schema.Event] | Refusal:
    """What was decided, unless the board would be too heavy and heavier than it is: less is always taken."""
    if isinstance(outcome, Refusal):
        return outcome
    gain = _gain(board, outcome)
    return Refusal("board-full") if gain > 0 and board.weight + gain > MOST_WEIGHT else outcome


def _gain(board: Board, events: Sequence[schema.Event]) -> int:
    """By how much the board is heavier after these, from the elements they touch alone."""
    if all(map(_adds_nothing, events)):
        return 0
    touched = {event.id: board.elements[event.id] for event in events if event.id in board.elements}
    return sum(change(touched, event).weight for event in events)


def _adds_nothing(event: schema.Event) -> bool:
    """Whether it has no words and no strokes, as most have not that come by the hundred."""
    if isinstance(event, schema.ElementSet):
        return event.p.gloss is UNSET and event.p.fields is UNSET
    return isinstance(event, _NEVER_MORE)


def _living(board: Board, type_: str) -> int:
    return sum(each.type == type_ and not each.deleted for each in board.elements.values())
