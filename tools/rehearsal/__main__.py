"""Rehearse a ready sequence: python -m tools.rehearsal [--people 36] [--sequence centre_half_day] [--pace 1].

Pictures of every screen in every phase go to `rehearsal/<sequence>/`, with `index.html` that shows them side by side.
What a machine sees to be wrong is on that page; the exit status is 1 where there is anything.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import sync_playwright

from app.canvases.library import library
from tests.browser.browsers import browser_of_this_machine
from tests.browser.conftest import ARGUMENTS
from tests.house_process import House
from tools.rehearsal import sheet
from tools.rehearsal.room import ROOT, Room


def main(arguments: Sequence[str] | None = None) -> int:
    """Rehearse what the command line asks for; 1 where something is wrong, 0 otherwise."""
    wanted = _read(arguments)
    folder = wanted.folder / wanted.sequence
    shutil.rmtree(folder, ignore_errors=True)
    with tempfile.TemporaryDirectory() as var, sync_playwright() as playwright:
        house = House({"VAR": var, "TESTING": "yes", "DEMO": "no"}).start()
        browser = playwright.chromium.launch(executable_path=browser_of_this_machine(), args=ARGUMENTS)
        try:
            room = Room(house, browser, wanted.pace, folder)
            with room.opened(wanted.sequence, wanted.people):
                room.lead(wanted.steps)
        finally:
            # What was seen is shown, also where something stopped the rehearsal.
            print(sheet.write(folder, room.phases))
            browser.close()
            house.stop()
    return 1 if any(phase.faults for phase in room.phases) else 0


def _read(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=36)
    sequences = [each.id for each in library().sequences.values()]
    parser.add_argument("--sequence", default=sequences[0], choices=sequences)
    parser.add_argument("--pace", type=float, default=1.0, help="how many times faster than people the room works")
    parser.add_argument("--steps", type=int, default=99, help="after how many steps it stops")
    parser.add_argument("--folder", type=Path, default=ROOT / "rehearsal")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
