"""The alliance's public pages, and the form an administrator changes them with."""

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import i18n
from app.accounts.access import administrator_required, current_person, reader
from app.alliance import policy, queries, services
from app.alliance.errors import PageChanged
from app.alliance.forms import PageForm, Preview
from app.alliance.markup import render
from app.alliance.models import Page
from app.centres.models import TermKind
from app.centres.queries import vocabulary
from app.hx import htmx

bp = Blueprint("alliance", __name__)


def init_app(app: Flask) -> None:
    """Let the first page ask what to tell visitors."""
    app.jinja_env.globals["alliance_landing"] = queries.landing


@bp.get("/about/")
def about() -> ResponseReturnValue:
    """What the alliance is: its pages, priorities and resolutions."""
    words = vocabulary()
    return render_template(
        "alliance/about.html",
        pages=queries.pages(),
        priorities=words.choices(TermKind.PRIORITY),
        resolutions=words.choices(TermKind.RESOLUTION),
    )


@bp.get("/about/<slug>/")
def page(slug: str) -> ResponseReturnValue:
    """One page of the alliance."""
    shown = queries.page_by_slug(slug)
    return render_template(
        "alliance/page.html",
        page=shown,
        rendered=render(i18n.pick(shown.body)),
        pages=queries.pages(),
        may_edit=policy.may_edit(reader()),
    )


@bp.get("/about/<slug>/edit/")
@administrator_required
def edit(slug: str) -> ResponseReturnValue:
    """The form for a page, in all its languages; for administrators."""
    shown = queries.page_by_slug(slug)
    return _form_page(shown, PageForm.over(shown))


@bp.post("/about/<slug>/edit/")
@administrator_required
def change(slug: str) -> ResponseReturnValue:
    """Change a page, unless somebody else has changed it meanwhile."""
    shown = queries.page_by_slug(slug)
    form = PageForm.over(shown)
    if not form.validate_on_submit():
        return _form_page(shown, form), 422
    if form.is_older_than(shown.version):
        form.renew(shown.version)
        return _form_page(shown, form, stale=True), PageChanged.status
    services.change_page(slug, form.words, version=shown.version, by=current_person())
    flash(_("Saved."))
    return redirect(url_for("alliance.page", slug=slug), code=303)


@bp.post("/about/<slug>/preview/")
@administrator_required
def preview(slug: str) -> ResponseReturnValue:
    """Show what was written in one language as visitors would read it, and save nothing."""
    shown = queries.page_by_slug(slug)
    form = PageForm.over(shown)
    code = request.form.get("language", "")
    seen = form.preview(code if i18n.is_language(code) else i18n.language())
    if htmx:
        return render_template("alliance/_preview.html", seen=seen)
    return _form_page(shown, form, seen=seen)


def _form_page(page: Page, form: PageForm, *, stale: bool = False, seen: Preview | None = None) -> str:
    return render_template("alliance/edit.html", page=page, form=form, stale=stale, seen=seen)
