"""What every view of the portfolio begins and ends with: who reads, what they look for, and the page around it."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TypeVar

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import aside, i18n
from app.accounts.access import current_principal
from app.accounts.models import Principal
from app.alliance.policy import SEES, View, require_view
from app.alliance.portfolio.address import address, wanted_of
from app.alliance.portfolio.listing import PAGE, Row, Wanted
from app.alliance.portfolio.look import Look, take_look
from app.alliance.portfolio.sheet import Reader, compose
from app.alliance.portfolio.words import STATUS_WORDS, TEAM_WORDS, VIEW_ICONS, VIEW_WORDS
from app.centres.queries import Vocabulary, vocabulary
from app.hx import htmx

T = TypeVar("T")

PAGES = {
    View.PLANS: "portfolio.show",
    View.GRID: "portfolio.grid",
    View.TIMELINE: "portfolio.timeline",
    View.ASKS: "portfolio.asks",
    View.SILENT: "portfolio.silent",
    View.INDICATORS: "portfolio.indicators",
}
"""Where each view is found."""


def look(view: View, more: Callable[[Look], T]) -> tuple[Look, T]:
    """What this request looks at, and `more` that is read of it; all of it aside.

    Raises:
        NotSignedIn, NoPortfolio: they have none.
        NotAllowed: the view tells more than they may know.
    """
    principal, words = current_principal(), vocabulary()
    return aside.read(partial(_read, principal, words, wanted_of(request.args, words), (view, more)))


def answer(
    looked: Look, view: View, part: str, *, shown: list[Row] | None = None, **said: object
) -> ResponseReturnValue:
    """The page of a view, or for htmx the part that changes, with its address; `part` is its template."""
    path = url_for(PAGES[view])
    reader = Reader(looked.held.reach, looked.principal.alliance_region or "", i18n.direction() == "rtl")
    folio = compose(
        path,
        looked.wanted,
        looked.words,
        rows=looked.held.rows,
        found=looked.found,
        shown=shown or [],
        reader=reader,
    )
    plain = replace(looked.wanted, rows=PAGE)
    told = {
        "folio": folio,
        "wanted": looked.wanted,
        "part": f"alliance/{part}.html",
        "view": view,
        "ways": [
            (each, VIEW_WORDS[each], VIEW_ICONS[each], address(url_for(PAGES[each]), plain))
            for each in View
            if each in SEES[looked.held.reach]
        ],
        "status_words": STATUS_WORDS,
        "team_words": TEAM_WORDS,
        **said,
    }
    if not htmx or looked.counts_alone:
        return render_template("alliance/portfolio.html", **told)
    response = Response(render_template("alliance/_portfolio_answer.html", **told))
    response.headers["HX-Replace-Url"] = address(path, looked.wanted)
    return response


def _read(
    principal: Principal, words: Vocabulary, asked: Wanted, wish: tuple[View, Callable[[Look], T]]
) -> tuple[Look, T]:
    view, more = wish
    looked = take_look(principal, words, asked)
    require_view(looked.held.reach, view)
    return looked, more(looked)
