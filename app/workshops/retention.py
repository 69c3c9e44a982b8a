"""Until when the names of a workshop's guests are kept: months in the calendar, from the day it closed. No clock."""

from calendar import monthrange
from datetime import date


def last_day_of_names(closed: date, months: int) -> date:
    """The day after which names are erased: the same day so many months later, or that month's last."""
    year, month = divmod(closed.year * 12 + closed.month - 1 + months, 12)
    return date(year, month + 1, min(closed.day, monthrange(year, month + 1)[1]))
