"""The people of the demonstration: who signs in, and what each of them is. Names say what they do; nobody is real."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from app import clock
from app.accounts import passwords
from app.accounts.models import AllianceRole, Person
from app.accounts.queries import person_by_email
from app.centres.models import Centre, Staff, StaffRole
from app.db import db
from app.demo import queries
from app.demo.services.records import remember
from app.ids import new_id
from app.workshops.models import SeatRole

HOME = "CEN-05"
"""The centre they work in."""

_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
"""No two of them look alike; twelve are 59 random bits."""


@dataclass(frozen=True, slots=True)
class Figure:
    """Somebody of the demonstration: `part` is how they are called on the screen of whoever starts the house."""

    part: str
    name: str
    alliance_role: AllianceRole | None = None
    staff_role: StaffRole | None = None
    seat_role: SeatRole | None = None

    @property
    def email(self) -> str:
        return f"{self.part}@demo.example"


FIGURES = (
    Figure("administrator", "Imani Secretariat", AllianceRole.ADMINISTRATOR),
    Figure("reviewer", "Ria Reviewer", AllianceRole.REVIEWER),
    Figure("director", "Dara Director", staff_role=StaffRole.DIRECTOR),
    Figure("facilitator", "Ada Facilitator", staff_role=StaffRole.FACILITATOR, seat_role=SeatRole.FACILITATOR),
    Figure("co-facilitator", "Bo Facilitator", staff_role=StaffRole.FACILITATOR, seat_role=SeatRole.CO_FACILITATOR),
)


@dataclass(frozen=True, slots=True)
class Key:
    """A password and what is kept of it."""

    password: str
    kept: str


def new_keys() -> dict[str, Key]:
    """A fresh password for each; outside any transaction, for hashing takes its time."""
    keys = {}
    for figure in FIGURES:
        password = "".join(secrets.choice(_LETTERS) for _each in range(12))
        keys[figure.part] = Key(password, passwords.hashed(password))
    return keys


def place_people(keys: Mapping[str, Key]) -> dict[str, Person]:
    """The people, made where they are missing, each with their new password and their role in the alliance."""
    placed = {}
    for figure in FIGURES:
        source = f"person:{figure.part}"
        known = queries.demo_person(source)
        person = known or person_by_email(figure.email) or Person(id=new_id(), created_at=clock.now(), auth_epoch=0)
        person.email, person.name, person.alliance_role = figure.email, figure.name, figure.alliance_role
        person.password_hash, person.revoked_at = keys[figure.part].kept, None
        db.session.add(person)
        if known is None:
            remember(source, person.id, demo=True)
        placed[figure.part] = person
    db.session.flush()
    return placed


def employ(centre: Centre, people: Mapping[str, Person]) -> None:
    """Give each their place in the centre."""
    for figure in FIGURES:
        if figure.staff_role is None:
            continue
        person = people[figure.part]
        staff = db.session.get(Staff, (centre.id, person.id))
        if staff is None:
            staff = Staff(centre_id=centre.id, principal_id=person.id, since=clock.now())
            db.session.add(staff)
        staff.role = figure.staff_role
    db.session.flush()
