"""Numbers by group, by tally and by table."""

from datetime import date, timedelta

import pytest

from app.db import db
from app.plans import days, services
from app.plans.errors import NotANumber, NotOfThisPlan, ReadingOutsidePlan, SharesWrong
from app.plans.measures import counting
from app.plans.measures.numerals import Signs
from app.plans.models import Measure, Plan
from app.plans.services import MeasureWords, today_of
from app.plans.status.readings import last_reading

GROUPS = ("women", "men")


@pytest.mark.parametrize(
    ("value", "shares", "unit", "expected"),
    [
        (12, {}, "", 12),
        (None, {"women": 7, "men": 5}, "", 12),
        (12, {"women": 7, "men": 5}, "", 12),
        (12, {"women": 7}, "", 12),
        (None, {"women": 7}, "", None),
        (None, {}, "", None),
        (60, {"women": 70, "men": 50}, "%", 60),
        (None, {"women": 70, "men": 50}, "%", None),
        (0.3, {"women": 0.1, "men": 0.2}, "", 0.3),
    ],
)
def test_the_whole_is_what_was_said_or_the_sum_of_its_groups(value, shares, unit, expected):
    assert counting.whole(value, shares, GROUPS, unit) == expected


@pytest.mark.parametrize(("value", "shares", "total"), [(13, {"women": 7, "men": 5}, 12), (6, {"women": 7}, 7)])
def test_groups_that_come_to_another_number_are_noticed(value, shares, total):
    with pytest.raises(counting.DoesNotAddUp) as refusal:
        counting.whole(value, shares, GROUPS, "people")
    assert refusal.value.total == total


def test_a_table_is_read_as_it_comes_out_of_a_spreadsheet():
    begins = date(2026, 3, 1)
    typed = "2026-03-02\t4\n\n3; 5,5\n 10: 1 000\n"

    assert counting.read_table(typed, begins, Signs()) == (
        (date(2026, 3, 2), 4),
        (date(2026, 3, 3), 5.5),
        (date(2026, 3, 10), 1000),
    )


@pytest.mark.parametrize(
    ("typed", "line", "twice"),
    [
        ("1 2\nsoon 3", 2, False),
        ("1 1e999", 1, False),
        ("1 NaN", 1, False),
        ("2026-13-01 4", 1, False),
        ("1 2\n\n2026-03-01 3", 3, True),
        ("7", 1, False),
    ],
)
def test_a_line_that_is_no_day_with_a_number_is_named(typed, line, twice):
    with pytest.raises(counting.Unreadable) as refusal:
        counting.read_table(typed, date(2026, 3, 1), Signs())
    assert (refusal.value.line, refusal.value.twice) == (line, twice)


@pytest.fixture
def counted(app, planned):
    """The plan on day 20, counting labs by who leads them."""
    planned.dara, planned.fay = planned.people["Dara"], planned.people["Fay"]
    with app.app_context():
        planned.today = today_of(db.session.get(Plan, planned.plan_id))
        planned.begins = days.day_one_when(20, planned.today)
        services.change_plan(planned.dara, planned.plan_id, title="Fast", goal="30 labs", day_one=planned.begins)
        words = MeasureWords(name="Labs", unit="labs", baseline=0, target=30, groups=GROUPS)
        planned.measure_id = services.add_measure(planned.dara, planned.plan_id, words).id
    return planned


def read(counted):
    """What was read last: number, groups, whether by tally, by whom; and how many readings there are."""
    measure = db.session.get(Measure, counted.measure_id)
    db.session.refresh(measure)
    last = last_reading(measure, counted.today)
    return last and (last.value, last.shares, last.tallied, last.by_name), len(measure.readings)


@pytest.mark.row("P7")
def test_two_people_tally_and_none_of_their_strokes_is_lost(app, counted):
    with app.app_context():
        for person, up, group in (
            (counted.dara, True, "women"),
            (counted.dara, True, "women"),
            (counted.dara, True, "men"),
            (counted.fay, True, ""),
            (counted.dara, False, "women"),
        ):
            services.tally(person, counted.measure_id, up=up, group=group)

        assert read(counted) == ((3, {"women": 1, "men": 1}, True, "Dara"), 3)
        with pytest.raises(NotOfThisPlan):
            services.tally(counted.dara, counted.measure_id, group="children")


def test_groups_and_number_are_kept_together_or_refused_together(app, counted):
    def file(value, **shares):
        return services.file_reading(counted.dara, counted.measure_id, on=counted.today, value=value, shares=shares)

    with app.app_context():
        file(None, women=3, men=4)
        assert read(counted) == ((7, {"women": 3, "men": 4}, False, "Dara"), 1)
        for value, shares, refusal in (
            (8, {"women": 3, "men": 4}, SharesWrong),
            (8, {"children": 8}, NotOfThisPlan),
            (None, {"women": 3}, NotANumber),
            (float("nan"), {}, NotANumber),
            (1e300, {}, NotANumber),
        ):
            with pytest.raises(refusal):
                file(value, **shares)
        assert read(counted)[1] == 1


def test_a_table_is_filed_whole_or_not_at_all(app, counted):
    with app.app_context():
        rows = [(counted.begins + timedelta(days=on), float(on)) for on in range(3)]
        with pytest.raises(ReadingOutsidePlan):
            services.file_table(counted.dara, counted.measure_id, [*rows, (counted.today + timedelta(days=1), 9.0)])
        assert read(counted) == (None, 0)

        services.file_table(counted.dara, counted.measure_id, rows)
        assert read(counted) == ((2, {}, False, "Dara"), 3)


@pytest.mark.row("P7")
def test_the_page_of_a_measure_counts_by_group_tally_and_table_and_says_what_is_wrong(counted):
    dara, mo = counted.browser("Dara"), counted.browser("Mo")
    address = f"/plans/measures/{counted.measure_id}/"

    wrong = dara.submit(address + "readings/", **{"on": counted.today, "value": "9", "share-0": "3", "share-1": "4"})
    filed = dara.submit(address + "readings/", **{"on": counted.today, "value": "", "share-0": "3", "share-1": "4"})
    stroke = dara.submit(address + "tally/", stroke="1", group="men")
    twice = dara.submit(address + "table/", rows="3 5\n3 6")
    rows = dara.submit(address + "table/", rows="3 5\n4 6")

    assert [answer.status_code for answer in (wrong, filed, stroke, twice, rows)] == [422, 303, 303, 422, 303]
    assert "The groups add up to 7, not to the number." in wrong.text
    assert "Line 2: this day stands twice." in twice.text
    assert "3 6</textarea>" in twice.text
    assert dara.submit(address + "tally/", stroke="5").status_code == 422
    assert mo.submit(address + "tally/", stroke="1").status_code == 403
    page = mo.get(address).text
    assert "<bdi>men</bdi> 5" in page
    assert 'name="stroke"' not in page
