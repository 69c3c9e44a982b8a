"""Charts draw what the sponsor agreed to, as the status and the portfolio go by it; what is newer stands in words."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from app.alliance.portfolio.queries import holding_of, with_trails
from app.db import db
from app.plans import services
from app.plans.endings.sharing import Shown
from app.plans.measures.chart import HEIGHT, TOP
from app.plans.measures.curve import Curve
from app.plans.models import Agreement, MeasureMove
from tests.plans.test_chart import corners
from tests.plans.test_counted_otherwise import count_anew, counted
from tests.plans.test_promises import said_in
from tests.plans.test_refused_status import TESTS, answer, begin, lowered

__all__ = ["counted", "lowered"]

EARLIER = "Goes by the earlier target, 30; 9 is not agreed to."
CURVE = "Goes by the earlier promise; a newer one is not agreed to."
RAISED = "Goes by a new target that is not agreed to, 2,000; the earlier one was 30."


def charts_of(plan):
    """Return each page that draws a chart, as it is sent."""
    with plan.app.app_context():
        [measure, *_] = plan.plan().measures
        shared = services.share_plan(plan.dara, plan.plan_id, label="Donor", parts=[Shown.NUMBERS]).token
        at = f"/plans/measures/{measure.id}/"
    dara = plan.room.browser("Dara")
    pages = {page: dara.get(page).text for page in (plan.page, f"{plan.page}print/", f"{plan.page}week/", at)}
    return {**pages, "outside": plan.app.test_client().get(f"/p/{shared}/").text}


def drawn(plan, *words):
    """Return which words each page has beside its chart, and what its line asks for in the end; the same on all."""
    told = set()
    for page in charts_of(plan).values():
        labels = re.findall(r">([\d,.]+ (?:target|asked for|expected))</text>", page)
        [path] = re.findall(r'class="line line-e" d="([^"]+)"', page)
        scale = re.search(r'<svg class="chart chart-y".*?</svg>', page)[0]
        top = max(float(value.replace(",", "")) for value in re.findall(r">([\d,.]+)</text>", scale))
        ends = round(top * (1 - (corners(path)[-1][1] - TOP) / HEIGHT))
        told.add((*labels, ends, *(each in said_in(page) for each in words)))
    [same] = told
    return same


@pytest.mark.parametrize("verdict", ["", "no"])
def test_a_chart_draws_the_target_agreed_to_until_the_sponsor_agrees(lowered, verdict):
    if verdict:
        answer(lowered, verdict)

    assert drawn(lowered, EARLIER) == ("6.3 expected", "30 target", 30, True)
    assert all("2 of 30" in said_in(page) for page in charts_of(lowered).values())

    answer(lowered, "yes")
    assert drawn(lowered, EARLIER, "Goes by") == ("1.9 expected", "9 target", 9, False, False)
    assert all("2 of 9" in said_in(page) for page in charts_of(lowered).values())


def test_a_target_that_is_harder_to_keep_is_drawn_as_asked_for(app, lowered):
    with app.app_context():
        [tests] = lowered.plan().measures
        services.file_reading(lowered.dara, tests.id, on=lowered.today, value=20)
        services.change_measure(lowered.dara, tests.id, replace(TESTS, target=2000), why="Spo agreed")

    assert drawn(lowered, RAISED) == ("420 expected", "2,000 asked for", 2000, True)


def test_a_curve_that_nobody_agreed_to_is_not_drawn(app, rhythm):
    rhythm.mo = rhythm.room.person("Mo")
    begin(rhythm)
    with app.app_context():
        [tests] = rhythm.plan().measures
        services.change_measure(rhythm.dara, tests.id, replace(TESTS, curve=Curve.LATE), why="Spo agreed")

    assert drawn(rhythm, CURVE) == ("6.3 expected", "30 target", 30, True)


def test_the_main_measure_agreed_to_is_drawn_until_the_sponsor_agrees_to_another(app, rhythm):
    rhythm.mo = rhythm.room.person("Mo")
    begin(rhythm)
    with app.app_context():
        visits = replace(TESTS, name="Visits", target=10)
        made = services.add_measure(rhythm.dara, rhythm.plan_id, visits, why="Spo agreed")
        services.file_reading(rhythm.dara, made.id, on=rhythm.today, value=9)
        tests = next(each for each in rhythm.plan().measures if each.name == "Tests")
        services.change_measure(rhythm.dara, tests.id, replace(TESTS, main=False), why="Spo agreed")
    pages = {
        view: said_in(rhythm.room.browser("Dara").get(rhythm.page + view).text) for view in ("", "print/", "week/")
    }

    assert [view for view, page in pages.items() if "2 of 30" not in page or CURVE not in page] == []
    assert "2 of 30 main measure" in pages[""]
    assert "Visits" not in pages["print/"].partition("The number")[2].partition("People")[0]


def test_days_between_two_changes_are_drawn_by_what_was_agreed_to(app, lowered):
    with app.app_context():
        [tests] = lowered.plan().measures
        services.change_measure(lowered.dara, tests.id, replace(TESTS, target=4), why="Spo agreed")
        services.file_reading(lowered.dara, tests.id, on=lowered.today - timedelta(days=5), value=1)
        for row in (*db.session.scalars(db.select(MeasureMove)), *db.session.scalars(db.select(Agreement))):
            at = "moved_at" if isinstance(row, MeasureMove) else "made_at"
            setattr(row, at, getattr(row, at) - timedelta(days=10 if row.id == 1 else 2))
        db.session.commit()
        held = holding_of(lowered.dara)
        [row] = with_trails(held, held.rows)

    assert dict(row.number.asked) == {0: 0.0, 16: pytest.approx(0.16), 21: pytest.approx(0.21)}
    for page in charts_of(lowered).values():
        [path] = re.findall(r'class="line line-e" d="([^"]+)"', page)
        assert {round(30 * (1 - (y - TOP) / HEIGHT) / x, 2) for x, y in corners(path) if x} == {0.3}


def test_numbers_of_something_else_are_listed_and_not_drawn(app, counted):
    count_anew(counted, {"unit": "visits"})
    [first] = {page.count('<circle class="pt') for page in charts_of(counted).values()}
    with app.app_context():
        on = counted.today - timedelta(days=3)
        services.file_reading(counted.dara, counted.measure_id, on=on, value=17)

    pages = charts_of(counted)

    assert {page.count('<circle class="pt') for page in pages.values()} == {first}
    assert all("2 of 30" in said_in(page) for page in pages.values())
    assert "<b><bdi>17 visits</bdi></b>" in pages["outside"]


def test_a_newer_number_stands_in_the_file_of_a_plan_by_what_was_agreed_to(lowered):
    dara = lowered.room.browser("Dara")
    filed = dara.get(f"/reports/plans/{lowered.plan_id}.csv").text

    [line] = [each for each in filed.splitlines() if each.startswith("Measure,")]
    assert ",2.0,6.3,30.0," in line
