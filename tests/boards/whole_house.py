"""A house in processes of its own, and the same house in this one: one database, one key."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from sqlalchemy import text

from tests.house_process import WATCHED, House


@contextmanager
def standing(
    empty_house: dict[str, str], var: Path, *, command: tuple[str, ...] = WATCHED, **more: str
) -> Iterator[House]:
    """A running house over a fresh copy of the empty one."""
    if "DATABASE_URL" not in empty_house:
        shutil.copy(Path(empty_house["VAR"]) / "baraza.db", var / "baraza.db")
    house = House({**empty_house, "VAR": str(var), **more}, command=command).start()
    try:
        yield house
    finally:
        house.kill()


@contextmanager
def same(house: House) -> Iterator[Flask]:
    """The house in this process. Once it has ended, a database that others use is empty again."""
    from app import create_app
    from app.db import db
    from tests.conftest import Visitor

    here = create_app(house.environ | {"PUBLIC_URL": house.url})
    here.test_client_class = Visitor
    try:
        yield here
    finally:
        with here.app_context():
            if "DATABASE_URL" in house.environ:
                house.kill()
                tables = ", ".join(f'"{table.name}"' for table in db.Model.metadata.sorted_tables)
                with db.engine.begin() as connection:
                    connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))
            db.session.remove()
            db.engine.dispose()
