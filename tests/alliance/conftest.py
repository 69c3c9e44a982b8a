"""An administrator and somebody else, and the alliance's pages as shipped."""

from collections.abc import Callable

import pytest
from flask import Flask

from app.accounts.models import Person
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
def root(person) -> Person:
    """An administrator."""
    return person("Root", alliance_role="administrator")


@pytest.fixture
def come_in(app: Flask) -> Callable[[Person], object]:
    """The browser of somebody who is signed in."""
    from app.accounts.services import start_session

    def sign(somebody: Person) -> object:
        with app.app_context(), transaction():
            opened = start_session(somebody, device="test")
        browser = app.test_client()
        with browser.session_transaction() as session:
            session["sid"] = opened.secret
        return browser

    return sign


@pytest.fixture
def pages(app: Flask) -> None:
    """The pages and words of the alliance, as shipped."""
    from app.alliance.services import load_pages
    from app.centres.services import load_terms

    with app.app_context():
        load_terms()
        load_pages()
