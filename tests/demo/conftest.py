"""A house with its demonstration, and a way to see that nothing changed."""

from collections.abc import Callable
from importlib.resources import files

import pytest
import yaml
from flask import Flask

from tests.demonstration import Demonstration


@pytest.fixture(scope="session")
def file() -> dict[str, object]:
    """The demonstration as it is written."""
    return yaml.safe_load((files("app.demo") / "data" / "demo_workshops.yaml").read_text("utf-8"))


@pytest.fixture
def demo(app: Flask, demonstration: Demonstration):
    """A house that was empty and has its demonstration now; what its maker was told."""
    return demonstration.lay_out(app)


@pytest.fixture
def rows(app: Flask) -> Callable[[], dict[str, list[tuple[object, ...]]]]:
    """Every row of every table as it is now."""
    from app.db import Model, db

    def read() -> dict[str, list[tuple[object, ...]]]:
        with app.app_context():
            tables = Model.metadata.sorted_tables
            return {table.name: sorted(map(repr, db.session.execute(table.select()))) for table in tables}

    return read


@pytest.fixture
def loaded(app: Flask) -> Callable[[str], str | None]:
    """The id of the row that something of the demonstration became."""
    from app.demo import queries

    def find(source: str) -> str | None:
        with app.app_context():
            return queries.row_id(source, demo=True)

    return find
