"""`flask workshops load FILE`: all of a file, once, or nothing of it."""

import json
from datetime import date, timedelta
from importlib.resources import files

import msgspec
import pytest
from sqlalchemy import select

from app.centres.services import load_terms
from app.db import db
from app.demo import services
from app.demo.errors import AlreadyLoaded, NobodyToLead, UnreadableFile
from app.demo.schema import Workshop as WrittenWorkshop
from app.plans.models import Plan
from app.workshops.models import Seat, Workshop
from app.workshops.queries import people_who_came
from tests.morning import TODAY
from tests.places import ROOT

SHIPPED = (files("app.demo") / "data" / "demo_workshops.yaml").read_bytes()

SMALL = """\
schema: demo-workshops/1
workshops:
- id: ws_small
  title: A small workshop
  timezone: Africa/Nairobi
  host: The Lab
  days:
  - date: {first}
  - date: {second}
    start: '13:30'
  agenda:
  - {{title: Hello, start: '09:00', minutes: 10, mode: plenary}}
  - {{title: Check in, start: '09:30', minutes: 15, mode: private, canvas: check_in}}
  - {{title: Choose, day: 2, minutes: 20, mode: discuss, canvas: impact_effort}}
  notes:
  - {{id: n1, canvas: check_in, zone: hope, author: P01, text: One partner}}
"""


def small(first):
    return SMALL.format(first=first, second=first + timedelta(days=1)).encode()


LONG_AGO, SOON = date(2024, 5, 6), TODAY + timedelta(days=30)


@pytest.fixture
def ready(app):
    """A house with its words and an administrator."""
    from app import clock
    from app.accounts.models import Person
    from app.db import transaction

    with app.app_context():
        load_terms()
        with transaction():
            db.session.add(
                Person(
                    id="R" * 22,
                    name="Root",
                    email="root@example.org",
                    alliance_role="administrator",
                    created_at=clock.now(),
                )
            )
    return app


def load(app, content):
    with app.app_context():
        return services.load_workshops(content)


def test_the_shipped_file_loads_into_a_house_of_ones_own(ready):
    loaded = load(ready, SHIPPED)

    with ready.app_context():
        assert [workshop.title for workshop in loaded] == [
            "Co-creation session for a typical acceleration centre",
            "Special session on the alliance at a European regional development forum",
        ]
        born = select(Plan).where(Plan.workshop_id.is_not(None))
        assert sorted(len(plan.actions) for plan in db.session.scalars(born)) == [11, 12]
        assert len(db.session.scalars(select(Plan)).all()) == 10
        leads = select(Seat.name).where(Seat.workshop_id == loaded[0].id, Seat.role == "facilitator")
        assert db.session.scalars(leads).all() == ["Root"]
        assert "Root" in [seat.name for seat in people_who_came(loaded[0].id)]


def test_a_file_loads_once(ready, rows):
    load(ready, SHIPPED)
    before = rows()

    with pytest.raises(AlreadyLoaded):
        load(ready, SHIPPED)
    assert rows() == before


def test_a_file_with_one_workshop_that_is_here_brings_none_of_the_others(ready, rows):
    load(ready, small(LONG_AGO))
    before = rows()
    second = small(LONG_AGO).decode()
    another = second[second.index("- id:") :].replace("ws_small", "ws_new")

    with pytest.raises(AlreadyLoaded):
        load(ready, second.replace("workshops:\n", f"workshops:\n{another}", 1).encode())
    assert rows() == before


@pytest.mark.parametrize(
    ("good", "bad", "reason"),
    [
        (b"zone: hope\n    lang: bn", b"zone: hopes\n    lang: bn", "the canvas check_in has no zone hopes"),
        (b"    due_day: 100", b"    due_day: 200", "Expected `int` <= 100"),
        (b"      - d51", b"      - d99", "there is no note d99 in this workshop"),
        (b"  timezone: Europe/Bucharest", b"  timezone: Europe/Atlantis", "there is no time zone Europe/Atlantis"),
        (b"  - id: CEN-10", b"  - id: CEN-09", "CEN-09 is there twice"),
        (b"good_practices:\n", b"good_practices: {\n", ""),
        (b"Network of rural", b"Network \xff of rural", "not written in UTF-8"),
    ],
)
def test_a_broken_file_is_refused_with_its_line_and_nothing_changes(ready, rows, good, bad, reason):
    assert good in SHIPPED
    broken = SHIPPED.replace(good, bad, 1)
    place = SHIPPED.count(b"\n", 0, SHIPPED.index(good)) + 1
    before = rows()

    with pytest.raises(UnreadableFile) as refusal:
        load(ready, broken)
    assert reason in refusal.value.reason
    assert place <= refusal.value.line <= place + 2
    assert rows() == before


def test_without_an_administrator_nobody_could_lead(app, rows):
    with app.app_context():
        load_terms()
    before = rows()

    with pytest.raises(NobodyToLead):
        load(app, SHIPPED)
    assert rows() == before


def test_a_workshop_of_several_days_without_a_centre_comes_with_its_breaks(ready):
    workshop_id = load(ready, small(LONG_AGO))[0].id

    with ready.app_context():
        workshop = db.session.get(Workshop, workshop_id)
        assert (workshop.host_id, workshop.host_name) == (None, "The Lab")
        assert [(day.date, f"{day.starts_at:%H:%M}") for day in workshop.days] == [
            (LONG_AGO, "09:00"),
            (LONG_AGO + timedelta(days=1), "13:30"),
        ]
        assert [(step.day, step.minutes, step.title["en"]) for step in workshop.steps] == [
            (0, 10, "Hello"),
            (0, 20, "Break"),
            (0, 15, "Check in"),
            (1, 20, "Choose"),
        ]


def test_a_workshop_that_is_still_to_come_waits_with_its_code(ready):
    coming = load(ready, small(SOON))[0].id

    with ready.app_context():
        workshop = db.session.get(Workshop, coming)
        assert workshop.closed_at is None
        assert workshop.code is not None
        assert "Root" not in [seat.name for seat in people_who_came(coming)]


def test_the_command_loads_a_file_and_says_where_it_is(ready, tmp_path):
    path = tmp_path / "small.yaml"
    path.write_bytes(small(LONG_AGO))

    result = ready.test_cli_runner().invoke(args=["workshops", "load", str(path)])

    with ready.app_context():
        workshop = db.session.scalars(select(Workshop)).one()
    assert result.output == f"A small workshop: {ready.config['PUBLIC_URL']}/w/{workshop.id}/\n"
    assert result.exit_code == 0


def test_the_command_refuses_a_broken_file_with_line_and_reason(ready, tmp_path, rows):
    path = tmp_path / "broken.yaml"
    path.write_bytes(small(LONG_AGO).replace(b"zone: hope", b"zone: hop"))
    before = rows()

    result = ready.test_cli_runner().invoke(args=["workshops", "load", str(path)])

    said = f"Error: {path}, line 16: the canvas check_in has no zone hop.\nNothing was changed.\n"
    assert (result.exit_code, result.output) == (1, said)
    assert rows() == before


def test_the_command_names_every_fault_of_a_file_at_once(ready, tmp_path):
    path = tmp_path / "broken.yaml"
    broken = small(LONG_AGO).replace(b"minutes: 10", b"minutes: 0").replace(b"mode: private", b"mode: alone")
    path.write_bytes(broken.replace(b"author: P01", b"colour: red, author: '!'"))

    result = ready.test_cli_runner().invoke(args=["workshops", "load", str(path)])

    assert (result.exit_code, [line.partition("line ")[2] for line in result.output.splitlines()[:-1]]) == (
        1,
        [
            "12: workshops.agenda.minutes: Expected `int` >= 1.",
            "13: workshops.agenda.mode: Invalid enum value 'alone'.",
            "16: workshops.notes.author: Expected `str` matching regex '^[A-Za-z0-9][A-Za-z0-9_.-]{0,39}$'.",
            "16: workshops.notes: Object contains unknown field `colour`.",
        ],
    )


def test_the_example_of_the_documentation_loads(ready):
    page = (ROOT / "docs" / "workshop-files.md").read_text()
    example = page.partition("```yaml\n")[2].partition("```")[0]

    loaded = load(ready, example.encode())

    with ready.app_context():
        seats = db.session.scalars(select(Seat).where(Seat.workshop_id == loaded[0].id, Seat.role == "participant"))
        assert (loaded[0].host_name, loaded[0].place) == ("Harbour Lab", "Community hall")
        assert len(seats.all()) == 12


def test_the_printed_schema_knows_every_field_of_a_workshop(app):
    printed = json.loads(app.test_cli_runner().invoke(args=["workshops", "schema"]).output)

    fields = {field.encode_name for field in msgspec.structs.fields(WrittenWorkshop)}
    assert set(printed["$defs"]["Workshop"]["properties"]) == fields
