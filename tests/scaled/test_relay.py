"""Events of other processes are heard once each, in whatever order their transactions end."""

import json

import pytest
from sqlalchemy import text

from app.realtime.relay import Happenings
from app.workshops.events import StageChanged

pytestmark = [pytest.mark.process, pytest.mark.sqlite_only("starts a PostgreSQL of its own")]

WRITE = text(
    "INSERT INTO happening (origin, name, body, at) VALUES (:origin, :name, :body, now() - :age * interval '1s')"
)


@pytest.fixture(scope="module")
def app(shared_house):
    from app import create_app
    from app.db import db

    here = create_app(shared_house)
    yield here
    with here.app_context():
        db.engine.dispose()


@pytest.fixture
def engine(app):
    from app.db import db

    with app.app_context():
        with db.engine.begin() as connection:
            connection.execute(text("DELETE FROM happening"))
        yield db.engine
        db.session.remove()


def happened(connection, workshop, *, origin="another", name="StageChanged", age=0):
    body = json.dumps({"workshop_id": workshop})
    connection.execute(WRITE, {"origin": origin, "name": name, "body": body, "age": age})


def look(happenings):
    from app.db import db

    found = happenings.look()
    db.session.rollback()
    return found


def test_each_is_heard_once(engine):
    happenings = Happenings()
    with engine.begin() as one:
        happened(one, "w-1")

    assert [look(happenings), look(happenings)] == [[StageChanged("w-1")], []]


def test_one_that_is_committed_later_under_a_smaller_number_is_heard_too(engine):
    happenings = Happenings()
    with engine.connect() as slow, engine.connect() as quick:
        happened(slow, "slow")
        happened(quick, "quick")
        quick.commit()
        first = look(happenings)

        slow.commit()
        second = look(happenings)

    assert (first, second) == ([StageChanged("quick")], [StageChanged("slow")])


def test_who_begins_hears_of_the_last_moments_and_no_more(engine):
    with engine.begin() as one:
        happened(one, "long ago", age=60)
        happened(one, "a moment ago", age=2)

    assert look(Happenings()) == [StageChanged("a moment ago")]


def test_alike_ones_are_heard_as_one(engine):
    with engine.begin() as one:
        for workshop in ("w-1", "w-2", "w-1"):
            happened(one, workshop)

    assert look(Happenings()) == [StageChanged("w-1"), StageChanged("w-2")]


def test_ones_own_and_those_of_another_version_are_passed_over(app, engine):
    from app.realtime.origin import origin

    with engine.begin() as one:
        happened(one, "own", origin=origin())
        happened(one, "new", name="SomethingThisVersionDoesNotKnow")
        happened(one, "with other fields", name="SeatRemoved")
        happened(one, "other")

    assert look(Happenings()) == [StageChanged("other")]


def test_what_was_undone_is_never_heard(app, engine):
    from app.db import transaction
    from app.events import publish

    def think_better_of_it():
        with transaction():
            publish(StageChanged("w-1"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        think_better_of_it()

    with engine.connect() as one:
        assert one.scalar(text("SELECT count(*) FROM happening")) == 0


def test_what_happened_is_written_with_the_verb(app, engine):
    from app.db import transaction
    from app.events import publish

    with transaction():
        publish(StageChanged("w-1"))

    with engine.connect() as one:
        assert one.execute(text("SELECT name, body FROM happening")).all() == [("StageChanged", {"workshop_id": "w-1"})]
