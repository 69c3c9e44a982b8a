"""Views of the portfolio that somebody keeps: saved from where one looks, opened, renamed, shared, deleted."""

from urllib.parse import parse_qsl

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import current_principal
from app.accounts.models import Principal
from app.alliance import services
from app.alliance.models import SavedView
from app.alliance.policy import View
from app.alliance.portfolio import saved_view_queries
from app.alliance.portfolio.address import address, query_of, wanted_of
from app.alliance.portfolio.blueprint import bp
from app.alliance.portfolio.desk import PAGES
from app.alliance.portfolio.queries import require_any
from app.alliance.portfolio.saved_view_forms import SavedViewForm
from app.alliance.portfolio.words import VIEW_WORDS
from app.centres.queries import Vocabulary, vocabulary
from app.plans.errors import NoSuchChoice


@bp.get("/portfolio/views/")
def saved_views() -> ResponseReturnValue:
    """One's own saved views and those of colleagues; with a view in its address, the form to save that."""
    principal = current_principal()
    require_any(principal)
    asked = request.args.get("view", "")
    form = SavedViewForm.of(principal, sent=False) if asked in set(View) else None
    return _page(principal, form, asked, _normal(request.args.get("query", "")))


@bp.post("/portfolio/views/")
def save_view() -> ResponseReturnValue:
    """Keep a view under a name."""
    principal = current_principal()
    require_any(principal)
    view, query = request.form.get("view", ""), _normal(request.form.get("query", ""))
    if view not in set(View):
        raise NoSuchChoice
    form = SavedViewForm.of(principal)
    if not form.validate_on_submit():
        return _page(principal, form, view, query), 422
    services.save_view(principal, View(view), query, name=form.name.data or "", shared=form.shares)
    return redirect(url_for("portfolio.saved_views"), code=303)


@bp.route("/portfolio/views/<view_id>/", methods=["GET", "POST"])
def saved_view(view_id: str) -> ResponseReturnValue:
    """A view of one's own, to be renamed or shared."""
    principal = current_principal()
    saved = saved_view_queries.own_view(view_id, principal)
    form = SavedViewForm.of(principal, saved)
    if not form.validate_on_submit():
        answer = render_template("alliance/saved_view.html", form=form, saved=saved)
        return answer, 422 if form.is_submitted() else 200
    services.change_view(principal, view_id, name=form.name.data or "", shared=form.shares)
    return redirect(url_for("portfolio.saved_views"), code=303)


@bp.post("/portfolio/views/<view_id>/removal/")
def delete_view(view_id: str) -> ResponseReturnValue:
    """Keep a view no longer."""
    services.delete_view(current_principal(), view_id)
    return redirect(url_for("portfolio.saved_views"), code=303)


def _page(principal: Principal, form: SavedViewForm | None, view: str, query: str) -> str:
    words = vocabulary()
    found = [
        (saved, owner, _address(saved, words), saved.owner_id == principal.id)
        for saved, owner in saved_view_queries.views_for(principal)
    ]
    return render_template(
        "alliance/saved_views.html",
        form=form,
        view=view,
        query=query,
        mine=[each for each in found if each[3]],
        theirs=[each for each in found if not each[3]],
        view_words=VIEW_WORDS,
    )


def _address(saved: SavedView, words: Vocabulary) -> str:
    """Where a view is opened: its codes may have gone since, so they are looked up again."""
    wanted = wanted_of(dict(parse_qsl(saved.query)), words)
    return address(url_for(PAGES[View(saved.view)]), wanted)


def _normal(query: str) -> str:
    """A query as the portfolio itself writes it; what it does not know is gone."""
    return query_of(wanted_of(dict(parse_qsl(query[:2000])), vocabulary()))
