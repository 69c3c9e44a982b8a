"""Where places in a zone mean something the plane says so: beside axes, and in rings."""

import re

import pytest

from tests.boards.conftest import make_room

QUADRANTS = ["satisfy", "partner", "monitor", "inform"]
RINGS = ["context", "enablers", "partners", "core"]


@pytest.mark.parametrize(
    ("canvas", "exact"),
    [("power_interest", QUADRANTS), ("ecosystem_rings", RINGS), ("swot", []), ("risk_register", [])],
)
def test_the_plane_says_in_which_zones_places_mean_something(app, canvas, exact):
    room = make_room(app, canvas=canvas)
    html = room.people["Ada"].browser.get(f"/boards/{room.board}/").text

    zones = re.findall(r'<div class="cv-zone[^>]*>', html)
    assert [re.search(r'data-zone="(\w+)"', zone)[1] for zone in zones if "data-exact" in zone] == exact
