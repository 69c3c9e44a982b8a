"""Days and times as people read them: day first, twenty-four hours, in everybody's language."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask_babel import force_locale

from app import moments

DAY = date(2026, 3, 23)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", ["Mon", "23 Mar", "Monday 23 March", "23 March", "23 March 2026"]),
        ("fr", ["lun.", "23 mars", "lundi 23 mars", "23 mars", "23 mars 2026"]),
        ("es", ["lun", "23 mar", "lunes, 23 de marzo", "23 de marzo", "23 de marzo de 2026"]),
        ("ru", ["пн", "23 мар.", "понедельник, 23 марта", "23 марта", "23 марта 2026\u202fг."]),
        ("zh", ["周一", "3月23日", "3月23日星期一", "3月23日", "2026年3月23日"]),
    ],
)
def test_a_day_is_told_in_the_readers_language(app, language, told):
    filters = (moments.weekday, moments.short_day, moments.long_day, moments.day_month, moments.day_month_year)

    with app.test_request_context(), force_locale(language):
        assert [as_told(DAY) for as_told in filters] == told


def test_a_time_has_twenty_four_hours_in_its_own_zone(app):
    assert moments.hhmm(datetime(2026, 3, 23, 13, 5, tzinfo=UTC)) == "13:05"


def test_what_is_to_come_and_what_is_past_sound_different(app):
    with app.test_request_context(), force_locale("en"):
        assert moments.from_now(timedelta(minutes=27)) == "in 27 minutes"
        assert moments.from_now(timedelta(minutes=-27)) == "27 minutes ago"
