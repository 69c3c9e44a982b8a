"""Wherever a number is told beside its target, it says where it began, and that less of it is better where it is."""

import pytest

from app.db import db, transaction
from app.plans import services
from app.plans.endings.sharing import Shown
from app.plans.measures.curve import Curve
from app.plans.measures.words import began_words
from app.plans.models import Direction, Measure
from app.plans.services import MeasureWords
from tests.plans.endings import complete, sign
from tests.plans.test_kept_in_sight import told_by
from tests.plans.test_promises import said_in

UP = "28 of 30 tests, from 28"
DOWN = "28 tests, aim 15, from 40, less is better"


def counts(app, ending, **said):
    with app.app_context(), transaction():
        measure = db.session.get(Measure, ending.measure_id)
        for name, value in said.items():
            setattr(measure, name, value)


def read(app, ending, value=28):
    with app.app_context():
        services.file_reading(ending.dara, ending.measure_id, on=ending.today, value=value, note="Counted")


def pages(app, ending):
    with app.app_context():
        token = services.share_plan(ending.dara, ending.plan_id, label="Donor", parts=(Shown.NUMBERS,)).token
    at, dara = f"/plans/{ending.plan_id}/", ending.browser("Dara")
    own = (at, f"{at}print/", f"{at}week/", f"{at}sign-off/", f"/plans/measures/{ending.measure_id}/")
    told = {page: said_in(dara.get(page).text) for page in own}
    told["outside"] = said_in(app.test_client().get(f"/p/{token}/").text)
    told["portfolio"] = said_in(ending.browser("Sec").get("/portfolio/").text)
    return told


@pytest.mark.parametrize(
    ("baseline", "direction", "said"),
    [
        (0, Direction.UP, []),
        (None, Direction.UP, []),
        (28, Direction.UP, ["from 28"]),
        (40, Direction.DOWN, ["from 40", "less is better"]),
        (None, Direction.DOWN, ["less is better"]),
    ],
)
def test_a_number_says_where_it_began_unless_at_nothing(app, baseline, direction, said):
    with app.test_request_context():
        assert began_words(baseline, direction) == said


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"baseline": 28}, UP),
        ({"baseline": 40, "target": 15, "direction": Direction.DOWN}, DOWN),
    ],
)
def test_each_page_says_where_a_number_began(app, ending, said, words):
    ending.at(40)
    counts(app, ending, **said)
    read(app, ending)

    assert [at for at, page in pages(app, ending).items() if words not in page] == []


def test_a_number_that_nobody_counted_says_so_too(app, ending):
    ending.at(40)
    counts(app, ending, baseline=28)
    words = "not counted yet, aim 30 tests, from 28"

    assert [at for at, page in pages(app, ending).items() if words not in page] == []
    assert f"Tests: {words}" in told_by(app, ending)["Beside the status"]


def test_a_plan_that_ended_says_where_its_number_began(app, ending):
    counts(app, ending, baseline=28)
    with app.app_context():
        complete(ending)
    read(app, ending, 29)
    sign(app, ending)

    ended = "Signed off at 29 of 30 tests, from 28, target not reached"
    assert ended in told_by(app, ending)["Beside the status"]
    told = pages(app, ending)
    assert [at for at in told if "29 of 30 tests, from 28" not in told[at]] == []


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "0 to 30 tests, evenly, more is better."),
        ({"baseline": 28, "curve": Curve.LATE}, "28 to 30 tests, late, more is better."),
        (
            {"baseline": 40, "curve": Curve.STEPPED, "steps": [[50, 0.1], [100, 1]], "direction": Direction.DOWN},
            "40 to 30 tests, in steps (50 10 %, 100 100 %), less is better.",
        ),
    ],
)
def test_plan_measure_and_public_page_say_what_a_measure_promises_now(app, ending, said, words):
    ending.at(40)
    counts(app, ending, **said)
    told = pages(app, ending)

    at = (f"/plans/{ending.plan_id}/", f"/plans/measures/{ending.measure_id}/", "outside")
    assert [page for page in at if f"Promised: {words}" not in told[page]] == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (
            {"baseline": 40, "direction": Direction.DOWN},
            "0 to 30 tests, evenly, more is better, now 40 to 30 tests, less is better",
        ),
        ({"baseline": 28}, "0 to 30 tests, evenly, now 28 to 30 tests"),
        ({"curve": Curve.LATE}, "0 to 30 tests, evenly, now late"),
    ],
)
def test_lists_say_beside_the_status_what_changed_and_what_is_promised_now(app, ending, changed, said):
    ending.at(10)
    words = {"name": "Tests", "unit": "tests", "baseline": 0, "target": 30, "main": True, **changed}
    with app.app_context():
        services.change_measure(ending.dara, ending.measure_id, MeasureWords(**words), why="We thought again")
    said = f"Promised otherwise first: Tests (first promised: {said})"
    by = {"/plans/": "Dara", "/portfolio/": "Sec"}
    lists = {at: said_in(ending.browser(name).get(at).text) for at, name in by.items()}

    assert [at for at, page in lists.items() if said not in page] == []
