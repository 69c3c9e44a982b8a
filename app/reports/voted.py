"""Votes as the minutes tell them: each round by itself, with its terms, who took part and every place. Values only."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from app.canvases.canvas import Canvas, Words
from app.voting.results import Counted, RoundResult


@dataclass(frozen=True, slots=True)
class Placed:
    """A line of a round. `share` is of the most dots in it, in percent; `gone` says that it was deleted since."""

    line: Counted
    share: int
    gone: bool


@dataclass(frozen=True, slots=True)
class Voted:
    """A round that was counted. `zone` is None where the whole board was asked; `prompt` is what its step asks.

    `late` dots came after it was counted.
    """

    round: RoundResult
    name: Words
    zone: Words | None
    prompt: Words
    closed_at: datetime
    lines: tuple[Placed, ...]
    late: int = 0


def voted(
    counted: RoundResult,
    canvas: Canvas,
    there: Collection[str],
    *,
    closed_at: datetime,
    prompt: Mapping[str, str],
    late: int = 0,
) -> Voted:
    """A round for the minutes; `there` is what still lies on its board, `closed_at` is in the workshop's own time."""
    most = max((line.dots for line in counted.lines), default=1)
    zone = next((zone.title for zone in canvas.zones if zone.id == counted.zone), None)
    lines = tuple(Placed(line, round(100 * line.dots / most), line.element not in there) for line in counted.lines)
    return Voted(counted, canvas.name, zone, dict(prompt), closed_at, lines, late)
