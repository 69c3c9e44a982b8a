"""How far somebody reaches on a board: which elements they see, and what they may do to each."""

from collections.abc import Iterable
from dataclasses import replace

from app.boards.engine import schema
from app.boards.engine.audience import EVERYONE
from app.boards.engine.state import COMMENT, Board, Context, Deed, Element, Refusal

ARRANGE = (Deed.CHANGE_OWN, Deed.ARRANGE_OTHERS)
REWRITE = (Deed.CHANGE_OWN, Deed.REWRITE_OTHERS)
DELETE = (Deed.DELETE_OWN, Deed.DELETE_OTHERS)
"""The right asked for on one's own element, and on somebody else's."""


def open_to(board: Board, context: Context, id_: str, deeds: tuple[Deed, Deed]) -> Element | Refusal:
    """The living element on which this seat may do the deed, or why it may not."""
    element = seen(board, context, id_)
    if element is None:
        return Refusal("bad-target")
    if code := refused(context, element, deeds):
        return Refusal(code)
    return Refusal("gone") if element.deleted else element


def changeable(board: Board, context: Context, id_: str, deeds: tuple[Deed, Deed]) -> Element | Refusal:
    """The same, unless it is locked: then nobody changes it before it is unlocked."""
    element = open_to(board, context, id_, deeds)
    return Refusal("locked") if isinstance(element, Element) and element.locked else element


def seen(board: Board, context: Context, id_: str) -> Element | None:
    """The element, deleted or not, as far as it is there for this seat."""
    element = board.elements.get(id_)
    if element is None or not context.hearer.hears(element.audience):
        return None
    return element


def refused(context: Context, element: Element, deeds: tuple[Deed, Deed]) -> str | None:
    """Why this seat may not do the deed to the element, if it may not."""
    deed = _deed(context, element, deeds)
    of_the_moment = context.late is not None and element.audience == EVERYONE
    rights = (context.late or {}) if of_the_moment else context.rights
    return rights.get(deed) or kept(context, element, deed)


def kept(context: Context, element: Element, deed: Deed) -> str | None:
    """Why its zone keeps this seat from the deed. What not everybody sees is its author's, whatever the zone."""
    return context.narrowed.get(element.zone, {}).get(deed) if element.audience == EVERYONE else None


def kept_out(context: Context, zone: str, type_: str) -> str | None:
    """Why nothing of this type comes into a zone from this seat."""
    return context.narrowed.get(zone, {}).get(Deed.COMMENT if type_ == COMMENT else Deed.ADD)


def comes_too_late(context: Context, element: Element, pm: int) -> str | None:
    """Why what was composed for oneself, for a reveal, does not go into what others see by now."""
    return "revealed" if pm > 0 and not context.alone(element.audience) else None


def as_promised(context: Context, op: schema.Op) -> Context:
    """The rules of the moment, naming nobody who was not told so when they composed the op.

    What `el.show` names are the authors of what it shows: to them it was promised, or not.
    """
    told = op.nm or isinstance(op, schema.ShowElements)
    return context if told or not context.named else replace(context, named=False)


def is_unnamed(board: Board, context: Context, events: Iterable[schema.Event]) -> bool:
    """Whether nobody is told who does this: where names are not shown, and where it touches what one wrote unnamed."""
    if not context.named:
        return True
    touched = (board.elements.get(event.id) for event in events)
    return any(each is not None and not each.named and context.wrote(each) for each in touched)


def mark_on(board: Board, context: Context, event: schema.Event) -> str | None:
    """Who is kept as having done it: no row ties the two names of somebody.

    What one alone hears is theirs under the name it is said to. What one wrote with a name nobody changed without one.
    """
    if context.alone(event.aud):
        return event.aud
    before = board.elements.get(event.id)
    is_known = before is not None and before.named and context.wrote(before)
    return None if is_known and not context.named else context.mark


def by(context: Context) -> str | None:
    """Who did it, where everybody may know."""
    return context.seat if context.named else None


def _deed(context: Context, element: Element, deeds: tuple[Deed, Deed]) -> Deed:
    """What it is that somebody does to it. Who wrote a part of a note changes it as their own, and deletes it not."""
    own, others = deeds
    is_own = context.began(element) if own == Deed.DELETE_OWN else context.wrote(element)
    return own if is_own else others
