"""A promise to which nobody agreed leaves no trace in what days that are over were expected to reach."""

import csv
import re
from dataclasses import replace
from datetime import timedelta

import pytest

from app.alliance.portfolio.queries import holding_of, with_trails
from app.db import db
from app.plans import services
from app.plans.endings.sharing import Shown
from app.plans.measures.chart import HEIGHT, TOP
from app.plans.measures.curve import Curve
from app.plans.models import Verdict
from app.plans.services import Consent, today_of
from tests.plans.test_chart import corners
from tests.plans.test_promises import said_in
from tests.plans.test_refused_status import TESTS, answer, begin

DAY = 24 * 3600


@pytest.fixture
def plan(app, rhythm):
    """The plan on day 21 that promises 30 tests and counted 2; its sponsor Spo is Mo."""
    rhythm.mo = rhythm.room.person("Mo")
    begin(rhythm)
    with app.app_context():
        [tests] = rhythm.plan().measures
        rhythm.measure_id = tests.id
    rhythm.later = lambda days: later(rhythm, days)
    return rhythm


def later(plan, days):
    """Let so many days have passed since day 21."""
    plan.clock(days * DAY)
    with plan.app.app_context():
        plan.today = today_of(plan.plan())


def promise(plan, **said):
    with plan.app.app_context():
        services.change_measure(plan.dara, plan.measure_id, replace(TESTS, **said), why="The ministry agreed")


def count(plan, value):
    with plan.app.app_context():
        services.file_reading(plan.dara, plan.measure_id, on=plan.today, value=value)


def table_of(plan):
    """Return day, expected and read of each line of the table of the measure."""
    page = plan.room.browser("Dara").get(f"/plans/measures/{plan.measure_id}/").text
    row = r'<tr><th scope="row"><bdi>(.*?)</bdi>.*?<td class="r">(.*?)</td><td class="r"><b>(.*?)</b>'
    return re.findall(row, page)


def slopes(plan):
    """Return how many tests a day the curve of each page that draws one asks for, up to each of its corners."""
    with plan.app.app_context():
        shared = services.share_plan(plan.dara, plan.plan_id, label="Donor", parts=[Shown.NUMBERS]).token
    dara, pages = plan.room.browser("Dara"), (plan.page, f"{plan.page}print/", f"{plan.page}week/", measure_page(plan))
    found = {page: dara.get(page).text for page in pages}
    found["outside"] = plan.app.test_client().get(f"/p/{shared}/").text
    drawn = {}
    for name, page in found.items():
        [path] = re.findall(r'class="line line-e" d="([^"]+)"', page)
        drawn[name] = {round(30 * (1 - (y - TOP) / HEIGHT) / x, 2) for x, y in corners(path) if x}
    return drawn


def measure_page(plan):
    return f"/plans/measures/{plan.measure_id}/"


def filed(plan):
    """Return what the two files of the plan and the portfolio expect: of the numbers read, on days 25, 31 and 41."""
    at = f"/reports/plans/{plan.plan_id}"
    lines = plan.room.browser("Dara").get(f"{at}.csv").text.lstrip("\ufeff").splitlines()
    read = [row["Expected"] for row in csv.DictReader(lines) if row["Kind"] == "Reading"]
    [measure] = plan.room.browser("Dara").get(f"{at}.json").json["measures"]
    on_days = {each["day"]: round(each["promised_on_the_day"], 1) for each in measure["expected"]}
    with plan.app.app_context():
        held = holding_of(plan.dara)
        [row] = with_trails(held, held.rows)
    asked = [(day, round(share * 30, 1)) for day, share in row.number.asked]
    return read, [on_days[day] for day in (25, 31, 41)], asked


@pytest.mark.parametrize("verdict", ["no", ""])
def test_a_refused_target_leaves_no_trace_once_it_is_put_back(app, plan, verdict):
    promise(plan, target=8)
    if verdict:
        answer(plan, verdict)
    plan.later(10)
    count(plan, 4)
    page = said_in(plan.room.browser("Dara").get(plan.page).text)
    assert "Why off track. Tests: 4 where the curve asks for 9.3." in page

    plan.later(20)
    promise(plan)
    count(plan, 5)

    assert table_of(plan) == [("21", "6.3", "2"), ("31", "9.3", "4"), ("41", "12", "5")]
    assert slopes(plan) == {page: {0.3} for page in slopes(plan)}
    assert filed(plan) == (["6.3", "9.3", "12"], [7.5, 9.3, 12.3], [(0, 0.0), (21, 6.3), (31, 9.3), (41, 12.3)])
    page = said_in(plan.room.browser("Dara").get(measure_page(plan)).text)
    assert "Promised before from 0 to 8" in page


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ({"curve": Curve.LATE}, "4"),
        ({"baseline": -100}, "4"),
        ({"unit": "visits", "target": 3}, "<bdi>4 visits</bdi>"),
    ],
)
def test_neither_does_another_promise_that_nobody_agreed_to(app, plan, said, read):
    promise(plan, **said)
    plan.later(10)
    count(plan, 4)
    plan.later(20)
    promise(plan)

    assert table_of(plan) == [("21", "6.3", "2"), ("31", "9.3", read)]


def test_a_yes_that_does_not_count_leaves_none_either(app, plan):
    promise(plan, target=8)
    answer(plan, "yes")
    with app.app_context():
        [ask] = plan.plan().asks
        ask.doubted = True
        db.session.commit()
    plan.later(10)
    count(plan, 4)
    plan.later(20)
    promise(plan)

    assert table_of(plan) == [("21", "6.3", "2"), ("31", "9.3", "4")]


def test_a_promise_counts_from_the_day_on_which_the_sponsor_agreed(app, plan):
    promise(plan, target=10)
    plan.later(10)
    count(plan, 4)
    plan.later(20)
    answer(plan, "yes")
    count(plan, 5)

    # Until day 40 the status went by 30 tests.
    assert table_of(plan) == [("21", "6.3", "2"), ("31", "9.3", "4"), ("41", "4.1", "5")]
    assert filed(plan)[0] == ["6.3", "9.3", "4.1"]


def test_a_sponsor_who_says_yes_once_more_agreed_on_the_day_of_their_first_yes(app, plan):
    promise(plan, target=10)
    plan.later(5)
    answer(plan, "yes")
    plan.later(10)
    count(plan, 4)
    plan.later(20)
    with app.test_request_context():
        [ask] = plan.plan().asks
        again = Consent(verdict=Verdict.YES, seen=1, words="As I said")
        services.confirm_own_ask(plan.mo, ask.id, again)

    assert table_of(plan) == [("21", "6.3", "2"), ("31", "3.1", "4")]


def test_between_two_promises_agreed_to_one_that_was_refused_is_not_expected(app, plan):
    promise(plan, target=20)
    answer(plan, "yes")
    plan.later(5)
    promise(plan, target=8)
    answer_newest(plan, "no")
    plan.later(10)
    count(plan, 4)
    plan.later(20)
    promise(plan, target=10)
    answer_newest(plan, "yes")
    count(plan, 5)

    assert table_of(plan) == [("21", "4.2", "2"), ("31", "6.2", "4"), ("41", "4.1", "5")]


def answer_newest(plan, verdict):
    with plan.app.app_context():
        ask = max(plan.plan().asks, key=lambda each: each.number)
        at, seen = f"/plans/asks/{ask.id}/consent/", len(ask.agreements)
    assert plan.room.browser("Mo").submit(at, verdict=verdict, seen=seen).status_code == 303


def test_a_harder_target_counts_from_its_own_day_and_not_from_that_of_a_refused_one(app, plan):
    count(plan, 20)
    promise(plan, target=8)
    answer(plan, "no")
    plan.later(10)
    count(plan, 20)
    plan.later(20)
    promise(plan, target=300)
    count(plan, 20)

    # The status goes by 300, which is worse, from the day on which somebody promised it.
    assert table_of(plan) == [("21", "6.3", "20"), ("31", "9.3", "20"), ("41", "123", "20")]


def test_a_day_one_that_nobody_agreed_to_moves_no_day_that_is_over(app, plan):
    count(plan, 2)
    begins = plan.today - timedelta(days=20)

    def begin_on(day_one):
        with app.app_context():
            said = {"title": plan.plan().title, "goal": plan.plan().goal, "reason": "We begin anew"}
            services.change_plan(plan.dara, plan.plan_id, **said, day_one=day_one)

    begin_on(begins + timedelta(days=10))
    plan.later(10)
    count(plan, 4)
    plan.later(20)
    begin_on(begins)

    assert table_of(plan) == [("21", "6.3", "2"), ("31", "9.3", "4")]
