"""Until when the names of a workshop's guests are kept: months in the calendar. No clock.

- Where a centre hosts, it says how many months, or that names stay.
- Where nobody but a name hosts (the Lab, the secretariat, a partner), `MONTHS_WITHOUT_A_CENTRE` hold.
- Months count from the day the workshop closed; where nobody closed it, from its last planned day, or from the day
  somebody came in last where that is later.
- Days are those of the workshop's own zone.
"""

from calendar import monthrange
from datetime import date
from typing import Final

MONTHS_WITHOUT_A_CENTRE: Final = 12
"""As long as a yearly report may ask who was there."""


def last_day_of_names(closed: date, months: int) -> date:
    """The day after which names are erased: the same day so many months later, or that month's last."""
    year, month = divmod(closed.year * 12 + closed.month - 1 + months, 12)
    return date(year, month + 1, min(closed.day, monthrange(year, month + 1)[1]))
