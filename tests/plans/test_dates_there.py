"""A moment is told with the date it had where the plan is carried out, wherever the server stands."""

import re
from datetime import timedelta

import pytest

from app.db import db
from app.moments import day_month, day_month_year
from app.plans import services
from app.plans.models import Plan
from app.plans.services import today_of
from tests.morning import TODAY

HOUR = 3600
AHEAD_OF_US, BEHIND_US = "Asia/Kolkata", "America/Los_Angeles"


def test_a_goal_ends_on_the_date_it_had_there(app, planned, clock):
    dara = planned.people["Dara"]
    with app.app_context():
        begins = db.session.get(Plan, planned.plan_id).day_one
        services.change_plan(dara, planned.plan_id, title="Fast", goal="30 tests", day_one=begins)
        clock(11 * HOUR)  # eight in the evening here, and past midnight there
        services.change_plan(dara, planned.plan_id, title="Fast", goal="40 tests", day_one=begins)

    page = planned.browser("Dara").get(f"/plans/{planned.plan_id}/").text

    with app.test_request_context():
        assert f"until {day_month_year(TODAY + timedelta(days=1))}" in page


@pytest.mark.parametrize("timezone", [AHEAD_OF_US, BEHIND_US])
def test_a_link_works_until_the_date_that_was_chosen_there(app, planned, timezone):
    with app.app_context():
        plan = db.session.get(Plan, planned.plan_id)
        plan.timezone = timezone
        db.session.commit()
        until = today_of(plan) + timedelta(days=9)
    dara, phone = planned.browser("Dara"), app.test_client()

    made = dara.submit(f"/plans/{planned.plan_id}/links/", owner="Bo", until=until).text
    link = re.search(r"/c/[\w-]{43}/", made).group()
    phone.submit(link, client_id="form-00001", done="Open Friday")

    with app.test_request_context():
        assert f"works until {day_month(until)}" in made
        assert f"This link works again tomorrow, until {day_month_year(until)}." in phone.get(link).text
