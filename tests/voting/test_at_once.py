"""A whole room votes at once against a running house, with resends, while the facilitator closes the round."""

from collections import Counter

import pytest

from tests.boards.conftest import make_room
from tests.house_process import House
from tests.voting.conftest import NOTES, Votes
from tests.voting.storm import BUDGET, VOTERS, assert_all_have_given_as_many_as_they_had, given, kept, storm

pytestmark = pytest.mark.process


@pytest.fixture
def house(app, environ):
    """The same house in a process of its own."""
    running = House(environ).start()
    yield running
    running.kill()


@pytest.fixture
def votes(app, house) -> Votes:
    room = make_room(app)
    for text in NOTES:
        room.people["Ada"].add(text)
    return Votes(room)


@pytest.mark.row("V5", "V6")
@pytest.mark.long
def test_fifty_people_who_send_twenty_dots_at_once_have_given_five_each(votes, house):
    votes.open(dots=BUDGET)

    told = storm(votes, [house])

    assert_all_have_given_as_many_as_they_had(votes, told, VOTERS)


@pytest.mark.row("V6")
def test_what_is_acknowledged_while_the_round_closes_is_counted_and_nothing_else(votes, house):
    votes.open(dots=BUDGET)

    told = storm(votes, [house], close_after=60)

    codes = {(status, answer.get("x")) for _name, _dot, status, answer in told}
    assert codes <= {(200, None), (409, "budget-spent"), (409, "vote-closed")}
    assert (409, "vote-closed") in codes
    acknowledged = {dot for _name, dot in given(told)}
    assert kept(votes) == Counter(acknowledged)
    assert sum(dots for _element, dots, _rank, _tie in votes.counted()) == len(acknowledged)
    assert 0 < len(acknowledged) < VOTERS * BUDGET
    assert votes.faults() == []
