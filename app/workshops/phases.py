"""The phases of a step: what its minutes are for, and how they follow when the step becomes longer or shorter.

A phase's kind sets the stage: `brief`, `vote`, `decide`, `assign`, `lock`, `break` close writing,
`private` hides it, `reveal` shows it, `walk` takes comments alone; the others leave it open.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from app.canvases.shares import share_out


class PhaseKind(StrEnum):
    """What the room does for a few minutes."""

    BRIEF = "brief"
    PRIVATE = "private"
    REVEAL = "reveal"
    CLUSTER = "cluster"
    DISCUSS = "discuss"
    VOTE = "vote"
    DECIDE = "decide"
    ASSIGN = "assign"
    LOCK = "lock"
    WALK = "walk"
    PAIR = "pair"
    GROUP = "group"
    PLENARY = "plenary"
    BREAK = "break"


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase; `line` maps a language to the sentence the facilitator reads aloud."""

    kind: PhaseKind
    minutes: int
    line: Mapping[str, str] = field(default_factory=dict)


_DROPPED_FIRST = (
    PhaseKind.BREAK,
    PhaseKind.LOCK,
    PhaseKind.BRIEF,
    PhaseKind.PLENARY,
    PhaseKind.WALK,
    PhaseKind.PAIR,
    PhaseKind.ASSIGN,
    PhaseKind.DECIDE,
    PhaseKind.DISCUSS,
    PhaseKind.CLUSTER,
    PhaseKind.VOTE,
    PhaseKind.GROUP,
    PhaseKind.PRIVATE,
    PhaseKind.REVEAL,
)
"""What a step that has become very short can do without. Reveal stays longest: what was written hidden must be seen."""

_PAIR = (PhaseKind.PRIVATE, PhaseKind.REVEAL)


def scaled(phases: Sequence[Phase], minutes: int) -> tuple[Phase, ...]:
    """The phases stretched or squeezed to `minutes`, which they fill exactly, a minute each at least.

    Where there are fewer minutes than phases, those a hurried room can spare go first;
    of a writing in private and its reveal alone, one open minute for all remains.
    """
    kept = _spared(phases, minutes)
    if not kept:
        return ()
    shares = share_out(minutes, [phase.minutes for phase in kept])
    return tuple(replace(phase, minutes=share) for phase, share in zip(kept, shares, strict=True))


def as_json(phases: Sequence[Phase]) -> list[dict[str, object]]:
    """The phases as a step keeps them."""
    return [{"kind": str(phase.kind), "minutes": phase.minutes, "line": dict(phase.line)} for phase in phases]


def from_json(kept: Sequence[Mapping[str, object]]) -> tuple[Phase, ...]:
    """What `as_json` wrote."""
    return tuple(_phase(each) for each in kept)


def _phase(kept: Mapping[str, object]) -> Phase:
    line = kept["line"]
    return Phase(
        kind=PhaseKind(str(kept["kind"])),
        minutes=int(str(kept["minutes"])),
        line={str(language): str(words) for language, words in line.items()} if isinstance(line, dict) else {},
    )


def _spared(phases: Sequence[Phase], minutes: int) -> list[Phase]:
    kept = list(phases)
    while kept and len(kept) > minutes:
        kept.pop(_least(kept))
    if len(kept) == 1 < len(phases) and kept[0].kind is PhaseKind.REVEAL:
        return [replace(kept[0], kind=PhaseKind.PLENARY)]
    return kept


def _least(phases: Sequence[Phase]) -> int:
    """Where the phase stands that is missed least: repeated ones first, then by kind, the shortest, the last."""
    kinds = [phase.kind for phase in phases]
    return min(
        range(len(phases)),
        key=lambda at: (
            kinds.count(kinds[at]) == 1 and kinds[at] in _PAIR,
            _DROPPED_FIRST.index(kinds[at]),
            phases[at].minutes,
            -at,
        ),
    )
