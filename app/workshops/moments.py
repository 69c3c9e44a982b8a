"""Days, times and lengths as people read them. A workshop's times are told in its own time zone."""

from datetime import date, datetime, timedelta

from babel import Locale
from babel.dates import format_skeleton, format_timedelta
from flask_babel import get_locale

from app.workshops.blueprint import bp


@bp.app_template_filter()
def hhmm(moment: datetime) -> str:
    """`13:15`, the same in every language."""
    return moment.strftime("%H:%M")


@bp.app_template_filter()
def long_day(day: date) -> str:
    """`Thursday 23 March`."""
    return str(format_skeleton("MMMMEEEEd", day, locale=_locale()))


@bp.app_template_filter()
def short_day(day: date) -> str:
    """`23 Mar`."""
    return str(format_skeleton("MMMd", day, locale=_locale()))


@bp.app_template_filter()
def weekday(day: date) -> str:
    """`Thu`."""
    return str(format_skeleton("E", day, locale=_locale()))


@bp.app_template_filter()
def from_now(span: timedelta) -> str:
    """`in 27 minutes`, or `27 minutes ago`."""
    return str(format_timedelta(span, add_direction=True, locale=_locale()))


def _locale() -> Locale:
    """The reader's; English dates are written the way most of the world writes them, day first."""
    locale = get_locale() or Locale("en")
    return Locale("en", "GB") if locale.language == "en" else locale
