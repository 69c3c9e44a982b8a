"""What facilitators show to all, and what they hide: those who wrote it and all who facilitate keep seeing it."""

from collections.abc import Collection
from dataclasses import replace

from app.boards.engine import schema
from app.boards.engine.audience import EVERYONE, inbox_of, is_alone, is_inbox
from app.boards.engine.deletion import height
from app.boards.engine.ends import detached, standing
from app.boards.engine.groups import freed, holds
from app.boards.engine.reach import by, seen
from app.boards.engine.state import COMMENT, Board, Context, Element, Refusal
from app.boards.engine.whole import put


def waits(board: Board, generations: Collection[int], removed: Collection[str]) -> bool:
    """True when something of somebody who was not `removed` waits for one of these reveals, of whatever type."""
    return any(
        each.generation in generations and is_alone(each.audience) and each.audience not in removed and not each.deleted
        for each in board.elements.values()
    )


def show(board: Board, context: Context, ids: tuple[str, ...]) -> list[schema.Event] | Refusal:
    """Show everybody what waits to be looked at or was hidden, frames and groups before what lies in them."""
    chosen = _chosen(board, context, ids)
    if isinstance(chosen, Refusal):
        return chosen
    coming = {
        id_: replace(each, audience=EVERYONE, named=each.named and context.named)
        for id_, each in chosen.items()
        if is_inbox(each.audience)
    }
    after = replace(board, elements={**board.elements, **coming})
    holders_first = sorted(coming.values(), key=lambda each: -height(board, each))
    return [
        put(_in_its_place(after, standing(after, each))) for each in holders_first if not _about_hidden(after, each)
    ] or Refusal("not-hidden")


def hide(board: Board, context: Context, ids: tuple[str, ...]) -> list[schema.Event] | Refusal:
    """Take something from everybody but its author and the facilitators: the others hear that it was deleted.

    What lies in a group or frame that is hidden stays where it is, in none; connectors let go of
    what is hidden, comments about it go too.
    """
    chosen = _chosen(board, context, ids)
    if isinstance(chosen, Refusal):
        return chosen
    going = {id_: each for id_, each in chosen.items() if each.audience == EVERYONE}
    going |= {each.id: each for each in board.elements.values() if _is_public_comment(each) and each.about in going}
    who = by(context)
    events, free = detached(board, going, who), freed(board, going, who)
    for each in sorted(going.values(), key=lambda each: height(board, each)):
        events += free.get(each.id, ())
        parent = None if each.parent in going else each.parent
        hidden = replace(each, audience=inbox_of(each.author or ""), generation=0, parent=parent)
        events += [schema.ElementDeleted(id=each.id, by=who), put(hidden)]
    return events or Refusal("not-public")


def _chosen(board: Board, context: Context, ids: tuple[str, ...]) -> dict[str, Element] | Refusal:
    """The living elements among these, once each is seen and the seat is one that shows and hides."""
    chosen: dict[str, Element] = {}
    for id_ in ids:
        element = seen(board, context, id_)
        if element is None:
            return Refusal("bad-target")
        if not context.leads:
            return Refusal("not-yours")
        if not element.deleted:
            chosen[id_] = element
    return chosen or Refusal("gone")


def _in_its_place(after: Board, element: Element) -> Element:
    """An element as everybody sees it: in its group or frame where they see that too."""
    above = after.elements.get(element.parent or "")
    stays = above is None or (not above.deleted and holds(above, zone=element.zone, audience=EVERYONE))
    return element if stays else replace(element, parent=None)


def _about_hidden(after: Board, element: Element) -> bool:
    """A comment is hidden like what it is about."""
    about = after.elements.get(element.about or "")
    return about is not None and about.audience != EVERYONE


def _is_public_comment(element: Element) -> bool:
    return element.type == COMMENT and element.audience == EVERYONE and not element.deleted
