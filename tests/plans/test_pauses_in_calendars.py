"""A pause stands in the calendar of its plan, day by day, and in its file as one event."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.db import db, transaction
from app.moments import day_month
from app.plans import services
from app.plans.models import Agreement
from tests.plans.test_calendar import events, feed, fetched
from tests.plans.test_promises import said_in

REASON = "Holidays\nof the <labs>"


@pytest.fixture
def paused(app, rhythm):
    """A plan of 2 December that pauses from 26 December to 4 January."""
    rhythm.begin(1)
    with app.app_context():
        span = {"first": date(2026, 12, 26), "last": date(2027, 1, 4)}
        rhythm.pause_id = services.pause_plan(rhythm.dara, rhythm.plan_id, **span, reason=REASON, agreed="Yes").id
    return rhythm


def cells(paused, month):
    """What the calendar says in each cell that has a pause, by its date, and which cells a phone leaves out."""
    page = paused.room.browser("Dara").get(f"/plans/{paused.plan_id}/calendar/?month={month}").text
    found = re.findall(r'<td class="([^"]*)"[^>]*>(.*?)</td>', page, re.DOTALL)
    said = {re.search(r'datetime="([^"]+)"', cell)[1]: (looks, cell) for looks, cell in found if "cal-pause" in cell}
    told = {
        on: said_in(re.search(r'<p class="cal-pause">(.*?)</p>', cell, re.DOTALL)[1])
        for on, (_looks, cell) in said.items()
    }
    return told, [on for on, (looks, _cell) in said.items() if not {"cal-none", "cal-out"} & set(looks.split())]


def test_each_day_of_a_pause_says_so_and_its_first_one_in_a_month_why_and_how_long(app, paused):
    with app.test_request_context():
        first, last = day_month(date(2026, 12, 26)), day_month(date(2027, 1, 4))
    whole = f"Paused {first} – {last}: Holidays of the <labs>"
    (december, on_phones), (january, also) = cells(paused, "2026-12"), cells(paused, "2027-01")

    days_of = [(date(2026, 12, 26) + timedelta(days=each)).isoformat() for each in range(10)]
    # December is shown until Sunday, 3 January, January from Monday, 28 December.
    assert december == {on: whole if on == "2026-12-26" else "Paused" for on in days_of[:9]}
    assert january == {on: whole if on == "2027-01-01" else "Paused" for on in days_of[2:]}
    assert (on_phones, also) == (["2026-12-26"], ["2027-01-01"])


def test_a_pause_is_one_event_over_all_its_days_and_newer_once_it_changed(app, paused):
    def event():
        found = events(fetched(paused.room, feed(paused.room, "Dara", "{}/feeds/", paused.plan_id)))
        [pause] = [each for name, each in found.items() if name.startswith("Paused")]
        return pause

    before = event()
    with app.app_context():
        services.change_pause(paused.dara, paused.pause_id, last=date(2027, 1, 5), agreed="Yes")
    after = event()

    assert before.summary.value == "Paused: Holidays of the <labs>"
    assert (before.dtstart.value, before.dtend.value) == (date(2026, 12, 26), date(2027, 1, 5))
    assert before.description.value == "Open the testbed\nThe sponsor has not agreed to it."
    assert before.transp.value == "TRANSPARENT"
    assert (after.uid.value, after.dtend.value) == (before.uid.value, date(2027, 1, 6))
    assert int(after.sequence.value) == int(before.sequence.value) + 1


def test_a_pause_that_the_sponsor_has_not_agreed_to_says_so_in_the_calendar(app, paused):
    def said():
        page = paused.room.browser("Dara").get(f"/plans/{paused.plan_id}/calendar/?month=2026-12").text
        return page.count("The sponsor has not agreed to it.")

    before = said()
    with app.app_context(), transaction():
        for each in db.session.scalars(select(Agreement)):
            each.own = True

    assert (before, said()) == (1, 0)


def test_a_month_with_nothing_but_a_pause_is_not_empty(app, paused):
    with app.app_context():
        services.drop_pause(paused.dara, paused.pause_id, agreed="Yes")
        span = {"first": date(2026, 12, 26), "last": date(2027, 3, 5)}
        services.pause_plan(paused.dara, paused.plan_id, **span, reason=REASON, agreed="Yes")
    page = paused.room.browser("Dara").get(f"/plans/{paused.plan_id}/calendar/?month=2027-02").text

    assert "Nothing of this plan falls into this month." not in page
    assert len(cells(paused, "2027-02")[0]) == 28
