"""Rounds that were counted elsewhere and come with a file."""

from collections.abc import Mapping
from datetime import datetime

from app.boards.models import Board
from app.db import db
from app.errors import NotFound
from app.voting import round_queries, tally
from app.voting.models import Round
from app.voting.results import Was
from app.voting.services import rounds, totals
from app.workshops.dots import DotTerms


def keep_result(
    board_id: str,
    dots: Mapping[str, int],
    terms: DotTerms,
    *,
    at: datetime,
    voters: int = 0,
    candidates: int | None = None,
    was: Mapping[str, Was] | None = None,
) -> Round:
    """Keep totals that were counted elsewhere, as a part of the caller's transaction.

    They make a closed round without ballots. `was` tells what got dots and is not on the board,
    or reads otherwise there now. `candidates` is how many elements could have got dots; where nobody says
    so, it is those that could get them now.

    Raises:
        NotFound: no such board, or one of the elements is not on it and nobody says what it was.
        Invalid, BadZone: no such number of dots, no such zone.
    """
    board = db.session.get(Board, board_id)
    told = was or {}
    unsaid = dots.keys() - told.keys()
    if board is None or len(round_queries.elements_named(board_id, unsaid)) != len(unsaid):
        raise NotFound
    rounds.check(board, terms)
    kept = rounds.new_round(board, terms, step_id=None, phase=None, at=at)
    kept.closed_at, kept.secret, kept.imported, kept.voters = at, None, True, voters
    db.session.add(kept)
    db.session.flush()
    could = len(round_queries.elements_voted_on(kept)) if candidates is None else candidates
    kept.candidates = max(could, len(dots))
    totals.keep(kept, tally.ranked(dots), told)
    return kept
