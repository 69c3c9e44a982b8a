"""Totals of rounds: kept when a round closes, or as they come with a file."""

from collections.abc import Mapping, Sequence

from app.boards.engine.state import EVERYONE
from app.boards.models import Element
from app.db import db
from app.voting import round_queries, tally
from app.voting.models import Result, Round
from app.voting.results import Was


def keep(found: Round, places: Sequence[tally.Place], was: Mapping[str, Was] | None = None) -> None:
    """Keep what a round came to, with the words of everything as they are now, or as `was` says they were.

    What was hidden since it got its dots says nothing: nobody but its author and the facilitators sees it.
    """
    elements = round_queries.elements_named(found.board_id, [place.element for place in places])
    told = {id_: _as_it_is(element) for id_, element in elements.items()} | dict(was or {})
    unknown = Was("note", found.zone, "")
    db.session.add_all(_result(found, place, told.get(place.element, unknown)) for place in places)


def _as_it_is(element: Element) -> Was:
    if element.audience != EVERYONE:
        return Was(element.type, element.zone, "")
    lang, gloss = element.props.get("lang"), element.props.get("gloss")
    return Was(
        kind=element.type,
        zone=element.zone,
        words=str(element.props.get("text") or ""),
        lang=str(lang) if lang else None,
        gloss=str(gloss) if gloss else None,
    )


def _result(found: Round, place: tally.Place, was: Was) -> Result:
    return Result(
        round_id=found.id,
        element_id=place.element,
        dots=place.dots,
        rank=place.rank,
        kind=was.kind,
        zone=was.zone,
        words=was.words,
        lang=was.lang,
        gloss=was.gloss,
    )
