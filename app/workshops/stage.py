"""The stage: where the room is in its agenda, whether people may write, and the clock everybody sees.

Values and functions only; the present moment comes in. A move makes a new stage. Leaving
private writing always reveals, in the same move, so that nothing hidden is left behind:
`generation` counts these reveals.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from app.workshops.phases import Phase, PhaseKind


class Writing(StrEnum):
    """Whether people may write, and who receives it."""

    OPEN = "open"
    PRIVATE = "private"
    CLOSED = "closed"


CLOSING = frozenset(
    {PhaseKind.BRIEF, PhaseKind.VOTE, PhaseKind.DECIDE, PhaseKind.ASSIGN, PhaseKind.LOCK, PhaseKind.WALK}
)
"""Phases in which nobody adds a note; a walk takes comments."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A step as the stage plays it. `has_canvas` is false for talk, where there is nothing to write on."""

    id: str
    minutes: int
    phases: tuple[Phase, ...]
    has_canvas: bool


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A step by its number in the agenda and a phase by its number in the step, both from 0."""

    step: int
    phase: int = 0


@dataclass(frozen=True, slots=True)
class StageState:
    """The stage at one moment, in the fields of its row.

    The timer runs while `timer_ends_at` is set; a paused or finished one keeps `timer_left`
    seconds; `timer_rang_at` says that it came to its end.
    """

    step_id: str | None = None
    phase: int = 0
    writing: Writing = Writing.CLOSED
    frozen: bool = False
    generation: int = 0
    started_at: datetime | None = None
    step_started_at: datetime | None = None
    ended_at: datetime | None = None
    timer_seconds: int = 0
    timer_ends_at: datetime | None = None
    timer_left: int | None = None
    timer_rang_at: datetime | None = None


def mark(state: StageState) -> str:
    """Where the room is, as a form remembers it: a move from elsewhere is refused."""
    return "end" if state.ended_at else f"{state.step_id or ''}.{state.phase}"


def place(scenes: Sequence[Scene], state: StageState) -> Place | None:
    """Where the room is; None before the start, after the end, and when its step left the agenda."""
    for number, scene in enumerate(scenes):
        if scene.id == state.step_id:
            return Place(number, min(state.phase, max(0, len(scene.phases) - 1)))
    return None


def following(scenes: Sequence[Scene], state: StageState) -> Place | None:
    """Where *Next* leads: the next phase, then the next step; None where only the end is left."""
    here = place(scenes, state)
    if here is None:
        return Place(0) if scenes and not state.ended_at else None
    if here.phase + 1 < len(scenes[here.step].phases):
        return Place(here.step, here.phase + 1)
    return Place(here.step + 1) if here.step + 1 < len(scenes) else None


def preceding(scenes: Sequence[Scene], state: StageState) -> Place | None:
    """Where *Back* leads: the phase before, else the last phase of the step before; from the end to the last step."""
    here = place(scenes, state)
    if here is None:
        return _last(scenes, len(scenes) - 1) if scenes and state.ended_at else None
    if here.phase:
        return Place(here.step, here.phase - 1)
    return _last(scenes, here.step - 1) if here.step else None


def enter(scenes: Sequence[Scene], state: StageState, there: Place, now: datetime) -> StageState:
    """The stage in that phase of that step, its timer running for the minutes the phase has."""
    scene = scenes[there.step]
    same_step = scene.id == state.step_id
    writing = writing_in(scene, there.phase)
    stays_hidden = same_step and writing is Writing.PRIVATE
    reveals = (state.writing is Writing.PRIVATE and not stays_hidden) or _kind(scene, there.phase) is PhaseKind.REVEAL
    entered = replace(
        state,
        step_id=scene.id,
        phase=there.phase,
        writing=writing,
        generation=state.generation + reveals,
        started_at=state.started_at or now,
        step_started_at=state.step_started_at if same_step else now,
        ended_at=None,
    )
    return start_timer(entered, now, seconds=minutes_in(scene, there.phase) * 60)


def end(state: StageState, now: datetime) -> StageState:
    """The stage after the workshop: no step, nothing to write, no clock."""
    closed = write(replace(state, step_id=None, phase=0, step_started_at=None, ended_at=now), Writing.CLOSED)
    return replace(closed, timer_seconds=0, timer_ends_at=None, timer_left=None, timer_rang_at=None)


def writing_in(scene: Scene, phase: int) -> Writing:
    """What a phase does to writing by itself."""
    if not scene.has_canvas:
        return Writing.CLOSED
    kind = _kind(scene, phase)
    if kind is PhaseKind.PRIVATE:
        return Writing.PRIVATE
    return Writing.CLOSED if kind in CLOSING else Writing.OPEN


def minutes_in(scene: Scene, phase: int) -> int:
    """The minutes of a phase; a step without phases is one."""
    return scene.phases[phase].minutes if scene.phases else scene.minutes


def write(state: StageState, writing: Writing) -> StageState:
    """Open, hide or close writing by hand. Ending private writing reveals."""
    reveals = state.writing is Writing.PRIVATE and writing is not Writing.PRIVATE
    return replace(state, writing=writing, generation=state.generation + reveals)


def freeze(state: StageState, *, frozen: bool) -> StageState:
    """Stop every hand but the facilitators', or let go again. Nothing else changes."""
    return replace(state, frozen=frozen)


def start_timer(state: StageState, now: datetime, *, seconds: int) -> StageState:
    """Start the clock anew; 0 seconds clears it."""
    ends = now + timedelta(seconds=seconds) if seconds else None
    return replace(state, timer_seconds=seconds, timer_ends_at=ends, timer_left=None, timer_rang_at=None)


def pause_timer(state: StageState, now: datetime) -> StageState:
    """Hold a running clock; anything else stays as it is."""
    if state.timer_ends_at is None:
        return state
    return replace(state, timer_ends_at=None, timer_left=seconds_left(state, now))


def resume_timer(state: StageState, now: datetime) -> StageState:
    """Let a held clock run on; anything else stays as it is."""
    if not state.timer_left:
        return state
    return replace(state, timer_ends_at=now + timedelta(seconds=state.timer_left), timer_left=None)


def extend_timer(state: StageState, now: datetime, *, seconds: int) -> StageState:
    """Add time: a running clock runs longer, a held one is held with more, one that rang runs again."""
    if state.timer_ends_at is not None:
        later = state.timer_ends_at + timedelta(seconds=seconds)
        return replace(state, timer_ends_at=later, timer_seconds=state.timer_seconds + seconds)
    if state.timer_left:
        return replace(state, timer_left=state.timer_left + seconds, timer_seconds=state.timer_seconds + seconds)
    return start_timer(state, now, seconds=seconds)


def ring(state: StageState, now: datetime) -> StageState:
    """The clock at its end."""
    return replace(state, timer_ends_at=None, timer_left=0, timer_rang_at=now)


def seconds_left(state: StageState, now: datetime) -> int:
    """Whole seconds on the clock, rounded up, so that a clock shows 0 only when it is over."""
    if state.timer_ends_at is None:
        return state.timer_left or 0
    left = (state.timer_ends_at - now).total_seconds()
    return max(0, -int(-left // 1))


def _kind(scene: Scene, phase: int) -> PhaseKind | None:
    return scene.phases[phase].kind if scene.phases else None


def _last(scenes: Sequence[Scene], step: int) -> Place:
    return Place(step, max(0, len(scenes[step].phases) - 1))
