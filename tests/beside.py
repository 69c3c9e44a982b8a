"""The application of a site, made here once more beside the processes that serve it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from flask import Flask


@contextmanager
def application(environ: Mapping[str, str]) -> Iterator[Flask]:
    """Make another application of a site; in the end its connections to the database are closed."""
    from app import create_app
    from app.db import db

    app = create_app(environ)
    try:
        yield app
    finally:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


@contextmanager
def inside(environ: Mapping[str, str]) -> Iterator[Flask]:
    """The same within a request, as what links are made of needs it."""
    with application(environ) as app, app.test_request_context():
        yield app
