"""So many months after a workshop closed, the names of its guests go; notes and people with accounts stay."""

from datetime import date

import pytest

from app.accounts.models import Principal
from app.accounts.services import new_guest
from app.audit import AuditRow
from app.centres.models import Centre
from app.db import db, transaction
from app.workshops.models import Seat, Workshop
from app.workshops.retention import last_day_of_names
from app.workshops.services.details import close_workshop
from app.workshops.services.forgetting import forget_guests
from app.workshops.services.seats import take_seat
from tests.morning import TODAY
from tests.plans.conftest import room, workshop

__all__ = ["room"]

A_DAY = 24 * 3600


@pytest.mark.parametrize(
    ("closed", "months", "last"),
    [
        (date(2026, 3, 23), 1, date(2026, 4, 23)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
    ],
)
def test_names_stay_to_the_same_day_months_later(closed, months, last):
    assert last_day_of_names(closed, months) == last


def sit(here, principal_id, workshop_id, name):
    with here.app.app_context():
        took = take_seat(workshop_id, db.session.get_one(Principal, principal_id), name=name)
        with transaction():
            seat = db.session.get_one(Seat, took.id)
            seat.organisation, seat.position = "Acme", "Boss"
    return took


def told(app, *seats):
    with app.app_context():
        found = [db.session.get_one(Seat, seat.id) for seat in seats]
        return [(seat.name, seat.organisation, db.session.get_one(Principal, seat.principal_id).name) for seat in found]


def test_a_closed_workshop_forgets_its_guests_when_it_is_time(app, room, clock):
    here = room()
    elsewhere = workshop(app, here.person("Zoe"), host_name="A hub")
    with app.app_context():
        with transaction():
            db.session.get_one(Centre, here.centre.id).retention_months = 1
        gil, neem = (new_guest(name, "en")[0].id for name in ("Gil", "Neem"))
    account = sit(here, here.person("Cleo").id, here.workshop.id, "Cleo")
    first = sit(here, gil, here.workshop.id, "Guest 2")
    second = sit(here, neem, here.workshop.id, "Neem")
    other = sit(here, gil, elsewhere.id, "Gil")
    before = told(app, account, first, second, other)
    with app.app_context():
        assert forget_guests() == 0
        close_workshop(here.person("Dara"), here.workshop.id)
    last = (last_day_of_names(TODAY, 1) - TODAY).days
    clock(last * A_DAY)
    with app.app_context():
        assert forget_guests() == 0
    assert told(app, account, first, second, other) == before

    clock((last + 1) * A_DAY)
    with app.app_context():
        assert (forget_guests(), forget_guests()) == (1, 0)

    assert told(app, account, first, second, other) == [
        ("Cleo", "Acme", "Cleo"),
        ("Guest 1", "", "Gil"),
        ("Guest 3", "", "Guest 3"),
        ("Gil", "Acme", "Gil"),
    ]
    with app.app_context():
        kept = db.session.scalars(db.select(AuditRow).where(AuditRow.action == "workshop.guests-forgotten")).one()
        assert (kept.target, kept.actor_id, kept.details) == (f"workshop:{here.workshop.id}", None, {"guests": 2})
        assert db.session.get_one(Workshop, here.workshop.id).guests_forgotten_at is not None
