"""Files of the portfolio: asked for where one looks at a view, watched while they are made, stopped, taken along."""

from urllib.parse import parse_qsl

from flask import Response, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from app import aside, clock, i18n
from app.accounts.access import current_principal
from app.alliance import services
from app.alliance.policy import View
from app.alliance.portfolio import export_queries
from app.alliance.portfolio.address import query_of, wanted_of
from app.alliance.portfolio.blueprint import bp
from app.alliance.portfolio.export_files import path_of
from app.alliance.portfolio.queries import require_any
from app.alliance.portfolio.words import VIEW_WORDS
from app.alliance.portfolio.workbook import FORMS
from app.centres.queries import vocabulary
from app.downloads import file_name
from app.hx import htmx
from app.plans.errors import NoSuchChoice


@bp.get("/portfolio/exports/")
def exports() -> ResponseReturnValue:
    """One's own files, and how far they are."""
    found = export_queries.exports_of(current_principal())
    page = "alliance/_exports.html" if htmx else "alliance/exports.html"
    return render_template(page, exports=found, view_words=VIEW_WORDS, under_way=any(each.under_way for each in found))


@bp.post("/portfolio/exports/")
def ask_for_export() -> ResponseReturnValue:
    """Ask for a view as a file."""
    principal = current_principal()
    aside.read(lambda: require_any(principal))
    view, form = request.form.get("view", ""), request.form.get("form", "")
    if view not in set(View) or form not in FORMS:
        raise NoSuchChoice
    query = query_of(wanted_of(dict(parse_qsl(request.form.get("query", "")[:2000])), vocabulary()))
    services.ask_for(principal, View(view), query, form=form, language=i18n.language())
    return redirect(url_for("portfolio.exports"), code=303)


@bp.post("/portfolio/exports/<export_id>/cancellation/")
def stop_export(export_id: str) -> ResponseReturnValue:
    """Let nobody go on with a file."""
    services.stop_export(current_principal(), export_id)
    return redirect(url_for("portfolio.exports"), code=303)


@bp.post("/portfolio/exports/<export_id>/removal/")
def drop_export(export_id: str) -> ResponseReturnValue:
    """Take a file away."""
    services.drop_export(current_principal(), export_id)
    return redirect(url_for("portfolio.exports"), code=303)


@bp.get("/portfolio/exports/<export_id>/file/")
def export_file(export_id: str) -> Response:
    """A file to be kept; what stands in it is asked of its reader's rights once more."""
    principal = current_principal()
    found = export_queries.export_to_take(export_id, principal)
    services.taken(principal, found)
    made = found.made_at.astimezone(clock.now().tzinfo).date().isoformat()
    answer = send_file(
        path_of(found),
        mimetype=FORMS[found.form],
        as_attachment=True,
        download_name=file_name("baraza", found.view, made, ending=found.form),
        conditional=False,
        etag=False,
        max_age=0,
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer
