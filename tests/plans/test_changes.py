"""What changed since somebody looked, told from rows, and the week a team looks at when it meets."""

import re

import pytest

from app import clock as time
from app.db import db
from app.errors import NotFound
from app.moments import day_month
from app.plans import days, services
from app.plans import words as status_words
from app.plans.endings.sharing import Shown
from app.plans.items import words as item_words
from app.plans.models import ActionStatus, Ask, Baton, Plan, PlanLook, Risk
from app.plans.queries import plan_found
from app.plans.services import ActionWords, CheckInWords, MeasureWords, today_of
from app.plans.views import change_queries
from app.plans.views.change import DEEDS, Counts, What, count
from app.plans.views.meeting import meeting_of
from app.plans.views.sheet import compose
from tests.plans.publishing import publish_plan

A_WHILE = 600
A_DAY = 24 * 3600


@pytest.fixture
def running(app, planned, clock):
    """The published plan on its day 20, led by Dara, a while ago; action 1, Mo's, is due on day 40."""
    planned.dara = planned.people["Dara"]
    with app.app_context():
        begins = days.day_one_when(20, today_of(db.session.get(Plan, planned.plan_id)))
        planned.day = lambda number: days.date_of(number, begins)
        roles = services.Roles(leader="Dara", sponsor="Spo")
        services.change_plan(planned.dara, planned.plan_id, title="Fast", goal="30 tests", day_one=begins, roles=roles)
        main = MeasureWords(name="Tests", baseline=0, target=30, main=True)
        planned.measure_id = services.add_measure(planned.dara, planned.plan_id, main).id
        words = ActionWords(title="Publish a calendar", owner="Mo", due_on=planned.day(40))
        services.change_action(planned.dara, planned.action_id, words)
        publish_plan(planned.dara, planned.plan_id)
        planned.before = time.now()
    clock(A_WHILE)
    return planned


def change_everything(running):
    """One of each thing that can change, a moment after the plan was published."""
    dara, plan_id = running.dara, running.plan_id
    words = ActionWords(title="Ask the labs", owner="Bo", due_on=running.day(22))
    second = services.add_action(dara, plan_id, words)
    services.move_action(dara, running.action_id, ActionStatus.BLOCKED, reason="No permit")
    said = CheckInWords(
        client_id="a-form",
        done="Asked three labs",
        help="A letter to the ministry",
        readings={running.measure_id: 4.0},
        moves={second.id: ActionStatus.DONE},
    )
    services.check_in(dara, plan_id, said)
    services.reschedule(dara, running.action_id, start_on=None, due_on=running.day(44), reason="The labs are closed")
    services.add_item(dara, plan_id, Ask, item_words.AskWords(title="A standing permit", to="Ministry"))
    services.file_reading(dara, running.measure_id, on=running.day(20), value=5.0)
    services.change_plan(
        dara, plan_id, title="Fast", goal="31 tests", day_one=running.day(1), reason="One more lab joined"
    )


def test_every_change_is_told_with_who_did_it_the_newest_first(app, running):
    with app.app_context():
        change_everything(running)
        found = change_queries.changes_since(plan_found(running.plan_id), running.before)

    assert {(each.what, each.who, each.name, each.kind) for each in found} == {
        (What.MADE, "Dara", "Ask the labs", "action"),
        (What.STATUS, "Dara", "Publish a calendar", "action"),
        (What.CHECK_IN, "Dara", "", ""),
        (What.CHANGED, "Dara", "Publish a calendar", "action"),
        (What.DAY, "Dara", "Publish a calendar", "action"),
        (What.MADE, "Dara", "A standing permit", "ask"),
        (What.READING, "Dara", "Tests", ""),
        (What.GOAL, "Dara", "30 tests", ""),
    }
    assert [each.at for each in found] == sorted((each.at for each in found), reverse=True)
    assert count(found) == Counts(done=1, days=1, check_ins=1, readings=1, made=2, other=3)
    day = next(each for each in found if each.what == What.DAY)
    assert (day.before, day.after, day.reason) == (running.day(40), running.day(44), "The labs are closed")


def test_what_no_row_of_the_plan_dates_is_told_from_what_was_written_down_then(app, running, clock):
    dara, plan_id = running.dara, running.plan_id
    with app.app_context():
        risk_id = services.add_item(dara, plan_id, Risk, item_words.RiskWords(title="Rain")).id
        ask_id = services.add_item(dara, plan_id, Ask, item_words.AskWords(title="A permit", to="Ministry")).id
        since = time.now()
    clock(2 * A_WHILE)
    with app.app_context():
        services.change_item(dara, Risk, risk_id, item_words.RiskWords(title="Rain", response="A tent"))
        services.change_item(dara, Risk, risk_id, item_words.RiskWords(title="Rain", response="A hall"))
        permitted = item_words.AskWords(title="A permit", to="Ministry", answer="Granted until June")
        services.change_item(dara, Ask, ask_id, permitted)
        services.park_action(dara, running.action_id, reason="After the summer")
        services.pass_baton(dara, plan_id, Baton.SPONSOR)
        services.share_plan(dara, plan_id, label="Partners", parts=[Shown.GOAL])
        found = change_queries.changes_since(plan_found(plan_id), since)

    assert [(each.what, each.kind, each.name, each.reason, each.who) for each in found] == [
        (What.DEED, "plan.share", "", "", "Dara"),
        (What.DEED, "plan.baton", "", "", "Dara"),
        (What.DEED, "action.park", "Publish a calendar", "After the summer", "Dara"),
        (What.ANSWERED, "ask", "A permit", "Granted until June", "Dara"),
        (What.CHANGED, "risk", "Rain", "", "Dara"),
        (What.CHANGED, "risk", "Rain", "", "Dara"),
    ]
    page = running.browser("Mo").get(f"/plans/{plan_id}/changes/?since={since:%Y-%m-%dT%H:%M:%S.%f}Z").text
    page = page.partition("<main")[2]
    said = [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", each)).strip() for each in re.findall(r"<p>.*?</p>", page)]
    assert said == [
        "People outside may read the plan by a link.",
        "Somebody else moves next.",
        "Action 1, Publish a calendar: parked",
        "Answered: A permit",
        "Said anew: Risk, Rain",
        "Said anew: Risk, Rain",
    ]


def test_each_promise_is_told_with_the_one_that_came_after_it(app, running):
    dara, measure_id = running.dara, running.measure_id
    with app.app_context():
        since = time.now()
        for baseline, target in ((0, 40), (0, 50), (5, 50)):
            words = MeasureWords(name="Tests", baseline=baseline, target=target, main=True)
            services.change_measure(dara, measure_id, words, why="The sponsor says so")
        found = change_queries.changes_since(plan_found(running.plan_id), since)

    assert [each.said for each in found if each.what is What.MEASURE] == [
        {"baseline": [0, 5]}, {"target": [40, 50]}, {"target": [30, 40]}
    ]  # fmt: skip


def test_every_deed_that_is_told_has_its_words():
    assert set(DEEDS) == set(status_words.DEEDS)


def seen(browser, plan_id):
    """Somebody opens the page of a plan; what it says they missed, and what it sends once it is shown."""
    page = browser.get(f"/plans/{plan_id}/").text
    missed = re.search(r'<p class="since.*?</p>', page, re.DOTALL)
    said = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", missed[0])).strip() if missed else None
    return said, re.search(r'name="seen" value="([^"]+)"', page)[1]


def test_a_reader_is_told_what_changed_since_they_looked_and_opening_alone_keeps_nothing(app, running, clock):
    mo, sec = running.browser("Mo"), running.browser("Sec")
    first, moment = seen(mo, running.plan_id)
    assert first is None
    assert seen(mo, running.plan_id)[0] is None
    with app.app_context():
        assert db.session.scalars(db.select(PlanLook)).all() == []
    assert mo.submit(f"/plans/{running.plan_id}/looks/", seen=moment).status_code == 204

    clock(2 * A_WHILE)
    with app.app_context():
        change_everything(running)
    clock(3 * A_WHILE)
    missed, moment = seen(mo, running.plan_id)
    assert seen(sec, running.plan_id)[0] is None

    assert "1 action done, 1 day moved, 1 check-in, 1 number filed, 2 things new, 3 other changes" in missed
    page = mo.get(re.search(r'href="([^"]+/changes/[^"]+)"', mo.get(f"/plans/{running.plan_id}/").text)[1]).text
    assert "The labs are closed" in page
    assert page.count("<li><p") == 8
    mo.submit(f"/plans/{running.plan_id}/looks/", seen=moment)
    assert seen(mo, running.plan_id)[0] is None


def test_the_day_that_is_told_is_that_of_the_last_look_before_this_one(app, running, clock):
    told = []
    for day in (1, 6, 10):
        clock(day * A_DAY)
        mo = running.browser("Mo")
        _missed, moment = seen(mo, running.plan_id)
        mo.submit(f"/plans/{running.plan_id}/looks/", seen=moment)
        with app.test_request_context():
            looked = day_month(today_of(plan_found(running.plan_id)))
        clock(day * A_DAY + 3 * A_DAY)
        with app.app_context():
            services.add_item(running.dara, running.plan_id, Ask, item_words.AskWords(title=f"Ask {day}", to="Bo"))
        told.append((seen(running.browser("Mo"), running.plan_id)[0], f"Since you looked on {looked}: 1 thing new"))

    assert [said for said, _expected in told] == [expected for _said, expected in told]


def test_all_that_changed_since_the_plan_was_made_is_one_press_away(app, running, clock):
    with app.app_context():
        change_everything(running)
    clock(A_WHILE + 15 * 24 * 3600)
    mo, at = running.browser("Mo"), f"/plans/{running.plan_id}/changes/"

    week = mo.get(at).text
    assert "Nothing changed since then." in week
    everything = re.search(r'<a href="([^"]+)">Show all</a>', week)[1].replace("&amp;", "&")
    assert everything.startswith(f"{at}?since=")

    page = mo.get(everything).text
    assert "The labs are closed" in page
    assert ("Show all" in page, 'aria-label="Pages"' in page) == (False, False)


def test_a_long_history_is_told_on_pages_of_two_hundred(app, running):
    with app.app_context():
        for number in range(13):
            rows = [(running.day(day), float(number)) for day in range(1, 21)]
            services.file_table(running.dara, running.measure_id, rows, note="Counted again")
    mo, at = running.browser("Mo"), f"/plans/{running.plan_id}/changes/"

    first = mo.get(at).text
    further = re.search(r'rel="next" href="([^"]+)"', first)[1].replace("&amp;", "&")
    second = mo.get(further).text

    told = [len(re.findall(r"<li><p", page)) for page in (first, second)]
    assert told[0] == 200
    assert sum(told) >= 250
    assert ('rel="prev"' in first, 'rel="prev"' in second, 'rel="next"' in second) == (False, True, False)
    assert mo.get(f"{at}?page=99").text.count("<li><p") == told[1]
    assert mo.get(f"{at}?page=-1").text.count("<li><p") == 200


def test_ones_own_changes_are_no_news_to_oneself(app, running, clock):
    dara, mo = running.browser("Dara"), running.browser("Mo")
    for browser in (dara, mo):
        _nothing, moment = seen(browser, running.plan_id)
        browser.submit(f"/plans/{running.plan_id}/looks/", seen=moment)
    clock(2 * A_WHILE)
    with app.app_context():
        services.park_action(running.dara, running.action_id, reason="Later")

    assert seen(dara, running.plan_id)[0] is None
    assert "1 other change" in seen(mo, running.plan_id)[0]


def test_a_look_never_goes_back_nor_into_the_future_and_is_ones_own(app, running):
    mo = running.browser("Mo")
    address = f"/plans/{running.plan_id}/looks/"

    for written in ("2027-01-01T00:00:00+00:00", "2090-01-01", "2001-01-01"):
        assert mo.submit(address, seen=written).status_code == 204
    for written in ("", "yesterday", "0001-01-01", "9999-12-31T23:59:59-14:00"):
        assert mo.submit(address, seen=written).status_code == 422
        if written:
            assert mo.get(f"/plans/{running.plan_id}/changes/?since={written}").status_code == 422

    with app.app_context():
        kept = db.session.scalars(db.select(PlanLook)).one()
        assert (kept.principal_id, kept.plan_id) == (running.people["Mo"].id, running.plan_id)
        assert kept.looked_at <= time.now()
        with pytest.raises(NotFound):
            services.look_at(running.people["Stranger"], running.plan_id, seen_at=time.now())


def test_the_week_shows_who_said_something_what_is_stuck_and_what_comes(app, running):
    with app.app_context():
        change_everything(running)
        words = ActionWords(title="Print it", owner="Ada", due_on=running.day(24))
        services.add_action(running.dara, running.plan_id, words)
        plan = plan_found(running.plan_id)
        meeting = meeting_of(compose(plan, today_of(plan), mirrored=False))

    assert [(each.name, each.role, each.said is not None) for each in meeting.team] == [
        ("Dara", "leader", True),
        ("Spo", "sponsor", False),
        ("Mo", "", False),
        ("Ada", "", False),
    ]
    assert meeting.since == running.day(13)
    assert [row.action.title for row in meeting.done] == ["Ask the labs"]
    assert [row.action.title for row in meeting.soon] == ["Print it"]
    assert [row.action.title for row in meeting.stuck] == ["Publish a calendar"]
    assert [(move.before, move.after) for move in meeting.moved] == [(running.day(40), running.day(44))]
    assert sorted(reading.value for reading in meeting.read) == [4, 5]
    assert [ask.title for ask in meeting.asks] == ["A standing permit"]
    page = running.browser("Dara").get(f"/plans/{running.plan_id}/week/").text
    assert "A letter to the ministry" in page
    assert f"/plans/{running.plan_id}/asks/" in page
    assert f"/plans/{running.plan_id}/asks/" not in running.browser("Mo").get(f"/plans/{running.plan_id}/week/").text
