"""A plan that was signed off is told by the day on which that was, wherever its day is told, however long ago it is."""

import csv
import io
import re
from datetime import timedelta

import pytest

from app.db import db, transaction
from app.moments import day_month
from app.plans import services
from app.plans.models import Plan
from tests.plans.endings import complete, sign
from tests.plans.test_kept_in_sight import told_by
from tests.plans.test_promises import said_in

DAY = 24 * 3600
WAITED = 40
PAGES = ("", "week/", "print/")
WITHOUT = "Day without what is not agreed"


@pytest.fixture
def signed(app, ending, clock):
    """The plan, signed off on day 94, forty days ago; Sec coaches it."""
    ending.at(94)
    _end(app, ending)
    clock(WAITED * DAY)
    return ending


@pytest.fixture
def paused(app, ending, clock):
    """The same, on a day 94 that would be 108 without a pause to which nobody says that the sponsor agreed."""
    pause_unasked(app, ending)
    _end(app, ending)
    clock(WAITED * DAY)
    return ending


def pause_unasked(app, ending):
    """Let it be day 108, which a pause that nobody agreed to makes day 94."""
    ending.at(108)
    first = ending.today - timedelta(days=20)
    with app.app_context():
        services.pause_plan(
            ending.dara, ending.plan_id, first=first, last=first + timedelta(days=13), reason="Flood", agreed="Yes"
        )


def _end(app, ending):
    with app.app_context():
        services.park_action(ending.dara, ending.action_id, reason="Later")
        complete(ending)
        with transaction():
            db.session.get(Plan, ending.plan_id).coach = "Sec"
    sign(app, ending)


def pages_of(plan):
    """Return what each page says on which the day of a plan is told, by its name, and their marks of a day."""
    at = f"/plans/{plan.plan_id}/"
    dara, sec = plan.browser("Dara"), plan.browser("Sec")
    pages = {
        "plan": dara.get(at), "week": dara.get(f"{at}week/"), "print": dara.get(f"{at}print/"),
        "plans": dara.get("/plans/"), "portfolio": sec.get("/portfolio/"), "caseload": sec.get("/portfolio/caseload/"),
    }  # fmt: skip
    drawn = "".join(page.text for page in (*pages.values(), dara.get(f"{at}timeline/")))
    return {name: said_in(page.text) for name, page in pages.items()}, re.findall(r'now-t"[^>]*>([^<]*)<', drawn)


def days_told(app, plan):
    row = told_by(app, plan)
    filed = plan.browser("Dara").get(f"/reports/plans/{plan.plan_id}.json").json
    return (
        (row["Day"], row["Day without what is not agreed"]),
        (filed["day"], filed["day_without_pauses_not_agreed_to"]),
    )


def test_every_place_tells_the_day_of_the_sign_off_for_ever(app, signed):
    pages, marks = pages_of(signed)
    on = f"signed off on {day_month(signed.today)}"
    told = {
        "plan": f"94of 100 days{on}", "week": f"94of 100 days{on}", "print": f"94of 100 days{on}",
        "plans": f"Day 94 · {on}", "portfolio": f" 94 {on} ", "caseload": f"day 94, {on}",
    }  # fmt: skip

    assert [name for name, said in told.items() if said not in pages[name]] == []
    assert marks == ["Signed off"] * 3
    assert days_told(app, signed) == ((94, None), (94, None))


def test_the_day_it_counts_as_is_the_one_of_the_sign_off_too(app, paused):
    pages, _marks = pages_of(paused)
    on, counts = f"signed off on {day_month(paused.today)}", f"counts as day 108, ended {day_month(paused.day(100))}"
    told = {
        "plan": f"94of 100 days{on}{counts}", "week": f"94of 100 days{on}{counts}",
        "print": f"94of 100 days{on}{counts}", "plans": f"Day 94 · {on}, {counts}",
        "portfolio": f" 94 {on}, {counts} ", "caseload": f"day 94, {on}, {counts}",
    }  # fmt: skip

    assert [name for name, said in told.items() if said not in pages[name]] == []
    assert days_told(app, paused) == ((94, 108), (94, 108))


def test_the_file_of_the_plan_tells_both_days_of_what_was_counted_and_signed(app, paused):
    written = paused.browser("Dara").get(f"/reports/plans/{paused.plan_id}.csv").data.decode("utf-8-sig")

    told = {row["Kind"]: (row["Day"], row[WITHOUT]) for row in csv.DictReader(io.StringIO(written))}
    assert (told["Reading"], told["Sign-off"], told["Plan"]) == (("94", "108"), ("94", "108"), ("100", "114"))


def test_the_file_of_a_plan_of_which_all_is_agreed_tells_one_day(app, signed):
    written = signed.browser("Dara").get(f"/reports/plans/{signed.plan_id}.csv").data.decode("utf-8-sig")

    told = {row["Kind"]: (row["Day"], row[WITHOUT]) for row in csv.DictReader(io.StringIO(written))}
    assert (told["Reading"], told["Sign-off"], told["Plan"]) == (("94", ""), ("94", ""), ("100", ""))


def test_one_end_stands_beside_the_day_of_a_plan_signed_off_after_it(app, ending, clock):
    pause_unasked(app, ending)
    with app.app_context():
        complete(ending)
    clock(8 * DAY)
    sign(app, ending)
    pages = [said_in(ending.browser("Dara").get(f"/plans/{ending.plan_id}/{page}").text) for page in PAGES]

    on, end = (day_month(each) for each in (ending.today + timedelta(days=8), ending.day(100)))
    told = f"100days are oversigned off on {on}counts as day 116, ended {end}"
    assert [page.count(told) for page in pages] == [1] * len(PAGES)


def test_what_the_curve_asked_for_is_of_that_day_too(app, signed):
    row = told_by(app, signed)
    page = signed.browser("Dara").get(f"/plans/{signed.plan_id}/").text

    assert row["Asked by the curve"] == 0.94
    assert "Tests: 31 on day 94, 28 expected, 30 by day 100" in page


def test_a_plan_that_was_reopened_goes_by_today(app, paused):
    with app.app_context():
        services.reopen(paused.dara, paused.plan_id, reason="Too early")
    pages, marks = pages_of(paused)

    assert days_told(app, paused) == ((94 + WAITED, 108 + WAITED), (94 + WAITED, 108 + WAITED))
    assert ([name for name, said in pages.items() if f"signed off on {day_month(paused.today)}" in said], marks) == (
        [],
        [],
    )
