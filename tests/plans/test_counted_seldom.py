"""A chart draws a straight line through days on which nobody counted: below it stands which days these were.

So it does in the portfolio and its files. Days are told from the 30 on that leave a plan without a status.
"""

import re

import pytest

from app.plans import services
from app.plans.measures.chart import parted
from app.plans.measures.told import Gap, long_gap
from tests.plans.test_promises import said_in
from tests.plans.test_told_late import address_of, portfolio_of


@pytest.mark.parametrize(
    ("begins", "counted", "gap"),
    [
        (0, [], None),
        (0, [29], None),
        (0, [30], Gap(None, 30, once=True)),
        (0, [92], Gap(None, 92, once=True)),
        (60, [85], None),
        (60, [92], Gap(None, 92, once=True)),
        (0, [60, 65], Gap(None, 60, once=False)),
        (0, [10, 39, 60], None),
        (0, [10, 40, 95], Gap(40, 95, once=False)),
        (0, [95, 40, 95, 10], Gap(40, 95, once=False)),
    ],
)
def test_the_longest_time_without_a_number_is_told_from_thirty_days_on(begins, counted, gap):
    assert long_gap(begins, counted) == gap


@pytest.mark.parametrize(
    ("points", "counted", "unread"),
    [
        ([(0, 0.0), (92, 30.0)], [], [[(0, 0.0), (92, 30.0)]]),
        ([(0, 0.0), (20, 5.0), (40, 9.0)], [[(0, 0.0), (20, 5.0), (40, 9.0)]], []),
        (
            [(0, 0.0), (20, 5.0), (50, 9.0), (60, 9.0)],
            [[(0, 0.0), (20, 5.0)], [(50, 9.0), (60, 9.0)]],
            [[(20, 5.0), (50, 9.0)]],
        ),
    ],
)
def test_a_line_is_parted_where_nobody_counted(points, counted, unread):
    assert parted(points) == (counted, unread)


@pytest.mark.parametrize(
    ("counted", "said"),
    [
        ((92,), "Counted once, on day 92."),
        ((62, 91), "First counted on day 62."),
        ((20, 92), "Not counted between day 20 and day 92."),
    ],
)
def test_a_chart_and_the_portfolio_say_for_which_days_nobody_counted(app, ending, counted, said):
    ending.at(92)
    with app.app_context():
        for day in counted:
            services.file_reading(
                ending.dara, ending.measure_id, on=ending.day(day), value=day / 3, note="Counted late"
            )

    for where in ("", "print/", "week/", "measure", "outside"):
        shown = ending.browser("Dara").get(address_of(app, ending, where)).text
        assert said in said_in(shown)
        assert len(re.findall(r'class="line line-u" d="M[\d. ]+L[\d. ]+"', shown)) == 1
    page, filed = portfolio_of(app, ending)
    assert len(re.findall(r'class="u" d="M[\d. ]+L[\d. ]+"', ending.browser("Sec").get("/portfolio/").text)) == 1
    assert (said in said_in(page), f"Tests: {said}" in filed.split("\n")) == (True, True)


def test_of_a_plan_that_counts_every_month_nothing_is_said(app, ending):
    ending.at(58)
    with app.app_context():
        for day in (29, 58):
            services.file_reading(
                ending.dara, ending.measure_id, on=ending.day(day), value=day / 3, note="Counted late"
            )

    shown = ending.browser("Dara").get(address_of(app, ending, "")).text
    told = ("ounted once", "irst counted", "Not counted between", "line-u")
    assert [each for each in told if each in shown] == []
