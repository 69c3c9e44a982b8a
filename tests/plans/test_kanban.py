"""Actions as cards by how far they are: moved by a form, live for all, and only by those who may."""

import re

import pytest

from app.audit import AuditRow
from app.db import db
from app.errors import NotAllowed, NotFound
from app.plans import services
from app.plans.models import Action, ActionStatus
from app.plans.services import ActionWords, today_of


def columns(page):
    """Heading of a column to the titles of its cards."""
    found = re.findall(r'<section aria-labelledby="k-\w+"[^>]*>(.*?)</section>', page, re.DOTALL)
    told = {}
    for section in found:
        heading = re.search(r"<h2[^>]*>(.*?)</h2>", section).group(1)
        told[heading] = re.findall(r"<h3>.*?<bdi>(.*?)</bdi>", section, re.DOTALL)
    return told


@pytest.mark.parametrize("back", ["", "mine"])
def test_no_card_is_blocked_before_somebody_says_why(app, planned, back):
    dara, at = planned.browser("Dara"), f"/plans/actions/{planned.action_id}/status/"

    refused = dara.submit(at, status="blocked", blocked_reason=" ", back=back)

    assert (refused.status_code, "Say why, in one sentence." in refused.text) == (422, True)
    with app.app_context():
        assert db.session.get(Action, planned.action_id).status == "todo"


def test_a_card_has_a_field_for_what_blocks_it_without_scripts(planned):
    page = planned.browser("Dara").get(f"/plans/{planned.plan_id}/kanban/").text

    [form] = re.findall(r"<form[^>]*data-move.*?</form>", page, re.DOTALL)
    [field] = re.findall(r"<input[^>]*name=\"blocked_reason\"[^>]*>", form)
    assert 'type="hidden"' not in field
    assert re.search(r'<label[^>]*for="why-1">What blocks it</label>', form)


@pytest.mark.row("P1", partly=True)
def test_a_card_goes_from_column_to_column(app, planned):
    dara = planned.browser("Dara")
    address = f"/plans/{planned.plan_id}/kanban/"
    with app.app_context():
        action = db.session.get(Action, planned.action_id)
        words = ActionWords(title="Ask the labs", owner="Bo", due_on=action.due_on)
        services.add_action(planned.people["Dara"], planned.plan_id, words)
    before = columns(dara.get(address).text)

    moved = dara.submit(f"/plans/actions/{planned.action_id}/status/", status="blocked", blocked_reason="No permit")
    blocked = dara.get(address).text
    dara.submit(f"/plans/actions/{planned.action_id}/status/", status="blocked")
    assert "No permit" in dara.get(address).text
    nowhere = dara.submit(f"/plans/actions/{planned.action_id}/status/", status="elsewhere")
    dara.submit(f"/plans/actions/{planned.action_id}/status/", status="done")

    assert (moved.status_code, nowhere.status_code) == (303, 422)
    assert before == {"Not started": ["Publish a calendar", "Ask the labs"], "Under way": [], "Blocked": [], "Done": []}
    assert columns(blocked)["Blocked"] == ["Publish a calendar"]
    assert "No permit" in blocked
    page = planned.browser("Mo").get(address).text
    assert columns(page)["Done"] == ["Publish a calendar"]
    assert "/status/" not in page
    with app.app_context():
        kept = db.session.get(Action, planned.action_id)
        assert (kept.status, kept.done_on, kept.blocked_reason) == ("done", today_of(kept.plan), "")


def test_a_card_that_is_moved_to_where_it_stands_is_not_moved(app, planned):
    with app.app_context():
        dara, action_id = planned.people["Dara"], planned.action_id
        services.move_action(dara, action_id, ActionStatus.BLOCKED, reason="No permit")
        since = db.session.get(Action, action_id).blocked_since

        services.move_action(dara, action_id, ActionStatus.BLOCKED)
        services.move_action(dara, action_id, ActionStatus.BLOCKED, reason="No permit")

        moved = db.session.scalars(db.select(AuditRow).where(AuditRow.action == "action.move")).all()
        assert [(row.details["before"], row.details["after"]) for row in moved] == [("todo", "blocked")]
        kept = db.session.get(Action, action_id)
        assert (kept.blocked_reason, kept.blocked_since) == ("No permit", since)


@pytest.mark.parametrize(("who", "refusal"), [("Mo", NotAllowed), ("Root", NotAllowed), ("Stranger", NotFound)])
def test_who_may_not_change_the_plan_moves_nothing(app, planned, who, refusal):
    with app.app_context():
        with pytest.raises(refusal):
            services.move_action(planned.people[who], planned.action_id, ActionStatus.DONE)
        assert db.session.get(Action, planned.action_id).status == "todo"
