"""The portfolio: every plan somebody looks after on one page, to be sorted and narrowed with and without scripts."""

from flask import Flask
from flask.typing import ResponseReturnValue
from flask_babel import format_decimal, format_percent, get_timezone

from app import clock, i18n
from app.alliance.policy import View
from app.alliance.portfolio import export_routes, queries, saved_view_routes
from app.alliance.portfolio.ask_queries import waiting_of
from app.alliance.portfolio.blueprint import bp
from app.alliance.portfolio.counting import counted_sheets
from app.alliance.portfolio.desk import answer, look
from app.alliance.portfolio.listing import Row
from app.alliance.portfolio.look import Look
from app.alliance.portfolio.sheet import heat, silence
from app.alliance.portfolio.timeline import lay_out
from app.alliance.portfolio.words import ASK_WORDS, review_firmly_words, told_otherwise
from app.centres.models import TermKind
from app.centres.words import ADDS

__all__ = ["bp", "export_routes", "saved_view_routes"]


def init_app(app: Flask) -> None:
    """Let templates write numbers as the reader does."""
    app.jinja_env.filters["told_otherwise"] = lambda number: list(told_otherwise(number))
    app.jinja_env.filters["counted"] = lambda number: format_decimal(round(number, 2))
    app.jinja_env.filters["review_firmly_words"] = review_firmly_words
    app.jinja_env.filters["per_cent"] = lambda share: format_percent(round(share, 2))


@bp.get("/portfolio/")
def show() -> ResponseReturnValue:
    """The plans somebody looks after, or how many stand how for who reads no more than that."""
    looked, shown = look(View.PLANS, _first_rows)
    part = "_portfolio_counts" if looked.counts_alone else "_portfolio"
    return answer(looked, View.PLANS, part, shown=shown)


@bp.get("/portfolio/grid/")
def grid() -> ResponseReturnValue:
    """How many plans of each region serve which capability, and how the worst of them stands."""
    looked, _nothing = look(View.GRID, lambda _looked: None)
    return answer(looked, View.GRID, "_portfolio_grid", heat=heat(looked.found.rows, looked.words))


@bp.get("/portfolio/timeline/")
def timeline() -> ResponseReturnValue:
    """All plans on one axis of dates, with their reviews, and where a coach has several in one week."""
    looked, _nothing = look(View.TIMELINE, lambda _looked: None)
    # Each plan has a today of its own; the axis is one, so it shows the reader's.
    today = clock.now().astimezone(get_timezone()).date()
    drawn = lay_out(looked.found.rows, today, shown=looked.wanted.rows, mirrored=i18n.direction() == "rtl")
    return answer(looked, View.TIMELINE, "_portfolio_timeline", timeline=drawn, today=today)


@bp.get("/portfolio/asks/")
def asks() -> ResponseReturnValue:
    """What waits for somebody, by kind; for who reads counts alone how much of each kind in each region."""
    looked, waiting = look(View.ASKS, waiting_of)
    regions = looked.words.all(TermKind.REGION)
    counted = waiting.by_region([*(region.code for region in regions), ""])
    part = "_portfolio_ask_counts" if looked.counts_alone else "_portfolio_asks"
    return answer(looked, View.ASKS, part, waiting=waiting, counted=counted, regions=regions, ask_words=ASK_WORDS)


@bp.get("/portfolio/silent/")
def silent() -> ResponseReturnValue:
    """Plans of which nobody said anything for ten days or more, and who coaches them."""
    looked, _nothing = look(View.SILENT, lambda _looked: None)
    return answer(looked, View.SILENT, "_portfolio_silent", silence=silence(looked.found.rows))


@bp.get("/portfolio/indicators/")
def indicators() -> ResponseReturnValue:
    """What plans count in common, as one number each, by region and by capability."""
    looked, _nothing = look(View.INDICATORS, lambda _looked: None)
    return answer(looked, View.INDICATORS, "_portfolio_indicators", sheets=counted_sheets(looked), adds_words=ADDS)


def _first_rows(looked: Look) -> list[Row]:
    """The first rows that were found, with how their numbers went."""
    if looked.counts_alone:
        return []
    return queries.with_trails(looked.held, looked.found.rows[: looked.wanted.rows])
