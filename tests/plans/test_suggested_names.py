"""Fields for somebody suggest names: who works at the centre and whom the plan names; others are typed."""

import re

import pytest

from app import clock
from app.db import db, transaction
from app.plans.models import Action, Plan


def suggested(page):
    """The names a page suggests, and the fields it suggests them in."""
    [names] = re.findall(r'<datalist id="people">(.*?)</datalist>', page, re.DOTALL)
    fields = [each for each in re.findall(r"<input [^>]*>", page) if 'list="people"' in each]
    return re.findall(r'value="([^"]+)"', names), [re.search(r'name="([^"]+)"', each)[1] for each in fields]


NAMES = ["Dara", "Fay", "Lab manager", "Mo"]


@pytest.mark.parametrize(
    ("address", "fields"),
    [
        ("actions/", ["owner"]),
        ("goal/", ["leader", "sponsor", "coach", "data_keeper", "storyteller"]),
        ("measures/", ["counted_by"]),
        ("links/", ["owner"]),
        ("risks/", ["owner"]),
        ("asks/", ["to"]),
        ("people/", ["title"]),
    ],
)
def test_each_form_suggests_the_staff_and_whom_the_plan_names(planned, address, fields):
    page = planned.browser("Fay").get(f"/plans/{planned.plan_id}/{address}")

    assert (page.status_code, suggested(page.text)) == (200, (NAMES, fields))


def test_a_name_that_is_picked_is_reached_by_its_account_and_one_that_is_typed_is_taken(planned):
    dara, at = planned.browser("Dara"), f"/plans/{planned.plan_id}/goal/"
    dara.submit(at, title="Open the lab", leader="Mo", sponsor="Minister Bo")

    page = dara.get(f"/plans/{planned.plan_id}/contacts/").text

    with planned.app.app_context():
        plan = db.session.get(Plan, planned.plan_id)
        assert (plan.leader, plan.sponsor) == ("Mo", "Minister Bo")
    rows = {
        name: "No address yet" not in each
        for each in page.split("<li>")
        for name in ("Mo", "Minister Bo")
        if f"<b><bdi>{name}</bdi></b>" in each
    }
    assert rows == {"Mo": True, "Minister Bo": False}
    assert suggested(planned.browser("Fay").get(at).text)[0] == ["Dara", "Fay", "Lab manager", "Minister Bo", "Mo"]


def test_a_closed_account_is_suggested_no_more(planned):
    with planned.app.app_context(), transaction():
        db.session.merge(planned.people["Mo"]).revoked_at = clock.now()

    page = planned.browser("Fay").get(f"/plans/{planned.plan_id}/actions/").text

    assert suggested(page)[0] == ["Dara", "Fay", "Lab manager"]


def test_a_name_is_suggested_once_as_the_account_writes_it(planned):
    with planned.app.app_context(), transaction():
        db.session.get(Action, planned.action_id).owner = "mo"

    page = planned.browser("Fay").get(f"/plans/{planned.plan_id}/actions/").text

    assert suggested(page)[0] == ["Dara", "Fay", "Mo"]
