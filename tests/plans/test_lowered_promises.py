"""Where a target moved after the plan was published, what was promised first stands beside it wherever it is told."""

import re
from datetime import timedelta
from itertools import pairwise

import pytest

from app import clock
from app.db import db, transaction
from app.plans import services
from app.plans.endings.sharing import Shown
from app.plans.measures.chart import HIGHEST, LOWEST, WORD, Course, draw
from app.plans.measures.curve import Curve, Earlier, Promise
from app.plans.models import Agreement, MeasureMove
from app.plans.services import MeasureWords
from tests.plans.test_promises import said_in

SAID = "Target 20, first promised 30."


def lower(app, ending, *targets):
    """Let the target move to each of these, the last change twelve days ago."""
    with app.app_context():
        for target in targets:
            words = MeasureWords(name="Tests", unit="tests", baseline=0, target=target, main=True)
            services.change_measure(ending.dara, ending.measure_id, words, why="Two labs closed")
    with app.app_context(), transaction():
        for move in db.session.query(MeasureMove):
            move.moved_at = clock.now() - timedelta(days=12)


@pytest.fixture
def lowered(app, ending):
    """A plan on day 40 whose target went from 30 to 25 and on to 20."""
    ending.at(40)
    lower(app, ending, 25, 20)
    return ending


def test_page_print_and_meeting_say_what_was_promised_first(app, lowered):
    mo, at = lowered.browser("Mo"), f"/plans/{lowered.plan_id}/"
    pages = (at, f"{at}print/", f"{at}week/", f"/plans/measures/{lowered.measure_id}/")

    for page in pages:
        told = mo.get(page).text
        assert (SAID in told, "30 target</text>" in told, 'class="line line-f"' in told) == (True, True, False), page
    with app.app_context(), transaction():
        for each in db.session.scalars(db.select(Agreement)):
            each.own = True
    for page in pages:
        told = mo.get(page).text
        assert SAID in told, page
        assert "30 promised first</text>" in told, page
        assert 'class="line line-f"' in told, page
    assert f'<a href="/plans/measures/{lowered.measure_id}/">Why it moved</a>' in mo.get(at).text


def test_people_outside_read_what_was_promised_first(app, lowered):
    with app.app_context():
        made = services.share_plan(lowered.dara, lowered.plan_id, label="Ministry", parts=[Shown.NUMBERS], ends_on=None)

    assert SAID in app.test_client().get(f"/p/{made.token}/").text


def test_the_portfolio_says_what_was_promised_first(lowered):
    row = re.search(r'<td class="c-num num">.*?</td>', lowered.browser("Sec").get("/portfolio/").text, re.DOTALL)

    assert "aim 30 tests changed to 20 tests, not agreed to" in said_in(row[0])


def test_a_target_that_never_moved_says_no_more_than_before(app, ending):
    ending.at(40)

    page = ending.browser("Mo").get(f"/plans/{ending.plan_id}/").text
    assert "promised first" not in page

    lower(app, ending, 20, 30)
    page = ending.browser("Mo").get(f"/plans/{ending.plan_id}/").text
    assert "promised first" not in page


def test_numbers_that_count_no_longer_stand_struck_beside_the_one_that_does(app, ending):
    with app.app_context():
        for value, note in ((9, "Typed twice"), (7, ""), (8, "")):
            services.file_reading(ending.dara, ending.measure_id, on=ending.today, value=value, note=note)

    page = ending.browser("Mo").get(f"/plans/measures/{ending.measure_id}/").text

    row = re.search(r'<table class="tbl readings">.*?</table>', page, re.DOTALL)[0]
    assert "<b>8</b>" in row
    assert re.findall(r"<s>(\d+)</s>", row) == ["7", "9"]
    assert "Typed twice" in row


@pytest.mark.parametrize("day", [31, 71])
@pytest.mark.parametrize("target", [29, 20, 3, 31, 60])
def test_no_word_of_the_chart_lies_on_another(target, day):
    first = Earlier(28, Promise(0, 30, Curve.STRAIGHT))

    words = draw(
        Course(baseline=0, target=target, curve=Curve.STRAIGHT, read=[(day - 1, 19)], day=day, earlier=[first]),
        mirrored=False,
    ).words

    heights = sorted([words.asked, words.last, words.target, words.first])
    assert all(lower - upper >= WORD for upper, lower in pairwise(heights))
    assert heights[0] >= HIGHEST - 2
    assert heights[-1] <= LOWEST
