"""A target that the rules let somebody change without the sponsor is never said to be agreed to."""

from dataclasses import replace

import pytest

from app.plans import services
from app.plans.endings.sharing import Shown
from app.plans.letters.agreement_words import seen_in
from tests.plans.test_agreeing import NO, YES, seen_by
from tests.plans.test_promises import said_in
from tests.plans.test_refused_status import TESTS

A_DAY = 24 * 3600


@pytest.fixture
def told(app, rhythm, clock):
    """A plan on day 20; on day 5 its leader let it promise 18 tests in place of 30 with a reason alone."""
    rhythm.begin(5)
    rhythm.mo, rhythm.page = rhythm.room.person("Mo"), f"/plans/{rhythm.plan_id}/"
    rhythm.knew("Spo", rhythm.mo.email)
    with app.app_context():
        [tests] = rhythm.plan().measures
        rhythm.measure_id = tests.id

    def promise(target, why="Spo agreed"):
        with app.app_context():
            services.change_measure(rhythm.dara, rhythm.measure_id, replace(TESTS, target=target), why=why)

    def answer(said):
        """Let the sponsor answer the question that is open, or the newest."""
        with app.app_context():
            ask = max((each for each in rhythm.plan().asks if each.confirms), key=lambda each: each.number)
            at, seen = f"/plans/asks/{ask.id}/consent/", seen_in(ask)
        assert rhythm.room.browser("Mo").submit(at, **{**said, "seen": seen}).status_code == 303

    rhythm.promise, rhythm.answer = promise, answer
    promise(18, "Twelve have no room")
    rhythm.to_day = lambda day: clock((day - 5) * A_DAY)
    rhythm.to_day(20)
    return rhythm


def pages_of(told):
    with told.app.app_context():
        parts = [Shown.NUMBERS, Shown.STATUS]
        shared = services.share_plan(told.dara, told.plan_id, label="Donor", parts=parts).token
    at = f"/plans/measures/{told.measure_id}/"
    pages = {page: seen_by(told, page) for page in (told.page, f"{told.page}print/", f"{told.page}week/", at)}
    pages["file"] = told.room.browser("Dara").get(f"/reports/plans/{told.plan_id}.csv").text
    return {**pages, "outside": said_in(told.app.test_client().get(f"/p/{shared}/").text)}


NEVER = "Goes by the earlier target, 18; 12 is not agreed to."
ONCE = "Goes by the target that was agreed to, 16; 10 is not agreed to."


@pytest.mark.parametrize("answered", [None, NO])
def test_no_page_says_that_somebody_agreed_to_what_nobody_was_asked(told, answered):
    told.promise(12)
    if answered:
        told.answer(answered)
    pages = pages_of(told)

    assert [page for page, said in pages.items() if NEVER not in said] == []
    assert [page for page, said in pages.items() if "was agreed to" in said] == []


def test_each_page_says_what_the_sponsor_did_agree_to(told):
    told.promise(12)
    told.answer(NO)
    told.promise(16)
    told.answer(YES)
    agreed = pages_of(told)
    told.to_day(30)
    told.promise(10)
    pages = pages_of(told)

    assert [page for page, said in agreed.items() if "Goes by" in said] == []
    assert [page for page, said in pages.items() if ONCE not in said] == []


def test_how_it_ended_is_not_said_to_be_agreed_to(app, told):
    told.promise(12)
    told.to_day(95)
    with app.app_context():
        services.file_reading(told.dara, told.measure_id, on=services.today_of(told.plan()), value=15)
    told.to_day(102)
    pages = [seen_by(told, page) for page in (told.page, f"{told.page}print/", f"{told.page}week/")]

    assert ["Leaving out what the sponsor has not agreed to, it ended at 15 of 18" in each for each in pages] == [
        True
    ] * 3
    assert ["sponsor agreed to" in each for each in pages] == [False] * 3
