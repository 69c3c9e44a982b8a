"""A sponsor whom nobody reaches is told before the plan is published, and on paper and in the portfolio after."""

from app.db import db
from app.plans.models import Plan
from tests.plans.test_agreeing import seen_by

NOBODY = "Nobody reaches the sponsor."
YET = "The sponsor, Spo, has no address yet. No agreement to a later change counts until there is one."


def test_whoever_publishes_reads_that_the_sponsor_has_no_address_yet(app, rhythm):
    rhythm.begin(1)
    page = f"/plans/{rhythm.plan_id}/"
    with app.app_context():
        db.session.get(Plan, rhythm.plan_id).published_at = None
        db.session.commit()
    told = seen_by(rhythm, page).replace("\u2068", "").replace("\u2069", "")
    assert (YET in told, "Enter it now" in told, "Nothing of this plan reaches" in told) == (True, True, False)

    rhythm.reach("Spo")
    assert "has no address yet" not in seen_by(rhythm, page)


def test_paper_and_portfolio_say_that_nobody_reaches_the_sponsor_until_somebody_does(app, rhythm):
    rhythm.begin(3)
    rhythm.room.person("Sec", alliance_role="secretariat")
    places = (f"/plans/{rhythm.plan_id}/print/", "/portfolio/")
    helps = "counts once the secretariat of the alliance confirms it"
    assert [NOBODY in seen_by(rhythm, each, "Sec") for each in places] == [True, True]
    assert helps in seen_by(rhythm, f"/plans/{rhythm.plan_id}/")

    rhythm.reach("Spo", muted=True)
    assert [NOBODY in seen_by(rhythm, each, "Sec") for each in places] == [True, True]
    rhythm.reach("Spo")
    assert [NOBODY in seen_by(rhythm, each, "Sec") for each in places] == [False, False]
    assert helps not in seen_by(rhythm, f"/plans/{rhythm.plan_id}/")


def test_a_sponsor_of_the_staff_is_reached_by_their_page(app, rhythm):
    rhythm.begin(3)
    rhythm.room.person("Sec", alliance_role="secretariat")
    rhythm.room.employ("Spo", "member")

    places = (f"/plans/{rhythm.plan_id}/print/", "/portfolio/")
    assert [NOBODY in seen_by(rhythm, each, "Sec") for each in places] == [False, False]


def test_a_sponsor_who_was_exchanged_is_not_said_to_have_confirmed_nothing(app, unreached):
    unreached.room.person("Sec", alliance_role="secretariat")
    page, measure = f"/plans/{unreached.plan_id}/", f"/plans/measures/{unreached.measure_id}/"
    places = ((page, "Dara"), (f"{page}print/", "Dara"), ("/plans/", "Dara"), ("/portfolio/", "Sec"))
    spo, gil = (f"{name} has not confirmed a changed promise yet." for name in ("Spo", "Gil"))
    assert [spo in seen_by(unreached, *each) for each in places] == [True] * 4
    unreached.follow("Gil")

    told = [seen_by(unreached, *each) for each in places]
    assert [(spo in each, gil in each) for each in told] == [(False, True)] * 4
    assert "Dara wrote down that Spo agreed; nobody confirmed it" in seen_by(unreached, measure)
