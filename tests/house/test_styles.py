"""The palette: both copies of the night agree, and every pair people read has enough contrast."""

import re

import pytest

from tests.places import STATIC

TOKENS = (STATIC / "css" / "tokens.css").read_text()
PAPERS = ("plain", "straw", "clay", "brick", "rose", "heather", "sky", "lagoon", "leaf")


def colours(opening: str) -> dict[str, str]:
    start = TOKENS.index(opening)
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})\b", TOKENS[start : TOKENS.index("}", start)]))


DAY = colours(":root {")
NIGHT = {**DAY, **colours('[data-theme="dark"] {')}


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def pairs() -> list[tuple[str, str, float]]:
    """What lies on what, and the contrast WCAG asks for: 4.5 for text, 3 for edges."""
    grounds = ("paper", "sheet")
    text = [
        (word, ground, 4.5) for ground in grounds for word in ("ink", "soft", "accent", "ok", "warn", "off", "none")
    ]
    edges = [(edge, ground, 3.0) for ground in grounds for edge in ("edge", "focus")]
    washes = [(word, f"{kind}-wash", 4.5) for kind in ("ok", "warn", "off", "none") for word in (kind, "ink")]
    accents = [("ink", "accent-wash", 4.5), ("accent", "accent-wash", 4.5), ("soft", "accent-wash", 4.5)]
    filled = [("on-accent", "accent", 4.5), ("on-accent", "accent-deep", 4.5), ("paper", "ink", 4.5)]
    hollow = [("ink", "well", 4.5), ("soft", "well", 4.5), ("soft", "none-wash", 4.5)]
    notes = [
        pair
        for paper in PAPERS
        for pair in [
            ("note-ink", paper, 4.5),
            ("note-soft", paper, 4.5),
            (f"{paper}-edge", paper, 3.0),
            (f"{paper}-edge", "paper", 3.0),
            (f"{paper}-edge", "sheet", 3.0),
            ("accent", paper, 3.0),
        ]
    ]
    return [*text, *edges, *washes, *accents, *filled, *hollow, *notes]


def test_the_two_copies_of_the_night_agree():
    assert colours(':root:not([data-theme="light"]) {') == colours('[data-theme="dark"] {')


@pytest.mark.access("k")
@pytest.mark.parametrize(("theme", "palette"), [("day", DAY), ("night", NIGHT)])
def test_every_pair_people_read_has_enough_contrast(theme, palette):
    weak = [
        f"{over} on {under}: {contrast(palette[over], palette[under]):.2f} < {need}"
        for over, under, need in pairs()
        if contrast(palette[over], palette[under]) < need
    ]

    assert weak == []
