"""A plan that is written down after it began: nobody was silent before it was there, and days that are over count."""

from datetime import timedelta

import pytest

from app.db import db, transaction
from app.plans import days, services
from app.plans.models import Action, Plan
from app.plans.services import MeasureWords, Roles, today_of

SILENT = "No check-in for"
WHO = Roles(sponsor="The director", leader="Dara")


@pytest.fixture
def late(app, planned):
    """A draft of Dara that was written down today, on its day 14."""
    planned.dara = planned.people["Dara"]
    with app.app_context():
        planned.today = today_of(db.session.get(Plan, planned.plan_id))
        planned.begins = days.day_one_when(14, planned.today)
        services.change_plan(
            planned.dara, planned.plan_id, title="Fast", goal="30 tests", day_one=planned.begins, roles=WHO
        )
        main = MeasureWords(name="Tests", unit="tests", baseline=0, target=30, main=True)
        services.add_measure(planned.dara, planned.plan_id, main)
    planned.day = lambda number: days.date_of(number, planned.begins)
    return planned


def page_of(here):
    return here.browser("Dara").get(f"/plans/{here.plan_id}/").text


def test_nobody_was_silent_before_the_plan_was_written_down(app, late, clock):
    assert SILENT not in page_of(late)
    assert '<span class="num">0' not in late.browser("Sec").get("/portfolio/silent/").text

    with app.app_context():
        services.publish_plan(late.dara, late.plan_id)
    clock(8 * 86_400)
    assert SILENT not in page_of(late)
    clock(9 * 86_400)
    assert f"{SILENT} 10 days." in page_of(late)


def test_a_plan_published_after_a_long_draft_counts_silence_from_then_on(app, late):
    from app import clock as house_clock

    with app.app_context(), transaction():
        db.session.get(Plan, late.plan_id).created_at = house_clock.now() - timedelta(days=30)
    assert (SILENT in page_of(late), "Draft, not published" in page_of(late)) == (False, True)

    with app.app_context():
        services.publish_plan(late.dara, late.plan_id)

    assert SILENT not in page_of(late)


def test_a_draft_takes_an_action_of_a_day_that_is_over_and_says_so(app, late):
    dara, at = late.browser("Dara"), f"/plans/{late.plan_id}/actions/"
    assert "The plan is a draft, so a day that is over can be chosen too." in dara.get(at).text

    first = dara.submit(at, title="Sign", owner="Bo", status="todo", due_on=late.day(5).isoformat())
    before = dara.submit(at, title="Ask", owner="Bo", status="todo", due_on=late.day(0).isoformat())

    assert (first.status_code, before.status_code) == (303, 422)
    with app.app_context():
        assert late.day(5) in db.session.scalars(db.select(Action.due_on)).all()


def test_a_published_plan_promises_nothing_for_a_day_that_is_over(app, late):
    with app.app_context():
        services.publish_plan(late.dara, late.plan_id)
    dara, at = late.browser("Dara"), f"/plans/{late.plan_id}/actions/"

    refused = dara.submit(at, title="Sign", owner="Bo", status="todo", due_on=late.day(5).isoformat())
    assert refused.status_code == 422
    assert "Choose one of the hundred days, from today on." in refused.text
    assert "The plan is a draft" not in dara.get(at).text
