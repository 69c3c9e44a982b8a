"""The versions of the tables. Alembic is loaded by whoever migrates, never by a process that serves people."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask, current_app
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import inspect, text

from app.failures import UNPREPARED, Refusal

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


def check_version() -> None:
    """See that the tables are not of a newer version than this one.

    Raises:
        Refusal: they are.
    """
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - see above
    from alembic.util import CommandError  # noqa: PLC0415 - see above

    versions: Versions = current_app.extensions["migrate"]
    with versions.db.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return
        revision = connection.scalar(text("SELECT version_num FROM alembic_version"))
    try:
        ScriptDirectory(versions.directory).get_revision(revision)
    except CommandError as error:
        raise _newer(str(revision)) from error


def check_prepared() -> None:
    """See that the tables are this version's, without loading Alembic.

    Raises:
        Refusal: they are an older version's, or a newer one's.
        DatabaseError: there are none, or they cannot be read.
    """
    versions: Versions = current_app.extensions["migrate"]
    newest = max(path.name.partition("_")[0] for path in (DIRECTORY / "versions").glob("0*.py"))
    with versions.db.engine.connect() as connection:
        revision = str(connection.scalar(text("SELECT version_num FROM alembic_version")))
    if revision > newest:
        raise _newer(revision)
    if revision != newest:
        raise Refusal(UNPREPARED)


def _newer(revision: str) -> Refusal:
    return Refusal(
        f"The database is of a newer version of Baraza (its tables are of revision {revision}). "
        "Start that version, or restore a backup of this one."
    )


def init_app(app: Flask, db: SQLAlchemy) -> None:
    app.extensions["migrate"] = Versions(db)
