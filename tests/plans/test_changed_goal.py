"""A goal that was changed says right under it what was promised first, and that the sponsor has not agreed to it."""

import re

import pytest

from app.plans import services
from app.plans.endings.sharing import Shown
from tests.plans.test_agreeing import NO, YES, seen_by
from tests.plans.test_never_agreed import told
from tests.plans.test_promises import said_in

__all__ = ["told"]

FIRST = "First promised: 30 tests"
OPEN = "The sponsor has not agreed to this goal."


def change_goal(told, goal):
    with told.app.app_context():
        plan = told.plan()
        said = {"title": plan.title, "day_one": plan.day_one, "reason": "Spo agreed"}
        services.change_plan(told.dara, told.plan_id, goal=goal, **said)


def pages_of(told):
    with told.app.app_context():
        parts = [Shown.GOAL]
        shared = services.share_plan(told.dara, told.plan_id, label="Donor", parts=parts).token
    pages = {page: seen_by(told, told.page + page) for page in ("", "week/", "print/")}
    return {**pages, "outside": said_in(told.app.test_client().get(f"/p/{shared}/").text)}


@pytest.mark.parametrize("answer", [None, NO])
def test_a_goal_that_is_not_agreed_to_says_so_under_it(told, answer):
    before = pages_of(told)
    change_goal(told, "12 tests")
    if answer:
        told.answer(answer)
    pages = pages_of(told)

    assert [page for page, said in before.items() if FIRST in said or OPEN in said] == []
    assert [page for page, said in pages.items() if FIRST not in said or OPEN not in said] == []
    assert f"12 tests {FIRST} {OPEN}" in pages[""]


def test_a_goal_to_which_the_sponsor_agreed_says_what_was_promised_first_alone(told):
    change_goal(told, "12 tests")
    told.answer(YES)
    pages = pages_of(told)

    assert [page for page, said in pages.items() if FIRST not in said or OPEN in said] == []


def test_a_goal_of_before_is_not_said_to_be_open(told):
    change_goal(told, "12 tests")
    told.answer(NO)
    change_goal(told, "30 tests")
    pages = pages_of(told)

    assert [page for page, said in pages.items() if FIRST in said or OPEN in said] == []


def test_a_measure_that_waits_leaves_the_goal_alone(told):
    told.promise(12)
    assert [page for page, said in pages_of(told).items() if OPEN in said] == []


def test_the_portfolio_says_which_goal_was_promised_first(told):
    told.room.person("Sec", alliance_role="secretariat")

    def named():
        page = told.room.browser("Sec").get("/portfolio/").text
        [row] = re.findall(r'<th scope="row">.*?</th>', page, re.DOTALL)
        return said_in(row)

    before = named()
    change_goal(told, "12 tests")

    assert ("Goal promised first" in before, "Goal promised first: 30 tests" in named()) == (False, True)
