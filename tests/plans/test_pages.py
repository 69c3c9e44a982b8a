"""The pages of a plan: what they say, and that every form works with and without htmx."""

import re
from datetime import timedelta

import pytest

from app.db import db
from app.plans import services
from app.plans.models import Action, Plan
from app.plans.services import today_of
from app.workshops.services.seats import remove
from tests.morning import TODAY

SOON = TODAY + timedelta(days=12)


def test_the_page_names_the_action_its_owner_its_day_and_leads_back_to_its_note(planned):
    page = planned.browser("Ada").get(f"/plans/{planned.plan_id}/").text

    row = re.search(r'<tr id="action-1">.*?</tr>', page, re.DOTALL).group()
    assert "Publish a calendar" in row
    assert "Lab manager" in row
    assert "Day 12" in row
    assert f'<q><a href="/boards/{planned.board_id}/list/#{planned.note_id}"><bdi>Idle lab days</bdi></a></q>' in row


def test_who_has_no_seat_reads_the_kept_words_without_a_link(planned):
    page = planned.browser("Fay").get(f"/plans/{planned.plan_id}/").text

    assert "<q><bdi>Idle lab days</bdi></q>" in page
    assert f"/boards/{planned.board_id}" not in page


def test_whose_seat_was_ended_is_led_to_no_board_and_no_workshop_any_more(app, planned):
    planned.seat("Fay")
    fay, plan = planned.browser("Fay"), f"/plans/{planned.plan_id}/"
    leading = [f'href="/boards/{planned.board_id}/list/#{planned.note_id}"', f'href="/w/{planned.workshop.id}/"']
    before = fay.get(plan).text

    with app.app_context():
        remove(planned.seats["Ada"], planned.seats["Fay"].id)
    after = fay.get(plan).text

    assert [each in before for each in leading] == [True, True]
    assert [each in after for each in leading] == [False, False]


@pytest.mark.row("P4", partly=True)
@pytest.mark.parametrize(
    ("day", "said"),
    [
        (-4, "5</b><span>days until day 1"),
        (58, "58</b><span>of 100 days"),
        (100, "100</b><span>of 100 days"),
        (101, "100</b><span>days are over"),
    ],
)
def test_the_page_says_where_in_the_hundred_days_it_is(app, planned, day, said):
    with app.app_context():
        plan = db.session.get(Plan, planned.plan_id)
        begins = today_of(plan) - timedelta(days=day - 1)
        plan.actions[0].due_on = begins + timedelta(days=50)
        db.session.commit()
        services.change_plan(planned.people["Dara"], plan.id, title="Fast", goal="", day_one=begins)

    assert said in planned.browser("Ada").get(f"/plans/{planned.plan_id}/").text


def test_a_reader_from_right_to_left_gets_a_mirrored_ruler(app, planned):
    with app.app_context():
        plan = db.session.get(Plan, planned.plan_id)
        begins = today_of(plan) - timedelta(days=57)
        services.change_plan(planned.people["Dara"], plan.id, title="Fast", goal="", day_one=begins)
    ada = planned.browser("Ada")
    at = r'class="now" x1="([\d.]+%)"'

    left_to_right = re.search(at, ada.get(f"/plans/{planned.plan_id}/").text).group(1)
    right_to_left = re.search(at, ada.get(f"/plans/{planned.plan_id}/", headers={"Accept-Language": "ar"}).text).group(
        1
    )

    assert (left_to_right, right_to_left) == ("57.5%", "42.5%")


def test_an_action_changes_and_the_reason_stays_only_while_it_is_blocked(app, planned):
    fay = planned.browser("Fay")
    address = f"/plans/actions/{planned.action_id}/"
    words = {"title": "Publish it", "owner": "Dara", "due_on": SOON}

    answer = fay.submit(address, **words, status="blocked", blocked_reason="Waiting for the law")

    assert (answer.status_code, answer.location) == (303, f"/plans/{planned.plan_id}/#action-1")
    with app.app_context():
        action = db.session.get(Action, planned.action_id)
        assert (action.title, action.owner, action.status) == ("Publish it", "Dara", "blocked")
        assert action.blocked_reason == "Waiting for the law"
    fay.submit(address, **words, status="doing", blocked_reason="Waiting for the law")
    with app.app_context():
        assert db.session.get(Action, planned.action_id).blocked_reason == ""


def test_a_status_nobody_knows_and_a_day_outside_the_plan_are_refused(app, planned):
    fay = planned.browser("Fay")

    answer = fay.submit(
        f"/plans/actions/{planned.action_id}/", title="x", owner="y", due_on=SOON + timedelta(days=365), status="magic"
    )

    assert answer.status_code == 422
    with app.app_context():
        assert db.session.get(Action, planned.action_id).status == "todo"


def test_the_goal_and_day_1_change_and_the_days_of_the_actions_move(app, planned):
    dara = planned.browser("Dara")
    begins = TODAY + timedelta(days=10)

    answer = dara.submit(f"/plans/{planned.plan_id}/goal/", title="Fast", goal="Thirty tests", day_one=begins)

    assert (answer.status_code, answer.location) == (303, f"/plans/{planned.plan_id}/")
    with app.app_context():
        plan = db.session.get(Plan, planned.plan_id)
        assert (plan.title, plan.goal, plan.day_one) == ("Fast", "Thirty tests", begins)
        assert plan.actions[0].due_on == SOON
    assert "Day 3" in dara.get(f"/plans/{planned.plan_id}/").text


def test_day_1_lies_within_a_year_of_today(app, planned):
    answer = planned.browser("Dara").submit(
        f"/plans/{planned.plan_id}/goal/", title="Fast", goal="", day_one="9999-12-31"
    )

    assert answer.status_code == 422
    assert "Choose a day within a year of today." in answer.text


def test_words_of_people_are_shown_and_never_run(planned):
    board_id, note_id = planned.note("<script>alert(1)</script>")
    ada = planned.browser("Ada")
    ada.submit(
        "/plans/promotion/", kind="action", board=board_id, note=note_id, title="<b>Do</b>", owner="<i>", due_on=SOON
    )

    page = ada.get(f"/plans/{planned.plan_id}/").text

    assert "<script>alert" not in page
    assert "&lt;b&gt;Do&lt;/b&gt;" in page
