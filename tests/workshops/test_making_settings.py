"""The details of a workshop in the browser, who plans it with you, closing it; and one's own workshops as a list."""

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from app.accounts.models import OneTimeLink
from app.clock import now
from app.db import db
from app.workshops import codes, home_view
from app.workshops.agenda import AgendaDay
from app.workshops.drafts import StepDraft
from app.workshops.models import Seat, Workshop
from tests.morning import TODAY

TALK = StepDraft(minutes=90, title={"en": "Talk"})
SAID = {
    "title": "Slow tests",
    "kind": "study-group",
    "host": "",
    "host_name": "The secretariat",
    "timezone": "Africa/Nairobi",
    "language": "fr",
    "languages": "Swahili",
    "expected": 40,
    "tables": 8,
    "asks": ["table", "role"],
    "consent": "We keep notes for a year.",
    "names_shown": "y",
    "version": "0",
}


@pytest.fixture
def ada(person):
    return person("Ada")


def test_details_are_changed_by_a_form(app, ada, workshop, come_in):
    made = workshop(ada, TALK)

    answer = come_in(ada).submit(f"/w/{made.id}/settings/", **SAID | {"title": SAID["title"].replace(" ", "\r\n")})

    assert (answer.status_code, answer.location) == (303, f"/w/{made.id}/settings/")
    with app.app_context():
        kept = db.session.get(Workshop, made.id)
        assert (kept.title, kept.kind, kept.host_name, kept.timezone) == (
            "Slow tests",
            "study-group",
            "The secretariat",
            "Africa/Nairobi",
        )
        assert (kept.language, kept.languages, kept.expected, kept.tables) == ("fr", ["fr", "sw"], 40, 8)
        assert (kept.asks, kept.consent, kept.names_shown) == (["table", "role"], "We keep notes for a year.", True)


def test_of_two_tabs_the_second_is_told_and_loses_nothing_typed(app, ada, workshop, come_in):
    made, browser = workshop(ada, TALK, place="Nairobi"), come_in(ada)
    here = {**SAID, "place": "Port Meru", "question": ""}
    there = {**SAID, "title": "Another title", "question": "How long is a test?", "place": "Nairobi"}

    first = browser.submit(f"/w/{made.id}/settings/", **here)
    second = browser.submit(f"/w/{made.id}/settings/", **there)

    assert (first.status_code, second.status_code) == (303, 409)
    assert ("Somebody changed this" in second.text, 'value="Another title"' in second.text) == (True, True)
    with app.app_context():
        kept = db.session.get(Workshop, made.id)
        assert (kept.title, kept.place, kept.question, kept.version) == ("Slow tests", "Port Meru", "", 1)
    renewed = re.search(r'name="version"[^>]*value="(\d+)"', second.text)[1]
    assert browser.submit(f"/w/{made.id}/settings/", **{**there, "version": renewed}).status_code == 303


def test_what_is_wrong_is_said_and_nothing_is_changed(app, ada, workshop, come_in):
    made = workshop(ada, TALK)

    answer = come_in(ada).submit(f"/w/{made.id}/settings/", **{**SAID, "title": "", "tables": "many"})

    assert answer.status_code == 422
    assert re.findall(r'<p class="bad" id="([^"]*)-bad">', answer.text) == ["title", "tables"]
    assert re.findall(r'<li><a href="#(\w+)">', answer.text) == ["title", "tables"]
    with app.app_context():
        assert db.session.get(Workshop, made.id).title == "Fast tests"


def test_colleagues_and_others_come_to_plan_too(app, ada, person, centre, workshop, come_in):
    bo = person("Bo")
    made = workshop(ada, TALK, host_id=centre("Meruvia Lab", director=ada, facilitator=bo).id)
    browser = come_in(ada)

    browser.submit(f"/w/{made.id}/co-facilitators/{bo.id}/")
    browser.submit(f"/w/{made.id}/co-facilitators/", email="cy@example.org", name="Cy")

    with app.app_context():
        seats = db.session.scalars(select(Seat).where(Seat.workshop_id == made.id).order_by(Seat.joined_at))
        assert [(seat.name, seat.role) for seat in seats] == [
            ("Ada", "facilitator"),
            ("Bo", "co-facilitator"),
            ("Cy", "co-facilitator"),
        ]
        links = db.session.scalars(select(OneTimeLink)).all()
        assert [(link.purpose, link.principal.name) for link in links] == [("invitation", "Cy")]


def test_nobody_is_invited_to_lead_under_the_name_of_a_role(app, ada, workshop, come_in):
    made, browser = workshop(ada, TALK), come_in(ada)

    refused = browser.submit(f"/w/{made.id}/co-facilitators/", email="cy@example.org", name="Coach")

    assert (refused.status_code, "This is the name of a role." in refused.text) == (422, True)
    with app.app_context():
        assert db.session.scalars(select(Seat.name).where(Seat.workshop_id == made.id)).all() == ["Ada"]


def test_an_invitation_names_the_workshop_and_says_where_its_mail_lies(app, ada, workshop, come_in, jobs_at_once):
    made, browser = workshop(ada, TALK), come_in(ada)

    invited = browser.submit(f"/w/{made.id}/co-facilitators/", email="cy@example.org", name="Cy")
    page = browser.get(invited.location).text

    [letter] = [each.read_text() for each in (app.config["VAR"] / "outbox").glob("*.eml")]
    assert "You are to lead this workshop together: Fast tests" in letter
    assert "their mail lies in the outbox folder" in page
    assert f'/sign-in/?next=/w/{made.id}/agenda/"' in page


def test_somebody_who_leads_is_removed_and_never_the_last_facilitator(app, ada, person, workshop, come_in):
    made, browser = workshop(ada, TALK), come_in(ada)
    browser.submit(f"/w/{made.id}/co-facilitators/", email="cy@example.org", name="Cy")
    with app.app_context():
        ids = {seat.name: seat.id for seat in db.session.scalars(select(Seat).where(Seat.workshop_id == made.id))}
    page = browser.get(f"/w/{made.id}/settings/").text

    removed = browser.submit(f"/w/{made.id}/co-facilitators/{ids['Cy']}/removal/")
    twice = browser.submit(f"/w/{made.id}/co-facilitators/{ids['Cy']}/removal/")
    last = browser.submit(f"/w/{made.id}/co-facilitators/{ids['Ada']}/removal/")

    assert re.findall(r"co-facilitators/(s_[\w-]+)/removal/", page) == [ids["Cy"]]
    assert [each.status_code for each in (removed, twice, last)] == [303, 404, 409]
    with app.app_context():
        gone = {seat.name: seat.removed_at is not None for seat in db.session.scalars(select(Seat))}
    assert gone == {"Ada": False, "Cy": True}


def test_who_led_with_an_account_and_was_removed_plans_it_no_more(app, ada, person, workshop, come_in):
    made, browser, theirs = workshop(ada, TALK), come_in(ada), come_in(person("Cy"))
    pages = [f"/w/{made.id}/{page}/" for page in ("agenda", "settings")]
    browser.submit(f"/w/{made.id}/co-facilitators/", email="cy@example.org", name="Cy")
    with app.app_context():
        seat_id = db.session.scalar(select(Seat.id).where(Seat.workshop_id == made.id, Seat.name == "Cy"))
    before = [theirs.get(page).status_code for page in pages]

    browser.submit(f"/w/{made.id}/co-facilitators/{seat_id}/removal/")

    assert (before, [theirs.get(page).status_code for page in pages]) == ([200, 200], [404, 404])
    assert f"workshop={made.id}" not in theirs.get("/workshops/new/").text


def test_a_workshop_is_closed_and_opened_again_with_another_code(app, ada, workshop, come_in):
    made, browser = workshop(ada, TALK), come_in(ada)

    browser.submit(f"/w/{made.id}/closure/")
    closed = browser.get(f"/w/{made.id}/settings/").text
    browser.submit(f"/w/{made.id}/closure/removal/")

    assert "This workshop is closed" in closed
    assert '<fieldset class="stack" disabled>' in closed
    with app.app_context():
        kept = db.session.get(Workshop, made.id)
        assert (kept.closed_at, kept.code == made.code, codes.read(kept.code)) == (None, False, kept.code)


CHANGES = (
    "settings/", "co-facilitators/", "co-facilitators/somebody/", "co-facilitators/somebody/removal/", "closure/",
    "closure/removal/",
)  # fmt: skip


def test_no_stranger_sees_or_changes_details(app, ada, person, workshop, come_in, client):
    made, bo = workshop(ada, TALK), come_in(person("Bo"))
    said = {**SAID, "email": "cy@example.org", "name": "Cy"}

    assert bo.get(f"/w/{made.id}/settings/").status_code == 404
    assert [bo.submit(f"/w/{made.id}/{path}", **said).status_code for path in CHANGES] == [404] * len(CHANGES)
    assert [client.submit(f"/w/{made.id}/{path}", **said).status_code for path in CHANGES] == [401] * len(CHANGES)
    assert [come_in(ada).post(f"/w/{made.id}/{path}", data=said).status_code for path in CHANGES] == [403] * len(
        CHANGES
    )
    with app.app_context():
        kept = db.session.get(Workshop, made.id)
        assert (kept.title, kept.closed_at, len(db.session.scalars(select(Seat)).all())) == ("Fast tests", None, 1)


def days(first, start=time(9), count=1):
    return {"days": tuple(AgendaDay(first + timedelta(days=n), start) for n in range(count)), "timezone": "UTC"}


def test_workshops_are_listed_by_when_they_come_and_when_they_were(app, ada, workshop):
    for title, first in (("next", 9), ("soon", 3), ("past", -9), ("long past", -30)):
        workshop(ada, TALK, title=title, **days(TODAY + timedelta(days=first)))
    workshop(ada, TALK, title="under way", **days(TODAY - timedelta(days=1), count=3))

    with app.app_context():
        mine = home_view.mine(ada)

    assert [entry.workshop.title for entry in mine.coming] == ["under way", "soon", "next"]
    assert [entry.workshop.title for entry in mine.finished] == ["past", "long past"]


def test_a_workshop_whose_end_was_pressed_comes_up_no_more(app, ada, workshop):
    from app.workshops.queries import seat_of, stage_of
    from app.workshops.services import stage

    made = workshop(ada, TALK, title="over early", **days(TODAY + timedelta(days=1)))
    with app.app_context():
        before = home_view.mine(ada)
        while stage_of(made.id).ended_at is None:
            stage.advance(seat_of(made.id, ada.id), seen=stage.stage.mark(stage.state_of(stage_of(made.id))))
        after = home_view.mine(ada)

    assert [entry.workshop.title for entry in before.coming] == ["over early"]
    assert ([*after.coming], [entry.workshop.title for entry in after.finished]) == ([], ["over early"])


def test_the_first_page_shows_todays_workshop_in_its_own_time(app, ada, workshop, come_in, clock):
    start = datetime.combine(date(2030, 3, 23), time(7, 45), UTC)
    made = workshop(
        ada, TALK, days=(AgendaDay(start.date(), time(13, 15)),), title="Co-creation", place="Port Meru", expected=36
    )
    clock((start - now()).total_seconds() - 27 * 60)

    page = come_in(ada).get("/").text

    assert re.search(r'<time class="num" datetime="2030-03-23T13:15:00\+05:30" dir="ltr">13:15</time>', page)
    assert "starts in 27 minutes" in page
    assert "36 people expected" in page
    assert codes.show(made.code) in page


def test_nothing_planned_is_said_with_a_way_on(ada, come_in):
    page = come_in(ada).fragment("/workshops/today/").text

    assert "No workshop is planned" in page
    assert 'href="/workshops/new/"' in page


def test_everybody_sees_their_own_workshops_alone(app, ada, person, workshop, come_in, client):
    workshop(ada, TALK, title="Only Ada's", **days(TODAY + timedelta(days=3)))
    bo = person("Bo")

    assert "Only Ada&#39;s" in come_in(ada).get("/workshops/").text
    for path in ("/", "/workshops/", "/workshops/today/"):
        assert "Only Ada" not in come_in(bo).get(path).text
    assert [client.get(path).status_code for path in ("/workshops/", "/workshops/today/")] == [303, 303]


def test_who_takes_part_finds_the_room_and_not_the_plan(app, ada, person, workshop):
    from app.workshops.services.seats import take_seat

    bo = person("Bo")
    made = workshop(ada, TALK, **days(TODAY + timedelta(days=3)))
    with app.app_context():
        take_seat(made.id, bo, name="Bo")
        entry = home_view.mine(bo).coming[0]

    assert (entry.workshop.id, entry.leads, entry.plans) == (made.id, False, False)


def test_an_invitation_says_whose_name_is_asked_for(ada, workshop, come_in):
    page = come_in(ada).get(f"/w/{workshop(ada, TALK).id}/settings/").text

    assert '<label for="name">Their name</label>' in page
    assert "whoever has an account here already keeps their own" in page
