"""The properties of elements, on the wire: those that may be set, those that come with a new one, and all of them.

Which of them elements of a type have stands in `kinds`.
"""

from typing import Any

from msgspec import UNSET, Struct, UnsetType

from app.boards.engine.scalars import (
    Arrow,
    AssetId,
    Colour,
    Coordinate,
    Direction,
    ElementId,
    ElementType,
    End,
    Fields,
    FirstFields,
    Fit,
    Form,
    Gloss,
    Language,
    Pen,
    Size,
    Stroke,
    TextSize,
)


class Props(Struct, frozen=True, forbid_unknown_fields=True):
    """The properties a person may set one by one; each is last writer wins, as is each of `fields`."""

    x: Coordinate | UnsetType = UNSET
    y: Coordinate | UnsetType = UNSET
    w: Size | UnsetType = UNSET
    h: Size | UnsetType = UNSET
    colour: Colour | UnsetType | None = UNSET
    lang: Language | UnsetType | None = UNSET
    dir: Direction | UnsetType = UNSET
    gloss: Gloss | UnsetType | None = UNSET
    fields: Fields | UnsetType = UNSET
    size: TextSize | UnsetType | None = UNSET
    form: Form | UnsetType | None = UNSET
    start: End | UnsetType = UNSET
    end: End | UnsetType = UNSET
    arrow: Arrow | UnsetType | None = UNSET
    pen: Pen | UnsetType | None = UNSET
    resolved: bool | UnsetType | None = UNSET
    folded: bool | UnsetType | None = UNSET
    fit: Fit | UnsetType | None = UNSET

    def __post_init__(self) -> None:
        if not self.given():
            raise ValueError("nothing is set")

    def given(self) -> dict[str, Any]:
        """What is set, by its name."""
        return given(self)


class FirstProps(Struct, frozen=True, forbid_unknown_fields=True):
    """The properties a new element comes with."""

    x: Coordinate
    y: Coordinate
    w: Size = 160
    h: Size = 120
    colour: Colour | None = None
    lang: Language | None = None
    dir: Direction = "auto"
    gloss: Gloss | None = None
    fields: FirstFields | UnsetType = UNSET
    size: TextSize | UnsetType = UNSET
    form: Form | UnsetType = UNSET
    start: End | UnsetType = UNSET
    end: End | UnsetType = UNSET
    arrow: Arrow | UnsetType = UNSET
    pen: Pen | UnsetType = UNSET
    pts: Stroke | UnsetType = UNSET
    pressure: bool | UnsetType = UNSET
    final: bool | UnsetType = UNSET
    asset: AssetId | UnsetType = UNSET
    about: ElementId | UnsetType = UNSET
    resolved: bool | UnsetType = UNSET
    folded: bool | UnsetType = UNSET
    fit: Fit | UnsetType = UNSET

    def given(self) -> dict[str, Any]:
        """What came along, by its name; and the defaults of what every element has."""
        return given(self)


class Record(Struct, kw_only=True, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """An element as it reads on the wire, all but its id and its author; what is left out has its default."""

    type: ElementType
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
    gloss: str | None = None
    locked: bool | None = None
    fields: dict[str, int | str] | None = None
    authors: dict[str, bool] | None = None
    size: str | None = None
    form: str | None = None
    start: str | tuple[int, int] | None = None
    end: str | tuple[int, int] | None = None
    arrow: str | None = None
    pen: int | None = None
    pts: tuple[int, ...] | None = None
    pressure: bool | None = None
    final: bool | None = None
    asset: str | None = None
    about: str | None = None
    resolved: bool | None = None
    folded: bool | None = None
    fit: int | None = None


def given(props: Props | FirstProps) -> dict[str, Any]:
    """The properties that are there, by their names."""
    return {name: value for name in props.__struct_fields__ if (value := getattr(props, name)) is not UNSET}
