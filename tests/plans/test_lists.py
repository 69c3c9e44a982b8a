"""Actions as lists: those of a plan, narrowed and in order, and what is mine over all plans."""

import re

import pytest

from app.db import db, transaction
from app.plans import days, services
from app.plans.models import Plan
from app.plans.services import ActionWords, ContactWords, PartWords, today_of


@pytest.fixture
def running(app, planned):
    """The plan on its day 10; action 1, Mo's, is due on day 40."""
    planned.dara = planned.people["Dara"]
    with app.app_context():
        begins = days.day_one_when(10, today_of(db.session.get(Plan, planned.plan_id)))
        planned.day = lambda number: days.date_of(number, begins)
        services.change_plan(planned.dara, planned.plan_id, title="Fast", goal="30 tests", day_one=begins)
        words = ActionWords(title="Publish a calendar", owner="Mo", due_on=planned.day(40))
        services.change_action(planned.dara, planned.action_id, words)
    return planned


def test_what_is_mine_is_late_this_week_waiting_or_later(app, running):
    mo = "Mo"
    with app.app_context():
        made = {}
        for title, day, needs in (("Late", 12, ()), ("Soon", 15, ()), ("Then", 15, ("Soon",)), ("Far", 60, ())):
            words = ActionWords(
                title=title, owner=mo, due_on=running.day(day), needs=frozenset(made[each] for each in needs)
            )
            made[title] = services.add_action(running.dara, running.plan_id, words).id
        services.add_part(
            running.dara,
            running.action_id,
            PartWords(title="A part", owner="mo", due_on=running.day(11)),
        )
        with transaction():
            late = db.session.get(Plan, running.plan_id).actions[1]
            late.due_on = running.day(9)

    page = running.browser("Mo").get("/plans/mine/").text

    found = {
        heading: re.findall(r'<a href="[^"]+#action-\d+"><bdi>(.*?)</bdi>', section)
        for heading, section in re.findall(
            r'<section class="sec" aria-labelledby="mine-(\w+)">(.*?)</section>', page, re.DOTALL
        )
    }
    assert found == {
        "late": ["Late"],
        "week": ["A part", "Soon"],
        "waiting": ["Then"],
        "later": ["Publish a calendar", "Far"],
    }


def test_what_stands_under_a_name_that_is_reached_as_me_is_mine(app, running):
    with app.app_context():
        words = ActionWords(title="Open the lab", owner="Lab manager", due_on=running.day(60))
        services.add_action(running.dara, running.plan_id, words)
    assert "Open the lab" not in running.browser("Mo").get("/plans/mine/").text

    with app.app_context():
        words = ContactWords(email="mo@example.org")
        services.say_contact(running.dara, running.plan_id, "Lab manager", words)

    assert "Open the lab" in running.browser("Mo").get("/plans/mine/").text
    assert "Open the lab" not in running.browser("Dara").get("/plans/mine/").text


def test_the_list_is_narrowed_and_put_in_order(app, running):
    with app.app_context():
        for title, owner, due, critical in (("Ask the labs", "Bo", 12, True), ("Print it", "Ada", 60, False)):
            words = ActionWords(title=title, owner=owner, due_on=running.day(due), critical=critical)
            services.add_action(running.dara, running.plan_id, words)
        services.move_action(running.dara, running.action_id, "doing")
    mo = running.browser("Mo")

    def rows(asked):
        page = mo.fragment(f"/plans/{running.plan_id}/list/?{asked}").text
        return re.findall(r'<th scope="row">.*?<bdi>(.*?)</bdi>', page)

    asked = {
        "": ["Ask the labs", "Publish a calendar", "Print it"],
        "order=owner": ["Print it", "Ask the labs", "Publish a calendar"],
        "order=number": ["Publish a calendar", "Ask the labs", "Print it"],
        "q=LABS+ask": ["Ask the labs"],
        "owner=Ada": ["Print it"],
        "state=doing": ["Publish a calendar"],
        "critical=y": ["Ask the labs"],
        "late=y": [],
        "q=nothing": [],
    }
    assert {each: rows(each) for each in asked} == asked
    assert mo.get(f"/plans/{running.plan_id}/list/?state=gone").status_code == 422
    assert mo.get(f"/plans/{running.plan_id}/list/?order=luck").status_code == 422
    assert "No action is like that." in mo.get(f"/plans/{running.plan_id}/list/?q=%3Cb%3E").text
