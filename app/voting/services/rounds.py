"""Rounds: they are opened, counted when they close, or cancelled as if they had never been."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Table, delete, insert, select
from sqlalchemy.exc import IntegrityError

from app import audit, clock
from app.boards import log
from app.boards.errors import BadZone
from app.boards.models import Board
from app.boards.pages import canvas_of
from app.boards.queries import connection
from app.db import db, transaction
from app.errors import Invalid, NotFound
from app.events import publish
from app.ids import new_id, new_secret
from app.voting import policy, round_queries, tally
from app.voting.errors import RoundAlreadyOpen, VoteClosed
from app.voting.events import RoundCancelled, RoundClosed, RoundOpened
from app.voting.models import Ballot, Round, Used
from app.voting.policy import Deed
from app.voting.services import totals
from app.workshops.dots import MOST_DOTS, DotTerms
from app.workshops.errors import WorkshopOver
from app.workshops.models import Seat
from app.workshops.queries import stage_of

_tables: Mapping[str, Table] = Round.metadata.tables


def open_round(seat: Seat, board_id: str, terms: DotTerms) -> Round:
    """Open a round by hand. It closes by hand, or when the room leaves the step.

    Raises:
        NotAllowed: the seat does not lead.
        NotFound: no such board in its workshop.
        WorkshopOver: the workshop is closed.
        Invalid, BadZone: no such number of dots, no such zone.
        RoundAlreadyOpen: as it says. The database decides, so two clicks are safe.
    """
    with transaction():
        # Behind the lock that a change of the stage and the closing take, so that neither opens beside the other.
        locked = log.lock(connection(), board_id)
        policy.require(seat, Deed.LEAD)
        if locked is None or locked.workshop_id != seat.workshop_id:
            raise NotFound
        if seat.workshop.closed_at is not None:
            raise WorkshopOver
        if round_queries.open_round_on(board_id) is not None:
            raise RoundAlreadyOpen
        board = db.session.get_one(Board, board_id)
        check(board, terms)
        return begin(board, terms, step_id=stage_of(board.workshop_id).step_id, actor_id=seat.principal_id)


def close_round(seat: Seat, round_id: str) -> Round:
    """Count the dots and show the totals to everybody.

    Raises:
        NotAllowed: the seat does not lead.
        NotFound: no such round in its workshop.
        VoteClosed: it is closed already.
    """
    with transaction():
        found = _to_end(seat, round_id)
        finish(found, actor_id=seat.principal_id)
    return found


def cancel_round(seat: Seat, round_id: str) -> Round:
    """Let a round be as if it had never been: its dots are gone.

    Raises:
        NotAllowed, NotFound, VoteClosed: as for `close_round`.
    """
    with transaction():
        found = _to_end(seat, round_id)
        for table in (Ballot, Used):
            db.session.execute(delete(table).where(table.round_id == found.id))
        found.closed_at, found.secret, found.cancelled = clock.now(), None, True
        audit.record("vote.cancel", f"vote_round:{found.id}", actor_id=seat.principal_id)
        publish(RoundCancelled(found.workshop_id, found.id, found.board_id))
    return found


def begin(
    board: Board, terms: DotTerms, *, step_id: str | None, phase: int | None = None, actor_id: str | None = None
) -> Round:
    """Open a round as a part of the caller's transaction, which holds the board.

    Raises:
        RoundAlreadyOpen: as it says.
    """
    opened = new_round(board, terms, step_id=step_id, phase=phase, at=clock.now())
    db.session.add(opened)
    try:
        db.session.flush()
    except IntegrityError as error:
        raise RoundAlreadyOpen from error
    said = {"board": board.id, "dots": terms.dots, "named": terms.named}
    audit.record("vote.open", f"vote_round:{opened.id}", actor_id=actor_id, **said)
    publish(RoundOpened(board.workshop_id, opened.id, board.id))
    return opened


def finish(found: Round, *, actor_id: str | None = None) -> None:
    """Count a round and close it, as a part of the caller's transaction, which holds its row."""
    cast = round_queries.casts_of(found.id)
    found.voters = len({ballot.voter for ballot in cast})
    places = tally.ranked(tally.count(cast))
    found.candidates = max(len(round_queries.elements_voted_on(found)), len(places))
    totals.keep(found, places)
    _forget_who(found)
    found.closed_at, found.secret = clock.now(), None
    audit.record("vote.close", f"vote_round:{found.id}", actor_id=actor_id, dots=len(cast), voters=found.voters)
    publish(RoundClosed(found.workshop_id, found.id, found.board_id))


def _to_end(seat: Seat, round_id: str) -> Round:
    found = round_queries.held(round_id)
    if found.workshop_id != seat.workshop_id:
        raise NotFound
    policy.require(seat, Deed.LEAD)
    if not found.open:
        raise VoteClosed
    return found


def check(board: Board, terms: DotTerms) -> None:
    """Refuse terms that no round can have on this board.

    Raises:
        Invalid, BadZone: no such number of dots, no such zone.
    """
    if not 1 <= terms.dots <= MOST_DOTS:
        raise Invalid
    if terms.zone is not None and terms.zone not in {zone.id for zone in canvas_of(board).zones}:
        raise BadZone


def new_round(board: Board, terms: DotTerms, *, step_id: str | None, phase: int | None, at: datetime) -> Round:
    """A round that is not kept yet."""
    return Round(
        id=new_id(),
        board_id=board.id,
        workshop_id=board.workshop_id,
        zone=terms.zone,
        budget=terms.dots,
        per_note=1 if terms.one_per_note else None,
        anonymous=not terms.named,
        secret=None if terms.named else new_secret(),
        step_id=step_id,
        phase=phase,
        opened_at=at,
    )


def _forget_who(found: Round) -> None:
    """Drop what was taken back and, of an anonymous round, the keys of the voters and the order they came in.

    A database gives away in which order rows were written. Written anew in the order of their
    random ids they say nothing of who voted when. How many dots each voter gave stays, under a
    random name, so that the sums can be checked.
    """
    db.session.execute(delete(Ballot).where(Ballot.round_id == found.id, Ballot.element_id.is_(None)))
    if found.anonymous:
        _write_anew(_tables["ballot"], found.id, lambda row: {**row, "voter_key": None}, by="id")
        _write_anew(_tables["vote_used"], found.id, lambda row: {**row, "voter_key": new_id()}, by="voter_key")


def _write_anew(table: Table, round_id: str, change: Callable[[Mapping[str, Any]], dict[str, Any]], *, by: str) -> None:
    rows = db.session.execute(select(table).where(table.c.round_id == round_id)).mappings().all()
    db.session.execute(delete(table).where(table.c.round_id == round_id))
    if rows:
        changed = [change({**row}) for row in rows]
        db.session.execute(insert(table), sorted(changed, key=lambda row: str(row[by])))
