"""The portfolio: every plan somebody looks after on one page, to be sorted and narrowed with and without scripts."""

from flask import Blueprint, Flask, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_decimal, format_percent

from app import i18n
from app.accounts.access import current_principal
from app.alliance import portfolio_queries
from app.alliance.portfolio import ORDERS, WORST_FIRST, Wanted
from app.alliance.portfolio_sheet import LEADER_WORDS, STATUS_WORDS, address, compose
from app.centres.models import TermKind
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
    principal = current_principal()
    words = vocabulary()
    held = portfolio_queries.holding_of(principal)
    wanted = _wanted(words)
    folio = compose(
        url_for("portfolio.show"),
        held.rows,
        wanted,
        words,
        reach=held.reach,
        region=principal.alliance_region or "",
        mirrored=i18n.direction() == "rtl",
    )
    shown = {"folio": folio, "wanted": wanted, "status_words": STATUS_WORDS, "leader_words": LEADER_WORDS}
    if not htmx or folio.counts_alone:
        return render_template("alliance/portfolio.html", **shown)
    answer = Response(render_template("alliance/_portfolio_answer.html", **shown))
    answer.headers["HX-Replace-Url"] = address(url_for("portfolio.show"), wanted)
    return answer


def _wanted(words: Vocabulary) -> Wanted:
    """What the address asks for. A word that is in no list asks for nothing, as an old bookmark would."""

    def listed(name: str, kind: TermKind) -> str:
        asked = request.args.get(name, "")
        return asked if words.named(kind, asked) else ""

    status, order = request.args.get("status", ""), request.args.get("order", "")
    return Wanted(
        text=request.args.get("q", "")[:200],
        region=listed("region", TermKind.REGION),
        capability=listed("capability", TermKind.CAPABILITY),
        kind=listed("type", TermKind.CENTRE_TYPE),
        status=status if status in WORST_FIRST else "",
        coach=request.args.get("coach", "")[:120],
        order=order if order.removeprefix("-") in ORDERS else "",
    )
