"""The canvas library: what the house knows about running a workshop, read once and never changed.

`library()` is the whole of it. Everything a reader sees stands in each of its languages.
"""

from functools import cache
from pathlib import Path

from app.canvases.canvas import Canvas, FlowLine, Span, Words, Zone
from app.canvases.catalogue import Family, Library, Sequence, Step, Term
from app.canvases.reading import read_library

__all__ = ["Canvas", "Family", "FlowLine", "Library", "Sequence", "Span", "Step", "Term", "Words", "Zone", "library"]

DATA = Path(__file__).parent / "data"


@cache
def library() -> Library:
    """The library of this house, read when first asked for."""
    return read_library(DATA)
