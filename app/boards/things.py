"""What lies on a board and is no note, in words: what a list says of it. The twin of `static/boards/in_words.js`."""

from collections.abc import Iterable, Mapping

from flask_babel import gettext as _

from app.boards.engine.state import COMMENT, CONNECTOR, FRAME, IMAGE, INK, SHAPE, TEXT, Element

LABEL = 60
"""How much of its words names a thing."""

APART = "\u2068", "\u2069"
"""Around somebody's words in a sentence of ours, so that neither turns the other's punctuation around."""


def in_words(elements: Iterable[Element]) -> dict[str, str]:
    """What each of these is, by its id; notes, groups and images say it by themselves."""
    found = {each.id: each for each in elements}
    said = {id_: _kind(each, found) for id_, each in found.items()}
    return {id_: words for id_, words in said.items() if words}


def _kind(element: Element, found: Mapping[str, Element]) -> str:
    if element.type == CONNECTOR:
        return _connection(element, _name(element.start, found), _name(element.end, found))
    if element.type == COMMENT:
        about = _name(element.about, found)
        dealt_with = _("Comment on %(about)s, dealt with", about=about)
        return str(dealt_with if element.resolved else _("Comment on %(about)s", about=about))
    shape = _("Oval") if element.form == "oval" else _("Rectangle")
    says: dict[str, str] = {TEXT: _("A text"), SHAPE: shape, FRAME: _("Frame")}
    return says.get(element.type, "")


def _connection(element: Element, start: str, end: str) -> str:
    """Where it leads; without an arrow it leads nowhere."""
    says: dict[str | None, str] = {
        "end": _("Arrow from %(start)s to %(end)s", start=start, end=end),
        "start": _("Arrow from %(start)s to %(end)s", start=end, end=start),
        "both": _("Arrow both ways between %(start)s and %(end)s", start=start, end=end),
    }
    return says.get(element.arrow) or str(_("Line between %(start)s and %(end)s", start=start, end=end))


def _name(end: object, found: Mapping[str, Element]) -> str:
    """Something as others name it: by its words, else by what it is."""
    if not isinstance(end, str):
        return str(_("a place on the board"))
    element = found.get(end)
    if element is None:
        return str(_("something that is gone"))
    if words := " ".join(element.text.split()):
        opening, closing = APART
        return str(_("“%(words)s”", words=f"{opening}{_short(words)}{closing}"))
    return _nameless(element.type)


def _nameless(type_: str) -> str:
    names: dict[str, str] = {
        IMAGE: _("an image"),
        INK: _("a drawing"),
        SHAPE: _("a shape"),
        FRAME: _("a frame"),
        CONNECTOR: _("a line"),
    }
    return names.get(type_) or str(_("something on the board"))


def _short(words: str) -> str:
    return words if len(words) <= LABEL else f"{words[: LABEL - 1]}…"
