"""Calls: written by the secretariat, read by everybody, open between two moments by a clock of their own."""

from datetime import timedelta

from app.alliance.calls import queries
from app.alliance.calls.models import Call
from app.db import db
from tests.plans.conftest import at_once

WRITTEN = {
    "title_en": "Second call", "title_ar": "الدعوة الثانية", "body_en": "# Who may answer\n\n<script>no</script>",
    "opens_at": "2036-05-01T09:00", "closes_at": "2036-06-30T23:59", "timezone": "nairobi",
    "languages": ["en", "ar"], "criteria": "60 Strength of the host\n40 Fit",
}  # fmt: skip


def test_the_secretariat_writes_a_call_publishes_it_and_it_opens_and_closes_by_itself(
    app, pages, keeper, come_in, visitor
):
    desk, reader = come_in(keeper), visitor()
    made = desk.submit("/calls/new/", **WRITTEN)
    hidden = (reader.get(made.location).status_code, "Second call" in reader.get("/calls/").text)
    desk.submit(f"{made.location}publication/")

    page = reader.get(made.location)
    with app.app_context():
        [call] = db.session.scalars(db.select(Call))
    assert (made.status_code, hidden) == (303, (404, False))
    assert (call.opens_at.isoformat(), call.closes_at.isoformat(), call.timezone) == (
        "2036-05-01T06:00:00+00:00",
        "2036-06-30T20:59:00+00:00",
        "Africa/Nairobi",
    )
    assert ("<script>no" in page.text, "&lt;script&gt;no" in page.text) == (False, True)
    told = {
        moment: str(call.standing(moment))
        for moment in (
            call.opens_at - timedelta(seconds=1),
            call.opens_at,
            call.closes_at - timedelta(seconds=1),
            call.closes_at,
        )
    }
    assert list(told.values()) == ["coming", "open", "open", "closed"]
    assert "الدعوة الثانية" in reader.get(made.location, headers={"Accept-Language": "ar"}).text


def test_what_a_call_cannot_say_is_said_at_its_field(app, pages, keeper, come_in):
    desk = come_in(keeper)
    wrong = {
        "closes_at": ["2036-04-30T09:00", "never", "9999-01-01T00:00", ""],
        "opens_at": ["0001-01-01T00:00", "2036-13-01T00:00"],
        "timezone": ["Mars/Olympus"],
        "criteria": ["Strength", "0 Fit", "", "1000 Fit", "bell\x07 1"],
        "languages": [["eo"], []],
        "title_en": ["", "x" * 200],
    }

    answers = {
        (name, str(value)[:12]): desk.submit("/calls/new/", **WRITTEN | {name: value})
        for name, values in wrong.items()
        for value in values
    }

    assert {place: answer.status_code for place, answer in answers.items() if answer.status_code != 422} == {}
    assert [place for place, answer in answers.items() if 'class="bad"' not in answer.text] == []
    with app.app_context():
        assert queries.calls_for(keeper) == []


def test_of_two_who_change_a_call_the_second_is_told_and_nobody_else_may(
    app, call, keeper, root, come_in, person, visitor
):
    address = f"/calls/{call}/edit/"
    first = come_in(root).submit(address, version=1, **WRITTEN)
    second = come_in(keeper).submit(address, version=1, **WRITTEN | {"title_en": "Third call"})
    others = [come_in(person(name, alliance_role=role)) for name, role in (("Ria", "reviewer"), ("Eve", None))]

    assert (first.status_code, second.status_code, 'value="Third call"' in second.text) == (303, 409, True)
    for deed in ("edit/", "publication/"):
        assert [each.submit(f"/calls/{call}/{deed}", version=2, **WRITTEN).status_code for each in others] == [403, 403]
    assert visitor().submit(address, version=2, **WRITTEN).status_code == 401
    with app.app_context():
        assert db.session.get(Call, call).title["en"] == "Second call"


def test_calls_that_are_written_at_once_have_a_number_each(app, pages, keeper, make_call):
    made = at_once([make_call] * 4)

    with app.app_context():
        numbers = sorted(db.session.scalars(db.select(Call.sequence)))
    assert (len(set(made)), numbers) == (4, [1, 2, 3, 4])


def test_criteria_stay_as_they_are_once_somebody_scored_by_them(app, call, submitted, keeper, come_in, person):
    from app.alliance.eoi import services
    from app.alliance.eoi.eligibility import marks_of
    from tests.alliance.test_desk import MET

    _amina, interest_id = submitted()
    ria = person("Ria", alliance_role="reviewer")
    with app.app_context():
        services.take_up(keeper, interest_id)
        services.check(keeper, interest_id, MET, seen=marks_of({}))
        services.pass_on(keeper, interest_id)
        services.ask_reviewer(keeper, interest_id, ria.id)
        services.declare(ria, interest_id, conflict=False)
        services.file_scores(ria, interest_id, {"c1": 3, "c2": 2}, reasons={"c1": "Good", "c2": "Partly"})
    same = WRITTEN | {"criteria": "60 Strength of the host\n40 Fit"}

    other = come_in(keeper).submit(f"/calls/{call}/edit/", version=1, **WRITTEN | {"criteria": "100 Fit"})
    kept = come_in(keeper).submit(f"/calls/{call}/edit/", version=1, **same)

    assert (other.status_code, "filed already" in other.text, kept.status_code) == (409, True, 303)


def test_a_reader_sees_the_deadline_by_the_clock_of_the_call_and_by_their_own(app, call, person, come_in, visitor):
    with app.app_context():
        closes = db.session.get(Call, call).closes_at
    tokyo = come_in(person("Tomo", timezone="Asia/Tokyo"))

    there, here = (closes + timedelta(hours=3)).strftime("%H:%M"), (closes + timedelta(hours=9)).strftime("%H:%M")

    page = tokyo.get(f"/calls/{call}/").text
    assert (there in page, "Africa/Nairobi" in page, f"{here} by your clock" in page) == (True, True, True)
