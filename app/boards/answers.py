"""What a canvas asks of its notes, and what they answer, in words people read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _

from app.boards.engine.asked import CHOICES, KNOWN, SCALES
from app.boards.engine.state import Element
from app.canvases.canvas import Canvas
from app.i18n import pick

NAMES = {
    "impact": _("Impact"),
    "effort": _("Effort"),
    "score": _("Score"),
    "actor": _("Kind of actor"),
    "owner": _("Owner"),
}
_VALUES = {
    "entrepreneurs": _("Entrepreneurs"),
    "private": _("Private sector"),
    "public": _("Public sector"),
    "academia": _("Academia"),
    "finance": _("Finance"),
    "support": _("Support networks"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Something a canvas asks for: what it is called, and what one may choose; nothing to choose where one writes."""

    name: str
    label: str
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a note says to it, as its chip shows it."""

    name: str
    label: str
    value: str


def asked_of(canvas: Canvas) -> list[Asked]:
    """What any zone of a canvas asks of its notes, in the order it is read in."""
    names = {name for zone in canvas.zones for name in zone.asks}
    return [Asked(name, str(NAMES[name]), _choices(name, canvas)) for name in KNOWN if name in names]


def answers_of(note: Element) -> list[Answer]:
    """What a note answers, in the same order; what has no words here is not shown."""
    given = note.fields or {}
    return [Answer(name, str(NAMES[name]), _said(name, given[name])) for name in KNOWN if name in given]


def said_to(asked: Asked, note: Element) -> int | str | None:
    """What a note answers to one of them: a number as a number, so that a sheet can be sorted by it."""
    value = (note.fields or {}).get(asked.name)
    return value if value is None or isinstance(value, int) else _said(asked.name, value)


def told(canvas: Canvas) -> dict[str, Any]:
    """What scripts must know to show answers: what each is called, and its values where they have names."""
    return {
        each.name: {"is": each.label, **({"values": dict(each.choices)} if each.name in CHOICES else {})}
        for each in asked_of(canvas)
    }


def given(answers: Mapping[str, str]) -> dict[str, int | str | None]:
    """What a form says, as ops say it: a step is a number, and nothing takes an answer away."""
    return {name: (int(value) if name in SCALES else value) if value else None for name, value in answers.items()}


def _choices(name: str, canvas: Canvas) -> tuple[tuple[str, str], ...]:
    if name in CHOICES:
        return tuple((value, str(_VALUES[value])) for value in CHOICES[name])
    if name not in SCALES:
        return ()
    least, most = SCALES[name]
    labels = canvas.scoring.labels if canvas.scoring and name == "score" else {}
    steps = ((str(step), labels.get(str(step))) for step in range(least, most + 1))
    return tuple((step, f"{step} · {pick(words)}" if words else step) for step, words in steps)


def _said(name: str, value: int | str) -> str:
    return str(_VALUES.get(str(value), value) if name in CHOICES else value)
