"""Days, times and lengths as people read them, as filters of every template.

Flask-Babel's own filters for dates and times are left alone: they move a moment into
the reader's time zone, but a workshop's times are told in the workshop's.
"""

import re
from datetime import date, datetime, time, timedelta

from babel import Locale
from babel.dates import format_date, format_skeleton, format_timedelta, match_skeleton
from flask import Flask
from flask_babel import get_locale


def init_app(app: Flask) -> None:
    days = (weekday, short_day, long_day, long_day_year, day_month, day_month_year, month, month_year)
    for told in (hhmm, *days, from_now):
        app.jinja_env.filters[told.__name__] = told


def hhmm(moment: datetime | time) -> str:
    """`13:15`, the same in every language."""
    return moment.strftime("%H:%M")


def weekday(day: date) -> str:
    """`Thu`."""
    return str(format_skeleton("E", day, locale=_locale()))


def short_day(day: date) -> str:
    """`23 Mar`."""
    return str(format_skeleton("MMMd", day, locale=_locale()))


def long_day(day: date) -> str:
    """`Thursday 23 March`."""
    locale = _locale()
    skeletons = locale.datetime_skeletons
    pattern = str(skeletons[match_skeleton("MMMMEEEEd", skeletons)].pattern)
    # Many languages have this order only with short names, and Babel does not write them out.
    written_out = re.sub("M{3,}", "MMMM", re.sub("E+|c+", "EEEE", pattern))
    return str(format_date(day, written_out, locale=locale))


def long_day_year(day: date) -> str:
    """`Thursday 23 March 2026`."""
    return str(format_date(day, "full", locale=_locale()))


def day_month(day: date) -> str:
    """`23 March`."""
    return str(format_skeleton("MMMMd", day, locale=_locale()))


def day_month_year(day: date) -> str:
    """`23 March 2026`."""
    return str(format_date(day, "long", locale=_locale()))


def month(day: date) -> str:
    """`Mar`."""
    return str(format_skeleton("MMM", day, locale=_locale()))


def month_year(day: date) -> str:
    """`March 2026`."""
    return str(format_skeleton("yMMMM", day, locale=_locale()))


def first_weekday() -> int:
    """On which day the reader's week begins: 0 is Monday, 5 Saturday."""
    return int(_locale().first_week_day)


def from_now(span: timedelta) -> str:
    """`in 27 minutes`, or `27 minutes ago`."""
    return str(format_timedelta(span, add_direction=True, locale=_locale()))


def _locale() -> Locale:
    """The reader's; English dates are written the way most of the world writes them, day first."""
    locale = get_locale() or Locale("en")
    return Locale("en", "GB") if locale.language == "en" else locale
