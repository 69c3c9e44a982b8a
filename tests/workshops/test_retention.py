"""So many months after a workshop closed, the names of its guests go; notes and people with accounts stay."""

from datetime import date, time, timedelta

import pytest

from app import audit
from app.accounts.models import Principal
from app.accounts.services import new_guest
from app.audit import AuditRow
from app.centres.models import Centre
from app.db import db, transaction
from app.workshops.agenda import AgendaDay
from app.workshops.drafts import Brief
from app.workshops.models import Seat, Workshop
from app.workshops.retention import MONTHS_WITHOUT_A_CENTRE, last_day_of_names
from app.workshops.services import make_workshop, seats
from app.workshops.services.details import close_workshop
from app.workshops.services.forgetting import forget_guests
from app.workshops.services.seats import About, take_seat
from tests.morning import TODAY
from tests.plans.conftest import room, workshop

__all__ = ["room"]

A_DAY = 24 * 3600


@pytest.mark.parametrize(
    ("closed", "months", "last"),
    [
        (date(2026, 3, 23), 1, date(2026, 4, 23)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 3, 31), 5, date(2026, 8, 31)),
        (date(2027, 12, 30), 2, date(2028, 2, 29)),
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


@pytest.fixture
def held(app, person, guest):
    """`held(days=…)`: a workshop of the Lab in which Gil, a guest, sits; its id and his seat."""

    def hold(**fields):
        ada = person("Ada")
        said = {"title": "Fast tests", "host_name": "The Lab", "timezone": "UTC", "days": (AgendaDay(TODAY, time(9)),)}
        with app.app_context():
            made = make_workshop(ada, Brief(**{**said, **fields}), [], canvases={}).id
            about = About(table="3", organisation="Acme", position="Boss", region="AFR")
            seat = take_seat(made, db.session.get_one(Principal, guest("Gil").id), name="Gil", about=about).id
        return made, seat, ada

    return hold


def all_said(app, seat_id):
    with app.app_context():
        seat = db.session.get_one(Seat, seat_id)
        return seat.name, seat.table, seat.organisation, seat.position, seat.region


def test_a_workshop_of_the_lab_forgets_after_a_year(app, held, clock):
    workshop_id, seat_id, ada = held()
    with app.app_context():
        close_workshop(ada, workshop_id)
    last = (last_day_of_names(TODAY, MONTHS_WITHOUT_A_CENTRE) - TODAY).days
    clock(last * A_DAY)
    with app.app_context():
        assert forget_guests() == 0
    assert all_said(app, seat_id) == ("Gil", "3", "Acme", "Boss", "AFR")

    clock((last + 1) * A_DAY)
    with app.app_context():
        assert (forget_guests(), forget_guests()) == (1, 0)

    assert all_said(app, seat_id) == ("Guest 1", "", "", "", "")


def test_a_workshop_nobody_closed_forgets_after_its_last_planned_day(app, held, clock):
    later = TODAY + timedelta(days=40)
    _workshop_id, seat_id, _ada = held(days=(AgendaDay(later, time(9)),))
    last = (last_day_of_names(later, MONTHS_WITHOUT_A_CENTRE) - TODAY).days
    clock(last * A_DAY)
    with app.app_context():
        assert forget_guests() == 0

    clock((last + 1) * A_DAY)
    with app.app_context():
        assert forget_guests() == 1

    assert all_said(app, seat_id)[0] == "Guest 1"


def test_whoever_came_after_the_names_went_is_forgotten_in_their_own_time(app, held, guest, clock):
    workshop_id, first, _ada = held(days=(AgendaDay(TODAY, time(9)),))
    year = (last_day_of_names(TODAY, MONTHS_WITHOUT_A_CENTRE) - TODAY).days + 1
    clock(year * A_DAY)
    with app.app_context():
        assert forget_guests() == 1
        late = take_seat(workshop_id, db.session.get_one(Principal, guest("Neem").id), name="Neem").id
        assert forget_guests() == 0
    assert (all_said(app, first)[0], all_said(app, late)[0]) == ("Guest 1", "Neem")

    clock((2 * year + 2) * A_DAY)
    with app.app_context():
        assert forget_guests() == 1

    assert all_said(app, late)[0] != "Neem"


def test_days_of_names_end_by_the_clock_of_the_workshop(app, held, clock):
    workshop_id, seat_id, ada = held(timezone="Pacific/Auckland")
    clock(16 * 3600)  # one in the morning in UTC, the day after in Auckland too
    with app.app_context():
        close_workshop(ada, workshop_id)
    closed_on = TODAY + timedelta(days=1)
    last = (last_day_of_names(closed_on, MONTHS_WITHOUT_A_CENTRE) - TODAY).days
    clock(last * A_DAY + 3600)  # ten in UTC, before midnight of the last day there
    with app.app_context():
        assert forget_guests() == 0

    clock(last * A_DAY + 4 * 3600)  # one in the afternoon of the last day in UTC, after midnight there
    with app.app_context():
        assert forget_guests() == 1
    assert all_said(app, seat_id)[0] == "Guest 1"


def test_the_audit_holds_no_name_of_a_guest(app, room, clock):
    here = room()
    with app.app_context():
        gil = new_guest("Gil", "en")[0].id
    seat = sit(here, gil, here.workshop.id, "Gil")
    with app.app_context():
        leading = db.session.scalars(db.select(Seat).filter_by(role="facilitator")).first()
        seats.remove(leading, seat.id)
        seats.let_back(leading, seat.id)
        with transaction():
            db.session.get_one(Centre, here.centre.id).retention_months = 1
            audit.record("seat.removed", f"seat:{seat.id}", actor_id=None, name="Gil", role="participant")
        close_workshop(here.person("Dara"), here.workshop.id)

    def details():
        with app.app_context():
            rows = db.session.scalars(db.select(AuditRow).filter_by(target=f"seat:{seat.id}").order_by(AuditRow.id))
            return [(row.action, row.details) for row in rows]

    before = details()
    clock(70 * A_DAY)
    with app.app_context():
        forget_guests()

    assert before == [
        ("seat.removed", {}), ("seat.let-back", {}), ("seat.removed", {"name": "Gil", "role": "participant"}),
    ]  # fmt: skip
    assert details() == [("seat.removed", {}), ("seat.let-back", {}), ("seat.removed", {"role": "participant"})]
