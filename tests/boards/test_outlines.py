"""Strokes and lines on paper are those of the plane."""

import json

import pytest

from app.boards.engine.state import Element
from app.boards.outlines import brush_path, line_path, middle, on_edge, stroke_corners, stroke_path
from tests.places import ROOT

TOLD = json.loads((ROOT / "tests" / "vectors" / "outlines.json").read_text())
"""Each with the path it has; `tests/js/brush.test.js` holds browsers to the same."""


def stroke(x: int, y: int, pts: list[int], *, pressure: bool | None = None, pen: int | None = None) -> Element:
    plain = dict.fromkeys(("parent", "colour", "lang", "gloss", "author"))
    said = {"named": False, "audience": "*", "generation": 0, "text": "", "dir": "auto", "w": 1, "h": 1, "z": "V"}
    return Element(
        id="e_ink", type="ink", zone="gaps", x=x, y=y, pts=tuple(pts), pressure=pressure, pen=pen, **plain, **said
    )


@pytest.mark.parametrize("told", TOLD["inks"])
def test_a_stroke_goes_where_it_goes_on_the_plane(told):
    ink = stroke(**{name: value for name, value in told.items() if name not in {"box", "path"}})

    assert (brush_path(ink) if ink.pressure else stroke_path(ink)) == told["path"]
    assert list(stroke_corners(ink)) == told["box"]


@pytest.mark.parametrize("told", TOLD["lines"])
def test_a_line_ends_where_it_ends_on_the_plane(told):
    start, end = told["start"], told["end"]

    path = line_path(on_edge(start, middle(end)), on_edge(end, middle(start)), told["arrow"])

    assert path == told["path"]
