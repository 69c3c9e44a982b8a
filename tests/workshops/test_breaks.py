"""A break: it is called so, every screen says when the room goes on, and nobody writes."""

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from app import clock
from app.canvases.library import library
from app.workshops.drafts import StepDraft, break_of

GOES_ON = re.compile(r'We go on at <time data-goes-on="Europe/Tirane">(\d\d:\d\d)</time>')


@pytest.fixture
def resting(app, person, workshop, come_in):
    """A room in Tirana with a talk and a break of fifteen minutes; Ada leads it."""
    from app.workshops import queries
    from app.workshops.services.seats import note_arrival
    from tests.workshops.rooms import Room

    ada = person("Ada Obi")
    with app.test_request_context():
        steps = StepDraft(title={"en": "Welcome"}, minutes=10), break_of(15)
    made = workshop(ada, *steps, timezone="Europe/Tirane")
    with app.app_context():
        note_arrival(queries.seat_of(made.id, ada.id))
    return Room(app, made.id, made.code, come_in(ada))


def minutes_from_now(minutes: int) -> str:
    return (clock.now() + timedelta(minutes=minutes)).astimezone(ZoneInfo("Europe/Tirane")).strftime("%H:%M")


def test_phone_wall_and_cockpit_say_that_it_is_a_break_and_when_the_room_goes_on(resting):
    bo = resting.join("Bo")
    resting.press()
    talk = bo.get(resting.at("step/")).text
    resting.press()
    told = {minutes_from_now(15), minutes_from_now(14)}

    phone, wall = bo.get(resting.at("step/")).text, resting.ada.get(resting.at("wall/")).text

    assert 'data-phase="break" hidden' in talk
    assert 'data-phase="break">' in phone
    assert [GOES_ON.search(page)[1] in told for page in (phone, wall)] == [True, True]
    assert "<b>Break</b>" in resting.ada.get(resting.at("cockpit/")).text
    assert resting.stage(bo)["writing"] == "closed"


def test_the_time_follows_minutes_that_are_added(resting):
    bo = resting.join("Bo")
    resting.press()
    resting.press()
    resting.turn("more", minutes=5)

    assert GOES_ON.search(bo.get(resting.at("step/")).text)[1] in {minutes_from_now(20), minutes_from_now(19)}


def test_a_break_whose_clock_is_ended_names_no_time(resting):
    bo = resting.join("Bo")
    resting.press()
    resting.press()
    resting.turn("end")

    page = bo.get(resting.at("step/")).text

    assert ('data-phase="break">' in page, GOES_ON.search(page)) == (True, None)


@pytest.mark.parametrize("sequence", library().sequences.values(), ids=lambda each: each.id)
def test_nobody_sits_through_more_than_two_hours_without_a_break(sequence):
    longest, sitting, day = 0, 0, 0
    for step in library().steps(sequence):
        sitting = step.minutes if step.day != day else sitting + step.minutes
        longest, day = max(longest, sitting), step.day
        sitting = 0 if step.rest else sitting

    assert longest <= 120
