"""Every value comes out of a backup as it went in, whichever database it was in."""

import json
from base64 import b64encode
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import JSON

from app.keeping import values

plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**60), 2**60)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
KINDS = {
    "text": st.text(),
    "integer": st.integers(-(2**63), 2**63 - 1),
    "float": st.floats(allow_nan=False, allow_infinity=False),
    "boolean": st.booleans(),
    "moment": st.datetimes(timezones=st.just(UTC)),
    "date": st.dates(),
    "time": st.times(),
    "decimal": st.decimals(allow_nan=False, allow_infinity=False),
    "bytes": st.binary(),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_value_comes_out_of_its_line_as_it_went_in(kind):
    @given(KINDS[kind])
    def check(value):
        read = values.decode(kind, json.loads(values.line([values.encode(kind, value)]))[0])
        assert (read, type(read)) == (value, type(value))

    check()


@given(plain)
def test_json_comes_out_as_it_went_in(value):
    read = values.decode("json", json.loads(values.line([values.encode("json", json.dumps(value))]))[0])

    assert (None if read is JSON.NULL else read) == value


def test_nothing_and_nothing_said_in_json_are_two_things():
    assert [values.encode("json", None), values.encode("json", "null")] == [None, [None]]
    assert [values.decode("json", None), values.decode("json", [None])] == [None, JSON.NULL]


def test_a_moment_without_a_zone_is_in_utc_and_any_other_is_brought_there():
    east = datetime(2026, 1, 2, 8, tzinfo=timezone(timedelta(hours=5)))

    assert values.encode("moment", datetime(2026, 1, 2, 3)) == "2026-01-02T03:00:00.000000+00:00"  # noqa: DTZ001
    assert values.encode("moment", east) == "2026-01-02T03:00:00.000000+00:00"


@pytest.mark.parametrize(
    ("one", "same"),
    [
        ('{"b": 1, "a": [2, {"d": 3, "c": 4}]}', '{"a":[2,{"c":4,"d":3}],"b":1}'),
        ("1e22", "10000000000000000000000"),
        ("1e-7", "0.0000001"),
        ("-0.0", "0.0"),
        ('"\\u00e9"', '"é"'),
    ],
)
def test_what_postgresql_writes_in_another_way_is_the_same(one, same):
    assert values.canonical([values.encode("json", one)]) == values.canonical([values.encode("json", same)])


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        ("text", 1),
        ("integer", True),
        ("integer", "1"),
        ("integer", 1.5),
        ("float", "1.0"),
        ("boolean", 1),
        ("moment", "2026-01-02T03:04:05"),
        ("moment", 5),
        ("date", "2026-13-01"),
        ("time", []),
        ("decimal", "one"),
        ("bytes", "é"),
        ("bytes", b64encode(b"x").decode() + "!"),
        ("json", {"a": 1}),
        ("json", [1, 2]),
    ],
)
def test_what_is_not_of_its_kind_is_refused(kind, cell):
    with pytest.raises(ValueError, match=r"."):
        values.decode(kind, cell)


def test_days_and_sums_stand_as_people_write_them():
    made = [
        values.encode("date", date(2026, 1, 2)),
        values.encode("time", time(9)),
        values.encode("decimal", Decimal("1.50")),
    ]

    assert made == ["2026-01-02", "09:00:00", "1.50"]
