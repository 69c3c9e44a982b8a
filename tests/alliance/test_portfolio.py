"""The pure part of the portfolio: which plans are looked for, which comes first, how many stand how, small pictures."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.alliance.portfolio import drawing as portfolio_drawing
from app.alliance.portfolio.listing import ORDERS, WORST_FIRST, Number, Row, Wanted, by_region, counts, in_order
from app.alliance.portfolio.rows import row_of
from app.plans.days import Calendar
from app.plans.status.gist import MeasureGist, PlanGist, ReadingGist

MADE = datetime(2026, 1, 1, tzinfo=UTC)

TITLES = {"AFR": "Africa Afrique", "sme": "Entrepreneurship and SME growth"}

rows = st.builds(
    Row,
    plan_id=st.uuids().map(str),
    centre_id=st.just("c"),
    centre=st.sampled_from(["Zuwaya", "Coral", "Équipe"]),
    title=st.just("A plan"),
    region=st.sampled_from(["AFR", "ASP", ""]),
    status=st.sampled_from(WORST_FIRST),
    day=st.none() | st.integers(-20, 130),
    silent=st.none() | st.integers(0, 90),
    late=st.integers(0, 9),
    review_on=st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)),
)


def row(**about):
    return Row(**{"plan_id": "p", "centre_id": "c", "centre": "Coral Innovation House", "title": "Bookings", **about})


@given(st.lists(rows), st.sampled_from([*ORDERS, *(f"-{name}" for name in ORDERS), "", "nonsense", "-"]))
def test_sorting_loses_and_doubles_nothing(some, order):
    assert sorted(map(id, in_order(some, order))) == sorted(map(id, some))


@given(st.lists(rows, max_size=6).flatmap(lambda some: st.tuples(st.just(some), st.permutations(some))))
def test_the_order_does_not_depend_on_how_the_plans_were_found(both):
    one, other = both

    for order in ("", "day", "-late"):
        assert [each.plan_id for each in in_order(one, order)] == [each.plan_id for each in in_order(other, order)]


@given(st.lists(rows))
def test_every_plan_is_counted_once_under_its_status(some):
    counted = counts(some)

    assert list(counted) == list(WORST_FIRST)
    assert sum(counted.values()) == len(some)
    assert by_region(some, ["AFR", "ASP", ""]) == {
        region: counts([each for each in some if each.region == region]) for region in ("AFR", "ASP", "")
    }


def test_the_worst_comes_first_and_among_equals_the_later_and_the_more_silent():
    some = [
        row(plan_id="well", status="ok"),
        row(plan_id="done", status="done"),
        row(plan_id="off", status="off", late=1),
        row(plan_id="worse", status="off", late=4),
        row(plan_id="behind", status="off", late=1, number=Number(name="", unit="", actual=1, target=9, expected=0.5)),
        row(plan_id="unknown", status="none"),
        row(plan_id="warned", status="warn", silent=3),
        row(plan_id="quiet", status="warn", silent=12),
        row(plan_id="ahead", status="wait"),
    ]

    assert [each.plan_id for each in in_order(some, "")] == [
        "worse", "behind", "off", "unknown", "quiet", "warned", "well", "done", "ahead"
    ]  # fmt: skip


def test_a_column_sorts_both_ways():
    some = [row(plan_id="a", day=30), row(plan_id="b", day=None), row(plan_id="c", day=2)]

    assert [each.plan_id for each in in_order(some, "day")] == ["b", "c", "a"]
    assert [each.plan_id for each in in_order(some, "-day")] == ["a", "c", "b"]


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        (Wanted(), True),
        (Wanted(text="coral  HOUSE"), True),
        (Wanted(text="afrique growth"), True),
        (Wanted(text="someone"), False),
        (Wanted(region="AFR", capability="sme", kind="hub", status="off", coach="Cleo"), True),
        (Wanted(region="ASP"), False),
        (Wanted(capability="policy"), False),
        (Wanted(kind="lab"), False),
        (Wanted(status="ok"), False),
        (Wanted(coach="Bo"), False),
    ],
)
def test_a_plan_is_found_by_what_it_is_and_by_the_words_of_its_centre(wanted, fits):
    coral = row(region="AFR", capabilities=("trends", "sme"), kind="hub", status="off", coach="Cleo")

    assert wanted.fits(coral, TITLES) is fits


@pytest.mark.parametrize(
    ("status", "silent", "tone"),
    [
        ("ok", 9, ""),
        ("warn", 10, "warn"),
        ("off", 20, "warn"),
        ("none", 21, "off"),
        ("done", 40, ""),
        ("wait", None, ""),
        ("wait", 30, ""),
    ],
)
def test_silence_is_marked_from_ten_days_on_unless_the_plan_is_over_or_ahead(status, silent, tone):
    assert row(status=status, silent=silent).silence == tone


def test_the_bar_is_what_is_done_and_the_mark_what_the_curve_asks():
    number = Number(name="", unit="", actual=17, target=30, share=0.5, expected=0.58)

    assert portfolio_drawing.meter(number) == portfolio_drawing.Meter("50.0%", "58.0%")


@given(st.floats(-3, 3), st.floats(-3, 3))
def test_bar_and_mark_stay_within_their_box(share, expected):
    drawn = portfolio_drawing.meter(Number(name="", unit="", actual=1, target=1, share=share, expected=expected))

    assert 0 <= float(drawn.done.rstrip("%")) <= 100
    assert 0 <= float(drawn.mark.rstrip("%")) < 100


@given(st.lists(st.tuples(st.integers(0, 100), st.floats(-2, 3)), min_size=2, max_size=12, unique_by=lambda at: at[0]))
def test_a_trend_stays_within_its_box(points):
    trail = tuple(sorted(points))
    asked = tuple((day, day / 100) for day, _share in trail)

    drawn = portfolio_drawing.spark(Number(name="", unit="", actual=1, target=1, trail=trail, asked=asked))

    spots = [
        spot.split()
        for path in (drawn.asked, drawn.read, drawn.unread)
        for spot in re.findall(r"[\d.-]+ [\d.-]+", path)
    ]
    assert {2.0 <= float(x) <= 76.0 and 2.9 <= float(y) <= 21.1 for x, y in spots} == {True}
    assert f"L{drawn.x} {drawn.y}" in drawn.read + drawn.unread


def test_one_reading_is_no_trend():
    assert portfolio_drawing.spark(Number(name="", unit="", actual=1, target=1, trail=((0, 0.0),))) is None


def test_the_number_of_a_row_is_the_one_its_status_follows():
    first, today = date(2026, 3, 1), date(2026, 5, 29)

    def measure(name, *, read, curve, steps=(), made=MADE):
        about = {
            "number": 1,
            "name": name,
            "unit": "",
            "baseline": 0.0,
            "target": 100.0,
            "direction": "up",
            "main": True,
        }
        readings = [] if read is None else [ReadingGist(today, read, datetime(2026, 5, 29, tzinfo=UTC))]
        return MeasureGist(
            id=name, **about, curve=curve, steps=list(steps), definition=None, readings=readings, created_at=made
        )

    plan = PlanGist("p", "Plan", "", first, "UTC", "", "", "c", "Centre", "AFR", "", "", MADE, None)
    plan.calendar = Calendar.with_pauses(first, ())
    # On day 90 a straight curve asks for 90 and has 78; the stepped one asks for 20 and has 9, less than half of it.
    plan.measures = [
        measure("nearly", read=78.0, curve="straight"),
        measure("hardly", read=9.0, curve="stepped", steps=[[10, 0.2], [100, 1.0]]),
    ]

    assert (row_of(plan, today).number.name, row_of(plan, today).day) == ("hardly", 90)

    # One that was added on day 87 is judged from day 90 on, one of day 88 not yet.
    plan.published_at = MADE
    kept = plan.measures
    for added_on, follows in ((87, "added"), (88, "hardly")):
        made = datetime(2026, 3, 1, 12, tzinfo=UTC) + timedelta(days=added_on - 1)
        plan.measures = [*kept, measure("added", read=None, curve="straight", made=made)]
        assert row_of(plan, today).number.name == follows
