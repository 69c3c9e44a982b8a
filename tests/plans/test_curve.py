"""How much of a gain is expected on a day, and how much is there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.plans.measures.curve import Curve, actual_share, are_steps, expected_share, value_at

DAYS = st.integers(-50, 200)
NUMBERS = st.floats(-1e9, 1e9, allow_nan=False)
STEPS = ((15, 0.25), (72, 0.75), (100, 1))


@pytest.mark.parametrize(
    ("curve", "day", "share"),
    [
        (Curve.STRAIGHT, 0, 0),
        (Curve.STRAIGHT, 58, 0.58),
        (Curve.STRAIGHT, 100, 1),
        (Curve.STRAIGHT, 130, 1),
        (Curve.LATE, 50, 0.25),
        (Curve.LATE, 100, 1),
        (Curve.STEPPED, 14, 0),
        (Curve.STEPPED, 15, 0.25),
        (Curve.STEPPED, 71, 0.25),
        (Curve.STEPPED, 72, 0.75),
        (Curve.STEPPED, 100, 1),
    ],
)
def test_a_curve_asks_for_its_share(curve, day, share):
    assert expected_share(curve, day, STEPS) == pytest.approx(share)


@given(st.sampled_from(Curve), DAYS, DAYS)
def test_no_curve_ever_asks_for_less_than_before(curve, one, other):
    earlier, later = sorted((one, other))

    assert 0 <= expected_share(curve, earlier, STEPS) <= expected_share(curve, later, STEPS) <= 1


@pytest.mark.parametrize(
    ("baseline", "target", "value", "share"),
    [(4, 30, 17, 0.5), (45, 15, 30, 0.5), (0, 10, -5, -0.5), (0, 10, 12, 1.2), (45, 15, 60, -0.5)],
)
def test_a_share_is_the_way_that_was_come_up_or_down(baseline, target, value, share):
    assert actual_share(baseline, target, value) == pytest.approx(share)


@pytest.mark.parametrize(("value", "falling", "share"), [(5, False, 1), (4, False, 0), (5, True, 1), (6, True, 0)])
def test_where_a_number_is_to_stay_staying_is_all_of_it(value, falling, share):
    assert actual_share(5, 5, value, falling=falling) == share


@given(NUMBERS, NUMBERS, st.floats(0, 1))
def test_a_number_and_its_share_lead_back_to_each_other(baseline, target, share):
    if abs(target - baseline) < 1e-3:
        return

    value = value_at(baseline, target, share)

    assert actual_share(baseline, target, value) == pytest.approx(share, abs=1e-3)


@pytest.mark.parametrize(
    "steps",
    [
        (),
        ((0, 0.5), (100, 1)),
        ((50, 0.5), (101, 1)),
        ((50, 0.5), (50, 1)),
        ((60, 0.5), (50, 1)),
        ((50, 0.6), (80, 0.5), (100, 1)),
        ((50, 0.5),),
        ((50, 1.5),),
        ((50, -0.1), (100, 1)),
    ],
)
def test_steps_are_days_of_the_plan_in_order_that_end_with_all(steps):
    assert are_steps(STEPS)
    assert not are_steps(steps)
