"""A first plan on one page: a goal, a number, who does what by when, a leader and a sponsor, published at once."""

import re
from datetime import timedelta

import pytest

from app.db import db
from app.plans import days
from app.plans.models import Action, Measure, Plan
from tests.morning import TODAY

DAY_ONE = TODAY + timedelta(days=3)
WHOLE = {
    "title": "Open the lab",
    "goal": "Thirty tests by day 100",
    "number": "Tests",
    "unit": "tests",
    "baseline": "30",
    "target": "10",
    "less": "y",
    "day_one": DAY_ONE.isoformat(),
    "leader": "Fay",
    "sponsor": "Dara",
    "actions-0-title": "Publish a calendar",
    "actions-0-owner": "Mo",
    "actions-0-day": "20",
    "actions-1-title": "Sign with the ministry",
    "actions-1-owner": "Dara",
    "actions-1-day": "55",
    "actions-2-title": "Hold an open day",
    "actions-2-owner": "Lab manager",
    "actions-2-day": "100",
    "actions-3-title": "",
    "actions-3-owner": "",
    "actions-3-day": "90",
}


@pytest.fixture
def hosting(room):
    """A centre without a plan: Dara directs it, Fay facilitates, Mo is a member."""
    here = room()
    here.employ("Fay", "facilitator")
    here.employ("Mo", "member")
    here.new = f"/plans/of/{here.centre.id}/new/"
    return here


def plain(page):
    """A page without the marks that hold a name apart."""
    return page.replace("\u2068", "").replace("\u2069", "")


def errors(page):
    """What is said at each field of a page."""
    return dict(re.findall(r'<p class="bad" id="([\w-]+)-bad"><svg.*?</svg>(.*?)</p>', plain(page), re.DOTALL))


def values(page):
    """What stands in each line of a page."""
    fields = re.findall(r"<input [^>]*>", page)
    named = [(re.search(r' name="([^"]+)"', each), re.search(r' value="([^"]*)"', each)) for each in fields]
    return {
        name[1]: value[1] if value else "" for name, value in named if name and name[1] not in {"csrf_token", "next"}
    }


def plans(hosting):
    with hosting.app.app_context():
        return db.session.scalars(db.select(Plan)).all()


def test_one_page_makes_and_publishes_a_whole_plan_that_a_member_reads(hosting):
    made = hosting.browser("Fay").submit(hosting.new, **WHOLE, do="publish")

    assert made.status_code == 303
    page = hosting.browser("Mo").get(made.location).text
    assert all(words in page for words in ("Open the lab", "Publish a calendar", "Hold an open day"))
    with hosting.app.app_context():
        plan = db.session.scalars(db.select(Plan)).one()
        assert (plan.goal, plan.day_one, plan.leader, plan.sponsor) == (
            "Thirty tests by day 100", DAY_ONE, "Fay", "Dara",
        )  # fmt: skip
        assert plan.published_at is not None
        measure = db.session.scalars(db.select(Measure)).one()
        assert (measure.name, measure.unit, measure.baseline, measure.target, measure.direction, measure.main) == (
            "Tests", "tests", 30, 10, "down", True,
        )  # fmt: skip
        actions = db.session.scalars(db.select(Action).order_by(Action.number)).all()
        assert [(each.number, each.title, each.owner, days.day_of(each.due_on, DAY_ONE)) for each in actions] == [
            (1, "Publish a calendar", "Mo", 20),
            (2, "Sign with the ministry", "Dara", 55),
            (3, "Hold an open day", "Lab manager", 100),
        ]


def test_the_page_begins_with_next_monday_oneself_and_days_apart(hosting):
    page = hosting.browser("Fay").get(hosting.new).text

    stands = values(page)
    monday = next(day for n in range(1, 8) if (day := TODAY + timedelta(days=n)).weekday() == 0)
    assert {name: value for name, value in stands.items() if value} == {
        "day_one": monday.isoformat(), "leader": "Fay",
        "actions-0-day": "30", "actions-1-day": "60", "actions-2-day": "90",
    }  # fmt: skip
    assert re.findall(r'<option value="([^"]+)"></option>', page) == ["Dara", "Fay", "Mo"]


def test_publishing_says_at_each_field_what_is_missing_and_keeps_every_word(hosting):
    typed = {"title": "Open the lab", "number": "Tests", "baseline": "3", "actions-0-title": "Publish a calendar"}

    answer = hosting.browser("Fay").submit(hosting.new, **typed, do="publish")

    assert answer.status_code == 422
    assert errors(answer.text) == {
        "goal": "A goal: one result, a number, a date",
        "target": "Where Tests begins and where it goes",
        "leader": "A leader, who checks in every week",
        "sponsor": "A sponsor, who answers what the team asks",
        "day_one": "Say when day 1 is: the days of the actions count from it.",
        "actions-0-owner": "Name one person or one role.",
        "actions-0-day": "Say by which day.",
    }
    assert {name: value for name, value in values(answer.text).items() if value and name in typed} == typed
    assert plans(hosting) == []


def test_an_empty_page_is_no_plan_and_a_title_alone_is_a_draft(hosting):
    fay = hosting.browser("Fay")

    empty = fay.submit(hosting.new, do="publish")
    draft = fay.submit(hosting.new, title="Open the lab", leader="Fay", do="draft")

    assert set(errors(empty.text)) == {"title", "goal", "number", "leader", "sponsor", "day_one", "actions-0-title"}
    listed = [name for name in re.findall(r'<li><a href="#([\w-]+)"', empty.text) if name != "main"]
    assert listed == ["title", "goal", "day_one", "number", "leader", "sponsor", "actions"]
    assert draft.status_code == 303
    assert [(plan.title, plan.leader, plan.published_at) for plan in plans(hosting)] == [("Open the lab", "Fay", None)]
    assert "things are missing" in hosting.browser("Dara").get(draft.location).text


def test_a_draft_whose_actions_count_from_no_day_1_is_refused(hosting):
    answer = hosting.browser("Fay").submit(hosting.new, **{**WHOLE, "day_one": ""}, do="draft")

    told = {"day_one": "Say when day 1 is: the days of the actions count from it."}
    assert (answer.status_code, errors(answer.text)) == (422, told)
    assert plans(hosting) == []


def test_a_row_more_loses_nothing_and_says_nothing_of_errors(hosting):
    fay = hosting.browser("Fay")
    typed = {name: value for name, value in WHOLE.items() if not name.startswith("actions-3")}

    page = fay.submit(hosting.new, **typed, do="more")

    assert page.status_code == 200
    assert errors(page.text) == {}
    assert {name: value for name, value in values(page.text).items() if name in typed} == {
        name: value for name, value in typed.items() if name != "goal"
    }
    assert WHOLE["goal"] in page.text
    assert values(page.text)["actions-3-day"] == "90"
    assert plans(hosting) == []


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"actions-0-day": "101"}, {"actions-0-day": "Choose a day from 1 to 100."}),
        ({"day_one": "9999-12-31"}, {"day_one": "Choose a day within a year of today."}),
        ({"target": "30"}, {"target": "The target is another number than the one before day 1."}),
        ({"target": "many"}, {"target": "Write a number such as 12 or 0.5."}),
        ({"sponsor": "Dara; Mo"}, {"sponsor": "Write one name here: Dara or Mo."}),
        ({"number": ""}, {"number": "Say what is counted."}),
        (
            {"day_one": (TODAY - timedelta(days=20)).isoformat()},
            {"day_one": "Another day 1: this one is more than 14 days ago"},
        ),
    ],
)
def test_what_cannot_be_so_is_said_at_its_field_alone(hosting, said, told):
    answer = hosting.browser("Fay").submit(hosting.new, **{**WHOLE, **said}, do="publish")

    assert (answer.status_code, errors(answer.text)) == (422, told)
    assert plans(hosting) == []


def test_a_draft_may_tell_of_days_that_are_over(hosting):
    began = {**WHOLE, "day_one": (TODAY - timedelta(days=10)).isoformat(), "actions-0-day": "2"}

    made = hosting.browser("Fay").submit(hosting.new, **began, do="publish")

    assert made.status_code == 303
    assert [plan.published_at is not None for plan in plans(hosting)] == [True]


def test_who_only_reads_publishes_nothing(hosting):
    assert hosting.browser("Mo").submit(hosting.new, **WHOLE, do="publish").status_code == 403
    assert plans(hosting) == []


def test_a_number_that_is_to_fall_is_asked_about_before_less_of_it_is_better(hosting):
    fay = hosting.browser("Fay")
    first = fay.get(hosting.new).text
    asked = fay.submit(hosting.new, **{**WHOLE, "less": ""}, do="publish")
    drafted = fay.submit(hosting.new, **{**WHOLE, "less": ""}, do="draft")

    said = "With these two numbers less is better. Tick this if so, or change the numbers."
    assert ("Less is better" in first, plans(hosting)) == (False, [])
    assert [(each.status_code, said in each.text) for each in (asked, drafted)] == [(422, True)] * 2
    assert "Less is better: the number is to fall" in asked.text

    rising = fay.submit(hosting.new, **{**WHOLE, "less": "", "baseline": "10", "target": "30"}, do="publish")
    assert rising.status_code == 303
    with hosting.app.app_context():
        assert [each.direction for each in db.session.scalars(db.select(Measure))] == ["up"]
