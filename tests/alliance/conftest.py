"""The alliance's pages as shipped."""

import pytest
from flask import Flask

from tests.centres.conftest import centre, deeds, words
from tests.plans.conftest import planned, room

__all__ = ["centre", "deeds", "planned", "room", "words"]


@pytest.fixture
def pages(app: Flask) -> None:
    """The pages and words of the alliance, as shipped."""
    from app.alliance.services import load_pages
    from app.centres.services import load_terms

    with app.app_context():
        load_terms()
        load_pages()
