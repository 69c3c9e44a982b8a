"""How a plan with two main numbers ended goes by what its sponsor agreed to, whatever the target is lowered to."""

import pytest

from app.db import db, transaction
from app.plans import services
from app.plans.endings.sharing import Shown
from app.plans.models import Ask, Contact, Direction, Measure
from app.plans.queries import plan_found
from tests.plans.endings import complete, lower_promises, sign
from tests.plans.test_kept_in_sight import shared, told_by
from tests.plans.test_promises import said_in

FISH = {"name": "Fish lost", "unit": "%", "baseline": 25, "target": 8, "direction": Direction.DOWN, "main": True}
AS_AGREED = "Leaving out what the sponsor has not agreed to, it ended at 11 of 30 tests"


@pytest.fixture
def two(app, ending, clock):
    """The plan on day 99 with a second main number, fish lost, from 25 to 8 per cent; its sponsor is Mo."""
    ending.person("Mo")
    with app.app_context(), transaction():
        fish = {"number": 90, "curve": "straight", "steps": [], "created_at": plan_found(ending.plan_id).published_at}
        db.session.add(Measure(id="fish", plan_id=ending.plan_id, **fish, **FISH))
    ending.wait = lambda number: clock(number * 24 * 3600)
    return ending


def end_at(app, two, *, tests, fish, said=""):
    """Let the plan be over with so many tests and fish lost; 30 tests are lowered to 10, the sponsor says that."""
    with app.app_context():
        complete(two)
        services.file_reading(two.dara, two.measure_id, on=two.today, value=tests, note="Counted anew")
        services.file_reading(two.dara, "fish", on=two.today, value=fish)
        ask_id = lower_promises(two) if said else None
    if ask_id:
        known_since_the_publishing(app)
        answer(app, two, ask_id, said)
    two.wait(16)


def known_since_the_publishing(app):
    """Let Mo be known as the sponsor before day 15."""
    with app.app_context(), transaction():
        for each in db.session.scalars(db.select(Contact)):
            each.chosen_by_id = each.chosen_on = each.chosen_at = None


def answer(app, two, ask_id, verdict):
    with app.app_context():
        seen = len(db.session.get(Ask, ask_id).agreements)
    filed = two.browser("Mo").submit(f"/plans/asks/{ask_id}/consent/", verdict=verdict, seen=str(seen))
    assert filed.status_code == 303


def places(app, two):
    token = shared(app, two, Shown.STATUS, Shown.NUMBERS)
    dara, at = two.browser("Dara"), f"/plans/{two.plan_id}/"
    pages = ("", "print/", "week/", "sign-off/")
    told = {page or "plan": said_in(dara.get(f"{at}{page}").text) for page in pages}
    told["outside"] = said_in(app.test_client().get(f"/p/{token}/").text)
    told["portfolio"] = said_in(two.browser("Sec").get("/portfolio/").text)
    told["file"] = told_by(app, two)["Beside the status"]
    return told


@pytest.mark.parametrize("signed", [False, True])
@pytest.mark.parametrize("fish", [7, 9])
def test_the_number_furthest_from_what_was_agreed_is_told_not_the_one_that_missed_by_the_refused_target(
    app, two, signed, fish
):
    end_at(app, two, tests=11, fish=fish, said="no")
    if signed:
        sign(app, two)
    told = places(app, two)

    assert [name for name, said in told.items() if AS_AGREED not in said] == []
    assert [name for name, said in told.items() if f"at {fish} of 8" in said or "target not reached" in said] == []


@pytest.mark.parametrize(
    ("signed", "said"),
    [
        (False, "Ended on day 100 at 9 %, aim 8 %, from 25, less is better, not signed off"),
        (True, "Signed off at 9 %, aim 8 %, from 25, less is better, target not reached"),
    ],
)
def test_a_number_of_which_less_is_better_is_told_beside_its_aim(app, two, signed, said):
    end_at(app, two, tests=31, fish=9)
    if signed:
        sign(app, two)
    told = places(app, two)

    assert [name for name, page in told.items() if said not in page] == []
    furthest = "9 %, aim 8 %, from 25, less is better the one furthest behind of 2"
    assert (furthest in told["portfolio"], "9 of 8 %" in told["portfolio"]) == (
        True,
        False,
    )


def test_what_the_sponsor_agreed_to_goes_by_the_target_of_now(app, two):
    end_at(app, two, tests=11, fish=9, said="yes")

    told = places(app, two)
    ended = "Ended on day 100 at 9 %, aim 8 %, from 25, less is better, not signed off"
    assert [name for name, said in told.items() if ended not in said] == []
    assert [name for name, said in told.items() if "Leaving out what the sponsor has not agreed to, it" in said] == []


def told_after(app, two, value, fish=8):
    """Sign off on day 100 with 29 of 30 tests and so many fish lost, take that back, and tell a number 8 days later."""
    with app.app_context():
        complete(two)
        services.file_reading(two.dara, two.measure_id, on=two.today, value=29, note="Two were counted twice")
        services.file_reading(two.dara, "fish", on=two.today, value=fish)
    sign(app, two)
    two.wait(9)
    with app.app_context():
        services.reopen(two.dara, two.plan_id, reason="Counted again")
        on = plan_found(two.plan_id).measures[0].readings[-1].on
        services.file_reading(two.dara, two.measure_id, on=on, value=value, note="More came by post")


@pytest.mark.parametrize("signed", [False, True])
def test_every_place_goes_on_saying_where_a_number_stood_that_was_told_otherwise_after_the_end(app, two, signed):
    told_after(app, two, 45)
    if signed:
        sign(app, two)
    told = places(app, two)

    said = "Ended at 29 of 30 tests; 45 told 8 days after the end"
    assert [name for name, page in told.items() if said not in page] == []
    assert "45 of 30 tests first told 31 Told 8 days after the end" in told["portfolio"]
    assert "the one furthest behind of 2 when the plan ended" in told["portfolio"]
    assert "Tests: Told 8 days after the end" in told["file"]


def test_a_number_told_after_the_end_is_told_of_a_measure_that_is_not_shown_too(app, two):
    told_after(app, two, 45, fish=9)
    told = places(app, two)

    assert "9 %, aim 8 %" in told["portfolio"]
    assert "Tests, 45 of 30 tests, first told 31 Told 8 days after the end" in told["portfolio"]
    assert ("Tests: first told 31" in told["file"], "Tests: Told 8 days after the end" in told["file"]) == (True, True)


def test_a_number_told_in_time_says_nothing_of_the_end(app, two):
    end_at(app, two, tests=29, fish=8)

    assert [name for name, page in places(app, two).items() if "Ended at" in page] == []


def tell_after_the_end(app, two, value):
    """Let the plan end with 11 of 30 tests, and tell another number for its last day 8 days later; it is not signed."""
    end_at(app, two, tests=11, fish=8)
    two.wait(9)
    with app.app_context():
        on = plan_found(two.plan_id).measures[0].readings[-1].on
        services.file_reading(two.dara, two.measure_id, on=on, value=value, note="More came by post")


def test_a_plan_that_is_not_signed_off_ended_at_what_was_told_by_its_end(app, two):
    tell_after_the_end(app, two, 20)
    told = places(app, two)

    ended, later = "Ended on day 100 at 11 of 30 tests", "Ended at 11 of 30 tests; 20 told"
    assert [name for name, said in told.items() if ended not in said or later not in said] == []
    assert [name for name, said in told.items() if "nded at 20" in said or "100 at 20" in said] == []


def test_what_a_plan_ended_at_as_its_sponsor_agreed_is_what_was_told_by_its_end(app, two):
    tell_after_the_end(app, two, 12)
    with app.app_context():
        ask_id = lower_promises(two)
    known_since_the_publishing(app)
    answer(app, two, ask_id, "no")
    told = places(app, two)

    assert [name for name, said in told.items() if AS_AGREED not in said or "it ended at 12" in said] == []
