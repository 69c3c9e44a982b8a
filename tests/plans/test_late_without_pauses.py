"""How late something was counts from the day it was promised for, with the pauses alone that its sponsor agreed to."""

import pytest

from app.db import db, transaction
from app.moments import short_day
from app.plans import services
from app.plans.actions.shown import late_done
from app.plans.endings.promises import promises_in
from app.plans.endings.seal import said_of
from app.plans.models import Action, ActionStatus, Milestone, MilestoneState, Plan
from app.plans.queries import plan_found
from app.plans.status.gist_queries import gists
from tests.plans.test_done_after_a_move import change, change_labs, moved, signing_page  # noqa: F401
from tests.plans.test_promises import said_in


def pause(app, plan, first, last, *, agreed):
    """Enter a pause ahead, to which the sponsor agreed or not."""
    with app.app_context():
        days_off = {"first": plan.day(first), "last": plan.day(last)}
        services.pause_plan(plan.dara, plan.plan_id, **days_off, reason="Flood", agreed="Yes")
        with transaction():
            for each in plan_found(plan.plan_id).agreements:
                each.own = agreed


def missed_and_done(app, plan):
    """“Sign” is moved and critical no longer once it was missed, “Labs” stays as it is; both are done on day 40."""
    plan.on(20)
    change(app, plan, plan.sign, due_on=plan.day(35), critical=False)
    plan.on(40)
    change(app, plan, plan.sign, status=ActionStatus.DONE)
    change_labs(app, plan, state=MilestoneState.DONE)


def lateness(app, plan):
    """Return by how many days both were done late: in the plan, in lists of plans, and as a sign-off would seal it."""
    with app.app_context():
        found = plan_found(plan.plan_id)
        [gist] = gists(Plan.id == found.id)
        sign, labs = db.session.get(Action, plan.sign), db.session.get(Milestone, plan.labs)
        in_gist = [each for each in (*gist.actions, *gist.milestones) if each.number in {sign.number, labs.number}]
        sealed = promises_in(said_of(found, plan.today), plan.today).doubted
        return {
            "plan": [late_done(each, found).days for each in (sign, labs)],
            "lists": sorted(late.days for each in in_gist if (late := late_done(each, gist))),
            "sign-off": sorted(each.late.days for each in sealed if each.late and each.title in {"Sign", "Labs"}),
        }


def test_what_missed_its_day_and_what_did_not_move_are_late_by_the_same_count(app, moved):  # noqa: F811
    moved.on(3)
    pause(app, moved, 4, 13, agreed=False)
    missed_and_done(app, moved)

    assert lateness(app, moved) == {"plan": [34, 34], "lists": [34, 34], "sign-off": [34, 34]}
    page = said_in(moved.browser("Dara").get(f"/plans/{moved.plan_id}/").text)
    assert (page.count("34 days late"), "24 days late" in page) == (2, False)


def test_days_of_a_pause_that_the_sponsor_agreed_to_are_not_late(app, moved):  # noqa: F811
    moved.on(3)
    pause(app, moved, 4, 13, agreed=True)
    missed_and_done(app, moved)

    assert lateness(app, moved) == {"plan": [24, 24], "lists": [24, 24], "sign-off": [24, 24]}


def test_what_weighs_less_before_its_day_missed_none(app, moved):  # noqa: F811
    moved.on(3)
    change(app, moved, moved.sign, due_on=moved.day(20))
    pause(app, moved, 10, 16, agreed=False)
    moved.on(15)
    change(app, moved, moved.sign, critical=False)
    moved.on(22)
    change(app, moved, moved.sign, status=ActionStatus.DONE)

    with app.app_context():
        sign = db.session.get(Action, moved.sign)
        assert (sign.missed_on, late_done(sign, sign.plan).days) == (None, 2)


def test_what_moves_later_than_the_day_that_counts_missed_the_first_one(app, moved):  # noqa: F811
    """It moves to a day before the one to which a pause had moved it, and after the one it has without that."""
    moved.on(3)
    change(app, moved, moved.sign, due_on=moved.day(40))
    pause(app, moved, 20, 29, agreed=False)
    moved.on(18)
    change(app, moved, moved.sign, due_on=moved.day(45))
    moved.on(50)
    change(app, moved, moved.sign, status=ActionStatus.DONE)

    with app.app_context():
        sign = db.session.get(Action, moved.sign)
        assert (sign.missed_on, late_done(sign, sign.plan).days) == (moved.day(6), 44)


@pytest.mark.parametrize("signed", [False, True])
def test_a_sign_off_says_from_which_day_it_is_late_as_the_plan_does(app, moved, signed):  # noqa: F811
    moved.on(3)
    pause(app, moved, 4, 13, agreed=False)
    missed_and_done(app, moved)
    page = said_in(moved.browser("Dara").get(f"/plans/{moved.plan_id}/").text)
    at_end = signing_page(app, moved, signed=signed)

    with app.test_request_context():
        said = f"34 days late, counted from {short_day(moved.day(6))}: done {short_day(moved.day(40))}"
    # The sign-off tells it among what is done in doubt, and where each thing came from.
    assert [page.count(said), at_end.count(said), "34 days late: done" in at_end] == [2, 4, False]
