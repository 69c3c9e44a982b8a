"""What is parked and is done after all is done like anything else; what is done is not parked any more."""

import pytest

from app.alliance.portfolio.queries import holding_of
from app.db import db
from app.plans import queries, services
from app.plans.errors import DoneAlready
from app.plans.models import Action, ActionStatus
from app.plans.occasions.deciding import ACTION, PLAN, Lying, proposals
from app.plans.status.rules import Why
from tests.plans.test_kept_in_sight import pages_of, told_by
from tests.plans.test_parked_in_sight import change, changed, late, park, say, verdict_of

__all__ = ["late"]

PARKED = "1 action parked, 1 of them critical, 1 late when parked"
DONE_LATE = "1 critical thing done late"
UNSHOWN = "1 critical thing done, nothing shown yet"


def call_done(app, plan, way):
    """Say that the action is done, in its form or as on the cards."""
    if way == "form":
        change(app, plan, status=ActionStatus.DONE, evidence_expected="The contract")
    else:
        change(app, plan, evidence_expected="The contract")
        say(app, plan, ActionStatus.DONE)


@pytest.mark.parametrize("way", ["form", "cards"])
def test_a_parked_action_that_is_called_done_is_taken_up_by_that_and_counts_as_done(app, late, way):
    park(app, late)
    assert [each.why for each in verdict_of(app, late).reasons] == [Why.PARKED_LATE]
    assert [PARKED in page for page in pages_of(late)] == [True, True]
    call_done(app, late, way)

    with app.app_context():
        action = db.session.get(Action, late.sign_id)
        said = action.status, action.parked_on, action.parked_reason, action.done_on, action.due_on
        [row] = holding_of(late.people["Sec"]).rows
        assert said == (ActionStatus.DONE, None, "", late.today, late.first)
        assert (row.parked.actions, row.critical_done_late) == (0, 1)
    assert [each.why for each in verdict_of(app, late).reasons] == []
    page, printed = pages_of(late)
    assert ("1 action parked" in page, "Done, nothing shown yet" in page, "4 days late" in page) == (False, True, True)
    assert ("1 action parked" in printed, "Sign" in printed) == (False, True)
    beside = told_by(app, late)["Beside the status"]
    assert (DONE_LATE in beside, UNSHOWN in beside) == (True, True)
    assert "Sign: taken up again" in changed(late)


def test_other_words_of_a_parked_action_do_not_take_it_up(app, late):
    park(app, late)
    change(app, late, status=ActionStatus.DOING)

    with app.app_context():
        assert db.session.get(Action, late.sign_id).parked_on == late.today
    assert "taken up again" not in changed(late)


def test_what_is_done_is_not_parked(app, late):
    say(app, late, ActionStatus.DONE)
    dara, there = late.browser("Dara"), f"/plans/actions/{late.sign_id}/"
    page = dara.get(there).text

    refused = dara.submit(f"{there}parking/", parked_reason="Later")

    assert ("Park this action" in page, refused.status_code) == (False, 409)
    assert "It is done, so it counts as done and is not parked." in refused.text
    with app.app_context(), pytest.raises(DoneAlready):
        services.park_action(late.dara, late.sign_id, reason="Later")
    with app.app_context():
        assert db.session.get(Action, late.sign_id).parked_on is None


@pytest.mark.parametrize(("status", "offered"), [(ActionStatus.DONE, 0), (ActionStatus.DOING, 1)])
def test_a_room_that_takes_away_what_was_done_meanwhile_parks_nothing(app, late, status, offered):
    say(app, late, status)
    with app.app_context():
        plan = queries.plan_found(late.plan_id)
        gone = Lying(PLAN, ACTION, late.sign_id, "days_1_15", "Sign", None, "")
        assert len(proposals(plan, [gone], late.today)) == offered


def test_the_list_of_actions_says_what_is_parked_and_leads_there(app, late):
    at = f"/plans/{late.plan_id}/"
    before = late.browser("Dara").get(f"{at}list/").text
    park(app, late)
    after = late.browser("Dara").get(f"{at}list/").text

    link = f'<a href="{at}#parked">{PARKED}</a>'
    assert (link in before, link in after) == (False, True)
