"""Finding the alliance's pages, and what the first page tells visitors."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select

from app.alliance.calls.queries import open_calls
from app.alliance.markup import Heading, render
from app.alliance.models import Page
from app.centres.models import Term, TermKind
from app.centres.queries import centres_by_region, vocabulary
from app.db import db
from app.errors import NotFound
from app.i18n import pick

VEHICLES: Final = ("digital-transformation-lab", "acceleration-centres", "digital-innovation-board")
"""The pages of the alliance's three vehicles."""

QUESTIONS: Final = "questions"
"""The page of questions and answers: each of its headings is a question."""

_FIRST_QUESTIONS: Final = 6


@dataclass(frozen=True, slots=True)
class Landing:
    """What the first page tells somebody who has not signed in: no number of it says how a country is doing."""

    vehicles: Sequence[Page]
    regions: Sequence[tuple[Term, int]]
    centres: int
    questions: Sequence[Heading]
    open_calls: int


def pages() -> Sequence[Page]:
    """Every page, in order."""
    return db.session.scalars(select(Page).order_by(Page.position, Page.slug)).all()


def page_by_slug(slug: str) -> Page:
    """A page by its name in the address.

    Raises:
        NotFound: there is none.
    """
    found = db.session.get(Page, slug)
    if found is None:
        raise NotFound
    return found


def landing() -> Landing:
    """What visitors read first, in the language of this answer."""
    known = {page.slug: page for page in pages()}
    counted = centres_by_region()
    questions = known.get(QUESTIONS)
    return Landing(
        vehicles=[known[slug] for slug in VEHICLES if slug in known],
        regions=[(region, counted.get(region.code, 0)) for region in vocabulary().choices(TermKind.REGION)],
        centres=sum(counted.values()),
        questions=render(pick(questions.body)).headings[:_FIRST_QUESTIONS] if questions else (),
        open_calls=open_calls(),
    )
