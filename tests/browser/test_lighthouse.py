"""Lighthouse looks at what a guest meets first: the door, and a room with its list. Its word is asked for by others."""

import json
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import Page

from tests.places import ROOT

LIGHTHOUSE = ROOT / "node_modules" / ".bin" / "lighthouse"
ENOUGH = 0.95


def score(address: str, cookie: str, chrome: str) -> float:
    """What it gives a page for accessibility, as whoever has the cookie sees it."""
    done = subprocess.run(
        [
            str(LIGHTHOUSE),
            address,
            "--only-categories=accessibility",
            "--output=json",
            "--quiet",
            # Neither a picture of the page nor how quick it would be elsewhere changes what is found.
            "--disable-full-page-screenshot",
            "--throttling-method=provided",
            "--chrome-flags=--headless=new --no-sandbox",
            f"--extra-headers={json.dumps({'Cookie': cookie})}",
        ],
        env={**os.environ, "CHROME_PATH": chrome},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return json.loads(done.stdout)["categories"]["accessibility"]["score"]


@pytest.mark.access("o")
@pytest.mark.long
def test_lighthouse_finds_the_pages_a_guest_meets_accessible(come_in, room, house, browser_type_launch_args):
    ada: Page = come_in("Ada", "phone")
    cookie = "; ".join(f"{each['name']}={each['value']}" for each in ada.context.cookies())
    pages = {"the first page": "/", "the door": f"/j/{room.code}/", "the list": f"/w/{room.workshop}/?view=list"}

    def found(name: str) -> float:
        known = cookie if name == "the list" else ""
        return score(house.url + pages[name], known, str(browser_type_launch_args["executable_path"]))

    # Each of them mostly waits for a page to become quiet.
    with ThreadPoolExecutor() as side_by_side:
        scores = dict(zip(pages, side_by_side.map(found, pages), strict=True))

    assert {name: given for name, given in scores.items() if given < ENOUGH} == {}
