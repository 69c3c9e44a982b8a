"""Making a workshop in the browser: from a sequence, from canvases, from another workshop, from nothing."""

import re
from datetime import date, time

import pytest
from sqlalchemy import func, select

from app.canvases.library import library
from app.db import db
from app.workshops import tongues
from app.workshops.agenda import AgendaDay
from app.workshops.drafts import StepDraft
from app.workshops.models import Seat, Workshop
from app.workshops.phases import Phase, PhaseKind

SAID = {
    "title": "Fast tests",
    "date": "2026-04-14",
    "starts_at": "09:00",
    "days": 1,
    "kind": "co-creation",
    "host": "",
    "host_name": "The Lab",
    "timezone": "tirane",
    "language": "en",
}


@pytest.fixture
def ada(person):
    return person("Ada")


@pytest.fixture
def made(app, ada, come_in):
    """Send the form that makes a workshop, and read what came of it."""

    def make(**fields):
        answer = come_in(ada).submit("/workshops/", **{**SAID, **fields})
        with app.app_context():
            kept = db.session.scalars(select(Workshop).order_by(Workshop.created_at.desc())).first()
            if kept:
                assert answer.location == f"/w/{kept.id}/agenda/"
                _ = kept.days, kept.steps, kept.host, kept.cohosts
            return answer, kept

    return make


def test_a_copy_keeps_the_days_as_far_apart_as_they_were(made, ada, workshop, come_in):
    days = (AgendaDay(date(2026, 3, 2), time(9)), AgendaDay(date(2026, 3, 5), time(9)))
    before = workshop(ada, StepDraft(title={"en": "Meet"}, minutes=10), title="Two sessions", days=days)

    offered = come_in(ada).get("/workshops/new/").text
    _answer, copy = made(copy=before.id, days=3)

    assert f'<option value="{before.id}">Two sessions · 2 March 2026</option>' in offered
    assert [day.date for day in copy.days] == [date(2026, 4, 14), date(2026, 4, 17), date(2026, 4, 18)]


@pytest.mark.row("A1")
def test_a_workshop_is_made_from_a_sequence(made):
    _answer, workshop = made(sequence="centre_half_day")

    assert (workshop.title, workshop.timezone, workshop.host_name) == ("Fast tests", "Europe/Tirane", "The Lab")
    screens = list(library().sequences["centre_half_day"].steps)
    assert [step.screen for step in workshop.steps] == [*screens[:4], None, *screens[4:8], None, *screens[8:]]
    assert {code: workshop.steps[4].title[code] for code in ("en", "fr", "ar")} == {
        "en": "Break",
        "fr": "Pause",
        "ar": "استراحة",
    }
    assert [(phase["kind"], phase["minutes"]) for phase in workshop.steps[4].phases] == [("break", 15)]
    assert sum(step.minutes for step in workshop.steps) == 240
    assert [(day.date, day.starts_at) for day in workshop.days] == [(date(2026, 4, 14), time(9))]


@pytest.mark.parametrize(
    ("sequence", "minutes", "second"),
    [("study_group", [90, 90], "how_might_we"), ("country_two_days", [390, 390], "concept_card")],
)
def test_the_sessions_of_a_sequence_are_on_their_days(made, ada, come_in, sequence, minutes, second):
    offered = come_in(ada).get(f"/workshops/new/?sequence={sequence}").text
    days = re.search(r'name="days"[^>]* value="(\d+)"', offered)[1]
    _answer, workshop = made(sequence=sequence, days=days)

    steps = [[step for step in workshop.steps if step.day == day] for day in (0, 1)]
    assert [day.date.day for day in workshop.days] == [14, 15]
    assert [sum(step.minutes for step in of_day) for of_day in steps] == minutes
    assert steps[1][0].screen == second
    assert "Another number of days spreads the steps evenly." in offered


def test_run_sheet_and_cockpit_tell_the_sessions_of_a_study_group_apart(made, ada, come_in):
    _answer, workshop = made(sequence="study_group", days=2)

    sheet, cockpit = (come_in(ada).get(f"/w/{workshop.id}/{at}/").text for at in ("run-sheet", "cockpit"))

    first, second = sheet.split("Day 2 ·")
    assert "Day 1 · " in first
    assert ("Gallery walk" in first, "How might we" in second, "How might we" in first) == (True, True, False)
    planned = cockpit[cockpit.index("<b>Day 1</b>") :]
    assert planned.index("Gallery walk") < planned.index("<b>Day 2</b>") < planned.index("How might we")


def test_a_sequence_is_spread_over_the_days_one_asks_for(made):
    _answer, workshop = made(sequence="country_two_days", days=3)

    assert [day.date.day for day in workshop.days] == [14, 15, 16]
    assert {step.day for step in workshop.steps} == {0, 1, 2}


def test_a_workshop_is_made_from_chosen_canvases_in_their_order(made):
    _answer, workshop = made(canvas=["swot", "check_in", "swot"])

    assert [(step.screen, step.minutes) for step in workshop.steps] == [("swot", 35), ("check_in", 10)]


def test_a_workshop_is_made_from_nothing(made):
    _answer, workshop = made(empty="yes")

    assert workshop.steps == []


def test_a_copy_takes_agenda_and_prompts_but_neither_people_nor_code(app, made, ada, workshop):
    phases = (Phase(PhaseKind.PRIVATE, 7, {"en": "Write"}), Phase(PhaseKind.REVEAL, 3))
    days = (AgendaDay(date(2025, 1, 6), time(9)), AgendaDay(date(2025, 1, 7), time(9)))
    step = StepDraft(minutes=10, title={"en": "Own"}, prompt={"ar": "سؤال"}, screen="swot", phases=phases, note="Mind")
    source = workshop(ada, step, StepDraft(minutes=20, title={"en": "Tea"}, day=1), days=days)
    from app.workshops.services.seats import take_seat

    with app.app_context():
        from app.accounts.services import new_guest

        take_seat(source.id, new_guest("Bo", "en")[0], name="Bo")

    _answer, copy = made(copy=source.id, days=2)

    with app.app_context():
        names = db.session.scalars(select(Seat.name).where(Seat.workshop_id == copy.id)).all()
    first, second = copy.steps
    assert (first.title, first.prompt, first.note, [phase["minutes"] for phase in first.phases]) == (
        {"en": "Own"},
        {"ar": "سؤال"},
        "Mind",
        [7, 3],
    )
    assert (second.day, second.title) == (1, {"en": "Tea"})
    assert (copy.code == source.code, names) == (False, ["Ada"])


def test_the_form_tells_at_each_field_what_is_wrong(app, made):
    wrong = {"title": " ", "date": "", "days": 11, "timezone": "Atlantis", "languages": "Hindi, Klingonese"}
    answer, _none = made(empty="yes", **{**wrong, "host_name": "", "expected": -3})

    told = dict(re.findall(r'<p class="bad" id="([^"]*)-bad">.*?</svg>(.*?)</p>', answer.text, re.DOTALL))
    assert answer.status_code == 422
    assert told == {
        "date": "Say on which day it begins.",
        "days": "Between 1 and 10 days.",
        "title": "A workshop needs a title.",
        "host_name": "Name who hosts: the Lab, the secretariat, a partner.",
        "languages": "No language is called Klingonese.",
        "timezone": "Choose a time zone from the list, such as Africa/Nairobi.",
        "expected": "A number between 1 and 10,000.",
    }
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Workshop)) == 0


@pytest.mark.parametrize("named", ["Luo", "luo", "Dholuo", "DHOLUO"])
def test_a_language_is_read_as_the_page_wrote_it(app, named):
    codes, unknown = tongues.read(named, reader="en")
    written = tongues.listed(codes)

    assert (codes, unknown, tongues.read(written, reader="fr")) == (["luo"], [], (["luo"], []))


@pytest.mark.parametrize(
    ("named", "codes"),
    [
        ("Mandarin, castellano, Kiswahili", ["zh", "es", "sw"]),
        ("Putonghua; 普通话", ["zh"]),
        ("Farsi, Panjabi, Sinhalese, Chichewa, Kirundi", ["fa", "pa", "si", "ny", "rn"]),
        ("chinois, inglés, العربية, русский", ["zh", "en", "ar", "ru"]),
    ],
)
def test_a_language_counts_by_the_names_people_use_for_it(app, named, codes):
    assert tongues.read(named, reader="en") == (codes, [])


def test_languages_are_typed_by_name(made):
    _answer, workshop = made(empty="yes", languages="Hindi, বাংলা; ro")

    assert workshop.languages == ["en", "hi", "bn", "ro"]


def test_a_foreign_centre_is_no_choice(made, centre, person):
    theirs = centre("Norvale Hub", director=person("Bo"))

    answer, workshop = made(empty="yes", host=theirs.id)

    assert (answer.status_code, workshop) == (422, None)


def test_what_is_named_must_exist_and_be_ones_own(ada, person, workshop, come_in):
    theirs, browser = workshop(person("Bo")), come_in(ada)

    asked = [{"sequence": "nothing"}, {"canvas": "nothing"}, {"copy": theirs.id}, {"copy": "nothing"}]

    assert [browser.get("/workshops/new/", query_string=each).status_code for each in asked] == [404] * 4
    assert [browser.submit("/workshops/", **SAID, **each).status_code for each in [*asked, {}]] == [404] * 4 + [422]


def test_the_chooser_offers_sequences_canvases_and_ones_own_workshops(ada, workshop, come_in):
    mine = workshop(ada)

    page = come_in(ada).get("/workshops/new/").text

    assert re.findall(r"\?sequence=(\w+)", page) == list(library().sequences)
    assert sorted(re.findall(r'name="canvas" value="(\w+)"', page)) == sorted(library().canvases)
    assert re.findall(r'<option value="([^"]+)">Fast tests · 23 March 2026</option>', page) == [mine.id]


def test_who_did_not_sign_in_makes_nothing(client):
    assert client.get("/workshops/new/").status_code == 303
    assert client.submit("/workshops/", empty="yes", **SAID).status_code == 401


def test_a_guest_makes_nothing(app, come_in):
    from app.accounts.services import new_guest

    with app.app_context():
        guest = new_guest("Bo", "en")[0]

    assert come_in(guest).submit("/workshops/", empty="yes", **SAID).status_code == 401


def test_nothing_is_made_without_the_forms_token(ada, come_in):
    assert come_in(ada).post("/workshops/", data={**SAID, "empty": "yes"}).status_code == 403


PASSED = "The first day of this workshop has passed already."


@pytest.mark.parametrize(("day", "remarked"), [("2020-02-03", True), ("2099-04-14", False)])
def test_a_first_day_that_has_passed_is_remarked_where_it_can_be_changed(made, ada, come_in, day, remarked):
    browser = come_in(ada)

    answer = browser.submit("/workshops/", **{**SAID, "empty": "yes", "date": day})

    assert answer.status_code == 303
    assert (PASSED in browser.get(answer.location).text) is remarked


@pytest.mark.parametrize("field", ["days", "tables", "expected"])
def test_what_is_no_whole_number_is_refused_in_words_that_say_what_to_write(made, field):
    answer, workshop = made(empty="yes", **{field: "twelve"})

    assert (answer.status_code, workshop) == (422, None)
    assert "Write a whole number in digits, such as 12." in answer.text
    assert "Not a valid integer value." not in answer.text


def test_whoever_has_no_centre_is_asked_for_the_host_as_for_something_needed(ada, come_in):
    browser = come_in(ada)
    label = '<label for="host_name">Name of the host</label>'

    asked = browser.get("/workshops/new/?empty=yes").text
    refused = browser.submit("/workshops/", **SAID | {"host_name": "", "empty": "yes"})

    assert (label in asked, 'id="host"' in asked) == (True, False)
    assert (refused.status_code, "Name who hosts" in refused.text) == (422, True)
