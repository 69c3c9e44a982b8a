"""Where the next note goes: the browser and the server say the same for every zone of the library."""

import json
import subprocess
from itertools import product

from app.boards import view
from app.canvases.library import library
from app.canvases.placing import SIZES, place
from tests.places import ROOT


def test_browser_and_server_put_notes_at_the_same_places(tmp_path):
    questions, expected = [], []
    for canvas in library().canvases.values():
        for shown in view.zone_views(canvas, []):
            zone = canvas.zone(shown.id)
            for size, index in product(SIZES, (0, 1, 7, 40, 333)):
                x, y = place(zone, index, size=size, inside=canvas.ring_inside(zone))
                expected.append({"x": x, "y": y})
                questions.append({"box": shown.box, "index": index, "width": size.width, "inside": shown.inside})
    asked, answers = tmp_path / "asked.json", tmp_path / "answers.json"
    asked.write_text(json.dumps(questions))

    subprocess.run(["node", ROOT / "tests" / "js" / "places.mjs", asked, answers], check=True, timeout=60)

    assert json.loads(answers.read_text()) == expected
