"""People with accounts, and their browsers."""

from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from flask import Flask

from app.accounts import passwords
from app.accounts.models import AllianceRole, Person
from app.db import db, transaction
from app.ids import new_id

PASSWORD = "seven baskets of mangoes"


@pytest.fixture
def person(app: Flask) -> Callable[..., Person]:
    """Somebody with an account: `person("Ada")` has the address ada@example.org and `PASSWORD`."""
    kept: dict[str | None, str | None] = {}

    def make(name: str, *, password: str | None = PASSWORD, administrator: bool = False, **about: object) -> Person:
        from app import clock

        if password not in kept:
            kept[password] = None if password is None else passwords.hashed(password)
        with app.app_context(), transaction():
            made = Person(
                id=new_id(),
                name=name,
                email=f"{name.lower().replace(' ', '.')}@example.org",
                password_hash=kept[password],
                alliance_role=AllianceRole.ADMINISTRATOR if administrator else None,
                auth_epoch=0,
                created_at=clock.now(),
                **about,
            )
            db.session.add(made)
        return made

    return make


@pytest.fixture
def signed_in(visitor) -> Callable[..., object]:
    """A browser in which a person has signed in through the page."""

    def sign_in(person: Person, password: str = PASSWORD):
        browser = visitor()
        answer = browser.submit("/sign-in/", email=person.email, password=password)
        assert answer.status_code == 303
        return browser

    return sign_in


@pytest.fixture(autouse=True)
def letters_go_at_once(jobs_at_once: None) -> None:
    """Whoever is written to finds the letter at once."""


@pytest.fixture
def mails(app: Flask) -> Callable[[], list[EmailMessage]]:
    """The mails the house has written so far."""
    outbox: Path = app.config["VAR"] / "outbox"

    def written() -> list[EmailMessage]:
        return [message_from_bytes(path.read_bytes(), policy=policy.default) for path in sorted(outbox.glob("*.eml"))]

    return written
