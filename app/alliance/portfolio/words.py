"""How the portfolio calls what it shows: how plans stand, what leaders say, the ways to look at it."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _

from app.alliance.policy import View
from app.alliance.portfolio.asks import BLOCKED
from app.alliance.portfolio.listing import Number
from app.moments import day_month
from app.plans.measures.promised import after_end_words, corrected_words, told_late_words
from app.plans.measures.words import in_figures
from app.plans.promotion.words import ASKS

STATUS_WORDS: Final[dict[str, LazyString]] = {
    "off": _("Off track"),
    "none": _("No data"),
    "warn": _("Needs attention"),
    "ok": _("On track"),
    "done": _("Finished"),
    "wait": _("Not started"),
    "draft": _("Draft, not published"),
}

TEAM_WORDS: Final[dict[str, LazyString]] = {
    "off": _("team: off track"),
    "warn": _("team: needs attention"),
    "ok": _("team: on track"),
}
"""What whoever may change a plan may say instead, shown smaller under the status by the rules."""

VIEW_WORDS: Final[dict[View, LazyString]] = {
    View.PLANS: _("Plans"),
    View.GRID: _("Where, and on what"),
    View.TIMELINE: _("Timeline"),
    View.ASKS: _("Asks and blockers"),
    View.SILENT: _("Silent plans"),
    View.INDICATORS: _("Indicators"),
}

VIEW_ICONS: Final[dict[View, str]] = {
    View.PLANS: "list",
    View.GRID: "layout-grid",
    View.TIMELINE: "chart-no-axes-gantt",
    View.ASKS: "hand",
    View.SILENT: "timer-off",
    View.INDICATORS: "gauge",
}

ASK_WORDS: Final[dict[str, LazyString]] = {
    **{str(kind): words for kind, words in ASKS.items()},
    "": _("Nobody said what about"),
    BLOCKED: _("Blocked actions"),
}
"""What an ask is about, and what stands beside asks."""


def review_firmly_words(on: date) -> str:
    """Return in a few words when a review is without the days to which the sponsor did not agree."""
    return str(gettext("%(date)s without the days that the sponsor has not agreed to", date=day_month(on)))


def told_otherwise(number: Number) -> Iterator[str]:
    """Yield what was told first of a number, and that it, or one before it, was told late or after the end."""
    if number.first_told:
        yield gettext("first told %(number)s", number=in_figures(number.first_told.value))
    if number.told_after_end:
        yield after_end_words(number.told_after_end)
    if number.told_late:
        yield told_late_words(number.told_late)
    if number.corrected:
        yield corrected_words(number.corrected)
