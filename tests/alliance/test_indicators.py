"""What plans count in common becomes one number, by region and capability, over what a reader may see."""

import csv
import io
import re
from datetime import date

import pytest

from app.alliance.models import Export
from app.alliance.portfolio.indicators import Counted, Indicator, Total
from app.alliance.portfolio.listing import Row
from app.centres.models import Term
from app.db import db, transaction
from app.plans.models import Measure, Plan, Reading
from tests.alliance.portfolio_house import add_plan, house, rows_in
from tests.plans.test_promises import said_in

__all__ = ["house"]


def counted(plan, baseline, target, actual, *, unit="Firms", region="AFR", read=1, number=1):
    row = Row(plan_id=plan, centre_id=plan, centre=plan, title="", region=region)
    read_on = None if actual is None else date(2026, 3, read)
    return Counted(row=row, number=number, name="", unit=unit, baseline=baseline, target=target, actual=actual,
                   read_on=read_on)  # fmt: skip


def indicator(adds, *measures):
    return Indicator(key="firms", adds=adds, units=frozenset({"firms", "entreprises"}), measures=measures)


def test_numbers_become_one_as_the_indicator_says_and_what_has_no_data_or_another_unit_is_not_added():
    measures = [
        counted("a", 0, 10, 4, read=9),
        counted("a", 10, 30, 12, unit=" entreprises ", read=3, number=2),
        counted("b", 5, 15, None),
        counted("c", None, 15, 3),
        counted("d", 0, 99, 99, unit="people"),
    ]
    said = {"plans": 4, "without": 2, "other": 1}

    totals = {adds: indicator(adds, *measures).total for adds in ("sum", "mean", "latest")}

    assert totals == {
        "sum": Total(baseline=10, target=40, actual=16, **said),
        "mean": Total(baseline=5, target=20, actual=8, **said),
        "latest": Total(baseline=0, target=10, actual=4, **said),
    }
    assert [total.gain for total in totals.values()] == [6, 3, 4]
    assert indicator("sum").total == Total()
    assert indicator("sum", measures[2]).total == Total(plans=1, without=1)


def test_totals_by_region_leave_out_regions_without_any_and_keep_plans_that_have_none():
    found = indicator("sum", counted("a", 0, 1, 1), counted("b", 0, 2, 2, region=""))

    by = found.by(["AFR", "ASP", ""], lambda row: (row.region,) if row.region else ())

    assert {code: total.actual for code, total in by.items()} == {"AFR": 1, "": 2}


SAID = {"code": "firms", "title_en": "Firms that test", "title_fr": "Entreprises", "unit_en": "firms",
        "direction": "up", "adds": "sum"}  # fmt: skip


@pytest.fixture
def defined(app, house):
    """An indicator as an administrator writes it, counted by the plans that were read."""
    plans, browsers = house
    answer = browsers["Root"].submit("/terms/indicator/", **SAID)
    assert (answer.status_code, answer.location) == (303, "/terms/indicator/")
    with app.app_context(), transaction():
        db.session.execute(db.update(Measure).values(definition="firms"))
    return plans, browsers


def test_an_administrator_defines_an_indicator_with_its_unit_direction_and_how_it_adds_up(app, defined):
    _plans, browsers = defined
    with app.app_context():
        term = db.session.scalars(db.select(Term).where(Term.kind == "indicator")).one()

    assert (term.title, term.facts) == (
        {"en": "Firms that test", "fr": "Entreprises"}, {"unit": {"en": "firms"}, "direction": "up", "adds": "sum"},
    )  # fmt: skip
    form = browsers["Root"].get(f"/terms/{term.id}/edit/").text
    assert re.search(r'<option selected value="sum">Numbers of plans are added</option>', form)
    for wrong in ({"unit_en": ""}, {"adds": "magic"}):
        refused = browsers["Root"].submit("/terms/indicator/", **{**SAID, "code": "other", **wrong})
        assert (refused.status_code, "Firms that test" in refused.text) == (422, True)
    assert browsers["Sec"].submit("/terms/indicator/", **{**SAID, "code": "other"}).status_code == 403


def test_a_measure_says_which_indicator_it_counts(app, house, defined):
    plans, browsers = defined
    with app.app_context():
        # Of a plan that is published the indicator is a promise, which moves with a reason alone.
        with transaction():
            db.session.execute(db.update(Plan).where(Plan.id == plans["coral"]).values(published_at=None))
        measure = db.session.scalars(db.select(Measure).where(Measure.plan_id == plans["coral"])).one()
    form = browsers["Dara"].get(f"/plans/measures/{measure.id}/edit/").text
    assert re.search(r'<option selected value="firms">Firms that test</option>', form)
    said = {"name": "Tests", "unit": "firms", "baseline": "0", "target": "100", "direction": "up", "curve": "straight"}

    for chosen, status, kept in (("magic", 422, "firms"), ("", 303, None), ("firms", 303, "firms")):
        answer = browsers["Dara"].submit(f"/plans/measures/{measure.id}/edit/", **said, definition=chosen)
        with app.app_context():
            found = db.session.get(Measure, measure.id)
        assert (answer.status_code, found.definition) == (status, kept)


@pytest.mark.row("C8")
def test_each_reads_the_sum_of_what_they_look_after_and_the_measures_of_plans_they_may_open(app, defined):
    _plans, browsers = defined
    with app.app_context():
        add_plan("Silent House", "AFR", day=5)
        other = add_plan("Other Unit", "AFR", day=5, read=7.0)
        with transaction():
            db.session.execute(
                db.update(Measure).where(Measure.plan_id == other).values(definition="firms", unit="people")
            )

    said = {who: browsers[who].get("/portfolio/indicators/") for who in ("Sec", "Rae", "Dara", "Gov", "Stranger")}

    def lines(who):
        return [line for body in re.findall(r"<tbody>(.*?)</tbody>", said[who].text, re.DOTALL)
                for line in rows_in(f"<tbody>{body}</tbody>")]  # fmt: skip

    everything = [
        "All 0 200 42 42 3 0", "By region", "Africa 0 100 2 2 2 0", "Asia and the Pacific 0 100 40 40 1 0",
        "By capability", "Enterprise growth 0 100 2 2 2 0", "No capability yet 0 100 40 40 1 0",
    ]  # fmt: skip
    assert lines("Sec") == lines("Gov") == everything
    assert lines("Rae") == ["All 0 100 40 40 1 0", "By region", "Asia and the Pacific 0 100 40 40 1 0",
                            "By capability", "No capability yet 0 100 40 40 1 0"]  # fmt: skip
    assert lines("Dara")[0] == "All 0 100 2 2 1 0"
    behind = {who: re.findall(r'href="/plans/[^"]+#measure-1"', said[who].text) for who in said}
    assert {who: len(found) for who, found in behind.items()} == {
        "Sec": 3,
        "Rae": 0,
        "Dara": 1,
        "Gov": 0,
        "Stranger": 0,
    }
    assert "1 more stands in a plan you may not open." in said["Rae"].text
    for who in ("Sec", "Gov"):
        assert "1 measure counts in another unit and is not added." in said[who].text
    assert [name for name in ("Coral", "Lotus", "Tests") if name in said["Gov"].text] == []
    assert said["Stranger"].status_code == 403


def test_a_measure_behind_an_indicator_that_nobody_counted_says_so_in_the_words_of_its_plan(app, defined):
    plans, browsers = defined
    with app.app_context(), transaction():
        db.session.execute(db.delete(Reading))

    pages = [browsers["Sec"].get("/portfolio/indicators/"), browsers["Dara"].get(f"/plans/{plans['coral']}/")]

    assert ["not counted yet, aim 100 firms" in said_in(page.text) for page in pages] == [True, True]
    assert "no data yet" not in pages[0].text


@pytest.mark.usefixtures("jobs_at_once")
def test_indicators_are_taken_along_as_a_sheet(app, defined):
    _plans, browsers = defined

    browsers["Sec"].submit("/portfolio/exports/", view="indicators", form="csv", query="region=AFR")

    with app.app_context():
        export = db.session.scalars(db.select(Export)).one()
    body = browsers["Sec"].get(f"/portfolio/exports/{export.id}/file/", buffered=True).data.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(body)))
    assert rows[1] == ["Firms that test", "firms", "All", "", "0.0", "100.0", "2.0", "2.0", "1", "0", "0", "0", "0"]
    assert [row[2] for row in rows[2:]] == ["Region", "Capability"]


def test_without_indicators_the_page_says_who_adds_them(house):
    _plans, browsers = house

    assert "No indicator is defined yet." in browsers["Sec"].get("/portfolio/indicators/").text
