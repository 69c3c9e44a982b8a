"""Ballots as they come over the wire, and what a browser is told of a vote."""

from collections.abc import Sequence
from typing import Annotated

import msgspec
from flask_babel import gettext as _
from flask_babel import ngettext
from msgspec import Meta, Struct

from app.boards.engine import codec
from app.boards.engine.schema import ElementId
from app.voting.errors import BadBallot
from app.voting.models import Ballot, Round
from app.voting.results import Counted, RoundResult
from app.voting.services.ballots import Standing

MOST_BYTES = 1_000
BALLOT_ID = r"^[A-Za-z0-9_-]{16,36}\Z"


class Dot(Struct, frozen=True, forbid_unknown_fields=True):
    """A dot somebody gives: its id, made by their browser, and the element it lies on."""

    id: Annotated[str, Meta(pattern=BALLOT_ID)]
    element: ElementId


def read_dot(body: bytes) -> Dot:
    """Read a dot that came as JSON.

    Raises:
        BadBallot: it cannot be read.
    """
    if len(body) > MOST_BYTES:
        raise BadBallot
    try:
        return dot(codec.loads(body))
    except codec.Malformed as error:
        raise BadBallot from error


def dot(said: object) -> Dot:
    """A dot from its two words.

    Raises:
        BadBallot: they are none of a dot.
    """
    try:
        return msgspec.convert(said, Dot, strict=True)
    except msgspec.ValidationError as error:
        raise BadBallot from error


def standing(ballot: Standing) -> dict[str, object]:
    """What somebody is told of a dot they gave or took back."""
    return {"id": ballot.ballot, "element": ballot.element, "left": ballot.left}


def opened(found: Round) -> dict[str, object]:
    """The terms of a round that is open."""
    return {
        "id": found.id,
        "scope": found.zone,
        "budget": found.budget,
        "per_note": found.per_note,
        "anonymous": found.anonymous,
        "opened_at": found.opened_at.isoformat(),
    }


def mine(ballots: Sequence[Ballot]) -> list[dict[str, object]]:
    """One's own dots."""
    return [{"id": ballot.id, "element": ballot.element_id} for ballot in ballots]


def counted(result: RoundResult) -> list[dict[str, object]]:
    """What everybody is told once a round is closed."""
    return [
        {
            "element": line.element,
            "dots": line.dots,
            "rank": line.rank,
            "tie": line.tie,
            "say": say(line, of=result.candidates),
            **({"by": [{"name": name, "dots": dots} for name, dots in line.givers.items()]} if line.givers else {}),
        }
        for line in result.lines
    ]


def say(line: Counted, *, of: int) -> str:
    """A line in words: `9 dots, rank 2 of 14`."""
    dots = ngettext("%(num)s dot", "%(num)s dots", line.dots)
    if line.tie:
        return str(_("%(dots)s, shares rank %(rank)s of %(of)s", dots=dots, rank=line.rank, of=of))
    return str(_("%(dots)s, rank %(rank)s of %(of)s", dots=dots, rank=line.rank, of=of))
