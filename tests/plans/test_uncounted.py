"""A measure that nobody counted says so; one that was added later is asked for from the day on which that was."""

import csv
import io
import json
import re
from datetime import timedelta

import pytest

from app import clock
from app.alliance.policy import View
from app.alliance.portfolio.listing import Wanted
from app.alliance.portfolio.look import take_look
from app.alliance.portfolio.tables import table_of
from app.centres.queries import vocabulary
from app.db import db, transaction
from app.plans import services
from app.plans.endings.sharing import Shown
from app.plans.measures.chart import HEIGHT, TOP, Course, draw
from app.plans.measures.curve import Curve, Earlier, Promise, expected_share
from app.plans.measures.figures import course_of, figure_of
from app.plans.models import Measure
from app.plans.queries import plan_found
from app.plans.services import CheckInWords, MeasureWords
from app.plans.status.gist_queries import gists
from app.plans.status.judging import judged
from app.plans.status.rules import Counted, Facts, Status, Why, judge
from tests.plans.endings import complete, words
from tests.plans.test_chart import corners
from tests.plans.test_promises import said_in

WOMEN = "Start-ups led by women, this year"
AIM = "not counted yet, aim 15 start-ups"


@pytest.fixture
def late(app, ending):
    """A plan whose main measure goes well, to which Fay added another on day 31; Dara directs the centre."""
    ending.at(31)
    with app.app_context():
        services.file_reading(ending.dara, ending.measure_id, on=ending.today, value=20)
        words = MeasureWords(name=WOMEN, unit="start-ups", baseline=0, target=15)
        ending.women_id = services.add_measure(ending.people["Fay"], ending.plan_id, words).id
        parts = [Shown.NUMBERS, Shown.STATUS]
        token = services.share_plan(ending.dara, ending.plan_id, label="Ministry", parts=parts).token

    def at(day):
        """Let it be that day; the other measure came on day 31."""
        shift(day)
        with app.app_context(), transaction():
            db.session.get(Measure, ending.women_id).created_at = clock.now() - timedelta(days=day - 31)

    shift, ending.at = ending.at, at
    ending.outside = lambda: said_in(app.test_client().get(f"/p/{token}/").text)
    ending.read = lambda at: said_in(ending.browser("Dara").get(at).text)
    return ending


def check_in(app, late, day):
    """Let Dara check in on a day, with a number of the main measure that is enough."""
    late.at(day)
    with app.app_context():
        services.check_in(late.dara, late.plan_id, CheckInWords(client_id=f"day {day}", done="Much"))
        services.file_reading(late.dara, late.measure_id, on=late.today, value=29)


def why(app, late):
    """Return why the plan stands as it does, by its rows and by its gist."""
    with app.app_context():
        plan = plan_found(late.plan_id)
        [gist] = [each for each in gists(db.true()) if each.id == late.plan_id]
        found = [judged(each, late.today).verdict.reasons for each in (plan, gist)]
    of = [[(each.why, round(each.asked, 1)) for each in reasons if each.name == WOMEN] for reasons in found]
    assert of[0] == of[1]
    return of[0]


def test_a_measure_added_later_accuses_nobody_and_says_that_it_is_not_counted(app, late):
    check_in(app, late, 33)
    plan = f"/plans/{late.plan_id}/"
    pages = [
        late.read(plan),
        late.read(f"/plans/measures/{late.women_id}/"),
        late.read(f"{plan}sign-off/"),
        late.outside(),
    ]

    assert why(app, late) == []
    assert [(AIM in page, "where the curve asks" in page) for page in pages] == [(True, False)] * 4
    assert [re.findall(r"0 of 15|0 start-ups", page) for page in pages] == [[]] * 4
    assert "Nothing was read yet." in pages[1]


def test_the_table_and_the_file_of_a_plan_say_what_its_page_says(app, late):
    check_in(app, late, 33)
    dara = late.browser("Dara")
    table = csv.DictReader(io.StringIO(dara.get(f"/reports/plans/{late.plan_id}.csv").text.lstrip("\ufeff")))
    [row] = [each for each in table if each["Name"] == WOMEN]
    file = json.loads(dara.get(f"/reports/plans/{late.plan_id}.json").text)
    [measure] = [each for each in file["measures"] if each["name"] == WOMEN]

    assert (row["Read"], row["State"], row["Expected"]) == ("", "Not counted yet", "0.4")
    assert (measure["value"], measure["baseline"]) == (None, 0)
    asked = {each["day"]: each["promised_on_the_day"] for each in measure["expected"]}
    assert (min(asked), asked[31], asked[54], asked[100]) == (31, 0, 5, 15)


def test_the_portfolio_and_its_file_say_it_in_the_words_of_the_plan(app, ending):
    ending.at(31)
    said = "not counted yet, aim 30 tests"
    pages = [ending.browser("Sec").get("/portfolio/"), ending.browser("Dara").get(f"/plans/{ending.plan_id}/")]
    [row] = file_of_portfolio(app, ending)

    assert [said_in(page.text).count(said) for page in pages] == [1, 1]
    assert (row["Actual"], row["Part of the way"]) == (None, None)
    assert f"Tests: {said}" in row["Beside the status"].split("\n")


def test_a_former_main_measure_that_nobody_counted_says_so_in_the_portfolio_too(app, ending):
    ending.at(10)
    tests = MeasureWords(name="Tests", unit="tests", baseline=0, target=30)
    with app.app_context():
        meetings = MeasureWords(name="Meetings", baseline=0, target=10, main=True)
        meetings_id = services.add_measure(ending.dara, ending.plan_id, meetings, why="They say so").id
        services.change_measure(ending.dara, ending.measure_id, tests, why="They say so")
        services.file_reading(ending.dara, meetings_id, on=ending.today, value=2)
    [row] = file_of_portfolio(app, ending)

    former = "Promised first as the main measure: Tests, not counted yet, aim 30 tests"
    pages = [ending.browser("Sec").get("/portfolio/"), ending.browser("Dara").get(f"/plans/{ending.plan_id}/")]
    assert [former in said_in(page.text) for page in pages] == [True, True]
    assert row["Main measure promised first"] == "Tests: not counted yet, aim 30 tests"
    assert "not counted" not in row["Beside the status"]


def file_of_portfolio(app, ending):
    """Return the rows of the file of plans."""
    with app.test_request_context():
        table = table_of(View.PLANS, take_look(ending.people["Sec"], vocabulary(), Wanted()))
    return [dict(zip(table.head, cells, strict=True)) for cells in table.rows]


def test_left_uncounted_it_is_told_as_if_it_was_counted_badly(app, late):
    check_in(app, late, 44)
    assert why(app, late) == []
    check_in(app, late, 45)
    uncounted = why(app, late)
    page = late.read(f"/plans/{late.plan_id}/")
    with app.app_context():
        services.file_reading(late.dara, late.women_id, on=late.today, value=0)

    assert (uncounted, why(app, late)) == ([(Why.UNCOUNTED, 3)], [(Why.BEHIND, 3)])
    assert f"{WOMEN}: not counted yet, where the curve asks for 3." in page
    assert "Needs attention" in page


def test_a_sign_off_seals_that_nobody_counted_it(app, late):
    late.at(99)
    with app.app_context():
        complete(late)
        services.sign_off(late.dara, late.plan_id, words(late))

    sealed = late.read(f"/plans/{late.plan_id}/sign-off/").partition("As it was signed")[2]
    assert f"{WOMEN}{AIM} Added on day 31" in sealed


def test_its_chart_begins_where_it_was_added_and_a_number_of_an_earlier_day_is_asked_for_nothing(app, late):
    late.at(54)
    with app.app_context():
        before = figure_of(db.session.get(Measure, late.women_id), plan_found(late.plan_id), late.today, mirrored=False)
        services.file_reading(late.dara, late.women_id, on=late.day(12), value=3)
        services.file_reading(late.dara, late.women_id, on=late.day(54), value=6)
        db.session.expire_all()
        after = figure_of(db.session.get(Measure, late.women_id), plan_found(late.plan_id), late.today, mirrored=False)

    assert (before.chart.expected.split("L")[0], before.chart.actual, before.asked) == ("M31.0 240.0", "", 5)
    assert [(each.day, each.asked) for each in after.read] == [(12, None), (54, 5)]
    assert (after.chart.actual, after.chart.unread.split("L")[0].split()[0]) == ("", "M12.0")


def test_day_one_moved_later_leaves_what_was_asked_of_it_since_the_day_it_was_added(app, late):
    late.at(54)
    with app.app_context():
        plan = plan_found(late.plan_id)
        said = {"title": plan.title, "goal": plan.goal, "reason": "We begin anew"}
        services.change_plan(late.dara, late.plan_id, **said, day_one=late.day(31))
        plan_found(late.plan_id).agreements[0].own = True
        db.session.commit()

        course = course_of(db.session.get(Measure, late.women_id), plan_found(late.plan_id))

    # The day on which it was added, 31, is day 1 now: 15 in 69 days were asked of it, and are in 100.
    assert (round(course.asked(10), 2), course.last.asked(10)) == (round(15 * 9 / 69, 2), 1.5)


def test_a_curve_that_began_later_by_the_day_one_of_then_turns_on_that_day():
    before = Earlier(60, Promise(0, 70, Curve.STRAIGHT, begins=40), further=10)
    drawn = draw(Course(baseline=0, target=35, curve=Curve.STRAIGHT, earlier=(before,), day=70), mirrored=False)

    assert [on for on, _y in corners(drawn.expected)] == [0, 30, 60, 60, 100]


def test_what_lies_between_the_lines_begins_where_the_curve_does():
    course = Course(baseline=0, target=70, curve=Curve.STRAIGHT, read=((10, 0), (50, 40), (60, 40)), day=60, begins=30)
    drawn = draw(course, mirrored=False)

    # By day 30 the line from 0 on day 10 to 40 on day 50 stands at 20.
    down = [(30, 20), (50, 40), (60, 40)]
    back = [(60, 30), (30, 0)]
    low, high = 0, 80
    place = [(on, round(TOP + HEIGHT * (1 - (value - low) / (high - low)), 1)) for on, value in [*down, *back]]
    assert corners(drawn.gap) == place


@pytest.mark.parametrize(
    ("curve", "day", "share"),
    [
        (Curve.STRAIGHT, 60, 0),
        (Curve.STRAIGHT, 80, 0.5),
        (Curve.STRAIGHT, 100, 1),
        (Curve.LATE, 80, 0.25),
        (Curve.STEPPED, 61, 0),
        (Curve.STEPPED, 72, 0.75),
        (Curve.STEPPED, 100, 1),
    ],
)
def test_a_curve_that_begins_later_asks_from_then_on(curve, day, share):
    assert expected_share(curve, day, ((15, 0.25), (72, 0.75), (99, 1)), 60) == share


@pytest.mark.parametrize("curve", Curve)
@pytest.mark.parametrize("begins", [2, 60, 99, 100])
def test_every_curve_that_begins_later_can_be_drawn_and_ends_at_its_target(curve, begins):
    drawn = draw(Course(baseline=0, target=15, curve=curve, steps=((15, 1),), begins=begins, day=100), mirrored=False)

    assert (drawn.expected.split(" ")[0], drawn.asked.value) == (f"M{begins}.0", 15)


@pytest.mark.parametrize(
    ("begins", "day", "others", "status"),
    [
        (0, 20, True, Status.GREEN),
        (0, 21, True, Status.RED),
        (60, 68, True, Status.GREEN),
        (60, 69, True, Status.RED),
        (60, 61, False, Status.NO_DATA),
        (99, 100, True, Status.RED),
    ],
)
def test_a_main_measure_added_later_is_judged_after_a_fifth_of_its_days(begins, day, others, status):
    new = Counted("Women", "measure-2", True, 0.3, 0, 4.5, 0, begins=begins)
    old = Counted("Tests", "measure-1", True, 0.3, 1, 4.5, 15, read_on=day)

    assert judge(Facts(day=day, last_check_in=day, measures=(old, new) if others else (new,))).status == status


@pytest.mark.parametrize("read_on", [None, 8], ids=["never counted", "counted before it was added"])
def test_a_main_measure_added_to_another_is_asked_for_a_number_as_long_as_that_was(read_on):
    new = Counted("Women", "measure-2", True, 0, 0, 0, 0, read_on=read_on, begins=40)
    silent = [
        [(each.why, each.days) for each in judge(Facts(day=day, last_check_in=day, measures=(old, new))).reasons]
        for day in (68, 69)
        for old in [Counted("Tests", "measure-1", True, 0.3, 1, 4.5, 15, read_on=day)]
    ]

    assert silent == [[], [(Why.UNREAD, 30)]]
