"""Where connectors begin and end, and what comments are about. No answer and no row tells of what is hidden."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from app.boards.engine import schema
from app.boards.engine.audience import EVERYONE
from app.boards.engine.groups import near
from app.boards.engine.reach import kept, seen
from app.boards.engine.scalars import Point
from app.boards.engine.state import COMMENT, CONNECTOR, Board, Context, Deed, Element, Refusal

ENDS = ("start", "end")
UNTIED = frozenset({CONNECTOR, COMMENT})
"""What no connector is tied to."""


def tied(board: Board, context: Context, given: Mapping[str, object], audience: str) -> dict[str, object] | Refusal:
    """The ends among the properties of a connector of this audience, as its row may say them.

    Each is at a point or at something that is seen and lives. Where not everybody who sees the
    connector sees that, the row says the point where it is.
    """
    told: dict[str, object] = {}
    for name in ENDS:
        if not isinstance(end := given.get(name), str):
            continue
        element = seen(board, context, end)
        if element is None or element.type in UNTIED:
            return Refusal("bad-target")
        if element.deleted:
            return Refusal("gone")
        if code := kept(context, element, Deed.ADD):
            return Refusal(code)
        if element.audience not in {EVERYONE, audience}:
            told[name] = middle(element)
    return told


def detached(
    board: Board, going: Mapping[str, Element], by: str | None, *, instead: str | None = None
) -> list[schema.Event]:
    """What becomes of connectors to elements that go: they end where those were, or at what is there instead."""
    return [
        schema.ElementSet(
            id=each.id,
            p=schema.Props(**{name: instead or middle(going[end]) for name, end in _at(each, going)}),  # type: ignore[arg-type]
            by=by,
            aud=each.audience,
        )
        for each in board.elements.values()
        if each.type == CONNECTOR and not each.deleted and each.id not in going and any(_at(each, going))
    ]


def standing(board: Board, element: Element, coming: Collection[str] = ()) -> Element:
    """A connector as all may see it who see it: an end that is not there for them, or will not be, is a point."""
    lost = {name: at for name in ENDS if (at := _lost(board, element, getattr(element, name), coming))}
    return replace(element, **lost) if lost else element  # type: ignore[arg-type]


def middle(element: Element) -> Point:
    """Where a connector ends whose end was this element."""
    return near(element.x + element.w // 2), near(element.y + element.h // 2)


def _lost(board: Board, connector: Element, end: object, coming: Collection[str]) -> Point | None:
    element = board.elements.get(end) if isinstance(end, str) else None
    if element is None:
        return None
    hidden = element.audience not in {EVERYONE, connector.audience}
    gone = element.deleted and element.id not in coming
    return middle(element) if hidden or gone else None


def _at(connector: Element, going: Mapping[str, Element]) -> Iterator[tuple[str, str]]:
    for name in ENDS:
        end = getattr(connector, name)
        if isinstance(end, str) and end in going:
            yield name, end
