"""What a facilitator takes along: the run sheet, its calendar file, the join sheet; for nobody else."""

import re
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from app.db import db, transaction
from app.workshops import codes
from app.workshops.agenda import AgendaDay
from app.workshops.drafts import StepDraft
from app.workshops.models import Workshop
from app.workshops.services import details

WELCOME = StepDraft(
    minutes=10,
    title={"en": "Welcome", "ar": "ترحيب"},
    note="Sponsor leaves at 17:10",
    lead="Farida",
    room="Blue room",
    materials="Projector, pens",
)
SWOT = StepDraft(minutes=32, title={"en": "Where we stand"}, prompt={"en": "What is strong?"}, screen="swot")
CLOSE = StepDraft(minutes=60, title={"en": "Close"}, day=1)
PARIS = ZoneInfo("Europe/Paris")
NIGHTS = (AgendaDay(date(2026, 3, 28), time(23, 30)), AgendaDay(date(2026, 3, 29), time(1, 30)))


@pytest.fixture
def planned(app, person, workshop, come_in):
    """Ada's workshop over the two days when Paris moves its clocks, and her browser."""

    class Planned:
        def __init__(self):
            self.planner = person("Ada")
            made = workshop(
                self.planner, WELCOME, SWOT, CLOSE, days=NIGHTS, timezone="Europe/Paris", place="Port Meru", tables=6
            )
            self.id, self.steps, self.code = made.id, [step.id for step in made.steps], made.code
            self.ada = come_in(self.planner)

        def get(self, path, browser=None, **asked):
            return (browser or self.ada).get(f"/w/{self.id}/{path}", **asked)

        def events(self, path="run-sheet.ics"):
            return list(Calendar.from_ical(self.get(path).data).walk("VEVENT"))

    return Planned()


def text_of(html):
    """What a reader sees, with single spaces."""
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


@pytest.mark.row("A5")
def test_the_run_sheet_tells_everything_a_step_needs(planned):
    page = planned.get("run-sheet/").text

    rows = [text_of(row) for row in re.findall(r'<tr id="rs-.*?</tr>', page, re.DOTALL)]
    assert rows[0] == "23:30 10 Welcome Farida · Blue room Sponsor leaves at 17:10 Projector, pens"
    assert rows[1].startswith("23:40 32 Where we stand SWOT and what we do about it What is strong? 3 Brief")
    assert rows[2] == "01:30 60 Close"
    assert codes.show(planned.code) in page


def test_the_run_sheet_speaks_the_readers_language(planned):
    page = planned.get("run-sheet/", headers={"Accept-Language": "ar"}).text

    assert '<html lang="ar" dir="rtl">' in page
    assert "<bdi>ترحيب</bdi>" in page
    assert "السبت" in page


def test_the_calendar_has_an_event_for_each_step_in_the_workshops_zone(planned):
    told = [
        (str(event["uid"]), str(event["summary"]), event.decoded("dtstart"), event.decoded("dtend"))
        for event in planned.events()
    ]

    def at(day, hour, minute, fold=0):
        from datetime import datetime

        return datetime(2026, 3, day, hour, minute, fold=fold, tzinfo=PARIS)

    assert told == [
        (f"{planned.steps[0]}@{planned.id}.baraza", "Welcome · Fast tests", at(28, 23, 30), at(28, 23, 40)),
        (f"{planned.steps[1]}@{planned.id}.baraza", "Where we stand · Fast tests", at(28, 23, 40), at(29, 0, 12)),
        (f"{planned.steps[2]}@{planned.id}.baraza", "Close · Fast tests", at(29, 1, 30), at(29, 3, 30)),
    ]
    assert [str(event["location"]) for event in planned.events()] == ["Blue room, Port Meru", "Port Meru", "Port Meru"]
    assert str(planned.events()[0]["description"]) == "Sponsor leaves at 17:10"


@pytest.mark.parametrize("per", ["", "?per=day"])
def test_a_calendar_of_a_workshop_with_line_breaks_in_its_words_is_one(app, planned, per):
    with app.app_context(), transaction():
        kept = db.session.get_one(Workshop, planned.id)
        kept.title, kept.place = "Fast\r\ntests", "Port\nMeru"

    events = planned.events(f"run-sheet.ics{per}")

    assert {str(event["summary"]).rpartition("· ")[2] for event in events} == {"Fast tests"}


def test_the_calendar_carries_the_rules_of_its_time_zone(planned):
    zones = Calendar.from_ical(planned.get("run-sheet.ics").data).walk("VTIMEZONE")

    assert [str(zone["tzid"]) for zone in zones] == ["Europe/Paris"]


def test_a_calendar_may_have_an_event_for_each_day(planned):
    told = [(event.decoded("dtstart"), str(event["description"])) for event in planned.events("run-sheet.ics?per=day")]

    first = told[0][0]
    assert told == [
        (first, "23:30 Welcome\n23:40 Where we stand"),
        (first + timedelta(hours=2), "01:30 Close"),
    ]


def test_a_calendar_that_is_taken_again_replaces_the_one_before(app, planned):
    from app.workshops.services import agenda as planning

    before = [int(event["sequence"]) for event in planned.events()]
    with app.app_context():
        planning.set_minutes(planned.planner, planned.id, planned.steps[0], 20, version=1)

    assert before == [1, 1, 1]
    assert [int(event["sequence"]) for event in planned.events()] == [2, 2, 2]


@pytest.mark.row("J3", partly=True)
def test_the_join_sheet_shows_code_address_and_a_qr_that_leads_in(planned):
    page = planned.get("join-sheet/").text

    assert codes.show(planned.code) in text_of(page)
    assert "127.0.0.1:8080/j" in text_of(page)
    assert re.search(r'<path class="js-dark" d="M[0-9Mhvz -]+"/>', page)


def test_a_closed_workshop_has_no_join_sheet(app, planned):
    with app.app_context():
        details.close_workshop(planned.planner, planned.id)

    answer = planned.get("join-sheet/")

    assert (answer.status_code, 'data-code="workshop-over"' in answer.text) == (409, True)


def test_an_empty_workshop_has_its_papers_too(person, workshop, come_in):
    ada = person("Ada")
    empty, browser = workshop(ada), come_in(ada)

    assert "No step on this day yet." in browser.get(f"/w/{empty.id}/run-sheet/").text
    for path in ("run-sheet.ics", "run-sheet.ics?per=day"):
        assert Calendar.from_ical(browser.get(f"/w/{empty.id}/{path}").data).walk("VEVENT") == []


def test_no_stranger_reads_the_papers(app, planned, person, client, come_in):
    bo, paths = come_in(person("Bo")), ("run-sheet/", "run-sheet.ics", "join-sheet/")

    assert [planned.get(path, bo).status_code for path in paths] == [404] * 3
    assert [planned.get(path, client).status_code for path in paths] == [303] * 3
    with app.app_context():
        assert db.session.get(Workshop, planned.id).agenda_version == 1
