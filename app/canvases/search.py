"""Finding by words in any of the six languages: accents, case and letter variants do not matter."""

import unicodedata
from functools import cache

from app.canvases.canvas import Canvas
from app.canvases.catalogue import Family, Term
from app.canvases.library import library


def folded(text: str) -> str:
    """Lower case without marks, so that `Équipe` is found by `equipe` and `إبداع` by `ابداع`."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def holds(text: str, words: str) -> bool:
    """True when a folded text holds every one of these words, in whatever order."""
    return all(word in text for word in folded(words).split())


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
