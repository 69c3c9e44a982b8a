"""The portfolio stands whole on screens of common widths, whatever its plans say beside their status."""

from datetime import timedelta

import pytest

from tests.alliance.many import promise_otherwise, write_plans
from tests.conftest import browser_of

WIDTHS = (360, 1024, 1200, 1366)

CUT = """() => [...document.querySelectorAll("main .scroll, main td, main tbody th, main p")]
  .filter((each) => each.scrollWidth > each.clientWidth + 1 && !each.matches(".vh"))
  .map((each) => each.textContent.trim().slice(0, 60))"""
"""Boxes that hold more than is to be seen of them."""


@pytest.fixture(scope="module")
def cookie(behind_it):
    """The session of somebody who reads plans with long names, of which much is to be said."""
    from app import clock
    from app.accounts.models import Person
    from app.centres.services import load_terms
    from app.db import db, transaction
    from app.ids import new_id
    from app.plans.models import Action, CheckIn, Measure, Plan, Reading

    sec = Person(id=new_id(), name="Sec", email="sec@example.org", alliance_role="secretariat")
    with behind_it.app_context():
        load_terms()
        plans = write_plans(4, 5)
        promise_otherwise(plans[1:])
        with transaction():
            sec.created_at = clock.now()
            db.session.add(sec)
            for plan in map(db.session.get_one, [Plan] * 4, plans[:4]):
                plan.title = "Sixty firms of the region test their products in a week"
                plan.centre.name = "Centre for Technology Acceleration of the Eastern Highlands"
            named = {"name": "Firms that have tested at least one product", "unit": "firms with a signed agreement"}
            db.session.execute(db.update(Measure).values(named))
            silent = db.session.get_one(Plan, plans[0])
            silent.day_one = clock.now().date() - timedelta(days=40)
            silent.published_at = silent.created_at = clock.now() - timedelta(days=41)
            db.session.execute(db.delete(CheckIn).where(CheckIn.plan_id == silent.id))
            of_silent = Reading.measure_id.in_([each.id for each in silent.measures])
            db.session.execute(db.delete(Reading).where(of_silent))
            parked = {"critical": True, "parked_on": clock.now().date() - timedelta(days=5), "status": "todo"}
            db.session.execute(db.update(Action).where(Action.number == 5).values(parked))
    kept = browser_of(behind_it, sec).get_cookie(behind_it.config["SESSION_COOKIE_NAME"])
    return {"name": kept.key, "value": kept.value}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_of_the_portfolio_is_cut_off(browser, bare_house, cookie, complaints, language):
    context = browser.new_context(locale=language, base_url=bare_house.url, service_workers="block")
    context.add_cookies([{**cookie, "url": bare_house.url}])
    page = context.new_page()
    complaints.listen(page)

    cut = {}
    for view in ("", "timeline/", "silent/", "asks/", "caseload/"):
        page.goto(f"/portfolio/{view}")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (view, width)
            cut[view, width] = page.evaluate(CUT)

    assert {where: each for where, each in cut.items() if each} == {}
    context.close()


def test_the_words_of_all_counts_stand_in_one_line(browser, bare_house, cookie, complaints):
    context = browser.new_context(locale="en", base_url=bare_house.url, service_workers="block")
    context.add_cookies([{**cookie, "url": bare_house.url}])
    page = context.new_page()
    complaints.listen(page)
    page.set_viewport_size({"width": 1366, "height": 800})

    page.goto("/portfolio/")

    assert page.locator(".summ li .soft").count() > 0
    tops = page.locator(".summ .st").evaluate_all("found => found.map((each) => each.getBoundingClientRect().top)")
    assert (len(tops), len(set(tops))) == (7, 1)
    context.close()
