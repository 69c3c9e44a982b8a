"""One verb, one transaction: what it promises to every service."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app import clock, events
from app.accounts.models import Person
from app.db import db, transaction
from app.engines import engine_for_thread
from app.ids import new_id
from app.plans.models import CalendarFeed, FeedKind


class Happened:
    """Something the tests hear of."""


@pytest.fixture
def ada(app):
    with app.app_context(), transaction():
        person = Person(id=new_id(), name="Ada", email="ada@example.org", created_at=clock.now())
        db.session.add(person)
    return person.id


@pytest.fixture
def heard():
    """What was heard of `Happened`, inside and after; the listeners go with the test."""
    heard = []
    events.inside(Happened)(lambda _event: heard.append("inside"))
    events.after(Happened)(lambda _event: heard.append("after"))
    yield heard
    events._inside.pop(Happened)  # noqa: SLF001 - listeners are for good, but for those of a test
    events._after.pop(Happened)  # noqa: SLF001 - likewise


def how_it_commits(bind) -> str:
    asked = "PRAGMA synchronous" if bind.dialect.name == "sqlite" else "SHOW synchronous_commit"
    return str(bind.execute(text(asked)).scalar_one())


def test_what_is_committed_is_on_the_disk_whoever_committed_it(app):
    """Without that an acknowledgement is a lie after a power cut, which ending a process does not show."""
    with app.app_context():
        on_the_disk = {"sqlite": "2", "postgresql": "on"}[db.engine.dialect.name]
        with transaction():
            by_a_verb = how_it_commits(db.session.connection())
        own = engine_for_thread(db.engine)
        with own.connect() as connection:
            by_a_thread = how_it_commits(connection)
        own.dispose()

    assert by_a_verb == by_a_thread == on_the_disk


def test_a_verb_sees_what_somebody_else_changed_since_the_page_was_read(app, ada):
    with app.app_context():
        person = db.session.get(Person, ada)
        db.session.commit()
        with db.engine.begin() as elsewhere:
            elsewhere.execute(text("UPDATE principal SET name = 'Ada Obi'"))
        before = person.name

        with transaction():
            inside = person.name

    assert (before, inside) == ("Ada", "Ada Obi")


def test_a_verb_inside_a_verb_is_a_mistake(app):
    with (
        app.app_context(),
        transaction(),
        pytest.raises(RuntimeError, match="one verb, one transaction"),
        transaction(),
    ):
        pass


def test_rows_changed_outside_a_verb_are_a_mistake(app, ada):
    with app.app_context():
        db.session.get(Person, ada).name = "Somebody"

        with pytest.raises(RuntimeError, match="outside a transaction"), transaction():
            pass


def test_a_verb_that_fails_leaves_neither_rows_nor_news(app, ada, heard):
    def rename() -> None:
        with transaction():
            db.session.get(Person, ada).name = "Somebody"
            events.publish(Happened())
            raise ValueError

    with app.app_context():
        with pytest.raises(ValueError, match=r"^$"):
            rename()
        kept = db.session.get(Person, ada).name

    assert (kept, heard) == ("Ada", ["inside"])


def test_news_is_heard_inside_at_once_and_outside_after_the_commit(app, heard):
    with app.app_context():
        with transaction():
            events.publish(Happened())
            within = list(heard)

        assert (within, heard) == (["inside"], ["inside", "after"])


def test_news_outside_a_verb_is_a_mistake(app):
    with app.app_context(), pytest.raises(RuntimeError, match="outside a transaction"):
        events.publish(Happened())


def test_a_listener_that_fails_afterwards_takes_nobody_down(app, heard):
    def fail(_event: Happened) -> None:
        raise ValueError

    events._after[Happened].insert(0, fail)  # noqa: SLF001 - first in line

    with app.app_context(), transaction():
        events.publish(Happened())

    assert heard == ["inside", "after"]


def test_no_row_names_another_that_is_not_there(app, ada):
    about = {"kind": FeedKind.PERSON, "made_by": new_id(), "token_digest": "x", "created_at": clock.now()}
    with app.app_context():
        with pytest.raises(IntegrityError), transaction():
            db.session.add(CalendarFeed(id=new_id(), **about))
        assert db.session.scalars(db.select(CalendarFeed)).all() == []
