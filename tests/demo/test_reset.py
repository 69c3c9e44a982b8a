"""`flask demo reset`: the demonstration is as it was, anchored to today; what people made stays."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts import passwords
from app.accounts.models import Guest, Person
from app.boards.models import Board, Element, Op
from app.centres.models import Centre
from app.db import db, transaction
from app.demo import services
from app.demo.models import FileRow, NoteRecord
from app.plans import days
from app.plans.models import Action, Plan
from app.plans.services import ActionWords, promote, today_of
from app.workshops.models import Seat, Stage, Workshop
from app.workshops.services.seats import take_seat
from tests.morning import TODAY


@pytest.fixture
def reset(app, demo):
    def again():
        with app.app_context():
            return services.reset()

    return again


def count(app, *models):
    with app.app_context():
        return {model.__tablename__: len(db.session.scalars(select(model)).all()) for model in models}


EVERYTHING = (Workshop, Seat, Stage, Board, Element, Op, NoteRecord, Plan, Action, Centre, Guest, Person, FileRow)


def test_reset_brings_back_exactly_as_much_as_there_was(app, demo, reset):
    before = count(app, *EVERYTHING)

    reset()

    assert count(app, *EVERYTHING) == before


def test_what_was_written_into_the_live_room_is_gone_and_the_room_is_another(app, demo, reset):
    from app.workshops.services import stage as steps
    from app.workshops.stage import mark

    with app.app_context():
        ada = db.session.scalars(
            select(Seat).where(Seat.workshop_id == demo.workshop_id, Seat.name == "Ada Facilitator")
        ).one()
        state = steps.state_of(db.session.get(Stage, demo.workshop_id))
        steps.advance(ada, seen=mark(state))

    told = reset()

    with app.app_context():
        assert db.session.get(Workshop, demo.workshop_id) is None
        assert db.session.get(Workshop, told.workshop_id).code == told.code != demo.code
        stage = db.session.get(Stage, told.workshop_id)
        assert (stage.writing, stage.ended_at) == ("open", None)


def test_a_workshop_somebody_made_in_a_demonstration_centre_stays_with_its_plan(app, demo, reset, made_by_ada):
    workshop_id, action_id = made_by_ada

    reset()

    with app.app_context():
        workshop = db.session.get(Workshop, workshop_id)
        action = db.session.get(Action, action_id)
        assert (workshop.title, workshop.host.code) == ("Ours", "CEN-05")
        assert (action.title, action.plan.workshop_id) == ("Publish a calendar", workshop_id)
        assert [origin.words for origin in action.origins] == ["Our own note"]
        assert db.session.get(Element, (action.origins[0].board_id, action.origins[0].note_id)) is not None


def test_people_and_centres_keep_their_ids_and_the_passwords_are_new(app, demo, reset):
    with app.app_context():
        before = {row.code: row.id for row in db.session.scalars(select(Centre))}
        people = {row.email: row.id for row in db.session.scalars(select(Person))}

    told = reset()

    with app.app_context():
        assert {row.code: row.id for row in db.session.scalars(select(Centre))} == before
        persons = {row.email: row for row in db.session.scalars(select(Person))}
        assert {email: row.id for email, row in persons.items()} == people
        for earlier, now in zip(demo.people, told.people, strict=True):
            kept = persons[now.email].password_hash
            assert (passwords.fits(now.password, kept), passwords.fits(earlier.password, kept)) == (True, False)


def test_what_an_administrator_changed_about_a_demonstration_centre_is_as_it_was(app, demo, reset):
    with app.app_context(), transaction():
        db.session.scalars(select(Centre).where(Centre.code == "CEN-05")).one().name = "Renamed"

    reset()

    with app.app_context():
        assert db.session.scalars(select(Centre.name).where(Centre.code == "CEN-05")).one() == "Meruvia Open Testbed"


def test_a_guest_who_came_into_the_live_room_is_still_known_afterwards(app, demo, reset):
    from app.accounts.services import new_guest

    with app.app_context():
        guest, _session = new_guest("Cleo", "en")
        take_seat(demo.workshop_id, guest, name="Cleo")

    reset()

    with app.app_context():
        assert db.session.get(Guest, guest.id) is not None
        assert db.session.scalar(select(Seat).where(Seat.principal_id == guest.id)) is None


def test_a_week_later_the_plans_are_anchored_to_that_day(app, demo, reset, clock):
    clock(7 * 24 * 3600)
    reset()

    with app.app_context():
        today = sorted(days.day_of(today_of(plan), plan.day_one) for plan in db.session.scalars(select(Plan)))
        assert today == [-13, 12, 31, 38, 47, 52, 58, 64, 72, 100]


def test_the_command_tells_the_new_passwords_and_where_the_live_room_is(app, demo):
    result = app.test_cli_runner().invoke(args=["demo", "reset"])

    with app.app_context():
        told = services.demo_summary()
        kept = db.session.scalars(select(Person).where(Person.email == "facilitator@demo.example")).one()
        line = next(line for line in result.output.splitlines() if "facilitator@demo.example" in line)
        assert passwords.fits(line.split()[-1], kept.password_hash)
    assert f"/j/{told.code}/" in result.output
    assert result.exit_code == 0


def test_later_starts_tell_how_to_get_new_passwords(app, demo):
    from app.demo.welcome import welcome

    with app.app_context():
        said = "\n".join(welcome("http://127.0.0.1:8080"))

    assert "flask demo reset" in said
    assert f"http://127.0.0.1:8080/j/{demo.code}/" in said
    assert not any(each.password in said for each in demo.people)


@pytest.fixture
def made_by_ada(app, demo):
    """A workshop that Ada of the demonstration made herself, and an action that came out of it."""
    from datetime import date, time

    from app.boards import log
    from app.boards.engine import schema
    from app.boards.log import Draft, Entry
    from app.boards.queries import connection, plenary_board
    from app.canvases.library import library
    from app.ids import new_id
    from app.workshops.agenda import AgendaDay
    from app.workshops.drafts import Brief, StepDraft
    from app.workshops.queries import seat_of
    from app.workshops.services import make_workshop

    with app.app_context():
        ada = db.session.scalars(select(Person).where(Person.email == "facilitator@demo.example")).one()
        home = db.session.scalars(select(Centre).where(Centre.code == "CEN-05")).one()
        brief = Brief(title="Ours", timezone="UTC", days=(AgendaDay(date(2026, 1, 1), time(9)),), host_id=home.id)
        ours = make_workshop(ada, brief, [StepDraft(minutes=10, screen="check_in")], canvases=library().canvases)
        board, note_id = plenary_board(ours.id, "check_in"), f"e_{new_id()}"
        with transaction():
            locked = log.lock(connection(), board.id)
            draft = Draft(board.id, log.read_state(connection(), board.id, locked.seq))
            record = schema.Record(type="note", zone="hope", z="V1", x=0, y=0, w=160, h=120, text="Our own note")
            draft.add(Entry(schema.ElementAdded(id=note_id, r=record)))
            draft.write(connection())
        seat = seat_of(ours.id, ada.id)
        soon = TODAY + timedelta(days=9)
        words = ActionWords(title="Publish a calendar", owner="Ada", due_on=soon)
        return ours.id, promote(seat, board.id, note_id, words).item_id
