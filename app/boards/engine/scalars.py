"""What single values of ops and events may be. Whatever is outside is refused before any rule looks."""

from typing import Annotated, Literal

from msgspec import Meta

from app.boards.engine.state import FARTHEST

LARGEST_INT = 2**53 - 1

ELEMENT_ID = r"^e_[A-Za-z0-9_-]{22}\Z"
ZONE_ID = r"^[A-Za-z0-9_.-]{1,60}\Z"

ElementId = Annotated[str, Meta(pattern=ELEMENT_ID)]
ZoneId = Annotated[str, Meta(pattern=ZONE_ID)]
AssetId = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{22}\Z")]
OrderKey = Annotated[str, Meta(pattern=r"^[0-9A-Za-z]{0,63}[1-9A-Za-z]\Z")]
Number = Annotated[int, Meta(ge=1, le=LARGEST_INT)]
Count = Annotated[int, Meta(ge=0, le=LARGEST_INT)]
Version = Annotated[int, Meta(ge=1, le=9)]
Gesture = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{1,24}\Z")]

Coordinate = Annotated[int, Meta(ge=-FARTHEST, le=FARTHEST)]
Size = Annotated[int, Meta(ge=1, le=20_000)]
Point = tuple[Coordinate, Coordinate]
End = ElementId | Point
"""Where a connector begins or ends: at an element, or at a point of the board."""

Language = Annotated[str, Meta(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}\Z")]
Direction = Literal["auto", "ltr", "rtl"]
Text = Annotated[str, Meta(max_length=20_000)]
"""More than any element holds: whoever pastes too much is told so in words."""

Gloss = Annotated[str, Meta(min_length=1, max_length=1_000)]
Update = Annotated[str, Meta(pattern=r"^[A-Za-z0-9+/]+={0,2}\Z", min_length=4, max_length=10_924)]
"""A Yjs update of at most 8 kB in base64."""

ElementType = Literal["note", "group", "frame", "text", "shape", "connector", "ink", "image", "comment"]
Colour = Literal["blue", "green", "teal", "orange", "purple", "yellow", "pink", "red", "plain"]
TextSize = Literal["small", "medium", "large", "huge"]
Form = Literal["rectangle", "oval"]
Arrow = Literal["none", "start", "end", "both"]
Pen = Annotated[int, Meta(ge=1, le=64)]
Fit = Literal[9, 11, 13, 15, 18]
"""How large the words of a note are set, beside a paper of 118 (`engine.fitting`)."""

FieldName = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_-]{0,23}\Z")]
FieldValue = Annotated[int, Meta(ge=-1_000_000_000, le=1_000_000_000)] | Annotated[str, Meta(max_length=120)]
FirstFields = Annotated[dict[FieldName, FieldValue], Meta(min_length=1, max_length=12)]
Fields = Annotated[dict[FieldName, FieldValue | None], Meta(min_length=1, max_length=12)]
"""What a zone asks of its notes, by name; a None takes a value away, and what is not named stays."""

Delta = Annotated[int, Meta(ge=-999, le=999)]
Deltas = Annotated[tuple[Delta, ...], Meta(max_length=800)]
"""A piece of a stroke, at most 4 kB: each point by how far it is from the one before."""

Stroke = Annotated[tuple[Delta, ...], Meta(max_length=8_000)]
"""All of one, as it comes with a new element."""
