"""People with and without a role in the alliance, the words of the alliance, and centres with staff."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from app import jobs
from app.accounts.models import Guest, Person, Principal
from app.centres.models import Centre, Staff
from app.centres.profile import Profile
from app.db import db, transaction
from app.ids import new_id


@pytest.fixture
def person(app: Flask) -> Callable[..., Person]:
    """Somebody with an account: `person("Ada")`, `person("Root", alliance_role="administrator")`."""
    from app import clock

    def add(name: str, **about: object) -> Person:
        with app.app_context(), transaction():
            email = f"{name.lower()}@example.org"
            made = Person(id=new_id(), name=name, email=email, auth_epoch=0, created_at=clock.now(), **about)
            db.session.add(made)
        return made

    return add


@pytest.fixture
def guest(app: Flask) -> Callable[[str], Guest]:
    """Somebody who joined a workshop by code."""
    from app.accounts.services import new_guest

    def add(name: str) -> Guest:
        with app.app_context():
            return new_guest(name, "en")[0]

    return add


@pytest.fixture
def root(person) -> Person:
    """An administrator."""
    return person("Root", alliance_role="administrator")


@pytest.fixture
def come_in(app: Flask) -> Callable[[Principal], object]:
    """The browser of somebody who is signed in, or of a guest."""
    from app.accounts.services import start_session

    def sign(principal: Principal) -> object:
        with app.app_context(), transaction():
            opened = start_session(principal, device="test")
        browser = app.test_client()
        with browser.session_transaction() as session:
            session["sid"] = opened.secret
        return browser

    return sign


@pytest.fixture
def words(app: Flask) -> None:
    """The words of the alliance, as shipped."""
    from app.centres.services import load_terms

    with app.app_context():
        load_terms()


@pytest.fixture
def centre(app: Flask, words: None, root: Person) -> Callable[..., Centre]:
    """A centre with its staff: `centre("Meruvia Open Testbed", staff={"director": ada}, scope="regional")`."""
    from app import clock
    from app.centres.services import make_centre

    def add(name: str, *, staff: dict[str, Person] | None = None, code: str | None = None, **said: object) -> Centre:
        with app.app_context():
            made = make_centre(Profile(**{"name": name, "region_code": "ASP", **said}), by=root, code=code)
            with transaction():
                for role, somebody in (staff or {}).items():
                    place = {"centre_id": made.id, "principal_id": somebody.id, "role": role, "since": clock.now()}
                    db.session.add(Staff(**place))
            db.session.refresh(made)
        return made

    return add


@pytest.fixture
def deeds(app: Flask) -> Callable[[str], list[tuple[str, str | None, dict[str, object]]]]:
    """What the audit says was done to a target by somebody: `deeds("centre:…")`."""
    from sqlalchemy import select

    from app.audit import AuditRow

    def done(target: str) -> list[tuple[str, str | None, dict[str, object]]]:
        with app.app_context():
            rows = db.session.scalars(select(AuditRow).where(AuditRow.target == target).order_by(AuditRow.id))
            return [(row.action, row.actor_id, row.details) for row in rows]

    return done


@pytest.fixture
def jobs_at_once() -> Iterator[None]:
    """What waits for the second process is done at once."""
    jobs.queue.immediate = True
    yield
    jobs.queue.immediate = False
