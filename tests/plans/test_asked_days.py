"""An answered question names the date of day 100 that was asked about, also once a pause moved it."""

from datetime import timedelta

from app.moments import day_month_year
from app.plans import days, services
from tests.plans.test_expected_then import later, promise
from tests.plans.test_promises import said_in
from tests.plans.test_what_was_answered import answer_last
from tests.plans.test_what_was_answered import plan as plan  # noqa: PLC0414


def pause(plan):
    with plan.app.app_context():
        day = plan.plan().calendar.day_one + timedelta(days=20)
        said = {"first": day, "last": day + timedelta(days=9), "reason": "A flood", "agreed": "Yes"}
        services.pause_plan(plan.dara, plan.plan_id, **said)


def last_date(plan):
    with plan.app.test_request_context():
        return day_month_year(days.date_of(days.LENGTH, plan.plan().calendar))


def test_a_pause_agreed_to_later_moves_no_date_of_a_question_that_was_answered(app, plan):
    first = last_date(plan)
    later(plan, 10)
    pause(plan)
    answer_last(plan, "yes")
    later(plan, 11)
    promise(plan, target=22)
    moved = last_date(plan)

    page = said_in(plan.room.browser("Dara").get(plan.page).text)

    assert first != moved
    # The refused and the agreed target were asked about before the pause, the newest after it.
    assert (page.count(f"On day 100, {first}"), page.count(f"On day 100, {moved}")) == (2, 1)
