"""How much a board holds."""

from collections.abc import Sequence

from app.boards.engine.state import IMAGE, INK, MOST_ELEMENTS, MOST_IMAGES, MOST_STROKES, Board

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


def _living(board: Board, type_: str) -> int:
    return sum(each.type == type_ and not each.deleted for each in board.elements.values())
