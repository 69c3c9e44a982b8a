"""Statements that a database is given meanwhile, as many and as they are."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from flask import Flask
from sqlalchemy import event

from app.db import db

Result = TypeVar("Result")


@contextmanager
def statements(app: Flask) -> Iterator[list[str]]:
    """Yield a list to which every statement is added that is run meanwhile."""
    run: list[str] = []

    def note(_connection, _cursor, statement, *_more) -> None:
        run.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield run
    finally:
        event.remove(engine, "before_cursor_execute", note)


def count_statements(app: Flask, deed: Callable[[], Result]) -> tuple[Result, int]:
    """Return what a deed gives, and how many statements it runs."""
    with statements(app) as run:
        result = deed()
    return result, len(run)
