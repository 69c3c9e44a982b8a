"""The library's pages. Everybody may read them; nothing in this module asks the database."""

from contextlib import nullcontext
from http import HTTPStatus
from urllib.parse import urlencode

from flask import make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import force_locale

from app.canvases import drawing, labels, own_routes, queries, strips
from app.canvases.blueprint import bp
from app.canvases.forms import GalleryForm, gallery_form
from app.canvases.gallery import shelves
from app.canvases.library import library
from app.hx import htmx
from app.i18n import language

__all__ = ["bp", "own_routes"]


@bp.get("/canvases/")
def gallery() -> ResponseReturnValue:
    """All canvases, or those that meet the wish in the address; the shelves alone for htmx."""
    form = gallery_form(request.args)
    is_read = form.validate()
    page = render_template(
        "canvases/_gallery.html" if htmx and not htmx.wants_page else "canvases/gallery.html",
        form=form,
        shelves=shelves(library(), form.wish()) if is_read else [],
        library=library(),
        thumbnail=drawing.thumbnail,
    )
    answer = make_response(page, HTTPStatus.OK if is_read else HTTPStatus.UNPROCESSABLE_ENTITY)
    answer.vary.add("HX-Request")
    if htmx and is_read:
        answer.headers["HX-Replace-Url"] = _address_of(form)
    return answer


@bp.get("/canvases/<canvas_id>/")
def show(canvas_id: str) -> ResponseReturnValue:
    """One canvas: its drawing, its zones, how to run it, where it comes from."""
    canvas = queries.canvas(canvas_id)
    before, after = queries.neighbours(canvas)
    return render_template(
        "canvases/canvas.html",
        canvas=canvas,
        library=library(),
        plan=drawing.plan(canvas),
        small=drawing.thumbnail(canvas),
        bars=strips.of_flow(canvas.flow),
        sequences=queries.sequences_with(canvas_id),
        before=before,
        after=after,
        labels=labels,
        papers=drawing.PAPERS,
    )


@bp.get("/canvases/<canvas_id>/print/")
def sheet_of_canvas(canvas_id: str) -> ResponseReturnValue:
    """The canvas on paper, in the reader's language or another one."""
    canvas = queries.canvas(canvas_id)
    asked = request.args.get("language")
    with force_locale(queries.spoken(asked)) if asked else nullcontext():
        return render_template(
            "canvases/print.html",
            canvas=canvas,
            library=library(),
            plan=drawing.plan(canvas),
            small=drawing.thumbnail(canvas),
            bars=strips.of_flow(canvas.flow),
            labels=labels,
            papers=drawing.PAPERS,
        )


@bp.get("/canvases/sequences/")
def sequences() -> ResponseReturnValue:
    """The ready sequences as strips of minutes; you see their rhythm before you read."""
    drawn = [(each, library().steps(each)) for each in library().sequences.values()]
    return render_template("canvases/sequences.html", drawn=drawn, bars_of=strips.of_steps)


@bp.get("/canvases/sequences/<sequence_id>/")
def sequence(sequence_id: str) -> ResponseReturnValue:
    """One sequence, canvas by canvas."""
    found, steps = queries.sequence_and_steps(sequence_id)
    return render_template(
        "canvases/sequence.html",
        sequence=found,
        steps=steps,
        bars=strips.of_steps(steps),
        thumbnail=drawing.thumbnail,
    )


@bp.get("/glossary/")
def glossary() -> ResponseReturnValue:
    """The terms of the house in six languages; the list alone for htmx."""
    words = request.args.get("q", "")[:80]
    answer = make_response(
        render_template(
            "canvases/_terms.html" if htmx and not htmx.wants_page else "canvases/glossary.html",
            terms=queries.terms(words),
            words=words,
            library=library(),
            labels=labels,
        )
    )
    answer.vary.add("HX-Request")
    return answer


@bp.get("/glossary/sheet/")
def interpreters_sheet() -> ResponseReturnValue:
    """All terms in two languages, for the interpreters' booth; from the reader's own where none is named."""
    here = request.args.get("from") or _own_language()
    there = request.args.get("to") or ("en" if here != "en" else "fr")
    return render_template(
        "canvases/sheet.html", terms=queries.sheet(here, there), here=here, there=there, library=library()
    )


def _own_language() -> str:
    return language() if language() in library().languages else "en"


def _address_of(form: GalleryForm) -> str:
    """The address of this answer as people would pass it on: no empty wishes."""
    wishes = {field.name: request.args[field.name] for field in form if request.args.get(field.name)}
    return request.path + ("?" + urlencode(wishes) if wishes else "")
