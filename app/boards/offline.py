"""What a browser has to keep so that a board opens without a line: our built files, found by what imports what."""

import re
from collections.abc import Iterable
from pathlib import Path
from posixpath import dirname, join, normpath

IMPORTED = re.compile(r"""(?:\bfrom|\bimport)\s*\(?\s*"(\.[^"]+)\"""")

SHELL = ("page.js", "i18n.js", "boards/reopening.js", "boards/reopened.js")
"""What the empty page begins with."""

BOARD = ("boards/alone.js", "boards/main.js")
"""What any board begins with, and what each of its views does without."""

WITHOUT = {
    "list": ("joined/plane", "boards/canvas/", "boards/wall.js"),
    "canvas": ("joined/notes.js", "joined/list.js", "boards/wall.js"),
}
ICONS = ("icons.svg", "icons-more.svg", "mark.svg")
SHEETS = ("joined/house.css", "joined/room.css", "css/components/live.css")
REOPENED = "css/components/reopened.css"
MORE_SHEETS = {
    "list": ("board", "board-wide", "board-hands", "board-things", "ledger", "presence", "voting"),
    "canvas": ("board", "board-asked", "ledger", "presence", "voting"),
}
JOINED = {"list": (), "canvas": ("joined/plane.css",)}


def first(static: Path) -> list[str]:
    """The files of the empty page."""
    return sorted({*_reached(static, SHELL, but=(*BOARD, "joined/")), *SHEETS, *ICONS, REOPENED})


def needed(static: Path, view: str) -> list[str]:
    """The files a board needs in a view, whatever people do there."""
    scripts = _reached(static, (*SHELL, *BOARD), but=WITHOUT[view])
    sheets = {f"css/components/{name}.css" for name in MORE_SHEETS[view]}
    return sorted({*scripts, *sheets, *JOINED[view], *SHEETS, *ICONS})


def _reached(static: Path, roots: Iterable[str], but: tuple[str, ...]) -> set[str]:
    """These modules and all they import, at once or later, but for what begins like `but`."""
    found: set[str] = set()
    coming = list(roots)
    while coming:
        module = coming.pop()
        if module in found or module.startswith(but) or not (static / module).is_file():
            continue
        found.add(module)
        coming += [normpath(join(dirname(module), way)) for way in IMPORTED.findall((static / module).read_text())]
    return found
