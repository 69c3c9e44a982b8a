"""A sign-off says who agreed to its number and when, and what they refused or never agreed to in between."""

import json

import pytest

from app.db import db, transaction
from app.moments import day_month
from app.plans import days, services
from app.plans.endings.promises import promises_in
from app.plans.models import SignOff
from tests.plans.endings import complete, sign
from tests.plans.test_agreeing import NO, YES, seen_by
from tests.plans.test_changed_goal import change_goal
from tests.plans.test_never_agreed import told

__all__ = ["told"]


def last_ask(told):
    return max((each for each in told.plan().asks if each.confirms), key=lambda each: each.number)


@pytest.fixture
def wavered(app, told):
    """The plan on day 96: 18 without the sponsor, 12 refused, 16 agreed to, 10 with a yes that does not count, 16."""
    told.days = {}
    for day, target, answer in ((20, 12, NO), (40, 16, YES), (60, 10, YES)):
        told.to_day(day)
        told.promise(target)
        told.answer(answer)
        with app.app_context():
            told.days[target] = services.today_of(told.plan())
    with app.app_context(), transaction():
        # As it is where the leader chose the mailbox of the sponsor.
        last_ask(told).doubted, last_ask(told).doubted_for = True, "writer"
    told.to_day(96)
    told.promise(16, "Back again")
    return told


def read(app, told, *, signed):
    """Return what the page of the sign-off says, before it or as it was sealed."""
    with app.app_context():
        plan = told.plan()
        told.today = services.today_of(plan)
        told.day = lambda number, begins=plan.calendar: days.date_of(number, begins)
        complete(told)
    if signed:
        sign(app, told)
    page = seen_by(told, f"{told.page}sign-off/")
    assert ("As it was signed" in page) is signed
    return page


def changed_on(app, on):
    with app.test_request_context():
        return day_month(on)


def changed_on_day_of(app, told):
    return changed_on(app, services.today_of(told.plan()))


@pytest.mark.parametrize("signed", [False, True])
def test_a_sign_off_says_who_agreed_to_its_number_and_what_nobody_agreed_to(app, wavered, signed):
    page = read(app, wavered, signed=signed)
    asked, agreed, doubted = (changed_on(app, wavered.days[target]) for target in (12, 16, 10))

    # The names of who may not change the plan stand with none of these: the sponsor answered with their own account.
    refused = (
        f"On day 100: 18 → 12 Spo does not agree, {asked}, answered by Mo; changed by Dara on {asked}; promised no more"
    )
    said = [
        refused,
        f"On day 100: 18 → 16 Spo agrees, {agreed}, answered by Mo",
        f"On day 100: 16 → 10 Spo agrees, {doubted}, answered by Mo, does not count as confirmed; promised no more",
    ]
    assert [each in page for each in said] == [True] * 3
    assert [page.index(each) for each in said] == sorted(page.index(each) for each in said)
    assert (page.count("promised no more"), "does not agree to a changed promise" in page) == (2, False)
    assert "Target 16, first promised 30." in page


@pytest.mark.parametrize("signed", [False, True])
def test_a_number_that_the_sponsor_agreed_to_stays_told_while_another_is_promised(app, wavered, signed):
    wavered.to_day(97)
    wavered.promise(9)
    page = read(app, wavered, signed=signed)

    assert ("18 → 16 Spo agrees" in page, "16 → 9 Dara wrote down that Spo agreed" in page) == (True, True)


def test_what_is_refused_and_still_promised_is_told_as_before(app, told):
    told.promise(12)
    told.answer(NO)
    told.to_day(96)
    page = read(app, told, signed=False)

    assert page.count("Spo does not agree to a changed promise. On day 100: 18 → 12 Spo does not agree") == 1
    assert "promised no more" not in page


def test_a_seal_of_an_earlier_server_says_what_was_refused_too(app, wavered):
    read(app, wavered, signed=True)
    with app.app_context():
        signed = db.session.scalars(db.select(SignOff)).one()
        said = json.loads(signed.sealed)
        for each in said["agreements"]:
            del each["goes_by"]
        [measure] = promises_in(said, signed.signed_on).measures

    assert [(each.said["target"], each.refused, each.is_over) for each in measure.agreements] == [
        ([18, 12], True, True), ([16, 10], False, True),
    ]  # fmt: skip


@pytest.mark.parametrize("signed", [False, True])
def test_what_nobody_confirmed_and_was_taken_back_stays_told(app, told, signed):
    told.promise(16)
    told.answer(YES)
    told.to_day(36)
    told.promise(12, "Spo agreed in the corridor")
    change_goal(told, "12 tests")
    with app.app_context():
        doubtful = changed_on_day_of(app, told)
    told.to_day(60)
    told.promise(16, "Back to what Spo agreed")
    change_goal(told, "30 tests")
    told.to_day(70)
    told.promise(14)
    told.answer(NO)
    told.to_day(96)
    page = read(app, told, signed=signed)

    never = f"Dara wrote down that Spo agreed; nobody confirmed it; changed by Dara on {doubtful}; promised no more"
    said = [f"Goal: 30 tests → 12 tests {never}", "On day 100: 18 → 16 Spo agrees", f"On day 100: 16 → 12 {never}"]
    assert [each in page for each in said] == [True] * 3
    # What was put back to is what they had agreed to, and what they refused is still promised.
    assert (page.count("promised no more"), "12 → 16" in page, "16 → 14 Spo does not agree" in page) == (2, False, True)


def test_what_was_taken_back_before_anybody_answered_stays_told_although_another_was_agreed_to(app, told):
    told.promise(12)
    told.to_day(21)
    told.promise(18, "Back again")
    told.promise(16)
    told.answer(YES)
    told.to_day(96)
    page = read(app, told, signed=False)

    assert page.count("nobody confirmed it") == page.count("promised no more") == 1
    assert ("On day 100: 18 → 12 Dara wrote down" in page, "On day 100: 18 → 16 Spo agrees" in page) == (True, True)


def test_a_step_to_what_the_sponsor_agreed_to_is_not_said_to_be_open(app, told):
    told.promise(12)
    told.to_day(21)
    told.promise(11)
    told.promise(12)
    told.answer(YES)
    told.to_day(96)
    page = read(app, told, signed=False)

    assert ("→ 12 Spo agrees" in page, "promised no more" in page) == (True, False)
