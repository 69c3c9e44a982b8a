"""Finding things in the library by what an address says."""

from app.canvases.canvas import Canvas
from app.canvases.catalogue import Sequence, Step, Term
from app.canvases.errors import SameLanguage, UnknownCanvas, UnknownLanguage, UnknownSequence
from app.canvases.library import library
from app.canvases.search import term_texts
from app.texts import folded, holds


def canvas(canvas_id: str) -> Canvas:
    """Raises UnknownCanvas: as it says."""
    if canvas_id not in library().canvases:
        raise UnknownCanvas
    return library().canvases[canvas_id]


def sequence_and_steps(sequence_id: str) -> tuple[Sequence, tuple[Step, ...]]:
    """Raises UnknownSequence: as it says."""
    if sequence_id not in library().sequences:
        raise UnknownSequence
    sequence = library().sequences[sequence_id]
    return sequence, library().steps(sequence)


def sequences_with(canvas_id: str) -> list[Sequence]:
    return [sequence for sequence in library().sequences.values() if canvas_id in sequence.steps]


def neighbours(found: Canvas) -> tuple[Canvas | None, Canvas | None]:
    """The canvases before and after this one in its family."""
    family = library().of_family(found.family)
    at = family.index(found)
    return (family[at - 1] if at else None, family[at + 1] if at + 1 < len(family) else None)


def terms(words: str) -> list[Term]:
    """The terms that hold all these words in any language; all of them when there are none."""
    return [term for term in library().glossary.values() if holds(term_texts()[term.id], words)]


def sheet(here: str, there: str) -> list[Term]:
    """All terms in the alphabetical order of the first of two languages.

    Raises:
        UnknownLanguage: one of them is not spoken in the library.
        SameLanguage: both are the same.
    """
    if here not in library().languages or there not in library().languages:
        raise UnknownLanguage
    if here == there:
        raise SameLanguage
    return sorted(library().glossary.values(), key=lambda term: folded(term.words[here]))


def spoken(language: str) -> str:
    """Raises UnknownLanguage: the library does not speak it."""
    if language not in library().languages:
        raise UnknownLanguage
    return language
