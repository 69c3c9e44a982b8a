"""A note on a page of its own: everything one may do with it, for those without scripts."""

from typing import TypeVar

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.boards import answers, pages, wire, writing
from app.boards.blueprint import bp, found
from app.boards.desk import desk
from app.boards.engine.state import Element
from app.boards.errors import BadBatch, refusal
from app.boards.forms import AudienceForm, ColourForm, OnceForm, WordsForm
from app.boards.models import Board
from app.ids import digest
from app.workshops.models import Seat

_F = TypeVar("_F", bound=OnceForm)

_OF_THE_FORM = ("once", "said", "csrf_token")


@bp.get("/boards/<board_id>/notes/<note_id>/")
def note(board_id: str, note_id: str) -> str:
    """A note with its forms."""
    board, seat, element = _note(board_id, note_id)
    return render_template("boards/note.html", **pages.note_context(board, seat, element))


@bp.post("/boards/<board_id>/notes/<note_id>/text/")
def rewrite(board_id: str, note_id: str) -> ResponseReturnValue:
    """Give a note other words."""
    board, seat, element = _note(board_id, note_id)
    form = _sent(WordsForm())
    text, was = (_typed(field.data) for field in (form.text, form.was))
    # The same form with other words, after going back to it, is another deed.
    once = digest(f"{form.once.data} {text}")[:22]
    batch = writing.rewriting(board, seat, element, once=once, text=text, was=was or None, pm=form.pm.data or 0)
    return _done(board, seat, element, form, batch)


@bp.post("/boards/<board_id>/notes/<note_id>/place/")
def move(board_id: str, note_id: str) -> ResponseReturnValue:
    """Move a note to another zone or group."""
    board, seat, element = _note(board_id, note_id)
    form = _sent(pages.place_form(board, seat, element))
    canvas = pages.canvas_of(board)
    batch = writing.moving(board, seat, canvas, element, once=form.once.data or "", to=form.to.data or "")
    return _done(board, seat, element, form, batch)


@bp.post("/boards/<board_id>/notes/<note_id>/colour/")
def paint(board_id: str, note_id: str) -> ResponseReturnValue:
    """Give a note another colour."""
    board, seat, element = _note(board_id, note_id)
    form = _sent(ColourForm())
    batch = writing.colouring(board, seat, element, once=form.once.data or "", colour=form.colour.data or "")
    return _done(board, seat, element, form, batch)


@bp.post("/boards/<board_id>/notes/<note_id>/answers/")
def answer(board_id: str, note_id: str) -> ResponseReturnValue:
    """Say what the canvas asks of a note."""
    board, seat, element = _note(board_id, note_id)
    form = pages.answers_on(board, element)
    if form is None:
        raise BadBatch
    _sent(form)
    said = {field.name: field.data or "" for field in form if field.name not in _OF_THE_FORM}
    was = {name: str(value) for name, value in (element.fields or {}).items()}
    changed = answers.given({name: value for name, value in said.items() if value != was.get(name, "")})
    once = digest(f"{form.once.data} {changed}")[:22]
    batches = [writing.answering(board, seat, element, once=once, given=changed)] if changed else []
    return _done(board, seat, element, form, *batches)


@bp.post("/boards/<board_id>/notes/<note_id>/audience/")
def show_note(board_id: str, note_id: str) -> ResponseReturnValue:
    """Show a note to everybody, or hide it from all but its author and the facilitators."""
    board, seat, element = _note(board_id, note_id)
    form = _sent(AudienceForm())
    once = digest(f"{form.once.data} {form.to.data}")[:22]
    if form.to.data == "few":
        return _done(board, seat, element, form, writing.hidden(board, seat, element, once=once))
    batches = writing.shown(board, seat, pages.canvas_of(board), element, once=once)
    return _done(board, seat, None, form, *batches)


@bp.post("/boards/<board_id>/notes/<note_id>/deletion/")
def delete(board_id: str, note_id: str) -> ResponseReturnValue:
    """Delete a note."""
    board, seat, element = _note(board_id, note_id)
    form = _sent(OnceForm())
    return _done(board, seat, None, form, writing.deleting(board, seat, element, once=form.once.data or ""))


def _note(board_id: str, note_id: str) -> tuple[Board, Seat, Element]:
    board, seat = found(board_id)
    return board, seat, writing.note_of(board, seat, note_id)


def _sent(form: _F) -> _F:
    if not form.validate_on_submit():
        raise BadBatch
    return form


def _done(
    board: Board, seat: Seat, element: Element | None, form: OnceForm, *batches: wire.Batch
) -> ResponseReturnValue:
    """Commit what a form says and go back to the list."""
    for batch in batches:
        as_said = writing.promised(batch, form.said.data or "")
        if code := wire.refusal_in(desk().committer.submit(seat.principal_id, as_said)):
            raise refusal(code)
    anchor = element.id if element else None
    return redirect(url_for("boards.show_list", board_id=board.id, _anchor=anchor), code=303)


def _typed(words: str | None) -> str:
    """What somebody typed, with the line breaks of the house."""
    return (words or "").replace("\r\n", "\n").strip()
