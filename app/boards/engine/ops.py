"""The ops a browser may send, one struct per kind, tagged by `k`; unknown fields are refused."""

from typing import Annotated

from msgspec import Meta, Struct, field

from app.boards.engine.props import FirstProps, Props
from app.boards.engine.scalars import (
    Coordinate,
    Count,
    Deltas,
    ElementId,
    ElementType,
    Fit,
    Gesture,
    Number,
    OrderKey,
    Text,
    Update,
    Version,
    ZoneId,
)

MOST_IDS = 200
"""Elements one op may name."""

Ids = Annotated[tuple[ElementId, ...], Meta(min_length=1, max_length=MOST_IDS)]


class BaseOp(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True, tag_field="k"):
    """What every op carries: its number `n` in the client's queue and how it came about.

    `base` is the board's seq when it was composed, `pm` the number of the reveal it was
    written for (0 in the open), `nm` that its page said names are shown, `opening` the stretch of
    open writing it was composed in (0 where its page did not say that writing was open), `g` names
    the gesture and `u` the gesture it undoes.
    """

    n: Number
    v: Version = 1
    g: Gesture | None = None
    u: Gesture | None = None
    base: Count = 0
    pm: Count = 0
    nm: bool = False
    opening: Count = field(default=0, name="o")


class AddElement(BaseOp, kw_only=True, frozen=True, tag="el.add"):
    """An element with its first text: of a group or frame its title, of an image what it shows; ink has none.

    `looked_at` says that its page promised that a facilitator looks at it first, `found_place` that the page found the
    place and nobody pointed at it: where something else lies by then, it goes to the next free one.
    """

    id: ElementId
    type: ElementType
    parent: ElementId | None = None
    zone: ZoneId
    z: OrderKey
    p: FirstProps
    t: Text
    looked_at: bool = field(default=False, name="lf")
    found_place: bool = field(default=False, name="fp")


class SetElement(BaseOp, kw_only=True, frozen=True, tag="el.set"):
    id: ElementId
    p: Props


class MoveElement(BaseOp, kw_only=True, frozen=True, tag="el.move"):
    """Put an element somewhere else, whole: zone, what it lies in, order and place. What lies in it comes along.

    `found_place` is as in `el.add`.
    """

    id: ElementId
    parent: ElementId | None = None
    zone: ZoneId
    z: OrderKey
    x: Coordinate
    y: Coordinate
    found_place: bool = field(default=False, name="fp")


class DeleteElements(BaseOp, kw_only=True, frozen=True, tag="el.del"):
    ids: Ids


class UndeleteElements(BaseOp, kw_only=True, frozen=True, tag="el.undel"):
    ids: Ids


class ShowElements(BaseOp, kw_only=True, frozen=True, tag="el.show"):
    """Show everybody what only its author and the facilitators see."""

    ids: Ids


class HideElements(BaseOp, kw_only=True, frozen=True, tag="el.hide"):
    """Leave what all see to its author and the facilitators."""

    ids: Ids


class PutText(BaseOp, kw_only=True, frozen=True, tag="txt.put"):
    """Replace the whole text of a note, or the title of a group.

    `was` is the text it was made from. A note that says something else by then keeps what
    others wrote meanwhile: the server takes what changed, not the whole. `late` names the
    hidden note that keeps the words should they come after the reveal they were written for.
    `fit` is how large these words were set, and holds as long as they are the whole text.
    """

    id: ElementId
    t: Text
    was: Text | None = None
    fit: Fit | None = None
    late: ElementId | None = field(default=None, name="l")


class EditText(BaseOp, kw_only=True, frozen=True, tag="txt"):
    """One step of writing in a note whose text several people may be writing in.

    `u` is the step as a Yjs update made by the Yjs client `yc`; so this op cannot say which
    gesture it undoes. `t` is the whole text after it: as its author sees it when it comes,
    as everybody sees it once the server has merged it (`decide`). `late` and `fit` are as in `txt.put`.
    """

    id: ElementId
    u: Update
    yc: Count
    t: Text
    fit: Fit | None = None
    late: ElementId | None = field(default=None, name="l")


class AddInk(BaseOp, kw_only=True, frozen=True, tag="ink.add"):
    """Draw a stroke on, from the number `at` of those that say where it goes; `final` says that it is whole."""

    id: ElementId
    at: Count
    pts: Deltas
    final: bool = False


class LockElements(BaseOp, kw_only=True, frozen=True, tag="el.lock"):
    ids: Ids


class UnlockElements(BaseOp, kw_only=True, frozen=True, tag="el.unlock"):
    ids: Ids


class MergeNotes(BaseOp, kw_only=True, frozen=True, tag="el.merge"):
    """Fold the notes `ids` into the note `id`: their texts behind its own, their authors beside its own."""

    id: ElementId
    ids: Annotated[tuple[ElementId, ...], Meta(min_length=1, max_length=50)]


Op = (
    AddElement
    | SetElement
    | MoveElement
    | DeleteElements
    | UndeleteElements
    | ShowElements
    | HideElements
    | PutText
    | EditText
    | AddInk
    | LockElements
    | UnlockElements
    | MergeNotes
)
