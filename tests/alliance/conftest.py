"""The alliance's pages as shipped."""

import pytest
from flask import Flask


@pytest.fixture
def pages(app: Flask) -> None:
    """The pages and words of the alliance, as shipped."""
    from app.alliance.services import load_pages
    from app.centres.services import load_terms

    with app.app_context():
        load_terms()
        load_pages()
