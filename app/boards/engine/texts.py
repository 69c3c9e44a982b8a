"""What an element may say: text is refused, never repaired."""

from app.boards.engine.kinds import CARRIERS, KINDS
from app.boards.engine.state import MOST_CODE_POINTS

BLANK = frozenset(" \n\u00a0\u1680\u2028\u2029\u202f\u205f\u3000\u200b\ufeff") | {chr(c) for c in range(0x2000, 0x200B)}
"""What leaves a text empty; named one by one, because languages disagree about white space."""


def bad_text(type_: str, text: str) -> str | None:
    """Why an element of this type cannot have this as its whole text."""
    kind, what = KINDS[type_], "title" if type_ in CARRIERS else "text"
    if len(text) > kind.most:
        return f"{what}-long"
    if has_control(text):
        return "text-control"
    return f"{what}-empty" if is_blank(text) and not kind.blank else None


def bad_draft(text: str) -> str | None:
    """Why a note somebody is writing in cannot have this as its text; it may be empty until they go on."""
    if len(text) > MOST_CODE_POINTS:
        return "text-long"
    return "text-control" if has_control(text) else None


def is_blank(text: str) -> bool:
    """Whether nobody would see anything of it."""
    return all(character in BLANK for character in text)


def has_control(text: str) -> bool:
    """Whether it holds a control character other than the line break, or half a surrogate pair."""
    return any(
        (character < " " and character != "\n") or "\x7f" <= character <= "\x9f" or "\ud800" <= character <= "\udfff"
        for character in text
    )
