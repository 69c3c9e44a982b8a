"""The agenda in the browser's hands: plain forms, parts for htmx, and nothing for strangers."""

import re
from datetime import date, time

import pytest

from app.db import db
from app.workshops.agenda import AgendaDay
from app.workshops.drafts import StepDraft
from app.workshops.models import Workshop
from app.workshops.services import details
from tests.workshops.test_cockpit import agenda_steps

DOORS = StepDraft(minutes=15, title={"en": "Doors", "ar": "الأبواب"}, note="Mind the clock")
SWOT = StepDraft(minutes=32, title={"en": "SWOT"}, screen="swot")
PLAN = StepDraft(minutes=60, title={"en": "Plan"})
TWO_DAYS = (AgendaDay(date(2026, 3, 23), time(9)), AgendaDay(date(2026, 3, 24), time(10)))


def shown(page):
    """Start times and titles of the steps a page shows, in order."""
    return re.findall(
        r'<time class="num"[^>]*>([\d:]+)</time>(?:<sup.*?</sup>)?</span>.*?<bdi>(.*?)</bdi>', page, re.DOTALL
    )


@pytest.fixture
def planned(app, person, workshop, come_in):
    """Ada's workshop of three steps and her browser."""

    class Planned:
        def __init__(self):
            self.planner = person("Ada")
            made = workshop(self.planner, DOORS, SWOT, PLAN)
            self.id, self.steps = made.id, [step.id for step in made.steps]
            self.ada = come_in(self.planner)

        def at(self, path="", step=None):
            return f"/w/{self.id}/agenda/" + (f"steps/{self.steps[step]}/" if step is not None else "") + path

        @property
        def now(self):
            with app.app_context():
                return db.session.get(Workshop, self.id)

        def days(self):
            with app.app_context():
                return [(day.date, day.starts_at) for day in db.session.get(Workshop, self.id).days]

        def agenda(self):
            with app.app_context():
                now = db.session.get(Workshop, self.id)
                return [(step.title["en"], step.day, step.minutes) for step in now.steps]

    return Planned()


def test_the_agenda_shows_every_step_with_its_start(planned):
    page = planned.ada.get(planned.at())

    assert page.status_code == 200
    assert shown(page.text) == [("13:15", "Doors"), ("13:30", "SWOT"), ("14:02", "Plan")]


def test_the_agenda_speaks_the_readers_language(planned):
    page = planned.ada.get(planned.at(), headers={"Accept-Language": "ar"})

    assert '<html lang="ar" dir="rtl">' in page.text
    assert shown(page.text)[0] == ("13:15", "الأبواب")


@pytest.mark.row("A2")
def test_a_step_moves_by_a_plain_form_and_later_steps_follow(planned):
    answer = planned.ada.submit(planned.at("place/", step=2), version=1, place="0:0")

    assert (answer.status_code, answer.location) == (303, f"/w/{planned.id}/agenda/#step-{planned.steps[2]}")
    assert shown(planned.ada.get(planned.at()).text) == [("13:15", "Plan"), ("14:15", "Doors"), ("14:30", "SWOT")]


def test_a_step_moves_to_a_number_on_a_day(app, person, workshop, come_in):
    ada = person("Ada")
    made = workshop(ada, DOORS, PLAN, days=TWO_DAYS)

    moved = come_in(ada).submit(f"/w/{made.id}/agenda/steps/{made.steps[0].id}/place/", version=1, day=1, number=7)

    assert moved.status_code == 303
    with app.app_context():
        assert [(s.title["en"], s.day) for s in db.session.get(Workshop, made.id).steps] == [("Plan", 0), ("Doors", 1)]


def test_htmx_gets_the_whole_agenda_and_hears_what_was_done(planned):
    answer = planned.ada.submit(planned.at("minutes/", step=0), htmx=True, version=1, minutes=25)

    assert (answer.status_code, answer.text.count("<html")) == (200, 0)
    assert shown(answer.text) == [("13:15", "Doors"), ("13:40", "SWOT"), ("14:12", "Plan")]
    assert '<p class="vh" role="status">Later steps start at new times.</p>' in answer.text


def test_a_step_of_impossible_length_is_refused(planned):
    for minutes in ("-5", "0", "601", "many", ""):
        answer = planned.ada.submit(planned.at("minutes/", step=0), htmx=True, version=1, minutes=minutes)

        assert (answer.status_code, answer.headers["HX-Retarget"]) == (422, "#notices")
        assert 'data-code="bad-minutes"' in answer.text
    assert planned.agenda()[0] == ("Doors", 0, 15)


def test_a_stale_tab_is_told_and_shown_the_agenda_as_it_is(planned):
    planned.ada.submit(planned.at("minutes/", step=0), version=1, minutes=25)

    answer = planned.ada.submit(planned.at("removal/", step=1), htmx=True, version=1)

    assert (answer.status_code, answer.headers["HX-Trigger"]) == (409, "agenda:changed")
    assert 'data-code="agenda-moved"' in answer.text
    assert len(planned.agenda()) == 3


def test_a_step_is_added_at_the_end_of_the_day_that_is_shown(planned):
    planned.ada.submit(planned.at("days/"), version=1, date="2026-03-24", starts_at="09:00")

    answer = planned.ada.submit(
        planned.at("steps/?day=1"), version=2, day=1, screen="eight_ideas", title="", minutes=""
    )

    assert answer.status_code == 303
    assert planned.agenda()[3] == ("Eight quick ideas", 1, 15)


def test_talk_needs_a_title(planned):
    answer = planned.ada.submit(planned.at("steps/"), htmx=True, version=1, day=0, screen="", title="", minutes="")

    assert answer.status_code == 422
    assert "Say what happens in this step." in answer.text


def test_a_break_needs_no_title_and_may_have_one(planned):
    planned.ada.submit(planned.at("steps/"), version=1, day=0, screen="break", title="", minutes="")
    planned.ada.submit(planned.at("steps/"), version=2, day=0, screen="break", title="Tea", minutes="20")

    agenda = planned.agenda()

    assert [(title, minutes) for title, _day, minutes in agenda][-2:] == [("Break", 15), ("Tea", 20)]
    assert "Break or meal" in planned.ada.get(planned.at("")).text


def test_the_day_shown_can_be_changed_added_and_taken_out(planned):
    planned.ada.submit(planned.at("days/0/"), version=1, date="2026-05-01", starts_at="08:30")
    planned.ada.submit(planned.at("days/"), version=2, date="2026-05-02", starts_at="09:00")
    two = planned.days()

    planned.ada.submit(planned.at("days/1/removal/"), version=3)

    assert two == [(date(2026, 5, 1), time(8, 30)), (date(2026, 5, 2), time(9))]
    assert planned.days() == [(date(2026, 5, 1), time(8, 30))]


def test_what_cannot_be_done_is_refused_by_its_name(planned):
    asked = {
        ("days/0/removal/", "day-has-steps"): {"version": 1},
        ("days/", "days-out-of-order"): {"version": 1, "date": "2026-03-01", "starts_at": "09:00"},
        ("days/", "invalid"): {"version": 1, "date": "soon", "starts_at": "09:00"},
        ("days/7/", "not-found"): {"version": 1, "date": "2026-03-01", "starts_at": "09:00"},
        ("steps/nowhere/removal/", "not-found"): {"version": 1},
        ("steps/nowhere/place/", "invalid"): {"version": 1, "place": "x"},
        ("steps/nowhere/minutes/", "invalid"): {"minutes": 5},
    }

    for (path, code), fields in asked.items():
        assert f'data-code="{code}"' in planned.ada.submit(planned.at(path), htmx=True, **fields).text
    assert planned.now.agenda_version == 1


def test_a_closed_workshop_shows_its_agenda_without_forms(app, planned):
    with app.app_context():
        details.close_workshop(planned.planner, planned.id)

    page = planned.ada.get(planned.at()).text

    assert shown(page) == [("13:15", "Doors"), ("13:30", "SWOT"), ("14:02", "Plan")]
    assert "/agenda/steps/" not in page
    assert "/place/" not in page


PAGES = ("", "steps/{step}/")
CHANGES = (
    "steps/",
    "steps/{step}/",
    "steps/{step}/minutes/",
    "steps/{step}/place/",
    "steps/{step}/removal/",
    "days/",
    "days/0/",
    "days/0/removal/",
)
SAID = {"version": 1, "minutes": 5, "place": "0:1", "date": "2026-04-01", "starts_at": "09:00", "title": "Mine"}


def test_a_stranger_finds_no_agenda(planned, person, come_in):
    bo, step = come_in(person("Bo")), planned.steps[0]

    read = [bo.get(planned.at(path.format(step=step))).status_code for path in PAGES]
    sent = [bo.submit(planned.at(path.format(step=step)), screen="", **SAID).status_code for path in CHANGES]

    assert (read, sent) == ([404] * len(PAGES), [404] * len(CHANGES))
    assert planned.agenda() == [("Doors", 0, 15), ("SWOT", 0, 32), ("Plan", 0, 60)]


def test_who_did_not_sign_in_finds_no_agenda(planned, client):
    step = planned.steps[0]

    read = [client.get(planned.at(path.format(step=step))).status_code for path in PAGES]
    sent = [client.submit(planned.at(path.format(step=step)), **SAID).status_code for path in CHANGES]

    assert (read, sent) == ([303] * len(PAGES), [401] * len(CHANGES))
    assert planned.now.agenda_version == 1


def test_no_change_is_made_without_the_forms_token(planned):
    step = planned.steps[0]

    sent = [planned.ada.post(planned.at(path.format(step=step)), data=SAID).status_code for path in CHANGES]

    assert sent == [403] * len(CHANGES)
    assert planned.now.agenda_version == 1


def test_a_step_of_another_workshop_is_not_found(planned, workshop):
    other = workshop(planned.planner, PLAN)

    answer = planned.ada.submit(planned.at(f"steps/{other.steps[0].id}/minutes/"), version=1, minutes=5)

    assert answer.status_code == 404


def passed(page):
    """What a page of the agenda or of the cockpit says of steps that were not held."""
    return re.findall(
        r"Not held: Next does not come to it\.|now lies before the current step: Next does not", page.text
    )


def version_of(room):
    return re.search(r'name="version" value="(\d+)"', room.ada.get(room.at("agenda/")).text)[1]


def test_a_step_moved_before_the_current_one_is_said_to_be_left_out_by_next(room):
    room.press()
    room.press(to="to", step=agenda_steps(room)[1])
    plan = agenda_steps(room)[2]
    address = room.at(f"agenda/steps/{plan}/place/")
    assert passed(room.ada.get(room.at("agenda/"))) == []

    moved = room.ada.submit(address, version=version_of(room), place="0:0", htmx=True)

    assert "“\u2068100-day plan\u2069” now lies before the current step: Next does not come to it." in moved.text
    assert passed(room.ada.get(room.at("agenda/"))) == ["Not held: Next does not come to it."]
    lines = re.findall(
        r"<li( class=\"past\")?(?: aria-current=\"step\")?>\s*<time>.*?</li>", cockpit_agenda(room), re.DOTALL
    )
    assert lines == ["", ' class="past"', ""]
    assert cockpit_agenda(room).count("not held") == 1
    room.press(to="to", step=plan)
    room.press()
    assert passed(room.ada.get(room.at("agenda/"))) == []
    assert "not held" not in cockpit_agenda(room)


def test_steps_the_current_one_is_moved_behind_are_said_to_be_left_out_too(room):
    room.press()
    first = agenda_steps(room)[0]

    room.ada.submit(room.at(f"agenda/steps/{first}/place/"), version=version_of(room), place="0:1")

    page = room.ada.get(room.at("agenda/"))
    assert passed(page) == ["now lies before the current step: Next does not", "Not held: Next does not come to it."]
    assert "“\u2068Sponsor&#39;s brief\u2069” now lies before the current step" in page.text


def cockpit_agenda(room):
    return re.search(r'<nav class="cp-a".*?</nav>', room.ada.get(room.at("cockpit/")).text, re.DOTALL)[0]
