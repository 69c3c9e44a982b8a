"""Whoever writes several actions or milestones saves each and gets an empty form for the next."""

import re

import pytest

from tests.plans.conftest import SOON

ANOTHER = "Save and add another"
NEXT = "Saved. Write the next one here."


def stands(page, name):
    """What stands in a field of a page."""
    [field] = re.findall(rf'<input [^>]*name="{name}"[^>]*>', page)
    return (re.search(r' value="([^"]*)"', field) or ["", ""])[1]


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("actions", {"title": "Hold an open day", "owner": "Mo", "due_on": SOON.isoformat(), "status": "todo"}),
        ("milestones", {"title": "Hold an open day", "due_on": SOON.isoformat(), "state": "planned"}),
    ],
)
def test_what_is_saved_is_read_by_others_and_the_next_form_is_empty(planned, kind, said):
    fay, at = planned.browser("Fay"), f"/plans/{planned.plan_id}/{kind}/"

    saved = fay.submit(at, **said, another="yes")
    page = fay.get(saved.location)

    assert (saved.status_code, saved.location) == (303, f"{at}?saved=yes")
    assert (NEXT in page.text, stands(page.text, "title")) == (True, "")
    assert "Hold an open day" in planned.browser("Mo").get(f"/plans/{planned.plan_id}/").text


def test_what_is_refused_stays_and_is_not_called_saved(planned):
    refused = planned.browser("Fay").submit(
        f"/plans/{planned.plan_id}/actions/?saved=yes", title="Hold an open day", another="yes"
    )

    assert (refused.status_code, NEXT in refused.text) == (422, False)
    assert stands(refused.text, "title") == "Hold an open day"


def test_what_is_there_already_is_only_saved(planned):
    fay = planned.browser("Fay")

    assert ANOTHER in fay.get(f"/plans/{planned.plan_id}/actions/").text
    assert ANOTHER not in fay.get(f"/plans/actions/{planned.action_id}/").text
