"""The portfolio: every plan somebody looks after on one page, to be sorted and narrowed with and without scripts."""

from functools import partial

from flask import Blueprint, Flask, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_decimal, format_percent

from app import aside, i18n
from app.accounts.access import current_principal
from app.accounts.models import Principal
from app.alliance import portfolio_queries
from app.alliance.policy import Reach
from app.alliance.portfolio import Row, Wanted
from app.alliance.portfolio_address import address, wanted_of
from app.alliance.portfolio_queries import Holding
from app.alliance.portfolio_sheet import LEADER_WORDS, STATUS_WORDS, Found, Reader, compose, search
from app.centres.queries import Vocabulary, vocabulary
from app.hx import htmx

bp = Blueprint("portfolio", __name__)


def init_app(app: Flask) -> None:
    """Let templates write numbers as the reader does."""
    app.jinja_env.filters["counted"] = lambda number: format_decimal(round(number, 2))
    app.jinja_env.filters["per_cent"] = lambda share: format_percent(round(share, 2))


@bp.get("/portfolio/")
def show() -> ResponseReturnValue:
    """The plans somebody looks after, or how many stand how for who reads no more than that."""
    principal, words = current_principal(), vocabulary()
    asked = wanted_of(request.args, words)
    held, wanted, found, shown = aside.read(partial(_read, principal, asked, words))
    folio = compose(
        url_for("portfolio.show"),
        wanted,
        words,
        rows=held.rows,
        found=found,
        shown=shown,
        reader=Reader(held.reach, principal.alliance_region or "", i18n.direction() == "rtl"),
    )
    said = {"folio": folio, "wanted": wanted, "status_words": STATUS_WORDS, "leader_words": LEADER_WORDS}
    if not htmx or folio.counts_alone:
        return render_template("alliance/portfolio.html", **said)
    answer = Response(render_template("alliance/_portfolio_answer.html", **said))
    answer.headers["HX-Replace-Url"] = address(url_for("portfolio.show"), wanted)
    return answer


def _read(principal: Principal, asked: Wanted, words: Vocabulary) -> tuple[Holding, Wanted, Found, list[Row]]:
    """What somebody looks after, what of it they look for, and the first rows of that with how their numbers went.

    Who reads counts alone narrows nothing: a search for a name would tell how that plan stands.
    """
    held = portfolio_queries.holding_of(principal)
    wanted = Wanted() if held.reach is Reach.COUNTS else asked
    found = search(held.rows, wanted, words)
    shown = [] if held.reach is Reach.COUNTS else portfolio_queries.with_trails(held, found.rows[: wanted.rows])
    return held, wanted, found, shown
