"""A pause that the sponsor refused is not filed again as if they had said nothing."""

import csv
from datetime import timedelta

import pytest

from app.alliance.portfolio.queries import holding_of
from app.plans import services
from app.plans.models import Plan, Verdict
from app.plans.queries import plan_found
from app.plans.services import Consent
from app.plans.status.gist_queries import gists
from app.plans.status.judging import judged
from app.plans.status.rules import Why
from tests.plans.test_promises import said_in

SAYS_NO = "Spo does not agree to a changed promise."


def pause(app, plan, first, last):
    with app.app_context():
        day = plan.today
        return services.pause_plan(
            plan.dara, plan.plan_id, first=day + timedelta(days=first), last=day + timedelta(days=last),
            reason="A flood", agreed="Yes",
        )  # fmt: skip


def drop(app, plan, pause_id):
    with app.app_context():
        services.drop_pause(plan.dara, pause_id, agreed="Yes")


def answer(app, plan, verdict):
    """Answer the newest question about a pause as the sponsor."""
    with app.test_request_context():
        about = [each for each in plan_found(plan.plan_id).asks if any(one.kind == "pause" for one in each.agreements)]
        ask = max(about, key=lambda each: each.number)
        services.confirm_own_ask(plan.mo, ask.id, Consent(verdict=verdict, seen=len(ask.agreements)))


@pytest.fixture
def refused(app, asked):
    """The plan on day 60, where Mo refused a pause of the last ten days, which was taken back since."""
    with app.test_request_context():
        [target] = plan_found(asked.plan_id).asks
        services.confirm_own_ask(asked.mo, target.id, Consent(verdict=Verdict.YES, seen=1))
    made = pause(app, asked, -10, -1)
    answer(app, asked, Verdict.NO)
    drop(app, asked, made.id)
    return asked


def refusers(app, plan):
    """Return who refuses by the reasons of the plan and of its gist, which are the same."""
    with app.app_context():
        whole, gist = (
            [each.name for each in judged(found, plan.today).verdict.reasons if each.why is Why.REFUSED]
            for found in (plan_found(plan.plan_id), *gists(Plan.id == plan.plan_id))
        )
    assert whole == gist
    return whole


@pytest.mark.parametrize(("first", "last"), [(-10, -1), (-9, -2), (-3, 20), (-12, -10)])
def test_a_pause_over_refused_days_carries_the_no_until_the_sponsor_says_yes(app, refused, first, last):
    assert refusers(app, refused) == []
    again = pause(app, refused, first, last)

    assert refusers(app, refused) == ["Spo"]
    answer(app, refused, Verdict.YES)
    assert refusers(app, refused) == []
    drop(app, refused, again.id)
    assert refusers(app, refused) == []


@pytest.mark.parametrize(("first", "last"), [(-20, -11), (0, 5)])
def test_a_pause_over_other_days_carries_no_refusal(app, refused, first, last):
    pause(app, refused, first, last)

    assert refusers(app, refused) == []


def test_the_refusal_of_days_that_pause_again_is_told_everywhere(app, refused):
    pause(app, refused, -10, -2)
    dara = refused.room.browser("Dara")
    for page in ("", "print/", "week/"):
        assert SAYS_NO in said_in(dara.get(f"/plans/{refused.plan_id}/{page}").text)
    rows = list(csv.DictReader(dara.get(f"/reports/plans/{refused.plan_id}.csv").text.lstrip("\ufeff").splitlines()))
    [row] = [each for each in rows if each["Kind"] == "Pause"]
    sec = refused.room.person("Sec", alliance_role="secretariat")
    with app.app_context():
        [told] = holding_of(sec).rows

    assert SAYS_NO in row["Sponsor"]
    assert told.refused == ("Spo",)
    assert SAYS_NO in said_in(dara.get(f"/plans/{refused.plan_id}/pauses/").text)
