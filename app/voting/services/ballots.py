"""Dots: given and taken back, each once however often it is sent, and never more than there are."""

from dataclasses import dataclass

from sqlalchemy import update

from app.boards import log
from app.boards.errors import Frozen
from app.boards.queries import board_and_seat, connection
from app.db import db, transaction
from app.events import publish
from app.voting import policy, round_queries
from app.voting.errors import (
    BadBallot,
    BadChoice,
    BudgetSpent,
    DotCounted,
    NoSuchBallot,
    NoteHasDot,
    TooManyChanges,
    VoteClosed,
)
from app.voting.events import DotCameLate
from app.voting.keys import voter_key
from app.voting.models import Ballot, Round, Used
from app.voting.policy import Deed
from app.workshops.models import Seat
from app.workshops.queries import stage_of

MOST_MADE = 200
"""Dots one person may give in a round, those they took back again among them."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A ballot as it stands: on which element, None once it was taken back, and how many dots its voter has left.

    `left` is None where the round is closed: of an anonymous one nobody can say it any more.
    """

    ballot: str
    element: str | None
    left: int | None


def give(principal_id: str, round_id: str, ballot_id: str, element_id: str) -> Standing:
    """Put a dot on an element. A ballot that is there already is answered as it stands, also after the closing.

    A dot that comes after its round was counted is refused, and kept count of.

    Raises:
        NotFound, SeatEnded: no such round for this principal.
        NotAllowed: the seat's role does not vote.
        VoteClosed, Frozen: not any more, not just now.
        BadBallot: the id is somebody else's.
        BadChoice, BudgetSpent, NoteHasDot, TooManyChanges: as they say.
    """
    with transaction():
        found, seat = _held(round_id, principal_id)
        known = round_queries.ballot_of(found.id, ballot_id)
        if known is not None:
            return _again(found, seat, known)
        policy.require(seat, Deed.VOTE)
        if found.open:
            return _give(found, seat, ballot_id, element_id)
        _count_late(found, ballot_id, element_id)
    # Behind the transaction, which is to keep that it came.
    raise VoteClosed


def take_back(principal_id: str, round_id: str, ballot_id: str) -> Standing:
    """Take a dot back. One that was taken back already is answered as it stands.

    Raises:
        NotFound, SeatEnded: no such round for this principal.
        NoSuchBallot: they have given no such dot, or after the closing: it was not counted.
        DotCounted: the round is closed, with this dot.
        NotAllowed, Frozen: as for `give`.
    """
    with transaction():
        found, seat = _held(round_id, principal_id)
        ballot = round_queries.ballot_of(found.id, ballot_id)
        if found.open:
            return _take_back(found, seat, ballot_id, ballot)
        too_late = _too_late(seat, ballot)
        if ballot is not None and ballot.element_id is None:
            # It came too late and is taken back: it was never meant to count.
            db.session.delete(ballot)
            _tell_who_leads(found)
    raise too_late


def _take_back(found: Round, seat: Seat, ballot_id: str, ballot: Ballot | None) -> Standing:
    _require_vote(found, seat)
    key = voter_key(seat.id, found.secret)
    if ballot is None or ballot.voter_key != key:
        raise NoSuchBallot
    if ballot.element_id is not None:
        ballot.element_id = None
        spent = Used.round_id == found.id, Used.voter_key == key
        db.session.execute(update(Used).where(*spent).values(used=Used.used - 1))
    return Standing(ballot_id, None, found.budget - round_queries.used_by(found.id, key))


def _give(found: Round, seat: Seat, ballot_id: str, element_id: str) -> Standing:
    _require_vote(found, seat)
    if not round_queries.may_get_dots(found, element_id):
        raise BadChoice
    key = voter_key(seat.id, found.secret)
    if found.per_note is not None and round_queries.dots_on(found.id, key, element_id) >= found.per_note:
        raise NoteHasDot
    _spend(found, key)
    db.session.add(Ballot(round_id=found.id, id=ballot_id, voter_key=key, element_id=element_id))
    return Standing(ballot_id, element_id, found.budget - round_queries.used_by(found.id, key))


def _tell_who_leads(found: Round) -> None:
    for seat_id in round_queries.leading_seats(found.workshop_id):
        publish(DotCameLate(found.board_id, seat_id))


def _count_late(found: Round, ballot_id: str, element_id: str) -> None:
    """Keep that a dot came after the counting, once however often it is sent. A cancelled round counts nothing."""
    if found.cancelled or not round_queries.elements_named(found.board_id, [element_id]):
        return
    if round_queries.count_late_dots(found.id) >= round_queries.most_late_dots(found):
        return
    db.session.add(Ballot(round_id=found.id, id=ballot_id, voter_key=None, element_id=None))
    _tell_who_leads(found)


def _held(round_id: str, principal_id: str) -> tuple[Round, Seat]:
    """The round, locked, and then the seat: who is shown out meanwhile is seen to be."""
    found = round_queries.held(round_id, principal_id)
    return found, board_and_seat(found.board_id, principal_id)[1]


def _require_vote(found: Round, seat: Seat) -> None:
    policy.require(seat, Deed.VOTE)
    if not seat.facilitates and stage_of(found.workshop_id).frozen:
        raise Frozen


def _too_late(seat: Seat, ballot: Ballot | None) -> NoSuchBallot | DotCounted:
    """Why a dot is not taken back from a closed round. One that was no dot at the closing has no ballot there."""
    policy.require(seat, Deed.VOTE)
    if ballot is None or ballot.element_id is None:
        return NoSuchBallot()
    return DotCounted() if ballot.voter_key in {None, seat.id} else NoSuchBallot()


def _again(found: Round, seat: Seat, ballot: Ballot) -> Standing:
    """What a ballot that is sent once more is told. After the closing of an anonymous round its random id is all."""
    if not found.open:
        if ballot.element_id is None:
            raise VoteClosed
        if ballot.voter_key not in {None, seat.id}:
            raise BadBallot
        return Standing(ballot.id, ballot.element_id, None)
    key = voter_key(seat.id, found.secret)
    if ballot.voter_key != key:
        raise BadBallot
    return Standing(ballot.id, ballot.element_id, found.budget - round_queries.used_by(found.id, key))


def _spend(found: Round, key: str) -> None:
    """Use one dot of the voter's, if one is left: one statement decides, whatever comes at once."""
    table = Used.metadata.tables[Used.__tablename__]
    row = {"round_id": found.id, "voter_key": key, "budget": found.budget, "used": 0, "made": 0}
    db.session.execute(log.insert_into(connection().dialect.name, table).values(row).on_conflict_do_nothing())
    spent = connection().execute(
        update(Used)
        .where(Used.round_id == found.id, Used.voter_key == key, Used.used < Used.budget, Used.made < MOST_MADE)
        .values(used=Used.used + 1, made=Used.made + 1)
    )
    if spent.rowcount != 1:
        raise BudgetSpent if round_queries.used_by(found.id, key) >= found.budget else TooManyChanges
