"""The words of the alliance, centres with staff, and what the audit says of them."""

from collections.abc import Callable

import pytest
from flask import Flask

from app.accounts.models import Person
from app.centres.models import Centre, Staff
from app.centres.profile import Profile
from app.db import db, transaction


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
