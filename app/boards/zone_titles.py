"""Notes that say the title of their zone: what the server laid in one language is told in that of each reader."""

from dataclasses import replace
from typing import NamedTuple

from app import i18n
from app.boards.engine.state import NOTE, Element
from app.canvases.canvas import Canvas, Words


class Told(NamedTuple):
    """Words as a reader is told them, with their language and direction."""

    text: str
    lang: str
    dir: str


def told(canvas: Canvas, zone: str, lang: str | None, text: str) -> Told | None:
    """Return the title of a zone in the language of this answer, where a text is that title; else None.

    A text that is the title in one language is the title in all of them, as the name of a step is (`title_of`).
    """
    titles = canvas.title_laid(zone, lang, text)
    if titles is None:
        return None
    chosen = i18n.lang_attrs(titles).get("lang", i18n.language())
    return Told(i18n.pick(titles), chosen, i18n.direction(chosen))


def in_readers_language(canvas: Canvas, element: Element) -> Element:
    """Return an element as this answer tells it: a note that says the title of its zone, in the reader's language."""
    found = told(canvas, element.zone, element.lang, element.text) if element.type == NOTE else None
    return element if found is None else replace(element, text=found.text, lang=found.lang, dir=found.dir)


def laid_titles(canvas: Canvas) -> dict[str, Words]:
    """Return the titles by which scripts know such notes, by zone; none where nobody votes by one tap."""
    return {zone.id: zone.title for zone in canvas.zones} if canvas.one_tap else {}
