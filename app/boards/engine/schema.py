"""The ops a browser may send and the events a board makes of them, as they read on the wire.

One struct per kind, tagged by `k`; unknown fields are refused. An event holds only what
its audience may know: `aud` is there on rows for one seat, `by` where authors are shown.
"""

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from app.boards.engine.state import EVERYONE

LARGEST_INT = 2**53 - 1

ELEMENT_ID = r"^e_[A-Za-z0-9_-]{22}\Z"
ZONE_ID = r"^[A-Za-z0-9_.-]{1,60}\Z"

ElementId = Annotated[str, Meta(pattern=ELEMENT_ID)]
ZoneId = Annotated[str, Meta(pattern=ZONE_ID)]
OrderKey = Annotated[str, Meta(pattern=r"^[0-9A-Za-z]{0,63}[1-9A-Za-z]\Z")]
Number = Annotated[int, Meta(ge=1, le=LARGEST_INT)]
Count = Annotated[int, Meta(ge=0, le=LARGEST_INT)]
Coordinate = Annotated[int, Meta(ge=-1_000_000, le=1_000_000)]
Size = Annotated[int, Meta(ge=1, le=20_000)]
Gesture = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{1,24}\Z")]
Language = Annotated[str, Meta(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}\Z")]
Text = Annotated[str, Meta(max_length=5_000)]
Version = Annotated[int, Meta(ge=1, le=9)]
Colour = Literal["blue", "green", "teal", "orange", "purple", "yellow", "pink", "red", "plain"]
Direction = Literal["auto", "ltr", "rtl"]


class Props(Struct, frozen=True, forbid_unknown_fields=True):
    """The properties a person may set one by one; each is last writer wins."""

    x: Coordinate | UnsetType = UNSET
    y: Coordinate | UnsetType = UNSET
    w: Size | UnsetType = UNSET
    h: Size | UnsetType = UNSET
    colour: Colour | UnsetType | None = UNSET
    lang: Language | UnsetType | None = UNSET
    dir: Direction | UnsetType = UNSET

    def __post_init__(self) -> None:
        if all(getattr(self, name) is UNSET for name in self.__struct_fields__):
            raise ValueError("nothing is set")


class FirstProps(Struct, frozen=True, forbid_unknown_fields=True):
    """The properties a new note comes with."""

    x: Coordinate
    y: Coordinate
    w: Size = 160
    h: Size = 120
    colour: Colour | None = None
    lang: Language | None = None
    dir: Direction = "auto"


class BaseOp(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True, tag_field="k"):
    """What every op carries: its number `n` in the client's queue and how it came about.

    `base` is the board's seq when it was composed, `pm` the number of the reveal it was
    written for (0 in the open), `g` names the gesture and `u` the gesture it undoes.
    """

    n: Number
    v: Version = 1
    g: Gesture | None = None
    u: Gesture | None = None
    base: Count = 0
    pm: Count = 0


class AddElement(BaseOp, kw_only=True, frozen=True, tag="el.add"):
    id: ElementId
    type: Literal["note"]
    parent: ElementId | None = None
    zone: ZoneId
    z: OrderKey
    p: FirstProps
    t: Text


class SetElement(BaseOp, kw_only=True, frozen=True, tag="el.set"):
    id: ElementId
    p: Props


class MoveElement(BaseOp, kw_only=True, frozen=True, tag="el.move"):
    id: ElementId
    parent: ElementId | None = None
    zone: ZoneId
    z: OrderKey
    x: Coordinate
    y: Coordinate


class DeleteElements(BaseOp, kw_only=True, frozen=True, tag="el.del"):
    ids: Annotated[tuple[ElementId, ...], Meta(min_length=1, max_length=200)]


class UndeleteElements(BaseOp, kw_only=True, frozen=True, tag="el.undel"):
    ids: Annotated[tuple[ElementId, ...], Meta(min_length=1, max_length=200)]


class PutText(BaseOp, kw_only=True, frozen=True, tag="txt.put"):
    """Replace the whole text of a note."""

    id: ElementId
    t: Text


Op = AddElement | SetElement | MoveElement | DeleteElements | UndeleteElements | PutText


class Record(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """An element as it reads on the wire, all but its id and its author; what is left out has its default."""

    type: Literal["note"]
    zone: str
    parent: str | None = None
    z: str
    x: int
    y: int
    w: int
    h: int
    colour: str | None = None
    lang: str | None = None
    dir: str = "auto"
    text: str


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
    p: Props


class ElementMoved(BaseEvent, kw_only=True, frozen=True, tag="el.move"):
    parent: str | None = None
    zone: str
    z: str
    x: int
    y: int


class ElementDeleted(BaseEvent, kw_only=True, frozen=True, tag="el.del"):
    pass


class TextPut(BaseEvent, kw_only=True, frozen=True, tag="txt.put"):
    t: str


Event = ElementAdded | ElementPut | ElementSet | ElementMoved | ElementDeleted | TextPut
