"""A plan that was reopened several times says so in the portfolio, and its file tells each of them."""

from datetime import timedelta

import pytest

from app.db import db, transaction
from app.moments import day_month_year
from app.plans import services
from app.plans.models import CheckIn, Plan, Review
from app.plans.queries import plan_found
from app.plans.status.check_ins import how_went
from app.plans.status.gist_queries import gists
from app.plans.status.judging import judged
from app.plans.status.rules import Status, Why
from tests.plans.endings import complete, sign
from tests.plans.test_agreed_steps import rows_of
from tests.plans.test_kept_in_sight import told_by
from tests.plans.test_parked_in_sight import verdict_of
from tests.plans.test_promises import said_in

WHYS = ("Ten tests were counted twice", "A lab sent its list", "The ministry asked")


@pytest.fixture
def thrice(app, ending, clock):
    """The plan, signed off on day 92, reopened four days later, and so twice more, a day after each sign-off."""
    ending.at(92)
    with app.app_context():
        services.park_action(ending.dara, ending.action_id, reason="Later")
        complete(ending)
    ending.reopened = []
    for days_after, why in zip((4, 5, 6), WHYS, strict=True):
        sign(app, ending)
        clock(days_after * 24 * 3600)
        with app.app_context():
            services.reopen(ending.dara, ending.plan_id, reason=why)
        ending.reopened.append(ending.today + timedelta(days=days_after))
    return ending


def test_the_portfolio_says_how_often_a_plan_was_reopened(thrice):
    listed = said_in(thrice.browser("Sec").get("/portfolio/").text)

    last = day_month_year(thrice.reopened[-1])
    assert f"Signed off and reopened 3 times, last on {last}: The ministry asked" in listed
    assert [each in listed for each in WHYS] == [False, False, True]


def test_the_file_of_the_portfolio_tells_each_time(app, thrice):
    row = told_by(app, thrice)

    on = [each.isoformat() for each in thrice.reopened]
    assert row["Reopened on"] == "\n".join(on)
    assert row["Why it was reopened"] == "\n".join(f"{each}: {why}" for each, why in zip(on, WHYS, strict=True))


def test_a_plan_in_gist_knows_each_closing_review_that_was_taken_back(app, thrice):
    with app.app_context():
        [gist] = gists(db.true())
        plan, today = plan_found(thrice.plan_id), thrice.reopened[-1]
        went = how_went(plan, Review.CLOSING, today)
        assert how_went(gist, Review.CLOSING, today) == went
    signed_on = (thrice.today, *thrice.reopened[:2])
    assert went.taken_back == signed_on


@pytest.mark.parametrize(
    ("who", "at"),
    [
        ("Dara", "/plans/"),
        ("Dara", "/plans/of/{centre}/"),
        ("Sec", "/portfolio/caseload/"),
        ("Sec", "/portfolio/timeline/"),
    ],
)
def test_each_list_says_how_often_a_plan_was_reopened(app, thrice, who, at):
    with app.app_context(), transaction():
        plan = db.session.get(Plan, thrice.plan_id)
        plan.coach, centre = "Sec", plan.centre_id
    listed = said_in(thrice.browser(who).get(at.format(centre=centre)).text)

    last = day_month_year(thrice.reopened[-1])
    assert f"Signed off and reopened 3 times, last on {last}: The ministry asked" in listed


def test_the_sheet_of_a_plan_tells_the_sign_off_that_stands_last(app, thrice):
    sign(app, thrice)

    told = [(row["Date"], row["Words"]) for row in rows_of(thrice, "Sign-off")]
    on = day_month_year(thrice.reopened[-1])
    assert len(told) == 4
    assert told[-1] == (thrice.reopened[-1].isoformat(), f"Signed off on {on} by Dara.")


def test_a_sign_off_that_is_taken_back_ends_no_silence(app, ending, clock):
    """Nobody ever checked in: signed off without a word of data and reopened, the plan is as silent as before."""
    ending.at(98)
    with app.app_context():
        complete(ending)
    before = verdict_of(app, ending)
    sign(app, ending)
    with app.app_context():
        services.reopen(ending.dara, ending.plan_id, reason="A typo")

    after = verdict_of(app, ending)

    silent = [(each.why, each.days) for each in before.reasons if each.why is Why.SILENT]
    assert silent == [(Why.SILENT, 98)]
    assert (after.status, after.reasons) == (before.status, before.reasons)
    assert "The last check-in was on" not in said_in(ending.browser("Dara").get(f"/plans/{ending.plan_id}/").text)


@pytest.mark.parametrize(("checked_in", "status"), [(80, Status.AMBER), (60, Status.NO_DATA)])
def test_a_reopened_plan_is_as_silent_in_the_portfolio_as_on_its_page(app, ending, clock, checked_in, status):
    ending.at(92)
    with app.app_context():
        services.check_in(ending.dara, ending.plan_id, services.CheckInWords(client_id="form-00001", done="Well"))
        with transaction():
            db.session.query(CheckIn).one().on = ending.day(checked_in)
        services.park_action(ending.dara, ending.action_id, reason="Later")
        services.file_reading(ending.dara, ending.measure_id, on=ending.day(70), value=20, note="Counted anew")
        complete(ending)
    sign(app, ending)
    with app.app_context():
        services.reopen(ending.dara, ending.plan_id, reason="A typo")
        how = judged(plan_found(ending.plan_id), ending.today)
        [gist] = gists(db.true())
        assert judged(gist, ending.today) == how
        assert [each.on for each in gist.check_ins if each.taken_back is None] == [ending.day(checked_in)]

    assert how.verdict.status is status
    assert [(each.why, each.days) for each in how.verdict.reasons if each.why is Why.SILENT] == [
        (Why.SILENT, 92 - checked_in)
    ]
