"""A plan in the calendar: a month at a time on its page, and as a file for other programs, read by another library."""

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
import vobject
from sqlalchemy import update

from app import clock
from app.accounts.models import Principal
from app.db import db, transaction
from app.errors import NotFound
from app.plans import days, services
from app.plans.errors import NoSuchChoice
from app.plans.items import words as item_words
from app.plans.models import Action, Ask, CalendarFeed, Milestone, Plan
from app.plans.services import ActionWords, MeasureWords, today_of
from app.plans.views import month
from tests.morning import TODAY
from tests.plans.letters import WHO
from tests.plans.publishing import publish_plan

HOUR = 3600

SPRING = date(2027, 3, 1)
"""A day 1 with the change of clocks in Europe (28 March) and in America (14 March) behind it."""


@pytest.mark.parametrize(
    ("first", "begins"), [(0, date(2026, 10, 26)), (5, date(2026, 10, 31)), (6, date(2026, 11, 1))]
)
def test_a_month_begins_with_the_readers_week(first, begins):
    november = month.read_month("2026-11")

    weeks = november.weeks(first)

    assert weeks[0][0] == begins
    assert {len(week) for week in weeks} == {7}
    assert [day for week in weeks for day in week if november.has(day)] == [date(2026, 11, day) for day in range(1, 31)]
    assert (str(november.before), str(november.after)) == ("2026-10", "2026-12")
    assert (month.read_month("2000-01").before, month.read_month("2099-12").after) == (None, None)


def test_what_is_no_month_is_refused():
    for written in ("2026", "2026-13", "2026-00", "1999-12", "2026-1", "٢٠٢٦-١١", "2026-11-01", "x"):
        with pytest.raises(NoSuchChoice):
            month.read_month(written)


@pytest.fixture
def running(app, planned):
    """The plan on its day 10: action 1 due on day 40, a milestone on day 30, an ask to be answered by day 20."""
    planned.dara = planned.people["Dara"]
    with app.app_context():
        begins = days.day_one_when(10, today_of(db.session.get(Plan, planned.plan_id)))
        planned.day = lambda number: days.date_of(number, begins)
        services.change_plan(planned.dara, planned.plan_id, title="Fast", goal="30 tests", day_one=begins, roles=WHO)
        planned.words = ActionWords(title="Publish a calendar", owner="Mo", due_on=planned.day(40))
        services.change_action(planned.dara, planned.action_id, planned.words)
        words = item_words.MilestoneWords(title="First tests", due_on=planned.day(30))
        services.add_item(planned.dara, planned.plan_id, Milestone, words)
        words = item_words.AskWords(title="A standing permit", to="Ministry", reply_by=planned.day(20))
        services.add_item(planned.dara, planned.plan_id, Ask, words)
    return planned


def feed(planned, who, make, *of):
    """The address of a calendar that somebody made, as their page shows it once."""
    page = planned.browser(who).submit(f"/plans/{make}".format(*of)).text
    return re.search(r'value="http://localhost(/cal/[^"]+\.ics)"', page)[1]


def fetched(planned, address, **headers):
    """What a program without an account is given."""
    return planned.app.test_client().get(address, headers=headers)


def events(answer):
    """The events of a file by what they are called, as vobject reads it."""
    calendar = vobject.readOne(answer.text)
    return {each.summary.value: each for each in getattr(calendar, "vevent_list", [])}


def test_titles_of_two_lines_are_one_in_a_calendar_and_when_they_are_sent(app, running):
    sent = running.browser("Dara").submit(f"/plans/{running.plan_id}/goal/", title="Fast\nslots", goal="30\ntests",
                                          day_one=running.day(1), reason="New words")  # fmt: skip
    with app.app_context(), transaction():
        kept = db.session.get_one(Plan, running.plan_id)
        title, goal = kept.title, kept.goal
        # As they may stand in the rows of earlier versions.
        kept.title = "Fast\r\nslots"
        db.session.execute(update(Action).values(title="Publish\na calendar"))
    answer = fetched(running, feed(running, "Mo", "{}/feeds/", running.plan_id))

    assert (sent.status_code, title, goal) == (303, "Fast slots", "30\ntests")
    assert answer.status_code == 200
    assert "Action 1: Publish a calendar" in events(answer)


@pytest.mark.row("P3")
def test_the_page_shows_a_month_and_a_subscription_is_read_by_another_program(app, running):
    mo = running.browser("Mo")
    page = mo.get(f"/plans/{running.plan_id}/calendar/?month={running.day(40):%Y-%m}").text
    cell = re.search(rf'<time datetime="{running.day(40).isoformat()}">.*?</td>', page, re.DOTALL)[0]
    assert "Publish a calendar" in cell
    assert mo.get(f"/plans/{running.plan_id}/calendar/?month=yesterday").status_code == 422

    address = feed(running, "Mo", "{}/feeds/", running.plan_id)
    answer = fetched(running, address)

    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    assert answer.headers["Cache-Control"] == "private, no-cache"
    found = events(answer)
    assert {name: each.dtstart.value for name, each in found.items() if "Check-in" not in name} == {
        "Action 1: Publish a calendar": running.day(40),
        "Milestone: First tests": running.day(30),
        "Answer due: A standing permit": running.day(20),
        "Day 50: review": running.day(50),
        "Day 100: review": running.day(100),
    }
    action = found["Action 1: Publish a calendar"]
    assert action.dtend.value == running.day(41)
    assert action.uid.value == f"action-{running.action_id}@{running.plan_id}.baraza"
    assert action.url.value == f"http://localhost/plans/{running.plan_id}/#action-1"
    assert [each.dtstart.value.date() for name, each in found.items() if "Check-in" in name] == [
        running.day(number) for number in range(8, 100, 7)
    ]


def test_a_month_shows_what_falls_on_its_grey_days_too(app, running):
    def months(on):
        after = month.read_month(f"{on:%Y-%m}").after
        return after, after is not None and any(on in week for week in after.weeks(0))

    grey = next(day for number in range(11, 100) for day in [running.day(number)] if months(day)[1])
    shown = months(grey)[0]
    with app.app_context():
        services.reschedule(running.dara, running.action_id, start_on=None, due_on=grey, reason="Closed")

    page = running.browser("Mo").get(f"/plans/{running.plan_id}/calendar/?month={shown}").text

    opening = r'<td class="[^"]*cal-out[^"]*"[^>]*>\s*<p class="cal-d">'
    cell = re.search(rf'{opening}<time datetime="{grey.isoformat()}">.*?</td>', page, re.DOTALL)
    assert cell
    assert "Publish a calendar" in cell[0]


@pytest.mark.parametrize(
    ("ahead", "status", "shape", "tone", "words"),
    [
        (30, "todo", "wait", "wait", "Not started"),
        (30, "doing", "half", "go", "Under way"),
        (2, "doing", "warn", "warn", "Due in 2 days"),
        (0, "todo", "warn", "warn", "Due today"),
        (-1, "todo", "warn", "off", "1 day late"),
        (-1, "blocked", "stop", "off", "Blocked, 1 day late"),
        (-1, "done", "ok", "ok", "Done"),
    ],
)
def test_the_month_says_how_an_action_stands_as_the_plan_does(app, running, ahead, status, shape, tone, words):
    due = TODAY + timedelta(days=ahead)
    with app.app_context(), transaction():
        moved = {"due_on": due, "status": status}
        db.session.execute(update(Action).where(Action.id == running.action_id).values(**moved))

    page = running.browser("Mo").get(f"/plans/{running.plan_id}/calendar/?month={due:%Y-%m}").text
    day = re.search(rf'<time datetime="{due.isoformat()}">.*?</td>', page, re.DOTALL)[0]

    assert re.search(r'<li class="cal-action">\s*<span class="st-(\w+)">.*?#s-(\w+)"', day).groups() == (tone, shape)
    assert re.search(r'Publish a calendar</bdi><span class="vh">, ([^<]+)</span>', day)[1] == words


def test_a_check_in_is_at_nine_there_also_after_the_clocks_change(app, running):
    there = {
        "Europe/Paris": [datetime(2027, 3, 22, 8, tzinfo=UTC), datetime(2027, 3, 29, 7, tzinfo=UTC)],
        "America/New_York": [datetime(2027, 3, 8, 14, tzinfo=UTC), datetime(2027, 3, 15, 13, tzinfo=UTC)],
        "Asia/Kolkata": [datetime(2027, 3, 22, 3, 30, tzinfo=UTC), datetime(2027, 3, 29, 3, 30, tzinfo=UTC)],
    }
    address = feed(running, "Mo", "{}/feeds/", running.plan_id)
    for zone, moments in there.items():
        with app.app_context(), transaction():
            plan = db.session.get(Plan, running.plan_id)
            plan.timezone, plan.day_one = zone, SPRING
        answer = fetched(running, address)
        starts = {each.dtstart.value.astimezone(UTC) for name, each in events(answer).items() if "Check-in" in name}

        assert set(moments) <= starts
        assert len(starts) == 14
        assert f"DTSTART;TZID={zone}:20270308T090000" in answer.text
        assert "BEGIN:VTIMEZONE" in answer.text


def test_what_moves_keeps_its_id_and_says_that_it_moved(app, running):
    address = feed(running, "Mo", "{}/feeds/", running.plan_id)
    before = fetched(running, address)
    same = fetched(running, address, **{"If-None-Match": before.headers["ETag"]})
    with app.app_context():
        services.add_measure(
            running.dara, running.plan_id, MeasureWords(name="Tests", baseline=0, target=30, main=True)
        )
        publish_plan(running.dara, running.plan_id)
        services.reschedule(running.dara, running.action_id, start_on=None, due_on=running.day(45), reason="Closed")
    after = fetched(running, address, **{"If-None-Match": before.headers["ETag"]})

    assert (same.status_code, same.data) == (304, b"")
    assert after.status_code == 200
    then, now = (events(each)["Action 1: Publish a calendar"] for each in (before, after))
    assert (then.uid.value, now.dtstart.value) == (now.uid.value, running.day(45))
    assert int(now.sequence.value) == int(then.sequence.value) + 1
    assert now.dtstamp.value >= then.dtstamp.value


def test_a_pause_that_comes_changes_and_goes_makes_each_file_newer_than_the_one_before(app, running, clock):
    address = feed(running, "Mo", "{}/feeds/", running.plan_id)
    files = [fetched(running, address)]
    clock(HOUR)
    with app.app_context():
        pause = services.pause_plan(
            running.dara, running.plan_id, first=running.day(30), last=running.day(33), reason="Holidays"
        )
        files.append(fetched(running, address))
        clock(2 * HOUR)
        services.change_pause(running.dara, pause.id, last=running.day(36))
        files.append(fetched(running, address))
        clock(3 * HOUR)
        services.drop_pause(running.dara, pause.id)
        files.append(fetched(running, address))

    reviews = [events(each)["Day 50: review"] for each in files]
    sequences = [int(each.sequence.value) for each in reviews]
    moments = [each.dtstamp.value for each in reviews]
    assert [(each.dtstart.value - reviews[0].dtstart.value).days for each in reviews] == [0, 4, 7, 0]
    assert [later - sequences[0] for later in sequences] == [0, 1, 2, 3]
    morning = datetime.combine(TODAY, time(9), UTC)
    assert [(later - morning) // timedelta(hours=1) for later in moments] == [0, 1, 2, 3]


def test_a_persons_calendar_has_what_they_own_or_help_with_where_they_may_read(app, running):
    with app.app_context():
        due = running.day(50)
        for title, owner, helpers in (
            ("Ask the labs", "Bo", ("  mo@EXAMPLE.org ",)),
            ("Print it", "Bo", ("Momo",)),
        ):
            words = ActionWords(title=title, owner=owner, helpers=helpers, due_on=due)
            services.add_action(running.dara, running.plan_id, words)
    address = feed(running, "Mo", "feeds/")
    strange = feed(running, "Stranger", "feeds/")

    assert events(fetched(running, address)).keys() == {"Action 1: Publish a calendar", "Action 2: Ask the labs"}
    assert events(fetched(running, strange)) == {}
    page = running.browser("Mo").get("/plans/mine/").text
    assert re.findall(r'#action-(\d)"', page) == ["1", "2"]
    assert "Ask the labs" not in running.browser("Stranger").get("/plans/mine/").text


def test_a_calendar_speaks_the_language_of_whoever_made_it_and_holds_a_centres_plans(app, running):
    with app.app_context(), transaction():
        db.session.get(type(running.people["Mo"]), running.people["Mo"].id).language = "fr"
        other = running.people["Dara"]
    with app.app_context():
        services.make_plan(other, running.centre.id, title="Second", day_one=SPRING)
    answer = fetched(running, feed(running, "Mo", "of/{}/feeds/", running.centre.id), **{"Accept-Language": "ar"})

    assert len(re.findall("BEGIN:VEVENT", answer.text)) == 3 + 2 * 16
    assert "Publish a calendar" in answer.text
    assert "Check-in for week" not in answer.text


def test_a_calendar_of_somebody_whose_account_is_closed_is_fetched_no_more(app, running):
    address = feed(running, "Dara", "{}/feeds/", running.plan_id)
    before = fetched(running, address).status_code

    with app.app_context(), transaction():
        db.session.get(Principal, running.dara.id).revoked_at = clock.now()

    assert (before, fetched(running, address).status_code) == (200, 404)


def test_whoever_loses_a_right_loses_what_it_showed_and_a_revoked_address_is_none(app, running):
    from app.centres.models import Staff

    address = feed(running, "Mo", "{}/feeds/", running.plan_id)
    theirs = feed(running, "Dara", "{}/feeds/", running.plan_id)
    with app.app_context(), transaction():
        staff = db.select(Staff).filter_by(principal_id=running.people["Mo"].id)
        db.session.delete(db.session.scalars(staff).one())
        row = db.session.scalars(db.select(CalendarFeed).filter_by(made_by=running.dara.id)).one()
    lost = fetched(running, address)
    assert (lost.status_code, events(lost)) == (200, {})
    assert "Fast" not in lost.text

    with app.app_context(), pytest.raises(NotFound):
        services.revoke_feed(running.people["Mo"], row.id)
    assert events(fetched(running, theirs)) != {}
    assert running.browser("Dara").submit(f"/plans/feeds/{row.id}/revocation/").status_code == 303
    revoked, unknown = fetched(running, theirs), fetched(running, "/cal/" + 43 * "0" + ".ics")
    assert (revoked.status_code, len(revoked.text)) == (404, len(unknown.text))
    page = running.browser("Dara").get(f"/plans/{running.plan_id}/feeds/").text
    assert theirs not in page
    assert "revoked" in page
