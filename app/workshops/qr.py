"""A QR code as one path of an SVG drawing: dark modules on a grid of unit squares."""

from dataclasses import dataclass
from itertools import groupby

import segno


@dataclass(frozen=True, slots=True)
class QrPath:
    """`size` modules each way, without the quiet zone; `path` fills the dark ones."""

    size: int
    path: str


def draw(address: str) -> QrPath:
    """The code of an address, at a level of correction that bears a reflection on the screen."""
    rows = [list(row) for row in segno.make(address, error="m", micro=False).matrix]
    return QrPath(len(rows), "".join(_run(y, row) for y, row in enumerate(rows)))


def _run(y: int, row: list[int]) -> str:
    path, x = [], 0
    for dark, group in groupby(row):
        length = len(list(group))
        if dark:
            path.append(f"M{x} {y}h{length}v1h-{length}z")
        x += length
    return "".join(path)


def in_terminal(address: str) -> str:
    """A QR code as half blocks, two rows of modules per line of text."""
    rows = [list(row) for row in segno.make(address, error="l").matrix_iter(border=2)]
    rows += [[0] * len(rows[0])] * (len(rows) % 2)
    glyphs = {(0, 0): "█", (0, 1): "▀", (1, 0): "▄", (1, 1): " "}
    pairs = zip(rows[::2], rows[1::2], strict=True)
    return "\n".join("  " + "".join(glyphs[bool(a), bool(b)] for a, b in zip(*pair, strict=True)) for pair in pairs)
