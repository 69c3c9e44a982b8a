"""What canvases and terms are found by, in all six languages at once."""

from functools import cache

from app.canvases.canvas import Canvas
from app.canvases.catalogue import Family, Term
from app.canvases.library import library
from app.texts import folded


@cache
def canvas_texts() -> dict[str, str]:
    """What each canvas is found by: its family, names, purpose, uses, outputs and the titles of its zones."""
    families = library().families
    return {canvas.id: _text_of(canvas, families[canvas.family]) for canvas in library().canvases.values()}


@cache
def term_texts() -> dict[str, str]:
    return {term.id: _text_of_term(term) for term in library().glossary.values()}


def _text_of(canvas: Canvas, family: Family) -> str:
    words = (canvas.name, canvas.purpose, canvas.when_to_use, canvas.outputs, *(zone.title for zone in canvas.zones))
    texts = [text for each in (*words, family.title) for text in each.values()]
    return folded("\n".join([canvas.id, canvas.origin, *family.also, *texts]))


def _text_of_term(term: Term) -> str:
    return folded("\n".join([*term.words.values(), term.note]))
