"""Finding rounds, ballots and what people vote on: what may not be known is not found."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, CompoundSelect, exists, func, select, true, union

from app.boards.engine.state import EVERYONE, GROUP
from app.boards.models import Board, Element
from app.boards.policy import only_read
from app.boards.queries import board_and_seat
from app.db import db
from app.errors import NotFound
from app.voting.keys import voter_key
from app.voting.models import Ballot, Result, Round, Used
from app.voting.policy import LEADING_ROLES, VOTING_ROLES
from app.voting.tally import Cast, MayVote, electorate
from app.workshops import phones
from app.workshops.models import Seat

VOTED_ON = ("note", "group")
"""What may get dots."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a round is, in numbers that tell nobody's choice.

    `voters` have voted, of `people` who may and are here or have voted. `late` are seats taken after it was opened.
    `away` are participants who came and are not connected now.
    """

    voters: int
    people: int
    dots: int
    late: int
    away: int


def round_and_seat(round_id: str, principal_id: str) -> tuple[Round, Board, Seat]:
    """The round, its board, and the seat this principal has there.

    Raises:
        NotFound: no such round, or the principal never sat in its workshop.
        SeatEnded: a facilitator ended the seat.
    """
    # One question says whether it is there and theirs, so that neither tells from the other.
    found = db.session.scalar(select(Round).where(Round.id == round_id, _sat_at(principal_id)))
    if found is None:
        raise NotFound
    board, seat = board_and_seat(found.board_id, principal_id)
    return found, board, seat


def count_rounds_on(board_id: str) -> int:
    """Return how many votes were opened on a board and not cancelled."""
    query = select(func.count()).where(Round.board_id == board_id, ~Round.cancelled)
    return db.session.scalar(query) or 0


def held(round_id: str, principal_id: str | None = None) -> Round:
    """The round, locked until the transaction ends: ballots and its closing come one after the other.

    Raises:
        NotFound: no such round, or this principal never sat in its workshop.
    """
    theirs = true() if principal_id is None else _sat_at(principal_id)
    locked = select(Round).where(Round.id == round_id, theirs).with_for_update(of=Round)
    found = db.session.scalar(locked.execution_options(populate_existing=True))
    if found is None:
        raise NotFound
    return found


def _sat_at(principal_id: str) -> ColumnElement[bool]:
    """Which rounds are of a board in whose workshop a principal sits or sat."""
    seats = select(Seat.workshop_id).where(Seat.principal_id == principal_id)
    return Round.board_id.in_(select(Board.id).where(Board.workshop_id.in_(seats)))


def open_rounds_held(workshop_id: str) -> list[Round]:
    """The open rounds of a workshop, locked in id order."""
    query = select(Round).where(Round.workshop_id == workshop_id, Round.closed_at.is_(None)).order_by(Round.id)
    return list(db.session.scalars(query.with_for_update().execution_options(populate_existing=True)))


def open_rounds_in(workshop_id: str) -> list[Round]:
    """The open rounds of a workshop."""
    query = select(Round).where(Round.workshop_id == workshop_id, Round.closed_at.is_(None)).order_by(Round.opened_at)
    return list(db.session.scalars(query))


def open_round_on(board_id: str) -> Round | None:
    """The round in which people vote on a board just now."""
    return db.session.scalar(select(Round).where(Round.board_id == board_id, Round.closed_at.is_(None)))


def last_round_on(board_id: str) -> Round | None:
    """The round that closed last on a board, cancelled ones among them."""
    closed = select(Round).where(Round.board_id == board_id, Round.closed_at.is_not(None))
    return db.session.scalar(closed.order_by(Round.closed_at.desc(), Round.id).limit(1))


def last_counted_on(board_id: str) -> Round | None:
    """The round that was counted last on a board; one in which nobody gave a dot only where there is no other."""
    rounds = _counted(Round.board_id == board_id)
    given = [each for each in rounds if each.voters]
    return given[-1] if given else rounds[-1] if rounds else None


def counted_in(workshop_id: str) -> list[Round]:
    """Every round of a workshop that was counted, in the order they closed."""
    return _counted(Round.workshop_id == workshop_id)


def counted_on(board_id: str) -> list[Round]:
    """Every round of a board that was counted, in the order they closed."""
    return _counted(Round.board_id == board_id)


def results_of(round_ids: Collection[str]) -> dict[str, list[Result]]:
    """What was counted in rounds, each in the order of its ranks."""
    found: defaultdict[str, list[Result]] = defaultdict(list)
    query = select(Result).where(Result.round_id.in_(round_ids)).order_by(Result.rank, Result.element_id)
    for result in db.session.scalars(query) if round_ids else ():
        found[result.round_id].append(result)
    return found


def givers_of(round_ids: Collection[str]) -> dict[tuple[str, str], dict[str, int]]:
    """Round and element → the names of those who gave it dots, and how many; of named rounds alone."""
    found: defaultdict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    query = (
        select(Ballot.round_id, Ballot.element_id, Seat.name, func.count())
        .join(Round, Round.id == Ballot.round_id)
        .join(Seat, Seat.id == Ballot.voter_key)
        .where(Ballot.round_id.in_(round_ids), Round.anonymous.is_(False), Ballot.element_id.is_not(None))
        .group_by(Ballot.round_id, Ballot.element_id, Seat.name)
        .order_by(Seat.name)
    )
    for round_id, element_id, name, dots in db.session.execute(query) if round_ids else ():
        found[round_id, str(element_id)][name] = dots
    return found


def ballot_of(round_id: str, ballot_id: str) -> Ballot | None:
    return db.session.get(Ballot, (round_id, ballot_id))


def count_late_dots(round_id: str) -> int:
    """Return how many dots came after a round was counted."""
    late = select(func.count()).where(Ballot.round_id == round_id, Ballot.element_id.is_(None))
    return db.session.scalar(late) or 0


def late_dots_in(round_ids: Collection[str]) -> dict[str, int]:
    """Return how many dots came after each of these rounds was counted, of those to which some came."""
    late = select(Ballot.round_id, func.count()).where(Ballot.round_id.in_(round_ids), Ballot.element_id.is_(None))
    return dict(db.session.execute(late.group_by(Ballot.round_id)).all())


def most_late_dots(found: Round) -> int:
    """Return how many late dots of a round can be people's own: as many as all who may vote have."""
    voters = select(func.count()).where(
        Seat.workshop_id == found.workshop_id, Seat.role.in_(VOTING_ROLES), Seat.removed_at.is_(None)
    )
    return found.budget * (db.session.scalar(voters) or 0)


def leading_seats(workshop_id: str) -> tuple[str, ...]:
    """Return the ids of the seats that lead the votes of a workshop."""
    query = select(Seat.id).where(
        Seat.workshop_id == workshop_id, Seat.removed_at.is_(None), Seat.role.in_(LEADING_ROLES)
    )
    return tuple(db.session.scalars(query))


def ballots_of(round_id: str, voter_key: str) -> list[Ballot]:
    """The dots one voter has given and not taken back."""
    query = select(Ballot).where(
        Ballot.round_id == round_id, Ballot.voter_key == voter_key, Ballot.element_id.is_not(None)
    )
    return list(db.session.scalars(query.order_by(Ballot.id)))


def dots_on(round_id: str, voter_key: str, element_id: str) -> int:
    """How many dots one voter has on an element."""
    return sum(ballot.element_id == element_id for ballot in ballots_of(round_id, voter_key))


def casts_of(round_id: str) -> list[Cast]:
    """Every ballot of a round that counts."""
    query = select(Ballot.voter_key, Ballot.element_id).where(
        Ballot.round_id == round_id, Ballot.element_id.is_not(None)
    )
    return [Cast(voter, str(element)) for voter, element in db.session.execute(query)]


def used_in(round_id: str) -> dict[str, int]:
    """Voter key → dots given."""
    query = select(Used.voter_key, Used.used).where(Used.round_id == round_id)
    return {row.voter_key: row.used for row in db.session.execute(query)}


def used_by(round_id: str, voter_key: str) -> int:
    """The dots one voter has given."""
    used = select(Used.used).where(Used.round_id == round_id, Used.voter_key == voter_key)
    return db.session.scalar(used) or 0


def progress_of(found: Round) -> Progress:
    """Return how many people have voted, of how many (`tally.electorate`), and how many dots they gave in all."""
    given = {voter: dots for voter, dots in used_in(found.id).items() if dots}
    here = phones.people_here(found.workshop_id)
    seats = db.session.execute(
        select(Seat.id, Seat.principal_id, Seat.role, Seat.joined_at).where(
            Seat.workshop_id == found.workshop_id, Seat.removed_at.is_(None), Seat.role.in_(VOTING_ROLES)
        )
    ).all()
    people = [
        MayVote(voter_key(seat.id, found.secret), here=seat.principal_id in here, leads=seat.role in LEADING_ROLES)
        for seat in seats
    ]
    late = sum(seat.joined_at > found.opened_at for seat in seats)
    return Progress(
        len(given),
        electorate(people, given),
        sum(given.values()),
        late,
        phones.count_participants_away(found.workshop_id),
    )


def may_get_dots(found: Round, element_id: str) -> bool:
    """Whether an element is one of those people vote on: public, not deleted, in a zone that is voted on."""
    element = db.session.get(Element, (found.board_id, element_id))
    return (
        element is not None
        and element.type in VOTED_ON
        and element.audience == EVERYONE
        and element.deleted_seq is None
        and found.zone in {None, element.zone}
        and element.zone not in zones_without(found)
    )


def zones_without(found: Round) -> frozenset[str]:
    """The zones of the board in which nothing gets dots: people only read there."""
    return _zones_without(found.board_id)


def _zones_without(board_id: str) -> frozenset[str]:
    rules = db.session.scalar(select(Board.rules).where(Board.id == board_id))
    return only_read(rules or {})


def elements_voted_on(found: Round) -> list[Element]:
    """What people can give dots to, in the order of each zone."""
    query = select(Element).where(*_voted_on(found.board_id, found.zone))
    return list(db.session.scalars(query.order_by(Element.z, Element.id)))


def has_nothing_to_tap(board_id: str, zone: str | None) -> bool:
    """True when a vote on a board, or on one zone of it, has nothing that people could give dots to."""
    return not db.session.scalar(select(exists().where(*_voted_on(board_id, zone))))


def has_groups(board_id: str, zone: str | None) -> bool:
    """True when groups are among what a vote on a board, or on one zone of it, gives dots to."""
    return bool(db.session.scalar(select(exists().where(*_voted_on(board_id, zone), Element.type == GROUP))))


def _voted_on(board_id: str, zone: str | None) -> list[ColumnElement[bool]]:
    return [
        Element.board_id == board_id,
        Element.type.in_(VOTED_ON),
        Element.audience == EVERYONE,
        Element.deleted_seq.is_(None),
        Element.zone.not_in(_zones_without(board_id)),
        *([] if zone is None else [Element.zone == zone]),
    ]


def elements_named(board_id: str, ids: Collection[str]) -> dict[str, Element]:
    """Elements by their ids, deleted ones among them."""
    query = select(Element).where(Element.board_id == board_id, Element.id.in_(ids))
    return {element.id: element for element in db.session.scalars(query)}


def boards_of(board_ids: Collection[str]) -> dict[str, Board]:
    """Boards by their ids."""
    return {board.id: board for board in db.session.scalars(select(Board).where(Board.id.in_(board_ids)))}


def every_round() -> list[Round]:
    """All rounds of the house."""
    return list(db.session.scalars(select(Round).order_by(Round.opened_at, Round.id)))


def dotted_on(board_id: str) -> dict[str, str]:
    """Return what on a board has dots in an open round or had in a counted one, each with the workshop of the board."""
    given = select(Ballot.element_id, Round.workshop_id).join(Round, Round.id == Ballot.round_id)
    counted = select(Result.element_id, Round.workshop_id).join(Round, Round.id == Result.round_id)
    query: CompoundSelect[str | None, str] = union(
        given.where(Round.board_id == board_id, Round.closed_at.is_(None), Ballot.element_id.is_not(None)),
        counted.where(Round.board_id == board_id),
    )
    return {str(row.element_id): row.workshop_id for row in db.session.execute(query)}


def counted_dots(round_id: str) -> dict[str, int]:
    """Element → dots, as they were counted when the round closed."""
    query = select(Result.element_id, Result.dots).where(Result.round_id == round_id)
    return {row.element_id: row.dots for row in db.session.execute(query)}


def _counted(*where: object) -> list[Round]:
    query = select(Round).where(*where, Round.closed_at.is_not(None), Round.cancelled.is_(False))  # type: ignore[arg-type]
    found: Sequence[Round] = db.session.scalars(query.order_by(Round.closed_at, Round.id)).all()
    return list(found)
