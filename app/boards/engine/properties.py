"""Whether an element may have these properties, and how its row says them."""

from collections.abc import Mapping
from typing import Any

from app.boards.engine.asked import fits
from app.boards.engine.ends import tied
from app.boards.engine.fitting import FITTED
from app.boards.engine.ink import bad_stroke
from app.boards.engine.kinds import KINDS
from app.boards.engine.state import BESIDE, CONNECTOR, Board, Context, Refusal
from app.boards.engine.texts import has_control

WORDS = frozenset({"gloss", "fields"})
"""Those in which people say something."""

_BESIDE = frozenset(BESIDE)


def beside(given: Mapping[str, Any]) -> dict[str, Any]:
    """Those that only some types have."""
    return {name: value for name, value in given.items() if name in _BESIDE}


def bad_first(type_: str, given: Mapping[str, Any]) -> str | None:
    """Why a new element of this type cannot come with exactly these."""
    kind = KINDS[type_]
    fits = kind.needs <= given.keys() and beside(given).keys() <= kind.first
    return (None if fits else "malformed") or bad_stroke(given) or bad_gloss(given)


def bad_set(type_: str, given: Mapping[str, Any]) -> str | None:
    """Why these cannot be set on an element of this type."""
    fits = beside(given).keys() <= KINDS[type_].sets and ("fit" not in given or FITTED & given.keys())
    return (None if fits else "malformed") or bad_gloss(given)


def bad_fit(type_: str, fit: int | None) -> str | None:
    """Why words of this type cannot say how large they were set."""
    return None if fit is None or "fit" in KINDS[type_].sets else "malformed"


def told(
    board: Board, context: Context, given: Mapping[str, Any], *, type_: str, audience: str
) -> dict[str, Any] | Refusal:
    """What of these a row says otherwise than they came, or why they may not be."""
    if bad := _bad_fields(context, given.get("fields")) or _bad_asset(context, given.get("asset")):
        return Refusal(bad)
    return tied(board, context, given, audience) if type_ == CONNECTOR else {}


def bad_gloss(given: Mapping[str, Any]) -> str | None:
    """Why this cannot be what a text says in another language."""
    gloss = given.get("gloss")
    return "text-control" if isinstance(gloss, str) and has_control(gloss) else None


def _bad_fields(context: Context, given: Mapping[str, int | str | None] | None) -> str | None:
    """What any zone asks for may stand on a note of all: it keeps its answers where it goes, and so do copies."""
    if given is None:
        return None
    is_asked = context.fields is None or given.keys() <= set().union(*context.fields.values())
    if not is_asked or not all(fits(name, value) for name, value in given.items()):
        return "bad-field"
    return "text-control" if any(isinstance(value, str) and has_control(value) for value in given.values()) else None


def _bad_asset(context: Context, asset: str | None) -> str | None:
    return "bad-asset" if asset is not None and context.assets is not None and asset not in context.assets else None
