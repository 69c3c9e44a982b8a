"""A room that votes at several processes at once, every dot sent again and again: nobody gives one too many."""

import os
from contextlib import ExitStack

import pytest

from tests.scaled.conftest import gunicorn
from tests.voting.conftest import NOTES, Votes
from tests.voting.storm import BUDGET, assert_all_have_given_as_many_as_they_had, storm

pytestmark = [pytest.mark.process, pytest.mark.sqlite_only("starts a PostgreSQL of its own")]

VOTERS, WORKERS = int(os.environ.get("VOTERS", "10")), int(os.environ.get("WORKERS", "2"))
"""How many vote at how many processes: fifty at four when there is time for it."""

AGAIN = 2
"""One dot in so many is sent a second time, to another process."""


@pytest.fixture
def workers(houses, shared_house, valkey, tmp_path):
    """All processes of the house."""
    with ExitStack() as stack:
        more = [gunicorn(shared_house, tmp_path / str(n), REDIS_URL=valkey.url) for n in range(WORKERS - len(houses))]
        for house in more:
            stack.callback(house.kill)
            house.start()
        yield [*houses, *more]


@pytest.mark.row("V6", partly=True)
@pytest.mark.long
def test_who_sends_twenty_dots_at_once_to_all_processes_has_given_five(room, workers):
    for text in NOTES:
        room.people["Ada"].add(text)
    votes = Votes(room)
    votes.open(dots=BUDGET)

    told = storm(votes, workers, voters=VOTERS, again=AGAIN)

    assert_all_have_given_as_many_as_they_had(votes, told, VOTERS)
