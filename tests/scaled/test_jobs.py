"""Jobs wait in Redis; while it is away they wait in the folder of the house, and none is lost."""

import pytest

from app import create_app, jobs
from app.accounts.jobs import make_reset
from tests.valkey import Valkey

pytestmark = [pytest.mark.process, pytest.mark.sqlite_only("keeps its jobs in Redis and in a file")]


@pytest.fixture
def valkey(tmp_path):
    server = Valkey(tmp_path).start()
    yield server
    server.kill()


@pytest.fixture
def house(environ, valkey):
    yield create_app(environ | {"REDIS_URL": valkey.url})
    jobs.queue.storage.close()


def in_redis():
    return len(jobs.queue.storage.enqueued_items())


def taken():
    """What the consumer finds, one after the other."""
    found = []
    while (data := jobs.queue.storage.dequeue()) is not None:
        found.append(jobs.queue.deserialize_task(data).args[0])
    return found


def test_what_waits_is_kept_in_redis(house):
    make_reset("1@example.org")

    assert in_redis() == 1
    assert taken() == ["1@example.org"]


@pytest.mark.parametrize("trouble", ["kill", "hold"])
def test_what_comes_while_redis_is_away_is_done_from_the_folder(house, valkey, trouble):
    getattr(valkey, trouble)()

    make_reset("1@example.org")
    first = jobs.queue.storage.dequeue()

    assert jobs.queue.deserialize_task(first).args[0] == "1@example.org"


def test_what_came_while_redis_was_away_goes_along_with_the_next(house, valkey):
    valkey.kill()
    make_reset("1@example.org")
    make_reset("2@example.org")

    valkey.start()
    make_reset("3@example.org")

    assert in_redis() == 3
    assert sorted(taken()) == ["1@example.org", "2@example.org", "3@example.org"]


def test_a_second_try_is_remembered_while_redis_is_away(house, valkey, environ):
    from datetime import datetime, timedelta

    valkey.kill()

    jobs.queue.storage.add_to_schedule(b"again", datetime.now() - timedelta(seconds=1))  # noqa: DTZ005 - huey's own

    assert jobs.queue.storage.read_schedule(datetime.now()) == [b"again"]  # noqa: DTZ005 - likewise


def test_two_houses_on_one_redis_do_each_their_own(house, environ, valkey):
    make_reset("1@example.org")

    create_app(environ | {"REDIS_URL": valkey.url, "SECRET_KEY": "of another house"})
    theirs = taken()
    create_app(environ | {"REDIS_URL": valkey.url})

    assert (theirs, taken()) == ([], ["1@example.org"])
