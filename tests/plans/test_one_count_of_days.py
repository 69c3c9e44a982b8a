"""With a pause to which nobody agreed, what one page says of one thing is one number."""

import re
from datetime import timedelta

import pytest

from app.alliance.portfolio.queries import holding_of
from app.db import db
from app.moments import day_month
from app.plans import services
from app.plans.days import date_of
from app.plans.endings import signing
from app.plans.endings.sharing import Shown
from app.plans.items.words import AskWords
from app.plans.models import Ask
from app.plans.services import ActionWords, CheckInWords, today_of
from tests.plans.test_promises import said_in

DAY = 24 * 3600
PAUSE = 14


@pytest.fixture
def paused(app, rhythm):
    """The plan on day 36 without a number, which a pause of fourteen days makes day 22; the sponsor said nothing."""
    rhythm.begin(36)
    rhythm.reach("Spo")
    rhythm.check_in()
    with app.app_context():
        rhythm.today = today_of(rhythm.plan())
        [tests] = rhythm.plan().measures
        rhythm.measure_id = tests.id
        first, last = rhythm.today - timedelta(days=PAUSE), rhythm.today - timedelta(days=1)
        services.pause_plan(rhythm.dara, rhythm.plan_id, first=first, last=last, reason="Flood", agreed="Yes")
        parts = [Shown.STATUS, Shown.NUMBERS]
        shared = services.share_plan(rhythm.dara, rhythm.plan_id, label="Donor", parts=parts).token
    rhythm.page = f"/plans/{rhythm.plan_id}/"
    rhythm.pages = [rhythm.page, f"{rhythm.page}print/", f"{rhythm.page}week/", f"/p/{shared}/"]
    return rhythm


def told(plan, words):
    """Return what each page says at a pattern of words, once."""
    dara = plan.room.browser("Dara")
    return [sorted(set(re.findall(words, said_in(dara.get(page).text)))) for page in plan.pages]


def test_a_plan_that_counted_nothing_is_asked_for_what_its_chart_expects(paused):
    asked = told(paused, r"not counted yet, where the curve asks for (\d+)")
    # Neither the week nor the public page says why.
    assert asked == [["11"], ["11"], [], []]
    assert told(paused, r"(\d+) expected") == [["11"]] * 4


def test_the_number_of_a_plan_off_track_is_compared_with_what_its_chart_expects(app, paused):
    """Without the pause there would be no data: a number is 30 days old then, and not with it."""
    with app.app_context():
        on = paused.today - timedelta(days=33)
        services.file_reading(paused.dara, paused.measure_id, on=on, value=1, note="From the register")

    asked = told(paused, r"1 where the curve asks for (\d+)")
    # Neither the week nor the public page says why.
    assert asked == [["11"], ["11"], [], []]
    assert told(paused, r"(\d+) expected") == [["11"]] * 4
    sec = paused.room.person("Sec", alliance_role="secretariat")
    with app.app_context():
        [row] = holding_of(sec).rows
        assert (row.status, row.number.expected) == ("off", 0.36)


def test_how_long_ago_something_was_asked_is_counted_by_dates(app, paused, postbox):
    with app.app_context():
        money = AskWords(title="Money for labs", to="Spo")
        ask_id = services.add_item(paused.dara, paused.plan_id, Ask, money).id
        db.session.get(Ask, ask_id).asked_on = paused.today - timedelta(days=25)
        db.session.commit()

    assert told(paused, r"Money for labs: asked (\d+) days? ago") == [["25"], ["25"], [], []]
    assert told(paused, r"(\d+) days? without an answer")[:3:2] == [["25"]] * 2
    paused.morning(at=DAY)
    assert "It was asked 26 days ago." in postbox.to("Spo")[-1].get_content()


def test_check_ins_and_namings_are_told_by_the_days_of_the_numbers_with_their_dates(app, paused):
    paused.follow("Ada")
    with app.test_request_context():
        day = f"36 ({day_month(paused.today)})"
    dara = paused.room.browser("Dara")

    pages = {page: said_in(dara.get(f"{paused.page}{page}").text) for page in ("", "check-ins/", "print/", "week/")}
    outside = said_in(dara.get(paused.pages[-1]).text)

    assert [page for page in ("", "check-ins/") if f"Day {day}" not in pages[page]] == []
    assert [
        page for page in ("", "print/", "week/") if f"named by Dara on day {day} in place of" not in pages[page]
    ] == []
    assert f"Another sponsor was named on day {day}." in outside
    assert [page for page, said in pages.items() if "on day 22 in place" in said or "Day 22 Leader" in said] == []


def test_the_check_in_that_moved_an_action_is_told_by_the_days_of_the_numbers(app, paused):
    with app.app_context():
        words = ActionWords(title="Sign the lease", owner="Olu", due_on=paused.today)
        action_id = services.add_action(paused.dara, paused.plan_id, words).id
        said = CheckInWords(client_id="form-00077", done="Signed", moves={action_id: "done"})
        services.check_in(paused.dara, paused.plan_id, said)
    with app.test_request_context():
        day = f"36 ({day_month(paused.today)})"

    page = said_in(paused.room.browser("Dara").get(paused.page).text)

    assert (f"Check-in of day {day}" in page, "Check-in of day 22" in page) == (True, False)


def test_the_sign_off_opens_on_day_90_without_a_pause_that_nobody_agreed_to(app, paused):
    with app.app_context():
        opens = date_of(90, paused.plan().day_one)
    with app.test_request_context():
        closed = f"A published plan is signed off from day 90 ({day_month(opens)}) on."
    told = []
    for wait in (0, 53, 54):
        paused.clock(wait * DAY)
        dara = paused.room.browser("Dara")
        said, plan = (said_in(dara.get(f"{paused.page}{page}").text) for page in ("sign-off/", ""))
        told.append((closed in said, "Before the plan can be signed off:" in said, "Sign the plan off" in plan))

    assert told == [(True, False, False), (True, False, False), (False, True, True)]


def test_the_follow_up_lies_between_the_days_that_were_agreed_to(app, paused):
    with app.app_context():
        plan = paused.plan()
        first, proposed, last = (date_of(day, plan.day_one) for day in (160, 175, 190))
        around = (first - timedelta(days=1), first, last, last + timedelta(days=1))
        assert signing.follow_day(plan) == proposed
        assert [signing.may_follow_on(on, plan) for on in around] == [False, True, True, False]
