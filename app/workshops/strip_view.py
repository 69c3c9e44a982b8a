"""The agenda as a strip of minutes: where the room is, when this step is planned to end, and what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.workshops.cockpit_view import Cockpit, Line, cockpit
from app.workshops.models import Workshop
from app.workshops.stage_view import StageView


@dataclass(frozen=True, slots=True)
class Piece:
    """A step in percent of its day: `when` is past, now or next."""

    when: str
    x: str
    width: str
    end: str


@dataclass(frozen=True, slots=True)
class Strip:
    """The current day. `ends` is when the step ends as planned; `coming` is the step behind it, if any that day.

    `seen` is what the cockpit shows at this moment.
    """

    seen: Cockpit
    pieces: tuple[Piece, ...]
    now: Line | None
    ends: datetime | None
    coming: Line | None
    behind: int

    @property
    def stage(self) -> StageView:
        """The stage as every screen follows it."""
        return self.seen.stage


def strip(workshop: Workshop) -> Strip:
    """The strip of a workshop at this moment; empty before it starts and once it has ended."""
    seen = cockpit(workshop)
    at = next((number for number, line in enumerate(seen.lines) if line.current), None)
    if at is None:
        return Strip(seen, (), None, None, None, 0)
    now, after = seen.lines[at], seen.lines[at + 1 : at + 2]
    coming = next((line for line in after if line.day == now.day), None)
    ends = now.run.starts + timedelta(minutes=now.run.minutes)
    return Strip(seen, _pieces(seen.lines, now), now, ends, coming, seen.pace.behind)


def _pieces(lines: Sequence[Line], now: Line) -> tuple[Piece, ...]:
    today = [line for line in lines if line.day == now.day]
    total = sum(line.run.minutes for line in today) or 1
    pieces, before = [], 0
    for line in today:
        after = before + line.run.minutes
        when = "now" if line.current else "past" if line.run.past else "next"
        pieces.append(
            Piece(when, _percent(before / total), _percent((after - before) / total), _percent(after / total))
        )
        before = after
    return tuple(pieces)


def _percent(share: float) -> str:
    return f"{share * 100:.2f}%"
