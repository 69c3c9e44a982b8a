"""A published day 1 moves later only with its sponsor, gives no new free days, and stays beside the day of the plan."""

import json
from datetime import timedelta

import pytest

from app.alliance.policy import View
from app.alliance.portfolio.listing import Wanted
from app.alliance.portfolio.look import take_look
from app.alliance.portfolio.tables import table_of
from app.centres.queries import vocabulary
from app.db import db
from app.moments import day_month_year
from app.plans import agreeing, days, services
from app.plans.endings.sharing import Shown
from app.plans.errors import MeasureLocked, ReasonMissing
from app.plans.models import Verdict
from app.plans.services import Consent, ContactWords, MeasureWords
from app.plans.status.firm_days import firm_day
from app.plans.status.gist_queries import gists
from app.plans.status.judging import judged
from app.plans.status.rules import Status
from tests.plans.letters import words
from tests.plans.test_promises import said_in

DAY = 24 * 3600
NOT_AGREED = "The sponsor has not agreed to this day 1; without it, today is day 12."


@pytest.fixture
def moved(app, rhythm):
    """The plan on day 12, of which nobody said anything; Dara wrote that Spo agreed that it begins in 140 days."""
    rhythm.begin(12)
    rhythm.mo = rhythm.room.person("Mo")
    rhythm.knew("Spo", rhythm.mo.email)
    with app.app_context():
        plan = rhythm.plan()
        rhythm.first, rhythm.today = plan.day_one, services.today_of(plan)
        rhythm.later = rhythm.today + timedelta(days=140)
        plan.actions.clear()
        for action in plan.parked_actions:
            action.due_on = None
        db.session.commit()
        rhythm.before = judged(rhythm.plan(), rhythm.today).status
        put_off(rhythm, rhythm.later)
    return rhythm


def put_off(rhythm, day_one, reason="Spo agreed"):
    services.change_plan(
        rhythm.dara, rhythm.plan_id, title="Open the testbed", goal="30 tests", day_one=day_one, reason=reason
    )


def answer(app, rhythm, verdict):
    with app.test_request_context():
        [ask] = [each for each in rhythm.plan().asks if each.confirms]
        services.confirm_own_ask(rhythm.mo, ask.id, Consent(verdict=verdict, seen=len(ask.agreements)))


def status_of(rhythm):
    """Return how the plan stands, as object and in gist."""
    [gist] = gists(db.true())
    return judged(rhythm.plan(), rhythm.today).status, judged(gist, rhythm.today).status


def test_a_later_day_1_needs_the_sponsor_before_day_fifteen_too(app, rhythm):
    rhythm.begin(12)
    there = f"/plans/{rhythm.plan_id}/goal/"
    with app.app_context():
        first = rhythm.plan().day_one
        later = {"title": "Fast", "goal": "30 tests", "day_one": first + timedelta(days=13)}
        with pytest.raises(MeasureLocked) as refused:
            services.change_plan(rhythm.dara, rhythm.plan_id, **later)
    with app.test_request_context():
        said = str(refused.value.message)
    assert said == "This changes only if the sponsor agrees: say to what, in one sentence."
    dara = rhythm.room.browser("Dara")
    same = {**later, "leader": "Lea", "sponsor": "Spo"}

    refused = dara.submit(there, **same)
    taken = dara.submit(there, **same, reason="They said so by telephone")

    assert (refused.status_code, "Say what the sponsor agreed to, in one sentence." in refused.text) == (422, True)
    assert taken.status_code == 303
    with app.app_context():
        [agreement] = rhythm.plan().agreements
        assert agreement.changed == {"day_one": [first.isoformat(), later["day_one"].isoformat()]}


def test_an_earlier_day_1_moves_with_a_reason(app, rhythm):
    rhythm.begin(12)
    with app.app_context():
        put_off(rhythm, rhythm.plan().day_one - timedelta(days=1), reason="We began a day before")
        assert rhythm.plan().agreements == []


def test_a_day_1_moved_earlier_moves_back_with_a_reason_alone(app, rhythm):
    rhythm.begin(5)
    with app.app_context():
        first, today = rhythm.plan().day_one, services.today_of(rhythm.plan())
        put_off(rhythm, first - timedelta(days=4), reason="We began before")
        put_off(rhythm, first - timedelta(days=2), reason="Two days before")
        put_off(rhythm, first, reason="We did not")

        plan = rhythm.plan()
        assert (plan.day_one, plan.agreements, firm_day(plan, today)) == (first, [], None)
    dara = rhythm.room.browser("Dara")
    assert "has not agreed" not in said_in(dara.get(f"/plans/{rhythm.plan_id}/").text)


def test_the_day_1_a_sponsor_agreed_to_is_none_that_moved_earlier_freely(app, rhythm):
    rhythm.begin(5)
    with app.app_context():
        first, today = rhythm.plan().day_one, services.today_of(rhythm.plan())
        put_off(rhythm, first - timedelta(days=4), reason="We began before")
        with pytest.raises(MeasureLocked):
            put_off(rhythm, first + timedelta(days=3), reason="")
        put_off(rhythm, first + timedelta(days=3))

        plan = rhythm.plan()
        [agreement] = plan.agreements
        assert agreement.changed == {"day_one": [first.isoformat(), (first + timedelta(days=3)).isoformat()]}
        assert firm_day(plan, today).day == 5
        # An earlier one while they did not answer is asked about, and the first one ends the question.
        put_off(rhythm, first - timedelta(days=1))
        put_off(rhythm, first)
        assert firm_day(rhythm.plan(), today) is None
        assert agreeing.waiting_in(rhythm.plan()) == []


@pytest.mark.parametrize(("begins", "told"), [(12, "12 days"), (1, "1 day")])
def test_before_day_1_pages_say_when_the_plan_begins_as_agreed(app, rhythm, begins, told):
    rhythm.begin(12)
    with app.app_context():
        plan = rhythm.plan()
        plan.day_one = services.today_of(plan) + timedelta(days=begins)
        db.session.commit()
        put_off(rhythm, plan.day_one + timedelta(days=10))
        rhythm.room.person("Sec", alliance_role="secretariat")
    said = f"The sponsor has not agreed to this day 1; without it, the plan begins in {told}."
    plan = f"/plans/{rhythm.plan_id}/"
    pages = [("Dara", plan), ("Dara", f"/reports{plan[:-1]}.csv"), ("Sec", "/portfolio/")]

    texts = [said_in(rhythm.room.browser(name).get(at).text) for name, at in pages]
    assert [said in text for text in texts] == [True] * len(pages)
    assert ["today is day" in text for text in texts] == [False] * len(pages)


@pytest.mark.parametrize("verdict", ["", "no", "yes"])
def test_a_later_day_1_helps_the_status_only_once_the_sponsor_agreed(app, moved, verdict):
    if verdict:
        answer(app, moved, Verdict(verdict))
    with app.app_context():
        now = Status.NOT_STARTED if verdict == "yes" else Status.AMBER
        assert (moved.before, *status_of(moved)) == (Status.AMBER, now, now)
    page = said_in(moved.room.browser("Dara").get(f"/plans/{moved.plan_id}/").text)
    assert (NOT_AGREED in page) is (verdict != "yes")
    assert f"Day 1 was {first_day_of(app, moved)} first." in page


def first_day_of(app, moved):
    with app.test_request_context():
        return day_month_year(moved.first)


def test_every_page_and_file_says_the_first_day_1_beside_the_day(app, moved):
    with app.app_context():
        share = services.share_plan(moved.dara, moved.plan_id, label="P", parts=[Shown.GOAL, Shown.STATUS])
        root = moved.room.person("Sec", alliance_role="secretariat")
    first = f"Day 1 was {first_day_of(app, moved)} first."
    dara, sec = moved.room.browser("Dara"), moved.room.browser("Sec")
    plan = f"/plans/{moved.plan_id}"
    pages = {
        at: said_in(browser.get(at).text)
        for browser, at in [
            (dara, f"{plan}/"), (dara, f"{plan}/print/"), (dara, f"{plan}/week/"), (dara, "/plans/"),
            (dara, f"/p/{share.token}/"), (sec, "/portfolio/"), (sec, "/portfolio/timeline/"),
            (dara, f"/reports{plan}.csv"),
        ]
    }  # fmt: skip
    told = json.loads(dara.get(f"/reports{plan}.json").data)
    with app.test_request_context():
        looked = take_look(root, vocabulary(), Wanted())
        tables = ["\n".join(map(str, table_of(view, looked).rows[0])) for view in (View.PLANS, View.TIMELINE)]

    assert {at: first in page for at, page in pages.items()} == dict.fromkeys(pages, True)
    assert {at: NOT_AGREED in page for at, page in pages.items()} == dict.fromkeys(pages, True)
    assert [first in table for table in tables] == [True, True]
    assert (told["first_day_one"], told["day_one_not_agreed_to"]) == (moved.first.isoformat(), True)
    assert told["day_without_pauses_not_agreed_to"] == 12


def test_free_days_count_from_the_first_day_1_once_it_moved(app, moved):
    answer(app, moved, Verdict.YES)
    moved.clock(4 * DAY)
    with app.app_context():
        [tests] = moved.plan().measures
        with pytest.raises(MeasureLocked):
            services.change_measure(
                moved.dara, tests.id, MeasureWords(name="Tests", baseline=0, target=20, main=True), why=""
            )
        with pytest.raises(ReasonMissing):
            services.say_contact(moved.dara, moved.plan_id, "Spo", ContactWords(email="dara2@example.org"))
        assert services.is_locked(moved.plan())


def test_a_day_1_moved_again_and_again_is_one_question_of_the_first(app, moved):
    with app.app_context():
        put_off(moved, moved.later + timedelta(days=30))
        put_off(moved, moved.later + timedelta(days=10))

        [ask] = [each for each in moved.plan().asks if each.confirms]
        assert len(ask.agreements) == 3
        assert moved.plan().first_day_one == moved.first
        assert status_of(moved) == (Status.AMBER, Status.AMBER)
        put_off(moved, moved.first)
        assert [each for each in moved.plan().asks if each.confirms] == []
        assert days.day_of(moved.today, moved.plan().calendar) == 12


def test_the_sponsor_is_asked_by_mail_before_a_plan_begins_later(app, moved, postbox):
    moved.morning(at=DAY)

    [letter] = [each for address, each in postbox.letters if address == moved.mo.email]
    assert f"Day 1: {first_day_of(app, moved)} →" in words(letter)
    assert "of 100" not in words(letter)
