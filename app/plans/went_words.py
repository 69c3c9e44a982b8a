"""Words that tell how a review went."""

from datetime import date

from flask_babel import gettext as _

from app.moments import day_month
from app.plans.status.check_ins import Went


def went_words(went: Went, on: date) -> list[str]:
    """Return how a review went that is meant to be held `on` a date, the last that is to be known of it last."""
    said = [_("held on %(date)s, taken back", date=day_month(each)) for each in went.taken_back]
    if went.held_on is not None:
        said.append(_("held") if went.held_on == on else _("held on %(date)s", date=day_month(went.held_on)))
    elif went.is_missing:
        said.append(_("not held"))
    return [str(each) for each in said]
