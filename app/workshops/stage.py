"""The stage: where the room is in its agenda, whether people may write, and the clock everybody sees.

Values and functions only; the present moment comes in. A move makes a new stage, and `effects` says
of two of them what the move does: the cockpit says it before, the services do it after.

What people write alone in one go is a *hidden writing*. `generation` counts those that are over. Only what
says *Reveal* shows one: until then it is in `held`, whatever comes next.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple, Self

from app.workshops.phases import Phase, PhaseKind


class Writing(StrEnum):
    """Whether people may write, and who receives it."""

    OPEN = "open"
    PRIVATE = "private"
    COMMENTS = "comments"
    CLOSED = "closed"


CLOSING = frozenset(
    {PhaseKind.BRIEF, PhaseKind.VOTE, PhaseKind.DECIDE, PhaseKind.ASSIGN, PhaseKind.LOCK, PhaseKind.BREAK}
)
"""Phases in which nobody writes."""


LATE_FOR = timedelta(minutes=30)
"""How long after writing closed a note that was written before may still come in."""


class Held(NamedTuple):
    """A hidden writing that is over and was not revealed: its number, and the step people wrote it in.

    `left` says that the workshop ended without showing it: it is its authors' then, and nobody reveals it any more. On
    the canvases in `shown` the end showed it all the same.
    """

    generation: int
    step_id: str | None
    left: bool = False
    shown: tuple[str, ...] = ()

    @classmethod
    def read(cls, row: Sequence[Any]) -> Self:
        """Return it as its row has it, where what it was shown on is a list."""
        held = cls(*row)
        return held._replace(shown=tuple(held.shown))


class Shut(NamedTuple):
    """A stretch of open writing that is over: its number, and when it ended, in seconds since 1970."""

    opening: int
    at: int


class Unshown(NamedTuple):
    """Numbers of notes of a board that not everybody sees: still hidden, or written in time and come late.

    `looked_at` are those of the late ones that facilitators see, for they were written in the open. `waiting` are
    those that did not come late and wait until a facilitator shows them. `removed` were written alone by people who
    were removed since: neither the end nor the closing shows them, and they can be taken in later. `returned` were
    written alone by people who were removed before their reveal and let back in after it.
    """

    canvas: str
    hidden: int
    late: int
    looked_at: int = 0
    waiting: int = 0
    removed: int = 0
    returned: int = 0

    @property
    def left_for_good(self) -> int:
        """How many nobody can show any more where the end leaves them with their authors, who alone see them."""
        return self.hidden + self.late - self.looked_at + self.returned

    @property
    def can_be_shown(self) -> bool:
        """True when the end may show some of them: notes of people who were removed it leaves hidden either way."""
        return bool(self.hidden or self.late or self.waiting or self.returned)


class Settled(NamedTuple):
    """What an answer before the end does, by canvas: its notes are shown, are left, or have to be asked about."""

    shown: frozenset[str]
    left: frozenset[str]
    undecided: frozenset[str]


class OpenVote(NamedTuple):
    """A vote that is open, by its step; by the phase, too, where that opened it."""

    step_id: str | None
    phase: int | None

    def closes(self, step_id: str | None, phase: int) -> bool:
        """Whether it closes when the room goes to that phase of that step."""
        return self.step_id != step_id or (self.phase is not None and self.phase != phase)


class Voted(NamedTuple):
    """A phase of a step in which people voted, and which the room has left."""

    step_id: str
    phase: int


@dataclass(frozen=True, slots=True)
class Scene:
    """A step as the stage plays it. `canvas` is None for talk, where there is nothing to write on.

    Where everybody `picks` what they share, nothing is revealed for them. Where notes are `moderated`, a facilitator
    looks at them before all see them.
    """

    id: str
    minutes: int
    phases: tuple[Phase, ...]
    canvas: str | None
    picks: bool = False
    moderated: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A step by its number in the agenda and a phase by its number in the step, both from 0."""

    step: int
    phase: int = 0


@dataclass(frozen=True, slots=True)
class StageState:
    """The stage at one moment, in the fields of its row.

    The timer runs while `timer_ends_at` is set; a paused or finished one keeps `timer_left`
    seconds; `timer_rang_at` says that it came to its end. `opening` counts the stretches of open
    writing; those that ended not long ago are in `shut`. In the phases in `voted` a vote was held: the room may
    come back to them, and no other opens by itself. `spotlight` is what the wall shows alone of the board of the step:
    a zone or an element (`show_alone`).
    """

    step_id: str | None = None
    phase: int = 0
    writing: Writing = Writing.CLOSED
    frozen: bool = False
    generation: int = 0
    held: tuple[Held, ...] = ()
    opening: int = 0
    shut: tuple[Shut, ...] = ()
    voted: tuple[Voted, ...] = ()
    started_at: datetime | None = None
    step_started_at: datetime | None = None
    ended_at: datetime | None = None
    timer_seconds: int = 0
    timer_ends_at: datetime | None = None
    timer_left: int | None = None
    timer_rang_at: datetime | None = None
    spotlight: str | None = None


@dataclass(frozen=True, slots=True)
class Effects:
    """What a move does to the room: said before it, done with it.

    `revealed` are the hidden writings all see after it, where the end leaves others on the canvases that are `shown`
    alone, but of those `looked_at` facilitators alone see what others
    wrote, until they show it; `kept` wait for a reveal as before, and of those `kept_here`
    were written on the board it leaves or the one it enters. `of_removed` says that notes of people who were removed
    are among what is revealed, and stay hidden, `held_back` says that people pick by hand what they share
    of what they wrote, `elsewhere` that another board is shown, or none, `board` that one is, `keeps_vote` that a vote
    was held there, which stays closed, `goes_on_voting` that another one is open and stays so. `seconds` is what the
    timer is set to, 0 for no timer.
    """

    revealed: tuple[Held, ...] = ()
    looked_at: tuple[Held, ...] = ()
    kept: tuple[Held, ...] = ()
    kept_here: tuple[Held, ...] = ()
    of_removed: bool = False
    held_back: bool = False
    writing: Writing = Writing.CLOSED
    elsewhere: bool = False
    board: bool = False
    opens_vote: bool = False
    keeps_vote: bool = False
    goes_on_voting: bool = False
    closes_votes: bool = False
    seconds: int = 0


def mark(state: StageState) -> str:
    """Where the room is, as a form remembers it: a move from elsewhere is refused."""
    return "end" if state.ended_at else f"{state.step_id or ''}.{state.phase}"


def way(scenes: Sequence[Scene], state: StageState, there: Place | None) -> str:
    """Where a move leads and what it does, as its button remembers it; None is the end.

    Between the look and the press the agenda may be changed, and writing be hidden or revealed by hand: a button that
    does something else by then is refused.
    """
    left = _scene(scenes, state.step_id)
    picks = "picks" if left and left.picks else ""
    if there is None:
        return f"end.{picks}"
    scene = scenes[there.step]
    kind = _kind(scene, there.phase) or ""
    reveals = kind is PhaseKind.REVEAL
    shown = [each for each in hidden(scenes, state) if reveals and _canvas(scenes, each) == scene.canvas]
    looks = "looks" if any(_is_looked_at(scenes, each) for each in shown) else ""
    return f"{scene.id}.{there.phase}.{kind}.{scene.canvas or ''}.{minutes_in(scene, there.phase)}.{picks}.{looks}"


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


def enter(
    scenes: Sequence[Scene], state: StageState, there: Place, now: datetime, *, reveals: bool = True
) -> StageState:
    """Return the stage in that phase of that step, its timer running for the minutes the phase has.

    *Next* `reveals` when it enters a phase called *Reveal*, and its button says so. *Back* and a way straight to a
    step say no such thing: there the hidden writings stay in `held`.
    """
    scene = scenes[there.step]
    same_step = scene.id == state.step_id
    turned = _turned(scenes, state, writing_in(scene, there.phase), now, same_step=same_step)
    if reveals and _kind(scene, there.phase) is PhaseKind.REVEAL:
        turned = _shown(turned, [each.generation for each in turned.held if _canvas(scenes, each) == scene.canvas])
    entered = replace(
        turned,
        voted=_voted(scenes, state),
        step_id=scene.id,
        phase=there.phase,
        started_at=state.started_at or now,
        step_started_at=state.step_started_at if same_step else now,
        ended_at=None,
        spotlight=state.spotlight if same_step else None,
    )
    return start_timer(entered, now, seconds=minutes_in(scene, there.phase) * 60)


def end(scenes: Sequence[Scene], state: StageState, now: datetime, *, shows: Collection[str] = ()) -> StageState:
    """The stage after the workshop: no step, nothing to write, no clock.

    What is hidden is left with its authors, but for the canvases which the end `shows`.
    """
    closed, shown = _turned(scenes, state, Writing.CLOSED, now), tuple(sorted(shows))
    held = tuple(each if each.left else each._replace(left=True, shown=shown) for each in closed.held)
    voted = _voted(scenes, state)
    closed = replace(closed, voted=voted, held=held, step_id=None, phase=0, step_started_at=None, ended_at=now)
    return replace(closed, timer_seconds=0, timer_ends_at=None, timer_left=None, timer_rang_at=None, spotlight=None)


def settle(unshown: Collection[Unshown], *, shows: Collection[str], leaves: Collection[str]) -> Settled:
    """Return what becomes of notes at the end whose canvases somebody chose to show, or to leave with their authors."""
    asked = frozenset(each.canvas for each in unshown if each.can_be_shown)
    shown = asked.intersection(shows)
    left = asked.intersection(leaves) - shown
    return Settled(shown, left, asked - shown - left)


def hidden(scenes: Sequence[Scene], state: StageState) -> tuple[Held, ...]:
    """The hidden writings that wait for a reveal, the one that goes on among them."""
    waiting, scene = tuple(each for each in state.held if not each.left), _scene(scenes, state.step_id)
    if state.writing is not Writing.PRIVATE or (scene and scene.picks):
        return waiting
    return (*waiting, Held(state.generation + 1, state.step_id))


def effects(scenes: Sequence[Scene], before: StageState, after: StageState) -> Effects:
    """What the way from one stage to the other does."""
    waited, waits = hidden(scenes, before), hidden(scenes, after)
    left_over = {each.generation: each for each in after.held if each.left}
    gone = (left_over.get(each.generation, each) for each in waited if each not in waits)
    revealed = tuple(each for each in gone if each.shown or not each.left)
    kept = tuple(each for each in waited if each in waits)
    left, entered = _scene(scenes, before.step_id), _scene(scenes, after.step_id)
    here = {scene.canvas for scene in (left, entered) if scene and scene.canvas}
    moves = (before.step_id, before.phase) != (after.step_id, after.phase)
    votes = moves and _votes(entered, after.phase)
    was_held = (after.step_id, after.phase) in before.voted
    return Effects(
        revealed=revealed,
        looked_at=tuple(each for each in revealed if _is_looked_at(scenes, each)),
        kept=kept,
        kept_here=tuple(each for each in kept if _canvas(scenes, each) in here),
        held_back=bool(left and left.picks and after.generation > before.generation),
        writing=after.writing,
        board=bool(entered and entered.canvas),
        elsewhere=(left and left.canvas) != (entered and entered.canvas),
        opens_vote=votes and not was_held,
        keeps_vote=votes and was_held,
        closes_votes=moves and _votes(left, before.phase) and (before.step_id, before.phase) not in before.voted,
        seconds=after.timer_seconds,
    )


def written_in(scenes: Sequence[Scene], step_id: str | None, canvas: str | None) -> list[Scene]:
    """Return the step people wrote in, if it is on this canvas, else all that are: they say what its reveal does."""
    on_it = [scene for scene in scenes if scene.canvas == canvas]
    return [scene for scene in on_it if scene.id == step_id] or on_it


def looks_first(scenes: Sequence[Scene]) -> bool:
    """True when a facilitator looks first at what a reveal shows of these steps."""
    return any(scene.moderated for scene in scenes)


def writing_in(scene: Scene, phase: int) -> Writing:
    """Return what a phase does to writing by itself. A walk takes comments, on the boards before it too."""
    kind = _kind(scene, phase)
    if kind is PhaseKind.WALK:
        return Writing.COMMENTS
    if scene.canvas is None:
        return Writing.CLOSED
    if kind is PhaseKind.PRIVATE:
        return Writing.PRIVATE
    return Writing.CLOSED if kind in CLOSING else Writing.OPEN


def minutes_in(scene: Scene, phase: int) -> int:
    """The minutes of a phase; a step without phases is one."""
    return scene.phases[phase].minutes if scene.phases else scene.minutes


def write(scenes: Sequence[Scene], state: StageState, writing: Writing, now: datetime) -> StageState:
    """Open, hide or close writing by hand. What was written alone stays hidden."""
    return _turned(scenes, state, writing, now, same_step=True)


def reveal(scenes: Sequence[Scene], state: StageState, generations: Collection[int], now: datetime) -> StageState:
    """Show hidden writings to all. The one that goes on ends with it: everybody writes in the open then."""
    goes_on = state.writing is Writing.PRIVATE and state.generation + 1 in generations
    over = _turned(scenes, state, Writing.OPEN, now, same_step=True) if goes_on else state
    return _shown(over, generations)


def is_late(state: StageState, opening: int, now: datetime) -> bool:
    """Whether a note of that stretch of open writing may still come in: it goes on, or ended not long ago."""
    if state.writing is Writing.OPEN and opening == state.opening:
        return True
    return any(each.opening == opening and not _long_ago(each, now) for each in state.shut)


def late_until(state: StageState, now: datetime) -> datetime | None:
    """Until when notes may come in that were written before; None where none may."""
    ends = [each.at for each in state.shut if not _long_ago(each, now)]
    return datetime.fromtimestamp(max(ends), UTC) + LATE_FOR if ends else None


def freeze(state: StageState, *, frozen: bool) -> StageState:
    """Stop every hand but the facilitators', or let go again. Nothing else changes."""
    return replace(state, frozen=frozen)


def show_alone(state: StageState, spotlight: str | None) -> StageState:
    """Let the wall show one zone or element of the board, `zone:hope` or `element:e_…`; None: all of the board."""
    return replace(state, spotlight=spotlight)


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


def step_lasts_until(scenes: Sequence[Scene], state: StageState, now: datetime) -> datetime | None:
    """When the step ends by its clock: minutes that were added count, and later parts take theirs. None without one."""
    here, left = place(scenes, state), seconds_left(state, now)
    if here is None or not left:
        return None
    scene = scenes[here.step]
    later = sum(phase.minutes for phase in scene.phases[here.phase + 1 :])
    added = max(0, state.timer_seconds - minutes_in(scene, here.phase) * 60)
    planned = (state.step_started_at or now) + timedelta(minutes=scene.minutes, seconds=added)
    return max(now + timedelta(seconds=left, minutes=later), planned)


def to_come(state: StageState) -> frozenset[int]:
    """The hidden writings that are not shown yet, and may be; after the end none is."""
    if state.ended_at is not None:
        return frozenset()
    goes_on = {state.generation + 1} if state.writing is Writing.PRIVATE else set()
    return frozenset({each.generation for each in state.held if not each.left} | goes_on)


def _turned(
    scenes: Sequence[Scene], state: StageState, writing: Writing, now: datetime, *, same_step: bool = False
) -> StageState:
    """The stage with writing turned: a hidden writing that ends is held, a stretch of open writing is shut."""
    ends = state.writing is Writing.PRIVATE and not (same_step and writing is Writing.PRIVATE)
    goes_on = [each for each in hidden(scenes, state) if each not in state.held] if ends else []
    shut = tuple(each for each in state.shut if not _long_ago(each, now))
    if state.writing is Writing.OPEN and writing is not Writing.OPEN:
        shut = (*shut, Shut(state.opening, int(now.timestamp())))
    opens = writing is Writing.OPEN and state.writing is not Writing.OPEN
    return replace(
        state,
        writing=writing,
        generation=state.generation + ends,
        held=(*state.held, *goes_on),
        opening=state.opening + opens,
        shut=shut,
    )


def _shown(state: StageState, generations: Collection[int]) -> StageState:
    return replace(state, held=tuple(each for each in state.held if each.left or each.generation not in generations))


def _long_ago(each: Shut, now: datetime) -> bool:
    return now.timestamp() - each.at > LATE_FOR.total_seconds()


def _scene(scenes: Sequence[Scene], step_id: str | None) -> Scene | None:
    return next((scene for scene in scenes if scene.id == step_id), None)


def _canvas(scenes: Sequence[Scene], held: Held) -> str | None:
    scene = _scene(scenes, held.step_id)
    return scene.canvas if scene else None


def _is_looked_at(scenes: Sequence[Scene], held: Held) -> bool:
    return looks_first(written_in(scenes, held.step_id, _canvas(scenes, held)))


def _kind(scene: Scene | None, phase: int) -> PhaseKind | None:
    return scene.phases[phase].kind if scene and phase < len(scene.phases) else None


def _votes(scene: Scene | None, phase: int) -> bool:
    """Whether people vote in a phase. Where there is no board there is nothing to vote on."""
    return _kind(scene, phase) is PhaseKind.VOTE and bool(scene and scene.canvas)


def _voted(scenes: Sequence[Scene], state: StageState) -> tuple[Voted, ...]:
    """The phases in which people have voted, once the room leaves the one it is in."""
    left = Voted(state.step_id or "", state.phase)
    if left in state.voted or not _votes(_scene(scenes, state.step_id), state.phase):
        return state.voted
    return (*state.voted, left)


def _last(scenes: Sequence[Scene], step: int) -> Place:
    return Place(step, max(0, len(scenes[step].phases) - 1))
