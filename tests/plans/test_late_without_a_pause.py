"""What is late without a pause to which the sponsor did not agree is late wherever a plan is told, by the same days."""

import json
import re
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from app.alliance.portfolio.queries import holding_of
from app.alliance.portfolio.words import review_firmly_words
from app.db import db, transaction
from app.moments import day_month
from app.plans import days, services
from app.plans.actions.mine import Names
from app.plans.actions.shown import done_late
from app.plans.actions.todo import When, todos
from app.plans.endings.promises import promises_in
from app.plans.endings.seal import said_of
from app.plans.endings.sharing import Shown
from app.plans.feeds.happenings import happenings
from app.plans.items.words import MilestoneWords
from app.plans.letters.reminders import sayings
from app.plans.measures.figures import figures_of
from app.plans.models import Measure, Milestone, MilestoneState, Plan
from app.plans.people import key_of
from app.plans.services import ActionWords, MeasureWords, PartWords
from app.plans.status.gist_queries import gists
from app.plans.status.judging import judged
from app.plans.views.meeting import meeting_of
from app.plans.views.sheet import compose
from tests.plans.letters import words
from tests.plans.test_pauses_not_agreed_to import DAY, confirm_pause, confirm_promise
from tests.plans.test_promises import said_in

LATE, PAUSE = 12, 14


@pytest.fixture
def hidden(app, asked):
    """The plan on day 72, where what was due on day 60 is late; a pause of the last 14 days moves it to day 74's date.

    The sponsor was asked about the pause and said nothing.
    """
    confirm_promise(app, asked)
    with app.app_context():
        due = asked.today
        asked.due = due
        services.add_action(
            asked.dara, asked.plan_id, ActionWords(title="Sign", owner="Olu", due_on=due, critical=True)
        )
        services.add_item(asked.dara, asked.plan_id, Milestone, MilestoneWords(title="Half", due_on=due, critical=True))
    asked.clock(LATE * DAY)
    with app.app_context():
        asked.today = services.today_of(asked.plan())
        first = asked.today - timedelta(days=PAUSE)
        services.pause_plan(
            asked.dara, asked.plan_id, first=first, last=asked.today - timedelta(days=1), reason="Flood", agreed="Yes"
        )
    asked.confirm = partial(confirm_pause, app, asked)
    return asked


def sheet_of(plan):
    return compose(plan.plan(), plan.today, mirrored=False)


def told(plan):
    """Return how late every list says that the action and the milestone are."""
    sheet = sheet_of(plan)
    [row] = sheet.rows
    [milestone] = sheet.plan.milestones
    [mine] = todos([sheet.plan], names("Olu"), lambda _plan: plan.today)[When.LATE] or [None]
    [portfolio] = holding_of(plan.room.people["Sec"]).rows
    mails = {each.title: each.late for each in sayings(sheet.plan, plan.today) if each.title in {"Sign", "Half"}}
    dated = [each.standing(plan.today).days for each in happenings(sheet.plan, plan.today) if each.of is not None]
    meeting = meeting_of(sheet)
    return {
        "reasons": {each.name: each.days for each in judged(sheet.plan, plan.today).verdict.reasons
                    if each.why == "critical-late"},
        "rows": (row.standing.days, sheet.standing_of(milestone).days),
        "counts": (sheet.late, portfolio.late, portfolio.late_milestones),
        "calendar": dated,
        "ruler": [mark.kind for mark in sheet.ruler.marks],
        "mine": mine and mine.standing.days,
        "meeting": (len(meeting.soon), len(meeting.stuck)),
        "next": sheet.next,
        "mails": mails,
    }  # fmt: skip


def names(*own):
    return Names(frozenset(map(key_of, own)), {})


def test_every_list_counts_what_is_late_as_the_status_does(app, hidden):
    hidden.room.person("Sec", alliance_role="secretariat")
    with app.test_request_context():
        assert told(hidden) == {
            "reasons": {"Sign": LATE, "Half": LATE},
            "rows": (LATE, LATE),
            "counts": (1, 1, 1),
            "calendar": [LATE, LATE],
            "ruler": ["risk"],
            "mine": LATE,
            "meeting": (0, 2),
            "next": None,
            "mails": {"Sign": LATE, "Half": LATE},
        }
    hidden.confirm()
    with app.test_request_context():
        found = told(hidden)
        assert found["next"].action.title == "Sign"
        assert {**found, "next": None} == {
            "reasons": {},
            "rows": (-2, -2),
            "counts": (0, 0, 0),
            "calendar": [-2, -2],
            "ruler": ["plan"],
            "mine": None,
            "meeting": (2, 0),
            "next": None,
            "mails": {"Sign": -2, "Half": -2},
        }


def test_pages_and_the_public_page_say_the_same_days_as_the_reason(app, hidden):
    with app.app_context():
        parts = [Shown.STATUS, Shown.ACTIONS, Shown.MILESTONES]
        token = services.share_plan(hidden.dara, hidden.plan_id, label="P", parts=parts).token
    at = hidden.page
    pages = [("Dara", where) for where in (at, *(f"{at}{name}/" for name in ("print", "list", "timeline", "week")))]

    def count(said):
        pages_with = {where: said_in(hidden.room.browser(who).get(where).text) for who, where in pages}
        pages_with["public"] = said_in(hidden.room.browser("Mo").get(f"/p/{token}/").text)
        return [where for where, page in pages_with.items() if said not in page]

    assert count(f"{LATE} days late") == []
    assert count("Due in 2 days") == [*(where for _who, where in pages), "public"]
    hidden.confirm()
    assert count("Due in 2 days") == []


def test_a_mail_says_by_when_something_was_due_without_the_pause(app, hidden, postbox):
    hidden.reach("Olu")
    hidden.morning(at=LATE * DAY + 60)
    [letter] = postbox.to("Olu")
    with app.app_context():
        due = f"{hidden.due.day} {hidden.due:%B}"
    assert re.search(rf"1\. Sign\s+Late by {LATE} days, due on {due}\.", words(letter))


def test_what_was_late_before_a_pause_the_sponsor_agreed_to_is_no_later_for_it(app, asked):
    with app.app_context():
        services.add_action(
            asked.dara, asked.plan_id, ActionWords(title="Sign", owner="Olu", due_on=asked.today, critical=True)
        )
    asked.clock(3 * DAY)
    with app.app_context():
        asked.today = first = services.today_of(asked.plan())
        services.pause_plan(
            asked.dara, asked.plan_id, first=first, last=first + timedelta(days=9), reason="Flood", agreed="Yes"
        )
    confirm_pause(app, asked)
    told = []
    for later in (5, 14):
        asked.clock(later * DAY)
        with app.app_context():
            today = services.today_of(asked.plan())
            [row] = compose(asked.plan(), today, mirrored=False).rows
            [why] = [each for each in judged(asked.plan(), today).verdict.reasons if each.why == "critical-late"]
            told.append((row.standing.days, why.days, days.day_of(today, asked.plan().calendar)))
    assert told == [(2, 2, 62), (4, 4, 64)]


@pytest.fixture
def parted(app, asked):
    """The plan on day 62 with a part of Pia's that was due on day 60, as its action was, and the pause of 14 days."""
    with app.app_context():
        due = asked.today
        said = ActionWords(title="Sign", owner="Olu", due_on=due)
        of = services.add_action(asked.dara, asked.plan_id, said).id
        asked.part_id = services.add_part(asked.dara, of, PartWords(title="Print", owner="Pia", due_on=due)).id
    return asked


def days_late(plan):
    """Return how late the list of what somebody has to do says that an action and a part of it are."""
    found = todos([plan.plan()], names("Olu", "Pia"), services.today_of)
    ours = [each for of in found.values() for each in of if each.action.title == "Sign"]
    return {each.part.title if each.part else each.action.title: each.standing.days for each in ours}


def pause_of(plan, first, last):
    services.pause_plan(plan.dara, plan.plan_id, first=first, last=last, reason="Flood", agreed="Yes")


def test_a_part_is_as_late_as_an_action_of_its_day_without_the_pause_too(app, parted):
    parted.clock(LATE * DAY)
    with app.app_context():
        today = services.today_of(parted.plan())
        pause_of(parted, today - timedelta(days=PAUSE), today - timedelta(days=1))
        assert days_late(parted) == {"Sign": LATE, "Print": LATE}
    confirm_pause(app, parted)
    with app.app_context():
        assert days_late(parted) == {"Sign": -2, "Print": -2}


def test_a_part_whose_day_was_chosen_after_the_pause_is_due_on_that(app, parted):
    parted.clock(LATE * DAY)
    with app.app_context():
        today = services.today_of(parted.plan())
        pause_of(parted, today - timedelta(days=PAUSE), today - timedelta(days=1))
        parted.clock(LATE * DAY + 60)
        chosen = PartWords(title="Print", owner="Pia", due_on=today + timedelta(days=1))
        services.change_part(parted.dara, parted.part_id, chosen)
        assert days_late(parted) == {"Sign": LATE, "Print": -1}


def test_a_part_is_no_later_while_a_pause_lasts_that_the_sponsor_agreed_to(app, parted):
    parted.clock(3 * DAY)
    with app.app_context():
        first = services.today_of(parted.plan())
        pause_of(parted, first, first + timedelta(days=9))
    confirm_pause(app, parted)
    told = []
    for later in (5, 14):
        parted.clock(later * DAY)
        with app.app_context():
            told.append(days_late(parted))
    assert told == [{"Sign": 2, "Print": 2}, {"Sign": 4, "Print": 4}]


def expected(plan):
    """Return what the reason, the chart and the portfolio expect of the measure, and the day the chart is at."""
    [figure] = figures_of(plan.plan(), plan.today, mirrored=False)
    [why] = [each for each in judged(plan.plan(), plan.today).verdict.reasons if each.why == "behind"]
    [row] = holding_of(plan.room.people["Sec"]).rows
    [_first, last] = figure.read
    return round(why.asked), figure.asked, figure.chart.today.day, row.number.expected, last.asked, last.day


def test_the_chart_expects_what_the_reason_asks_for(app, hidden):
    hidden.room.person("Sec", alliance_role="secretariat")
    with app.test_request_context():
        for on, value in ((hidden.today - timedelta(days=20), 3), (hidden.today, 500)):
            services.file_reading(hidden.dara, hidden.measure_id, on=on, value=value)
        assert expected(hidden) == (1440, 1440, 72, 0.72, 1440, 72)
    assert "500 on day 72, 1,440 expected" in hidden.room.browser("Dara").get(hidden.page).text
    hidden.confirm()
    with app.test_request_context():
        assert expected(hidden) == (1160, 1160, 58, 0.58, 1160, 58)


def test_the_file_of_a_plan_expects_on_a_date_what_its_chart_does(app, hidden):
    def filed():
        said = json.loads(hidden.room.browser("Dara").get(f"/reports/plans/{hidden.plan_id}.json").data)
        rows = {each["on"]: each for each in said["measures"][0]["expected"]}
        now = rows[hidden.today.isoformat()]
        return now["day"], round(now["promised_on_the_day"]), round(now["promised_now"])

    def drawn():
        with app.test_request_context():
            [figure] = figures_of(hidden.plan(), hidden.today, mirrored=False)
            return figure.chart.today.day, figure.asked, figure.asked

    assert filed() == drawn() == (72, 1440, 1440)
    hidden.confirm()
    assert filed() == drawn() == (58, 1160, 1160)


def test_the_curve_of_a_measure_that_was_added_within_the_pause_begins_by_the_same_days(app, hidden):
    def expected_of_labs():
        figures = figures_of(hidden.plan(), hidden.today, mirrored=False)
        [asked] = [each.asked for each in figures if each.measure.name == "Labs"]
        why = [round(each.asked) for each in judged(hidden.plan(), hidden.today).verdict.reasons if each.name == "Labs"]
        return asked, why

    with app.test_request_context():
        labs = services.add_measure(hidden.dara, hidden.plan_id, MeasureWords(name="Labs", baseline=0, target=38))
        with transaction():
            db.session.get(Measure, labs.id).created_at -= timedelta(days=10)
        # On day 72 without the pause, ten of the 38 days that it has since day 62 are over; with it, one of 43 is.
        assert expected_of_labs() == (10, [10])
    hidden.confirm()
    with app.test_request_context():
        assert expected_of_labs() == (0.9, [])


def test_the_sign_off_says_how_late_it_is_without_the_pause_too(app, hidden):
    def undone():
        promises = promises_in(said_of(hidden.plan(), hidden.today), hidden.today)
        return {each.title: each.days_late for each in promises.undone if each.title != "Begin"}

    with app.test_request_context():
        assert undone() == {"Sign": LATE, "Half": LATE}
    hidden.confirm()
    with app.test_request_context():
        assert undone() == {"Sign": 0, "Half": 0}


@pytest.mark.parametrize(("first", "last"), [(-2, 8), (-2, 10), (-9, 0), (0, 9)])
def test_a_pause_recorded_later_makes_nothing_late_that_was_done_in_time(app, asked, first, last):
    confirm_promise(app, asked)
    done_on, due_on = asked.today, asked.today + timedelta(days=8)
    with app.app_context():
        soon = ActionWords(title="Call", owner="Olu", due_on=done_on, critical=True)
        for each in (soon, replace(soon, title="Sign", due_on=due_on)):
            action = services.add_action(asked.dara, asked.plan_id, each)
            services.move_action(asked.dara, action.id, "done")
        half = MilestoneWords(title="Half", due_on=due_on, critical=True, state=MilestoneState.DONE)
        services.add_item(asked.dara, asked.plan_id, Milestone, half)
    asked.clock(LATE * DAY)
    with app.app_context():
        asked.today = services.today_of(asked.plan())
        span = {"first": done_on + timedelta(days=first), "last": done_on + timedelta(days=last)}
        services.pause_plan(asked.dara, asked.plan_id, **span, reason="Flood", agreed="Yes")
        plan = asked.plan()
        sheet, sealed = sheet_of(asked), said_of(plan, asked.today)
        [gist] = gists(Plan.id == plan.id)
        late = [row.standing.done_late for row in sheet.rows] + [sheet.standing_of(plan.milestones[0]).done_late]
        filed = [each["done_late"] for each in (*sealed["actions"], *sealed["milestones"])]

    assert (late, set(filed)) == ([0, 0, 0], {0})
    assert [done_late(each, gist) for each in (*gist.actions, *gist.milestones)] == [0, 0, 0]
    assert "done late" not in said_in(asked.room.browser("Dara").get("/plans/").text)


def test_a_pause_recorded_on_the_day_something_was_done_within_it_makes_it_no_later(app, asked):
    confirm_promise(app, asked)
    with app.app_context():
        words = ActionWords(title="Sign", owner="Olu", due_on=asked.today + timedelta(days=8), critical=True)
        action = services.add_action(asked.dara, asked.plan_id, words)
        services.move_action(asked.dara, action.id, "done")
        span = {"first": asked.today - timedelta(days=1), "last": asked.today + timedelta(days=20)}
        services.pause_plan(asked.dara, asked.plan_id, **span, reason="Flood", agreed="Yes")
        [row] = sheet_of(asked).rows

    assert row.standing.done_late == 0


def test_what_is_late_says_from_which_day_that_is_counted(app, hidden):
    dara, at = hidden.room.browser("Dara"), f"/plans/{hidden.plan_id}/"
    with app.test_request_context():
        says = f"{LATE} days late, counted from {day_month(hidden.due)}"
    pages = [f"{at}{where}" for where in ("", "print/", "week/", "kanban/", "list/", "calendar/")]

    before = [says in said_in(dara.get(each).text) for each in pages]
    hidden.confirm()
    after = ["counted from" in said_in(dara.get(each).text) for each in pages]

    assert (before, after) == ([True] * 6, [False] * 6)


def test_the_timeline_of_the_portfolio_says_when_a_review_is_without_the_pause(app, hidden):
    hidden.room.person("Sec", alliance_role="secretariat")
    with app.test_request_context():
        [row] = holding_of(hidden.room.people["Sec"]).rows
        firmly = [review_firmly_words(each.firmly) for each in row.reviews if each.firmly]

    page = said_in(hidden.room.browser("Sec").get("/portfolio/timeline/").text)

    assert ([each.day for each in row.reviews if each.firmly], [each in page for each in firmly]) == ([100], [True])
