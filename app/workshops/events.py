"""What happened in a workshop. `StageChanging` alone comes before the deed, so that others can lock what is theirs.

Questions stand here too: `app.events.ask` has others answer them.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WorkshopMade:
    """A workshop stands, with its agenda."""

    workshop_id: str


@dataclass(frozen=True, slots=True)
class StageChanging:
    """The stage is about to change in this transaction. Whoever owns boards locks them now, in id order."""

    workshop_id: str


@dataclass(frozen=True, slots=True)
class StageChanged:
    """The stage says something new: every screen follows."""

    workshop_id: str


@dataclass(frozen=True, slots=True)
class StepEntered:
    """The room is in another step."""

    workshop_id: str
    step_id: str


@dataclass(frozen=True, slots=True)
class PhaseEntered:
    """The room is in another phase, of the same step or of another one. `step_id` is None where no step is on.

    `opens_vote` says that people vote in it and did not before.
    """

    workshop_id: str
    step_id: str | None
    phase: int
    opens_vote: bool = False


@dataclass(frozen=True, slots=True)
class Work:
    """What people have done on a board: how many notes lie there, and how many votes were held."""

    notes: int = 0
    votes: int = 0


@dataclass(frozen=True, slots=True)
class WorkOn:
    """A question: what people have done on the board of a canvas. Each answer is `Work`."""

    workshop_id: str
    canvas: str


@dataclass(frozen=True, slots=True)
class OpenVotes:
    """A question: which votes are open. Each answer is a list of `stage.OpenVote`."""

    workshop_id: str


@dataclass(frozen=True, slots=True)
class HiddenNotes:
    """A question: on which canvases notes of these hidden writings wait. Answers are pairs of canvas and number."""

    workshop_id: str
    generations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class HiddenOfRemoved:
    """A question: in which of these hidden writings notes of people who were removed wait. Answers are numbers."""

    workshop_id: str
    generations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class HiddenNotesChanged:
    """On a board notes wait for a reveal now, or wait no more, though the stage is where it was."""

    workshop_id: str


@dataclass(frozen=True, slots=True)
class EndAsked:
    """The workshop is about to end while these hidden writings wait. Whoever has notes of them refuses.

    So does whoever has late notes, or notes that wait until a facilitator shows them.
    """

    workshop_id: str
    generations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class EndShows:
    """The workshop ends and shows what came late or waits, on some canvases or on all. Heard in its transaction."""

    workshop_id: str
    canvases: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class EndLeaves:
    """The workshop ends and leaves with its authors what came late, on some canvases or on all. Heard as `EndShows`."""

    workshop_id: str
    canvases: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class NotesRevealed:
    """What people wrote alone in one hidden writing is for everybody now. Heard in the transaction that reveals it.

    `step_id` is the step they wrote it in, which the room may have left long ago. Where some `canvases` are named, it
    is shown on these alone.
    """

    workshop_id: str
    generation: int
    step_id: str | None
    canvases: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class TimerRang:
    """The timer of the room came to its end. Told once, whatever restarts in between."""

    workshop_id: str


@dataclass(frozen=True, slots=True)
class SeatTaken:
    """Somebody is in the room for the first time, or `again` after they were let back in."""

    workshop_id: str
    seat_id: str
    again: bool = False


@dataclass(frozen=True, slots=True)
class SeatAskedFor:
    """Somebody whose seat was ended asks for it again."""

    workshop_id: str
    seat_id: str


@dataclass(frozen=True, slots=True)
class SeatChanged:
    """A seat has another role or sits at another table."""

    workshop_id: str
    seat_id: str


@dataclass(frozen=True, slots=True)
class SeatRemoved:
    """A seat was ended by a facilitator, or, `refused`, is not given back to somebody who asks for it."""

    workshop_id: str
    seat_id: str
    principal_id: str
    refused: bool = False


@dataclass(frozen=True, slots=True)
class JoiningChanged:
    """Joining was locked or opened, or the code is another one."""

    workshop_id: str


@dataclass(frozen=True, slots=True)
class AgendaChanged:
    """Steps or days, or what the screens say of them, are others now; start times may have moved."""

    workshop_id: str


@dataclass(frozen=True, slots=True)
class DetailsChanged:
    """Title, question, place, languages or what joining people are asked is other now."""

    workshop_id: str


@dataclass(frozen=True, slots=True)
class NamesChanged:
    """Whether notes say who wrote them is other now."""

    workshop_id: str


@dataclass(frozen=True, slots=True)
class WorkshopClosed:
    """The workshop is over: its code opens nothing any more."""

    workshop_id: str


@dataclass(frozen=True, slots=True)
class WorkshopReopened:
    """The workshop goes on, with a new code."""

    workshop_id: str
