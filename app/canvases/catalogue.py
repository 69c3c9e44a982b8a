"""What stands beside the canvases: families, sequences, the glossary, and the library that holds them all."""

from dataclasses import dataclass, field
from itertools import islice

from app.canvases.canvas import Canvas, Words
from app.canvases.shares import share_out

UNIT = 5
"""Steps of a sequence last a multiple of five minutes, as people plan."""


@dataclass(frozen=True, slots=True)
class Family:
    """A group of canvases. `also` holds words people search it by; `english_in_brackets` asks for its English name."""

    id: str
    title: Words
    english_in_brackets: bool = False
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sequence:
    """A ready order of canvases for one occasion; `steps` are their ids.

    `sessions` says how many of the steps each session has, where there are several: each on a day of its own, and as
    long as any other. `breaks` are the minutes of the break after the step of each number, from 1.
    """

    id: str
    name: Words
    minutes: int
    steps: tuple[str, ...]
    sessions: tuple[int, ...] = ()
    breaks: dict[int, int] = field(default_factory=dict)

    @property
    def days(self) -> int:
        """How many days it takes."""
        return max(1, len(self.sessions))


@dataclass(frozen=True, slots=True)
class Step:
    """One canvas of a sequence with its share of the minutes, on which of its days; `rest` is the break after it."""

    canvas: Canvas
    minutes: int
    day: int = 0
    rest: int = 0


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the glossary. `evidence` says of each language where the wording comes from; `note` is English."""

    id: str
    words: Words
    evidence: dict[str, str]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Library:
    """`languages` is the order of the files; dicts keep the order people see."""

    languages: tuple[str, ...]
    families: dict[str, Family]
    canvases: dict[str, Canvas]
    sequences: dict[str, Sequence]
    glossary: dict[str, Term]
    brackets: tuple[str, ...]
    """Terms of the glossary whose English stands in brackets at first use."""
    vocabulary: dict[str, set[str]] = field(default_factory=dict)
    """Which words its files may use for roles, colours, phases and the like."""

    def of_family(self, family_id: str) -> tuple[Canvas, ...]:
        return tuple(canvas for canvas in self.canvases.values() if canvas.family == family_id)

    def steps(self, sequence: Sequence) -> tuple[Step, ...]:
        """The canvases of a sequence, each as long as its own flow asks in the time there is beside the breaks."""
        canvases = iter([self.canvases[canvas_id] for canvas_id in sequence.steps])
        made: list[Step] = []
        for day, count in enumerate(sequence.sessions or (len(sequence.steps),)):
            rests = [sequence.breaks.get(number, 0) for number in range(len(made) + 1, len(made) + count + 1)]
            units = (sequence.minutes // sequence.days - sum(rests)) // UNIT
            of_day = list(islice(canvases, count))
            shares = share_out(max(units, count), [sum(phase.minutes for phase in each.flow) for each in of_day])
            made += [
                Step(canvas, UNIT * share, day, rest) for canvas, share, rest in zip(of_day, shares, rests, strict=True)
            ]
        return tuple(made)
