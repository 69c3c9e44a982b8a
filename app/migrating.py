"""The versions of the tables. Alembic is loaded by whoever migrates, never by a process that serves people."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

if TYPE_CHECKING:
    from flask_migrate import Migrate

DIRECTORY = Path(__file__).parent.parent / "migrations"


class Versions:
    """What Flask-Migrate and `migrations/env.py` look for in an application."""

    def __init__(self, db: SQLAlchemy) -> None:
        self.db = db
        self.directory = str(DIRECTORY)

    @cached_property
    def migrate(self) -> "Migrate":
        from flask_migrate import Migrate  # noqa: PLC0415 - see above

        return Migrate(db=self.db, directory=self.directory, render_as_batch=True)


def init_app(app: Flask, db: SQLAlchemy) -> None:
    app.extensions["migrate"] = Versions(db)
