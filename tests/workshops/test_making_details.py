"""What a workshop says of itself, who plans it with you, and closing it."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from app.accounts.models import Person
from app.db import db
from app.errors import NotFound
from app.workshops import codes
from app.workshops.agenda_queries import colleagues_of, workshop_to_plan, workshops_planned_by
from app.workshops.drafts import Brief, StepDraft
from app.workshops.errors import NoHost, WorkshopOver
from app.workshops.models import Ask, Seat, SeatRole, Stage, Workshop
from app.workshops.services import details
from app.workshops.services.seats import take_seat

TALK = StepDraft(minutes=10)
SAID = Brief(
    title="Slow tests", timezone="Europe/Paris", days=(), host_name="The secretariat", asks=(Ask.ROLE,), consent="Yes?"
)


def seats(workshop_id):
    rows = db.session.scalars(select(Seat).where(Seat.workshop_id == workshop_id).order_by(Seat.joined_at))
    return [(seat.name, seat.role) for seat in rows]


def test_details_change_and_days_stay(app, person, workshop):
    ada = person("Ada")
    made = workshop(ada, TALK)

    with app.app_context():
        details.change_details(ada, made.id, SAID, version=0)
        kept = db.session.get(Workshop, made.id)

        assert (kept.title, kept.timezone, kept.host_name, kept.asks, kept.consent) == (
            "Slow tests",
            "Europe/Paris",
            "The secretariat",
            ["role"],
            "Yes?",
        )
        assert len(kept.days) == 1


def test_a_host_centre_may_be_kept_by_who_could_not_choose_it(app, person, centre, workshop):
    ada, bo = person("Ada"), person("Bo")
    host = centre("Meruvia Lab", director=ada)
    made = workshop(ada, TALK, host_id=host.id, host_name="")

    with app.app_context():
        details.invite_cofacilitator(ada, made.id, email=bo.email, name="Bo")
        details.change_details(bo, made.id, replace(SAID, host_id=host.id), version=0)
        with pytest.raises(NotFound):
            details.change_details(bo, made.id, replace(SAID, host_id="elsewhere"), version=1)

        assert db.session.get(Workshop, made.id).host_id == host.id


def test_a_workshop_needs_a_host(app, person, workshop):
    ada = person("Ada")
    made = workshop(ada, TALK)

    with app.app_context(), pytest.raises(NoHost):
        details.change_details(ada, made.id, replace(SAID, host_name=""), version=0)


@pytest.mark.row("J5", partly=True)
def test_who_is_invited_by_mail_co_facilitates_and_plans(app, person, workshop):
    ada = person("Ada")
    made = workshop(ada, TALK)

    with app.app_context():
        details.invite_cofacilitator(ada, made.id, email="bo@example.org", name="Bo")
        bo = db.session.scalars(select(Person).where(Person.email == "bo@example.org")).one()

        assert seats(made.id) == [("Ada", "facilitator"), ("Bo", "co-facilitator")]
        assert [each.id for each in workshops_planned_by(bo)] == [made.id]


def test_a_participant_who_is_invited_keeps_the_seat_and_co_facilitates(app, person, workshop):
    ada, bo = person("Ada"), person("Bo")
    made = workshop(ada, TALK)

    with app.app_context():
        take_seat(made.id, bo, name="Boris", role=SeatRole.PARTICIPANT)
        details.invite_cofacilitator(ada, made.id, email=bo.email, name="Bo")

        assert seats(made.id) == [("Ada", "facilitator"), ("Boris", "co-facilitator")]


def test_colleagues_of_the_host_centre_are_added_by_name(app, person, centre, workshop):
    ada, bo, cy = person("Ada"), person("Bo"), person("Cy")
    made = workshop(ada, TALK, host_id=centre("Meruvia Lab", director=ada, facilitator=bo, member=cy).id)

    with app.app_context():
        assert [each.name for each in colleagues_of(db.session.get(Workshop, made.id))] == ["Bo"]
        details.add_cofacilitator(ada, made.id, bo.id)
        with pytest.raises(NotFound):
            details.add_cofacilitator(ada, made.id, cy.id)

        assert seats(made.id) == [("Ada", "facilitator"), ("Bo", "co-facilitator")]
        assert colleagues_of(db.session.get(Workshop, made.id)) == []


def test_a_closed_workshop_has_no_code_and_can_only_be_read(app, person, workshop):
    ada = person("Ada")
    made = workshop(ada, TALK)

    with app.app_context():
        details.close_workshop(ada, made.id)
        closed = workshop_to_plan(made.id, ada)

        assert (closed.code, closed.closed_at is None) == (None, False)
        assert db.session.get(Stage, made.id).ended_at is not None
        for deed in (details.close_workshop, lambda *who: details.change_details(*who, SAID, version=0)):
            with pytest.raises(WorkshopOver):
                deed(ada, made.id)


def test_a_reopened_workshop_has_another_code(app, person, workshop):
    ada = person("Ada")
    made = workshop(ada, TALK)
    before = made.code

    with app.app_context():
        details.close_workshop(ada, made.id)
        details.reopen_workshop(ada, made.id)
        code = db.session.get(Workshop, made.id).code

    assert codes.read(code) == code
    assert code != before


def test_reopening_an_open_workshop_changes_nothing(app, person, workshop):
    ada = person("Ada")
    made = workshop(ada, TALK)

    with app.app_context():
        details.reopen_workshop(ada, made.id)

        assert db.session.get(Workshop, made.id).code == made.code


def test_a_participant_plans_nothing(app, person, workshop):
    ada, bo = person("Ada"), person("Bo")
    made = workshop(ada, TALK)

    with app.app_context():
        take_seat(made.id, bo, name="Bo", role=SeatRole.PARTICIPANT)
        for deed in (details.close_workshop, details.reopen_workshop):
            with pytest.raises(NotFound):
                deed(bo, made.id)

        assert workshops_planned_by(bo) == []
