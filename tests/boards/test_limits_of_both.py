"""What the browser takes for the most is the most the server takes."""

import re

import pytest

from app.assets import kinds as images
from app.boards import pointing, wire
from app.boards.engine import ink, kinds, ops, siblings, state
from tests.places import ROOT

SCRIPTS = ROOT / "app" / "static" / "boards"


def said_in(script: str, name: str) -> int:
    """The number a script gives a constant; it may be a product."""
    found = re.search(rf"^(?:export )?const {name} = ([0-9_ *]+)$", (SCRIPTS / script).read_text(), re.MULTILINE)
    assert found, f"{script} has no {name}"
    product = 1
    for factor in found[1].split("*"):
        product *= int(factor)
    return product


@pytest.mark.parametrize(
    ("script", "name", "most"),
    [
        ("decide.js", "MOST_ELEMENTS", state.MOST_ELEMENTS),
        ("decide.js", "MOST_IN_GROUP", state.MOST_IN_GROUP),
        ("decide.js", "MOST_CODE_POINTS", state.MOST_CODE_POINTS),
        ("decide.js", "MOST_IN_TITLE", state.MOST_IN_TITLE),
        ("further.js", "MOST_IN_FRAME", state.MOST_IN_FRAME),
        ("further.js", "MOST_IN_STROKE", ink.MOST_IN_STROKE),
        ("reducer.js", "FARTHEST", state.FARTHEST),
        ("siblings.js", "LONGEST", siblings.LONGEST),
        ("siblings.js", "SHORT", siblings.SHORT),
        ("sending.js", "MOST_OPS", wire.MOST_OPS),
        ("gesture.js", "MOST_IDS", ops.MOST_IDS),
        ("presence.js", "MOST_CHOSEN", pointing.MOST_CHOSEN),
        ("presence.js", "MOST_IN_TRAIL", pointing.MOST_IN_TRAIL),
        ("putting.js", "MOST_BYTES", images.MOST_BYTES),
        ("canvas/write.js", "MOST_TITLE", state.MOST_IN_TITLE),
        ("canvas/write.js", "MOST_OF_IMAGE", kinds.MOST_OF_IMAGE),
    ],
)
def test_a_browser_knows_how_much_the_server_takes(script, name, most):
    assert said_in(script, name) == most
