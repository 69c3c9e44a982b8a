"""Time as a strip cut in minutes.

Height repeats what colour says: talk is low, writing alone takes the lower half,
being together more, deciding all of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from app.canvases.canvas import FlowLine
from app.canvases.catalogue import Step

LOOKS = {"talk": ("ar-o", 70), "alone": ("ar-p", 45), "together": ("ar-g", 25), "decide": ("ar-a", 0)}
"""Class of a bar and how far from the top it begins, in percent."""

WAYS = {
    "break": "talk",
    "brief": "talk",
    "reveal": "talk",
    "plenary": "talk",
    "private": "alone",
    "cluster": "together",
    "discuss": "together",
    "walk": "together",
    "pair": "together",
    "group": "together",
    "vote": "decide",
    "decide": "decide",
    "assign": "decide",
    "lock": "decide",
}
"""How people are together in a phase of each kind."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of time, in percent of the strip; a gap follows where a step ends."""

    look: str
    x: str
    y: str
    width: str
    height: str
    end: str | None = None


def of_flow(flow: Sequence[FlowLine]) -> list[Bar]:
    """The phases of one canvas, each with a gap after it."""
    return _bars([[phase] for phase in flow], [phase.minutes for phase in flow])


def of_steps(steps: Sequence[Step]) -> list[Bar]:
    """The steps of a sequence, each in its phases, and its breaks, with a gap after each of them."""
    parts = [(step.minutes, step.canvas.flow) for step in steps]
    rests = [(step.rest, (FlowLine("break", step.rest, {}),)) for step in steps]
    return of_parts([each for pair in zip(parts, rests, strict=True) for each in pair if each[0]])


def of_parts(parts: Sequence[tuple[int, Sequence[FlowLine]]]) -> list[Bar]:
    """Stretches of so many minutes, each in its phases, with a gap after each stretch."""
    return _bars([phases for _minutes, phases in parts], [minutes for minutes, _phases in parts])


def _bars(parts: Sequence[Sequence[FlowLine]], minutes: Sequence[int]) -> list[Bar]:
    """Each part takes its minutes of the strip; the phases within share them, and equal neighbours are one bar."""
    bars: list[Bar] = []
    whole, gone = sum(minutes), 0.0
    for part, length in zip(parts, minutes, strict=True):
        own = sum(phase.minutes for phase in part)
        alike = [(way, list(phases)) for way, phases in groupby(part, key=lambda phase: WAYS[phase.kind])]
        for way, phases in alike:
            share = 100 * length * sum(phase.minutes for phase in phases) / own / whole
            look, top = LOOKS[way]
            end = f"{gone + share:.2f}%" if phases[-1] is part[-1] else None
            bars.append(Bar(look, f"{gone:.2f}%", f"{top}%", f"{share:.2f}%", f"{100 - top}%", end))
            gone += share
    return bars
