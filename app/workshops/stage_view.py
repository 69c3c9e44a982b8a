"""The stage as data: what goes to every screen of the room, encoded once, and what pages draw before a script runs.

Words travel in all their languages; each screen picks its own. Nobody's name and no note is in it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import msgspec

from app.canvases.library import Canvas
from app.workshops import phases
from app.workshops.models import Sharing, Stage, Step
from app.workshops.phases import Phase
from app.workshops.stage import Writing

Words = Mapping[str, str]


class Mood(StrEnum):
    """Which of its faces a screen shows: people arrive, a step on a canvas, a step of talk, or the thanks."""

    WAITING = "waiting"
    CANVAS = "canvas"
    TALK = "talk"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class TimerView:
    """The clock: `ends` in milliseconds since 1970 while it runs, else `left` in seconds; `of` is the whole."""

    ends: int | None
    left: int
    of: int
    rang: bool

    @property
    def shown(self) -> bool:
        """Whether there is a clock to look at."""
        return self.ends is not None or self.left > 0 or self.rang


@dataclass(frozen=True, slots=True)
class StageView:
    """What every screen in the room follows. `number` counts steps from 1; it is 0 before the start and after the end.

    `now` is the server's clock when this was made, in milliseconds, so that a screen whose
    own clock is wrong shows the right time left. `hidden` says that notes which were written alone on
    the board it shows are not revealed yet, though people do not write alone any more; `picks` that everybody
    picks what they share of what they wrote alone. `spotlight` is what the wall shows alone (`stage.show_alone`).
    """

    workshop: str
    version: int
    mood: Mood
    step: str | None
    number: int
    of: int
    title: Words
    prompt: Words
    canvas: str | None
    phase: int
    phases: tuple[Phase, ...]
    writing: Writing
    frozen: bool
    generation: int
    moderated: bool
    timer: TimerView
    now: int
    opening: int = 0
    hidden: bool = False
    picks: bool = False
    spotlight: str | None = None

    @property
    def seconds_left(self) -> int:
        """Whole seconds on the clock when this was made, rounded up."""
        if self.timer.ends is None:
            return self.timer.left
        return max(0, -((self.now - self.timer.ends) // 1000))


def view(
    row: Stage, steps: Sequence[Step], canvases: Mapping[str, Canvas], now: datetime, *, hidden: bool
) -> StageView:
    """The stage of a workshop as its screens see it at this moment; `hidden`: notes wait on the board they show."""
    at = next((number for number, step in enumerate(steps) if step.id == row.step_id), None)
    step = None if at is None else steps[at]
    canvas = canvases.get(step.screen) if step and step.screen else None
    return StageView(
        workshop=row.workshop_id,
        version=row.version,
        mood=_mood(row, step),
        step=step.id if step else None,
        number=0 if at is None else at + 1,
        of=len(steps),
        title=title_of(step, canvas) if step else {},
        prompt=prompt_of(step, canvas) if step else {},
        canvas=step.screen if step else None,
        phase=row.phase,
        phases=phases.from_json(step.phases) if step else (),
        writing=Writing(row.writing),
        frozen=row.frozen,
        generation=row.generation,
        opening=row.opening,
        hidden=hidden,
        moderated=bool(step and step.moderated),
        picks=bool(step and step.sharing == Sharing.PICK),
        spotlight=row.spotlight,
        timer=TimerView(
            _milliseconds(row.timer_ends_at), row.timer_left or 0, row.timer_seconds, row.timer_rang_at is not None
        ),
        now=int(now.timestamp() * 1000),
    )


def as_message(seen: StageView) -> dict[str, object]:
    """The view as JSON can carry it."""
    message: dict[str, object] = msgspec.to_builtins(seen)
    return message


def as_page(seen: StageView, language: str) -> dict[str, object]:
    """The view as a page that speaks one language begins with it: the words of the others, and of phases, stay here."""
    message = as_message(seen)
    for name, words in (("title", seen.title), ("prompt", seen.prompt)):
        spoken = next((each for each in (language, "en", *words) if words.get(each)), None)
        message[name] = {spoken: words[spoken]} if spoken else {}
    message["phases"] = [{"kind": str(phase.kind), "minutes": phase.minutes, "line": {}} for phase in seen.phases]
    return message


def title_of(step: Step, canvas: Canvas | None) -> Words:
    """Return what the step is called: its own title, else the name of its canvas.

    A title that is that name in one language is that name in all of them.
    """
    if canvas and all(canvas.name.get(code) == words for code, words in step.title.items()):
        return canvas.name
    return step.title


def prompt_of(step: Step, canvas: Canvas | None) -> Words:
    """The question on every screen: the step's own, else what its canvas is for."""
    return step.prompt or (canvas.purpose if canvas else {})


def _mood(row: Stage, step: Step | None) -> Mood:
    if row.ended_at is not None:
        return Mood.ENDED
    if step is None:
        return Mood.WAITING
    return Mood.CANVAS if step.screen else Mood.TALK


def _milliseconds(moment: datetime | None) -> int | None:
    return None if moment is None else int(moment.timestamp() * 1000)
