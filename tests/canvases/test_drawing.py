"""Drawings and strips, as values."""

from app.canvases import drawing, strips
from app.canvases.drawing import Thumbnail
from app.canvases.strips import Bar


def test_a_thumbnail_is_one_path_a_paper_with_coloured_ones_on_top(shelf):
    drawn = drawing.thumbnail(shelf.canvases["impact_effort"])

    assert drawn == Thumbnail(
        papers=(
            ("plain", "M0 135h240v135h-240z"),
            ("leaf", "M0 0h240v135h-240z"),
            ("sky", "M240 0h240v135h-240z"),
            ("brick", "M240 135h240v135h-240z"),
        ),
        numbers=((1, 11, 27), (2, 251, 27), (3, 11, 162), (4, 251, 162)),
    )


def test_inner_rings_are_drawn_round_one_after_the_other(shelf):
    drawn = drawing.thumbnail(shelf.canvases["control_influence"])

    assert [paper for paper, _ in drawn.papers] == ["plain", "leaf", "ring", "ring"]
    assert drawn.papers[2][1].startswith("M120 45h")
    assert "a60 60 0 0 1" in drawn.papers[2][1]


def test_a_matrix_keeps_its_words_in_the_headings(shelf):
    plan = drawing.plan(shelf.canvases["risk_register"])

    assert [(head.heading.id, head.at, head.size) for head in plan.cols] == [
        ("small", "0%", "24%"),
        ("medium", "24%", "24%"),
        ("large", "48%", "24%"),
    ]
    assert [(head.heading.id, head.at) for head in plan.rows] == [
        ("high", "0%"),
        ("medium", "33.33%"),
        ("low", "66.67%"),
    ]
    assert [field.zone.id for field in plan.fields if not field.cell] == ["responses"]


def test_a_strip_joins_equal_neighbours_and_ends_each_step(shelf):
    midpoint = shelf.sequences["midpoint"]

    bars = strips.of_steps(shelf.steps(midpoint))

    assert bars[0] == Bar("ar-p", "0.00%", "45%", "1.85%", "55%", None)
    assert bars[1] == Bar("ar-o", "1.85%", "70%", "3.70%", "30%", "5.56%")
    assert len([bar for bar in bars if bar.end]) == len(midpoint.steps) + len(midpoint.breaks)
    assert bars[-1].end == "100.00%"


def test_a_flow_is_drawn_phase_by_phase(shelf):
    bars = strips.of_flow(shelf.canvases["energy_check"].flow)

    assert bars == [
        Bar("ar-a", "0.00%", "0%", "50.00%", "100%", "50.00%"),
        Bar("ar-g", "50.00%", "25%", "50.00%", "75%", "100.00%"),
    ]
