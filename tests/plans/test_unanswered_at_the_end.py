"""A sign-off ends a question without an answer in sight: pages and files say so, and nobody is asked any more."""

import csv
from datetime import timedelta

import pytest

from app.alliance.coaching.case import case_of
from app.alliance.policy import View
from app.alliance.portfolio.listing import Wanted
from app.alliance.portfolio.look import take_look
from app.alliance.portfolio.tables import table_of
from app.centres.queries import vocabulary
from app.mail import jobs as mail_jobs
from app.plans import jobs as plan_jobs
from app.plans import services
from app.plans.endings.sharing import Shown
from app.plans.feeds.happenings import What, happenings
from app.plans.items.words import AskWords
from app.plans.models import Ask, Plan
from app.plans.queries import plan_found
from app.plans.status.gist_queries import gists
from tests.at_once import jobs_run_here
from tests.plans.endings import complete, lower_promises, sign
from tests.plans.letters import links
from tests.plans.letters import words as text
from tests.plans.test_promises import said_in

CHANGE = "Dara wrote down that The director agreed; The director had not answered before the sign-off"
PLAN = "The director had not confirmed a changed promise before the sign-off."
MONEY = "Bo had not answered before the sign-off."
STILL = ("director has not confirmed", "ponsor has not confirmed", "Asked today", "Answer by")


@pytest.fixture
def open_end(app, ending):
    """A plan on day 99 that asks Bo for money, and its sponsor Mo whether they agree to a lower target and goal."""
    ending.at(99)
    ending.page = f"/plans/{ending.plan_id}/"
    with app.app_context():
        complete(ending)
        ending.consent_id = lower_promises(ending)
        on = ending.today - timedelta(days=1)
        services.pause_plan(ending.dara, ending.plan_id, first=on, last=on, reason="A flood", agreed="One day")
        money = AskWords(title="Money", to="Bo", reply_by=ending.today + timedelta(days=1))
        ending.money_id = services.add_item(ending.dara, ending.plan_id, Ask, money).id
    return ending


def send(app, *before):
    """Send what waits; `before` are jobs that come first."""
    with jobs_run_here(), app.app_context():
        for job in (*before, mail_jobs.send_waiting):
            job()


def morning(app, clock):
    clock(24 * 3600)
    send(app, plan_jobs.remind)


def seen(ending, *paths, name="Dara"):
    return [said_in(ending.browser(name).get(path).text) for path in paths]


@pytest.mark.row("P17")
def test_pages_of_a_signed_plan_say_beside_each_change_that_the_sponsor_had_not_answered(app, open_end):
    sign(app, open_end)

    plan, measure, pauses, log, signed = seen(
        open_end,
        open_end.page,
        f"/plans/measures/{open_end.measure_id}/",
        f"{open_end.page}pauses/",
        f"{open_end.page}changes/?all=1",
        f"{open_end.page}sign-off/",
    )

    # The goal of before stands on the plan itself; the goal, the measure and the pause are in the log.
    assert [page.count(CHANGE) for page in (plan, measure, log)] == [1, 1, 3]
    assert signed.count(CHANGE) >= 2
    assert [(PLAN in plan), plan.count(MONEY)] == [True, 1]
    assert [still for page in (plan, measure, log, signed) for still in STILL if still in page] == []
    assert "signed off" in pauses


def test_print_week_and_people_outside_read_it_too(app, open_end):
    sign(app, open_end)
    with app.app_context():
        parts = (Shown.GOAL, Shown.STATUS, Shown.NUMBERS)
        shared = services.share_plan(open_end.dara, open_end.plan_id, label="Partner", parts=parts)

    printed, week = seen(open_end, f"{open_end.page}print/", f"{open_end.page}week/")
    outside = said_in(app.test_client().get(f"/p/{shared.token}/").text)

    assert [PLAN in page for page in (printed, week)] == [True, True]
    assert [MONEY in page for page in (printed, week)] == [True, True]
    assert "Sponsor had not confirmed a changed promise before the sign-off." in outside
    assert [still for page in (printed, week, outside) for still in STILL if still in page] == []


def test_lists_and_files_read_it_and_what_waits_in_a_portfolio_is_open_plans_alone(app, open_end):
    sec = open_end.people["Sec"]

    def told():
        with app.test_request_context():
            looked = take_look(sec, vocabulary(), Wanted())
            return table_of(View.PLANS, looked).rows[0][-1], [row[1] for row in table_of(View.ASKS, looked).rows]

    before, waiting = told()
    sign(app, open_end)
    after, over = told()

    assert (PLAN in before, PLAN in after, len(waiting), over) == (False, True, 2, [])
    assert PLAN in seen(open_end, "/plans/")[0]
    assert PLAN in seen(open_end, "/portfolio/", name="Sec")[0]
    sheet = open_end.browser("Dara").get(f"/reports/plans/{open_end.plan_id}.csv").text.lstrip("\ufeff")
    rows = list(csv.DictReader(sheet.splitlines(keepends=True)))
    assert PLAN in next(row["Sponsor"] for row in rows if row["Kind"] == "Plan")
    assert next(row["Words"] for row in rows if row["Name"] == "Money") == MONEY


def test_coach_and_calendar_wait_no_more_for_what_nobody_can_answer(app, open_end):
    def told():
        with app.test_request_context():
            plan = plan_found(open_end.plan_id)
            [gist] = gists(Plan.id == plan.id)
            days = [each.name for each in happenings(plan, open_end.today) if each.what is What.REPLY]
            return [each.to for each in case_of(plan, gist, open_end.today).waits], days

    before = told()
    sign(app, open_end)

    assert (before, told()) == ((["The director", "Bo"], ["Money"]), ([], []))


def test_the_sponsors_link_says_that_the_plan_takes_no_more_answers(app, open_end, postbox, clock):
    morning(app, clock)
    [letter] = [each for to, each in postbox.letters if to == "mo@example.org"]
    [door] = links(letter)
    before = app.test_client().get(f"/a/{door}/").text
    sign(app, open_end)

    page = app.test_client().get(f"/a/{door}/").text
    late = app.test_client().submit(f"/a/{door}/", verdict="yes", seen="3", words="I do agree")

    assert ("<form" in before, "<form" in page.partition("<main")[2]) == (True, False)
    assert "It takes no more answers." in page
    assert "Target" in page or "On day 100" in page
    assert (late.status_code, "I do agree" in late.text) == (409, True)


def test_the_page_says_before_signing_what_is_open_and_reminds_with_one_press(app, open_end, postbox, clock):
    dara = open_end.browser("Dara")
    at = f"{open_end.page}sign-off/"

    before = said_in(dara.get(at).text)
    pressed = dara.submit(f"{at}reminder/")
    send(app)
    again = dara.submit(f"{at}reminder/")
    send(app)
    after = said_in(dara.get(at).text)

    assert "2 questions have no answer yet. Once the plan is signed off, it takes none." in before
    assert ("Asked of The director on" in before, "Asked of Bo on" in before) == (True, True)
    # Nothing reaches Bo, and the page says so.
    assert "Nothing of this plan reaches Bo yet" in before
    assert ("Remind them by mail now" in before, "Remind them by mail now" in after) == (True, False)
    assert ("A mail last asked them" in before, after.count("A mail last asked them on")) == (False, 1)
    assert [each.status_code for each in (pressed, again)] == [303, 303]
    assert [(to, letter["Subject"]) for to, letter in postbox.letters] == [
        ("mo@example.org", "1 thing waits for you in a 100-day plan")
    ]
    [door] = links(postbox.letters[0][1])
    assert app.test_client().submit(f"/a/{door}/", verdict="yes", seen="3").status_code == 303
    [last] = seen(open_end, at)
    assert "1 question has no answer yet. Once the plan is signed off, it takes none." in last


def test_a_question_of_today_that_a_reminder_told_is_no_news_the_morning_after(app, open_end, postbox, clock):
    with app.app_context():
        services.remind_asked(open_end.dara, open_end.plan_id)
    send(app)
    morning(app, clock)

    told = [text(letter) for to, letter in postbox.letters if to == "mo@example.org"]

    assert [each.count("Do you agree to a changed promise?") for each in told] == [1]


def test_who_only_reads_a_plan_reminds_nobody_and_sees_no_addresses(app, open_end, postbox):
    mo = open_end.browser("Mo")

    page = said_in(mo.get(f"{open_end.page}sign-off/").text)
    pressed = mo.submit(f"{open_end.page}sign-off/reminder/")
    send(app)

    assert ("Questions without an answer" in page, pressed.status_code, postbox.letters) == (False, 403, [])


def test_a_plan_that_is_reopened_waits_for_its_answers_again(app, open_end):
    sign(app, open_end)
    with app.app_context():
        services.reopen(open_end.dara, open_end.plan_id, reason="The count was wrong")

    [plan] = seen(open_end, open_end.page)

    assert (PLAN in plan, MONEY in plan) == (False, False)
    assert "The director has not confirmed a changed promise yet." in plan
