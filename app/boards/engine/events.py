"""What a board makes of ops, one struct per kind, tagged by `k`: the rows of its log.

An event holds only what its audience may know: `aud` is there on rows that are not for all, `by` where authors
are shown.
"""

from msgspec import Struct

from app.boards.engine.props import Props, Record
from app.boards.engine.state import EVERYONE


class BaseEvent(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True, omit_defaults=True, tag_field="k"):
    """What every event carries: the element it is about, and who did it where that may be known."""

    id: str
    by: str | None = None
    aud: str = EVERYONE


class ElementAdded(BaseEvent, kw_only=True, frozen=True, tag="el.add"):
    """`pm` is the number of the reveal a private note waits for; `nm` says that it may name its author then."""

    r: Record
    pm: int = 0
    nm: bool = False


class ElementPut(BaseEvent, kw_only=True, frozen=True, tag="el.put"):
    """The whole element, whatever was there: made by the server at a reveal or when a deletion is undone."""

    r: Record
    pm: int = 0
    nm: bool = False


class ElementSet(BaseEvent, kw_only=True, frozen=True, tag="el.set"):
    """`mr` says that nobody asked for it: the element makes room for another, or has room again."""

    p: Props
    mr: bool = False


class ElementMoved(BaseEvent, kw_only=True, frozen=True, tag="el.move"):
    parent: str | None = None
    zone: str
    z: str
    x: int
    y: int


class ElementDeleted(BaseEvent, kw_only=True, frozen=True, tag="el.del"):
    pass


class TextPut(BaseEvent, kw_only=True, frozen=True, tag="txt.put"):
    """`u` is the same as a Yjs update, for those who are writing in the text just then; `fit` is of these words."""

    t: str
    u: str | None = None
    fit: int | None = None


class TextEdited(BaseEvent, kw_only=True, frozen=True, tag="txt"):
    """`t` is the whole text after the update `u`, for those who only read it."""

    u: str
    t: str
    fit: int | None = None


class InkAdded(BaseEvent, kw_only=True, frozen=True, tag="ink.add"):
    at: int
    pts: tuple[int, ...]
    final: bool = False


class ElementLocked(BaseEvent, kw_only=True, frozen=True, tag="el.lock"):
    pass


class ElementUnlocked(BaseEvent, kw_only=True, frozen=True, tag="el.unlock"):
    pass


class NotesMerged(BaseEvent, kw_only=True, frozen=True, tag="el.merge"):
    """The note says `t` now, and is theirs too who wrote the notes `ids`, as far as its reader knows them.

    The notes themselves are deleted in rows before. `u` is as in `TextPut`.
    """

    ids: tuple[str, ...]
    t: str
    u: str | None = None


Event = (
    ElementAdded
    | ElementPut
    | ElementSet
    | ElementMoved
    | ElementDeleted
    | TextPut
    | TextEdited
    | InkAdded
    | ElementLocked
    | ElementUnlocked
    | NotesMerged
)
