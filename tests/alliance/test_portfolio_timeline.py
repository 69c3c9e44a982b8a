"""Plans on one axis: where they lie, and the weeks in which one coach has several reviews."""

from datetime import date, timedelta

from app.alliance.portfolio.listing import Review, Row
from app.alliance.portfolio.timeline import clashes_among, in_time, lay_out

MONDAY = date(2026, 3, 2)


def plan(name, begins, *, coach="Cleo", held=()):
    reviews = tuple(Review(day, begins + timedelta(days=day - 1), day in held) for day in (50, 100)) if begins else ()
    return Row(plan_id=name, centre_id=name, centre=name, title="", coach=coach, day_one=begins, reviews=reviews)


def test_plans_lie_in_the_order_of_their_first_days_on_an_axis_of_whole_months():
    rows = [plan("late", date(2026, 2, 10)), plan("never", None), plan("early", date(2026, 1, 15))]

    drawn = lay_out(rows, date(2026, 3, 1), shown=50, mirrored=False)

    assert [bar.row.centre for bar in drawn.bars] == ["early", "late"]
    assert [month.begins for month in drawn.months] == [date(2026, month, 1) for month in (1, 2, 3, 4, 5)]
    # 1 January to 1 June are 151 days.
    assert drawn.months[0].x == "0.00%"
    assert drawn.today == f"{5900 / 151:.2f}%"
    assert (drawn.bars[0].x, drawn.bars[0].width) == (f"{1400 / 151:.2f}%", f"{9900 / 151:.2f}%")
    assert [sign.x for sign in drawn.bars[0].signs] == [f"{6300 / 151:.2f}%", f"{11300 / 151:.2f}%"]
    assert drawn.without == 1


def test_for_readers_from_right_to_left_time_runs_the_other_way():
    row = plan("one", date(2026, 1, 15))
    there, back = (lay_out([row], date(2026, 3, 1), shown=50, mirrored=mirrored) for mirrored in (False, True))

    def number(x):
        return float(x.removesuffix("%"))

    pairs = zip(there.bars[0].signs, back.bars[0].signs, strict=True)
    assert [round(number(one.x) + number(other.x), 1) for one, other in pairs] == [100.0, 100.0]
    assert round(number(there.bars[0].x) + number(back.bars[0].x) + number(back.bars[0].width), 1) == 100.0


def test_only_so_many_are_drawn_and_clashes_are_sought_among_all():
    rows = [plan("a", MONDAY), plan("b", MONDAY + timedelta(days=1)), plan("c", MONDAY)]

    drawn = lay_out(rows, MONDAY, shown=1, mirrored=False)

    assert [bar.row.centre for bar in drawn.bars] == ["a"]
    assert [[held.row.centre for held in clash.reviews] for clash in drawn.clashes] == [
        ["a", "c", "b"],
        ["a", "c", "b"],
    ]
    assert [sign.clashes for sign in drawn.bars[0].signs] == [True, True]
    assert lay_out([], MONDAY, shown=50, mirrored=False).bars == ()


def test_a_clash_is_one_coach_in_one_week_with_reviews_still_to_hold():
    sunday_before = MONDAY + timedelta(days=6)
    cases = {
        "same week": ([plan("a", MONDAY), plan("b", sunday_before)], True),
        "another coach": ([plan("a", MONDAY), plan("b", MONDAY, coach="Dara")], False),
        "nobody coaches": ([plan("a", MONDAY, coach=""), plan("b", MONDAY, coach="")], False),
        "the week after": ([plan("a", MONDAY), plan("b", MONDAY + timedelta(days=7))], False),
        "both held": ([plan("a", MONDAY, held=(50, 100)), plan("b", MONDAY)], False),
        "the same name in other letters": ([plan("a", MONDAY), plan("b", MONDAY, coach="CLEO")], True),
    }

    # Day 50 of a plan that begins on a Monday is a Monday.
    found = {case: bool(clashes_among(in_time(rows))) for case, (rows, _clash) in cases.items()}

    assert found == {case: clash for case, (_rows, clash) in cases.items()}
    clash = clashes_among(in_time(cases["same week"][0]))[0]
    assert (clash.coach, clash.week) == ("Cleo", MONDAY + timedelta(days=49))
