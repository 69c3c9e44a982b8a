"""Beside its status a plan says that its curve asks for less than half of what an even one does, and until when."""

import csv
import json

import pytest

from app.alliance.policy import View
from app.alliance.portfolio.listing import Wanted
from app.alliance.portfolio.look import take_look
from app.alliance.portfolio.tables import table_of
from app.centres.queries import vocabulary
from app.db import db, transaction
from app.plans import services
from app.plans.endings.sharing import Shown
from app.plans.measures.curve import AsksLittle, Curve, asks_little
from app.plans.models import Measure
from app.plans.queries import plan_found
from app.plans.services import MeasureWords
from app.plans.status.judging import judged
from app.plans.status.rules import judged_from
from tests.plans.endings import complete, sign
from tests.plans.test_promises import said_in

LATE = [[99, 0.01], [100, 1]]
SAID = "Its curve asks for 1% until day 99."


@pytest.mark.parametrize(
    ("curve", "day", "steps", "begins", "asked"),
    [
        (Curve.STEPPED, 10, LATE, 0, AsksLittle(0.01, 99)),
        (Curve.STEPPED, 60, LATE, 0, AsksLittle(0.01, 99)),
        (Curve.STEPPED, 110, LATE, 0, AsksLittle(0.01, 99)),
        (Curve.STEPPED, 60, [[100, 1]], 0, AsksLittle(0, 99)),
        (Curve.STEPPED, 60, [[20, 0.05], [60, 0.09], [80, 0.5], [100, 1]], 0, AsksLittle(0.09, 79)),
        (Curve.STEPPED, 85, [[20, 0.05], [60, 0.09], [80, 0.5], [100, 1]], 0, None),
        # All that is asked is a tenth: neither under it nor over it may it be silent.
        (Curve.STEPPED, 60, [[50, 0.1], [99, 0.1], [100, 1]], 0, AsksLittle(0.1, 99)),
        (Curve.STEPPED, 60, [[50, 0.11], [99, 0.11], [100, 1]], 0, AsksLittle(0.11, 99)),
        (Curve.STEPPED, 21, [[50, 0.5], [100, 1]], 0, AsksLittle(0, 49)),
        # Before a number is judged, the half of the days alone counts.
        (Curve.STEPPED, 20, [[50, 0.5], [100, 1]], 0, None),
        (Curve.STEPPED, 50, [[50, 0.25], [100, 1]], 0, None),
        (Curve.STEPPED, 51, [[50, 0.25], [100, 1]], 0, AsksLittle(0.25, 99)),
        (Curve.STEPPED, 45, [[60, 0.1], [100, 1]], 40, AsksLittle(0.1, 99)),
        (Curve.STEPPED, 45, [[60, 0.25], [71, 0.6], [100, 1]], 40, None),
        (Curve.LATE, 20, [], 0, None),
        (Curve.LATE, 30, [], 0, AsksLittle(0.49**2, 49)),
        (Curve.LATE, 50, LATE, 0, None),
        (Curve.LATE, 45, [], 41, None),
        (Curve.STRAIGHT, 60, LATE, 0, None),
        (Curve.STRAIGHT, 70, [], 60, None),
    ],
)
def test_a_curve_asks_for_little_on_a_day_and_until_another(curve, day, steps, begins, asked):
    assert asks_little(curve, day, steps, begins=begins, judged=judged_from(begins)) == asked


@pytest.fixture
def late(app, ending):
    """A plan on day 60 whose main measure is to come on the last day, with nothing of it there yet."""
    ending.at(60)
    ending.page = f"/plans/{ending.plan_id}/"
    with app.app_context():
        with transaction():
            measure = db.session.get(Measure, ending.measure_id)
            measure.curve, measure.steps = Curve.STEPPED, LATE
        services.file_reading(ending.dara, ending.measure_id, on=ending.today, value=0.4)
    return ending


def set_curve(app, late, **said):
    with app.app_context(), transaction():
        measure = db.session.get(Measure, late.measure_id)
        for name, value in said.items():
            setattr(measure, name, value)


def pages(app, late):
    """What pages say beside the status, by who reads where."""
    with app.app_context():
        token = services.share_plan(late.dara, late.plan_id, label="Partner", parts=(Shown.STATUS,)).token
    reads = {late.page: "Mo", f"{late.page}print/": "Mo", "/plans/": "Dara", "/portfolio/": "Sec"}
    found = {at: said_in(late.browser(name).get(at).text) for at, name in reads.items()}
    return {**found, "outside": said_in(app.test_client().get(f"/p/{token}/").text)}


def test_each_page_with_the_status_says_what_little_the_curve_asks_for(app, late):
    before = {at: page.count(SAID) for at, page in pages(app, late).items()}
    set_curve(app, late, steps=[[50, 0.3], [100, 1]])
    after = {at: "Its curve asks" in page for at, page in pages(app, late).items()}

    assert set(before.values()) == {1}
    assert set(after.values()) == {False}


def test_a_plan_that_was_signed_off_goes_on_saying_it(app, late):
    late.at(99)
    with app.app_context():
        complete(late, note="Counted again")
    sign(app, late)

    assert {at: page.count(SAID) for at, page in pages(app, late).items()} == dict.fromkeys(pages(app, late), 1)


def test_files_say_it_too(app, late):
    dara = late.browser("Dara")
    sheet = dara.get(f"/reports/plans/{late.plan_id}.csv").text.lstrip("\ufeff")
    told = json.loads(dara.get(f"/reports/plans/{late.plan_id}.json").data)
    with app.test_request_context():
        beside = table_of(View.PLANS, take_look(late.people["Sec"], vocabulary(), Wanted())).rows[0][-1]

    [plan] = [row for row in csv.DictReader(sheet.splitlines(keepends=True)) if row["Name"] == "Fast"]
    assert SAID in "".join(plan.values())
    assert SAID in beside
    assert told["asks_little"] == [{"share": 0.01, "until": 99}]


def test_of_several_measures_only_main_ones_count_and_all_while_none_is_main(app, late):
    set_curve(app, late, curve=Curve.STRAIGHT, steps=[])
    with app.app_context():
        words = MeasureWords(name="Lines", unit="lines", baseline=0, target=9, curve=Curve.STEPPED, steps=((100, 1.0),))
        services.add_measure(late.dara, late.plan_id, words)

    def asked():
        with app.app_context():
            return judged(plan_found(late.plan_id), late.today).asks_little

    beside = asked()
    set_curve(app, late, main=False)

    assert (beside, asked()) == ((), (AsksLittle(0, 99),))
