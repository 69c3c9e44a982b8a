"""People outside who read no names read, in a place of its own, how much was done late, in part or without evidence."""

import re
from datetime import timedelta

import pytest

from app.db import db, transaction
from app.plans import services
from app.plans.endings.sharing import Shown
from app.plans.models import Action, ActionStatus, Milestone, MilestoneState, Part
from app.plans.queries import plan_found
from tests.plans.endings import complete, sign
from tests.plans.test_promises import said_in

HEADING = "Done, but late, in part, not shown or in other words"
ACTIONS = ["2 actions done late, 1 of them critical", "1 action done in part", "1 action done, nothing shown yet"]
MILESTONES = ["2 milestones reached late, 2 of them critical", "2 milestones reached, nothing shown yet"]


@pytest.fixture
def washed(app, ending):
    """A signed plan of which all is done: two actions and two critical milestones late, little of it shown."""
    ending.at(99)
    with app.app_context():
        complete(ending)
        with transaction():
            made = {"plan_id": ending.plan_id, "created_at": plan_found(ending.plan_id).created_at}
            done = {"due_on": ending.today - timedelta(days=9), "done_on": ending.today, **made}
            first = db.session.get(Action, ending.action_id)
            first.status, first.due_on, first.done_on = ActionStatus.DONE, done["due_on"], ending.today
            part = Part(id="part", number=1, title="Ink", created_at=made["created_at"])
            first.parts = [part]
            sign_it = Action(id="sign", number=2, title="Sign", owner="Olu", critical=True, status="done", **done)
            sign_it.evidence_expected = "A letter"
            halves = [
                Milestone(id=title, number=number, title=title, critical=critical, was_critical=True, **done)
                for number, title, critical in ((1, "Half", True), (2, "All", False))
            ]
            for each in halves:
                each.state = MilestoneState.DONE
            db.session.add_all([sign_it, *halves])
    sign(app, ending)
    return ending


def sections(app, washed, *parts):
    """The sections of the public page, by heading."""
    with app.app_context():
        token = services.share_plan(washed.dara, washed.plan_id, label="Partner", parts=parts).token
    page = app.test_client().get(f"/p/{token}/").text
    found = re.findall(r"<section.*?<h2[^>]*>(.*?)</h2></div>(.*?)</section>", page, re.DOTALL)
    return {said_in(head).strip(): re.findall("<p>(.*?)</p>", body) for head, body in found}


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ((Shown.RESULT,), [*ACTIONS, *MILESTONES]),
        ((Shown.ACTIONS,), MILESTONES),
        ((Shown.MILESTONES,), ACTIONS),
    ],
)
def test_it_is_counted_of_each_kind_that_is_not_shown_under_a_heading_that_fits(app, washed, parts, told):
    found = sections(app, washed, *parts)

    assert (found[HEADING], "Promised and not done" in found) == (told, False)


def test_nothing_stands_there_where_all_names_are_shown(app, washed):
    assert HEADING not in sections(app, washed, Shown.ACTIONS, Shown.MILESTONES)
