"""The demonstration in an empty house: what the file says is here, note by note and day by day."""

import time
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.accounts import passwords
from app.accounts.models import Person
from app.boards import log
from app.boards.engine import codec
from app.boards.engine.apply import replay
from app.boards.engine.state import Board as State
from app.boards.models import Board, Element
from app.boards.queries import connection
from app.centres.models import Centre, Staff
from app.db import db
from app.demo import services
from app.demo.models import NoteRecord
from app.plans import days
from app.plans.models import Plan
from app.plans.services import today_of
from app.workshops.models import Seat, Stage, Step, Visit, Workshop
from app.workshops.services.stage import scenes_of
from app.workshops.stage import Writing

FINISHED = ["ws_typical_centre", "ws_forum_special"]


def written(file, name):
    return next(workshop for workshop in file["workshops"] if workshop["id"] == name)


@pytest.mark.parametrize(("name", "count"), [("ws_typical_centre", 55), ("ws_forum_special", 45)])
def test_every_note_of_the_file_lies_on_its_board_as_it_was_written(app, demo, file, loaded, name, count):
    with app.app_context():
        lying = db.session.execute(
            select(Board.canvas, Element, NoteRecord)
            .join(Element, Element.board_id == Board.id)
            .join(NoteRecord, (NoteRecord.board_id == Board.id) & (NoteRecord.note_id == Element.id))
            .where(Board.workshop_id == loaded(f"workshop:{name}"), Element.deleted_seq.is_(None))
        ).all()
        found = {
            record.source: {
                "id": record.source,
                "canvas": canvas,
                "zone": note.zone,
                "lang": note.props["lang"],
                "text": note.props["text"],
                "en": note.props["gloss"],
                "author": record.author,
                "votes": record.votes,
                "cluster": record.cluster,
            }
            for canvas, note, record in lying
        }

    notes = written(file, name)["notes"]
    assert len(notes) == len(lying) == count
    assert found == {note["id"]: {"en": None, "cluster": None, **note} for note in notes}


def test_each_note_belongs_to_the_seat_of_its_author_and_nobodys_notes_to_none(app, demo, file, loaded):
    with app.app_context():
        authors = dict(
            db.session.execute(
                select(NoteRecord.source, Seat.name)
                .join(Element, (Element.board_id == NoteRecord.board_id) & (Element.id == NoteRecord.note_id))
                .join(Board, Board.id == Element.board_id)
                .outerjoin(Seat, Seat.id == Element.author_id)
                .where(Board.workshop_id == loaded("workshop:ws_typical_centre"))
            ).all()
        )

    codes = {"FAC": "Ada Facilitator", "anon": None}
    assert authors == {
        note["id"]: codes.get(note["author"], note["author"]) for note in written(file, "ws_typical_centre")["notes"]
    }


def test_the_log_of_every_board_has_no_gap_and_adds_up_to_its_notes(app, demo):
    with app.app_context():
        boards = db.session.scalars(select(Board)).all()
        assert len(boards) > 30
        for board in boards:
            rows = log.read_rows(connection(), board.id, after=0)
            assert [row.seq for row in rows] == list(range(1, board.seq + 1))
            replayed = replay(State(), [(codec.read_event(row.body), row.seq, row.seat_id) for row in rows])
            kept = log.read_state(connection(), board.id, board.seq)
            assert (replayed.seq, replayed.elements) == (kept.seq, kept.elements)


@pytest.mark.parametrize("name", FINISHED)
def test_a_finished_workshop_ran_as_its_agenda_says_and_is_over(app, demo, file, loaded, name):
    with app.app_context():
        workshop = db.session.get(Workshop, loaded(f"workshop:{name}"))
        stage = db.session.get(Stage, workshop.id)
        visits = db.session.scalars(select(Visit).where(Visit.workshop_id == workshop.id).order_by(Visit.id)).all()
        agenda = written(file, name)["agenda"]

        assert [step.title["en"] for step in workshop.steps] == [item["title"] for item in agenda]
        assert [step.screen for step in workshop.steps] == [item["canvas"] for item in agenda]
        assert [visit.step_id for visit in visits] == [step.id for step in workshop.steps]
        assert [(visit.ended_at - visit.started_at) / timedelta(minutes=1) for visit in visits] == [
            item["minutes"] for item in agenda
        ]
        assert (workshop.code, workshop.closed_at, stage.ended_at) == (None, visits[-1].ended_at, visits[-1].ended_at)
        assert (stage.step_id, stage.writing, stage.timer_ends_at) == (None, Writing.CLOSED, None)


@pytest.mark.parametrize("name", FINISHED)
def test_a_plan_has_its_goal_and_today_is_the_day_the_file_says(app, demo, file, loaded, name):
    plan_written = written(file, name)["plan"]
    with app.app_context():
        workshop_id = loaded(f"workshop:{name}")
        plan = db.session.scalars(select(Plan).where(Plan.workshop_id == workshop_id)).one()

        assert (plan.title, plan.goal) == (plan_written["title"], plan_written["goal"])
        assert days.day_of(today_of(plan), plan.day_one) == plan_written["as_of_day"]
        assert plan.centre.code == written(file, name)["centre"]
        between = date.fromisoformat(plan_written["day1"]) - date.fromisoformat(written(file, name)["date"])
        assert plan.day_one - db.session.get(Workshop, workshop_id).days[0].date == between


@pytest.mark.parametrize("name", FINISHED)
def test_each_action_has_the_owner_the_days_the_state_and_the_notes_of_the_file(app, demo, file, loaded, name):
    with app.app_context():
        plan = db.session.scalars(select(Plan).where(Plan.workshop_id == loaded(f"workshop:{name}"))).one()
        sources = {(row.board_id, row.note_id): row.source for row in db.session.scalars(select(NoteRecord))}
        found = [
            {
                "title": action.title,
                "owner_role": action.owner,
                "start_day": days.day_of(action.start_on, plan.day_one),
                "due_day": days.day_of(action.due_on, plan.day_one),
                "status": action.status,
                "critical": action.critical,
                "blocked_reason": action.blocked_reason,
                "evidence_expected": action.evidence_expected,
                "source_notes": {sources[origin.board_id, origin.note_id] for origin in action.origins},
            }
            for action in plan.actions
        ]
        numbers = [action.number for action in plan.actions]

    actions = written(file, name)["plan"]["actions"]
    asked = found[0].keys()
    assert numbers == list(range(1, len(actions) + 1))
    assert found == [
        {
            key: value
            for key, value in {
                "critical": False,
                "blocked_reason": "",
                **action,
                "source_notes": set(action["source_notes"]),
            }.items()
            if key in asked
        }
        for action in actions
    ]


def test_the_way_back_from_an_action_keeps_the_words_of_its_notes(app, demo, file, loaded):
    notes = {note["id"]: note for note in written(file, "ws_typical_centre")["notes"]}
    with app.app_context():
        plan = db.session.scalars(select(Plan).where(Plan.workshop_id == loaded("workshop:ws_typical_centre"))).one()
        first = plan.actions[0]

        assert sorted((origin.words, origin.details.get("gloss")) for origin in first.origins) == sorted(
            (notes[note]["text"], notes[note].get("en")) for note in ("d10", "d11", "d21", "d41")
        )
        for origin in first.origins:
            element = db.session.get(Element, (origin.board_id, origin.note_id))
            assert (element.props["text"], element.updated_seq) == (origin.words, origin.seq)


def test_the_live_room_stands_at_its_fourth_step_where_everybody_writes(app, demo, file):
    with app.app_context():
        workshop = db.session.get(Workshop, demo.workshop_id)
        stage = db.session.get(Stage, workshop.id)
        step = db.session.get(Step, stage.step_id)
        scene = scenes_of(workshop.id)[3]
        now = stage.step_started_at + timedelta(minutes=16)

        assert (step.position, step.screen) == (3, "ecosystem_enablers")
        assert (scene.phases[stage.phase].kind, stage.writing, stage.frozen) == ("cluster", "open", False)
        assert (workshop.code, workshop.closed_at) == (demo.code, None)
        assert workshop.days[0].date == stage.started_at.astimezone(_zone(workshop)).date()
        assert workshop.host.code == "CEN-05"
        assert stage.timer_ends_at > now - timedelta(minutes=2)
        assert stage.generation == 3


def test_the_live_room_holds_the_notes_of_three_steps_and_half_of_the_fourth(app, demo, file):
    notes = written(file, "ws_typical_centre")["notes"]
    fourth = [note["text"] for note in notes if note["canvas"] == "ecosystem_enablers"]
    before = [note["text"] for note in notes if note["canvas"] == "check_in"]
    with app.app_context():
        lying = {
            canvas: sorted(note.props["text"] for note in db.session.scalars(
                select(Element).join(Board).where(
                    Board.workshop_id == demo.workshop_id, Board.canvas == canvas, Element.type == "note"
                )
            ))
            for canvas in db.session.scalars(select(Board.canvas).where(Board.workshop_id == demo.workshop_id))
        }  # fmt: skip

    assert {canvas: texts for canvas, texts in lying.items() if texts} == {
        "check_in": sorted(before),
        "ecosystem_enablers": sorted(fourth[:10]),
    }


def test_ten_invented_centres_are_here_with_their_words(app, demo, file):
    with app.app_context():
        found = {
            centre.code: (
                centre.name,
                centre.region_code,
                centre.type_code,
                centre.scope,
                sorted(term.code for term in centre.terms if term.kind == "capability"),
            )
            for centre in db.session.scalars(select(Centre))
        }
        countries = {centre.country_code for centre in db.session.scalars(select(Centre))}
        meruvia = db.session.scalars(select(Centre).where(Centre.code == "CEN-05")).one()
        initiatives = [term.key for term in meruvia.terms if term.kind == "initiative"]

    assert found == {
        centre["id"]: (
            centre["name"],
            centre["region"],
            centre["centre_type"],
            centre["scope"],
            sorted(centre["capabilities"]),
        )
        for centre in file["portfolio"]["centres"]
    }
    assert None not in countries
    assert initiatives == ["2023-2025/ASP4"]


def test_people_sign_in_with_the_passwords_that_were_told(app, demo):
    with app.app_context():
        kept = {person.email: person for person in db.session.scalars(select(Person))}
        staff = dict(
            db.session.execute(select(Person.name, Staff.role).join(Staff, Staff.principal_id == Person.id)).all()
        )

        assert [each.part for each in demo.people] == [
            "administrator",
            "reviewer",
            "director",
            "facilitator",
            "co-facilitator",
        ]
        assert all(passwords.fits(each.password, kept[each.email].password_hash) for each in demo.people)
    assert kept["administrator@demo.example"].alliance_role == "administrator"
    assert staff == {"Dara Director": "director", "Ada Facilitator": "facilitator", "Bo Facilitator": "facilitator"}


def test_participants_are_roles_and_codes(app, demo, file, loaded):
    with app.app_context():
        seats = db.session.scalars(
            select(Seat).where(
                Seat.workshop_id == loaded("workshop:ws_typical_centre"),
                Seat.role == "participant",
            )
        ).all()

    roles = [seat.position for seat in seats]
    tables = ["T1", "T2", "T3", "T4", "T5"]
    assert sorted(seat.name for seat in seats) == [f"P{number:02}" for number in range(1, 32)] + tables
    assert len(seats) == written(file, "ws_typical_centre")["participants"]["count"]
    assert {role: roles.count(role) for role in roles if role} == written(file, "ws_typical_centre")["participants"][
        "roles"
    ] | {}


def test_a_house_with_something_in_it_gets_no_demonstration(app, rows):
    from app import clock
    from app.db import transaction

    with app.app_context(), transaction():
        db.session.add(Centre(id="A" * 22, name="Our own", created_at=clock.now()))
    before = rows()

    with app.app_context():
        assert services.seed_if_empty() is None
    assert rows() == before


def test_it_is_there_within_five_seconds_of_work(app):
    started = time.process_time()
    with app.app_context():
        services.seed_if_empty()

    assert time.process_time() - started < 5


def _zone(workshop):
    from zoneinfo import ZoneInfo

    return ZoneInfo(workshop.timezone)
