"""The words of the alliance, for an administrator: by kind, each in six languages."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.access import administrator_required, current_person
from app.centres import queries, services, words
from app.centres.blueprint import bp
from app.centres.errors import ChangedMeanwhile
from app.centres.forms import MoveForm, RetirementForm
from app.centres.kinds import SHAPES
from app.centres.models import Term, TermKind
from app.centres.term_form import TermForm, term_form
from app.errors import AppError, NotFound
from app.hx import htmx


@bp.get("/terms/")
@administrator_required
def kinds() -> ResponseReturnValue:
    """The lists of words that describe centres; for administrators."""
    return render_template("centres/terms.html", words=queries.vocabulary(), names=words.KINDS)


@bp.get("/terms/<kind>/")
@administrator_required
def terms(kind: str) -> ResponseReturnValue:
    """One list, in its order."""
    known = _kind(kind)
    return render_template("centres/kind.html", **_list(known))


@bp.get("/terms/<kind>/new/")
@administrator_required
def new_term(kind: str) -> ResponseReturnValue:
    """The form for a new word of a list."""
    known = _kind(kind)
    return _form_page(known, term_form(known, queries.vocabulary()))


@bp.post("/terms/<kind>/")
@administrator_required
def add_term(kind: str) -> ResponseReturnValue:
    """Add a word at the end of its list."""
    known = _kind(kind)
    form = term_form(known, queries.vocabulary())
    if not form.validate_on_submit():
        return _form_page(known, form), 422
    services.add_term(known, form.term_words(), by=current_person())
    flash(_("Added."))
    return redirect(url_for("centres.terms", kind=known.value), code=303)


@bp.get("/terms/<int(max=2147483647):term_id>/edit/")
@administrator_required
def edit_term(term_id: int) -> ResponseReturnValue:
    """The form for a word, in all languages."""
    term = queries.term_by_id(term_id)
    kind = TermKind(term.kind)
    return _form_page(kind, term_form(kind, queries.vocabulary(), term), term)


@bp.post("/terms/<int(max=2147483647):term_id>/edit/")
@administrator_required
def change_term(term_id: int) -> ResponseReturnValue:
    """Change a word, unless somebody else has changed it meanwhile."""
    term = queries.term_by_id(term_id)
    kind = TermKind(term.kind)
    form = term_form(kind, queries.vocabulary(), term)
    if not form.validate_on_submit():
        return _form_page(kind, form, term), 422
    if form.is_older_than(term.version):
        form.renew(term.version)
        return _form_page(kind, form, term, stale=True), ChangedMeanwhile.status
    services.change_term(term.id, form.term_words(term), version=term.version, by=current_person())
    flash(_("Saved."))
    return redirect(url_for("centres.terms", kind=kind.value), code=303)


@bp.post("/terms/<int(max=2147483647):term_id>/position/")
@administrator_required
def move_term(term_id: int) -> ResponseReturnValue:
    """Move a word up or down its list."""
    form = MoveForm()
    if not form.validate_on_submit():
        raise AppError
    return _after(services.move_term(term_id, places=form.places.data or 0, by=current_person()))


@bp.post("/terms/<int(max=2147483647):term_id>/retirement/")
@administrator_required
def retire_term(term_id: int) -> ResponseReturnValue:
    """Take a word off what one may choose, or put it back."""
    form = RetirementForm()
    if not form.validate_on_submit():
        raise AppError
    return _after(services.retire_term(term_id, retired=form.retired.data == "yes", by=current_person()))


def _kind(name: str) -> TermKind:
    """A kind by its name in the address.

    Raises:
        NotFound: there is no such kind.
    """
    for kind in TermKind:
        if kind == name:
            return kind
    raise NotFound


def _after(term: Term) -> ResponseReturnValue:
    """The list a term stands in: alone for htmx, by a new request for everyone else."""
    if htmx:
        return render_template("centres/_terms.html", **_list(TermKind(term.kind)))
    return redirect(url_for("centres.terms", kind=term.kind), code=303)


def _list(kind: TermKind) -> dict[str, object]:
    read = queries.vocabulary()
    return {"kind": kind, "name": words.KINDS[kind], "terms": read.all(kind), "words": read}


def _form_page(kind: TermKind, form: TermForm, term: Term | None = None, *, stale: bool = False) -> str:
    return render_template(
        "centres/term.html",
        kind=kind,
        name=words.KINDS[kind],
        form=form,
        term=term,
        stale=stale,
        shape=SHAPES[kind],
        parts=words.PARTS,
    )
