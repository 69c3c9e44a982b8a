"""A page at a board of a running house, with the code that browsers run."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.boards.conftest import Somebody, note_id
from tests.boards.live import cookie
from tests.house_process import House
from tests.places import ROOT


@dataclass
class Page:
    """What it shows comes back from each order: `texts`, `waiting`, `connected`, `epoch`, `refused`."""

    process: subprocess.Popen[str]

    def write(self, text: str) -> dict[str, Any]:
        return self._order(do="write", id=note_id(text), text=text)

    def wake(self) -> dict[str, Any]:
        """Somebody looks at it."""
        return self._order(do="wake")

    def wait(self, **until: object) -> dict[str, Any]:
        """Wait until it shows something."""
        shown = self._order(do="wait", until=until)
        assert {name: shown[name] for name in until} == until, shown
        return shown

    def _order(self, **order: object) -> dict[str, Any]:
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())


@contextmanager
def page_of(house: House, somebody: Somebody, *, zone: str = "policy") -> Iterator[Page]:
    """Somebody's page; it lives while the block does, whatever becomes of the house."""
    token = somebody.browser.token()
    place = {
        "url": house.url,
        "cookie": cookie(somebody),
        "csrfToken": token,
        "workshop": somebody.room.id,
        "board": somebody.room.board,
        "epoch": somebody.room.epoch,
        "seat": somebody.seat,
        "principal": somebody.principal,
        "name": "b",
        "zone": zone,
    }
    with subprocess.Popen(
        ["node", ROOT / "tests" / "js" / "page-of-house.mjs", json.dumps(place)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield Page(process)
        finally:
            process.kill()
