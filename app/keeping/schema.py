"""Which versions of the tables there are, and how a database comes to have one of them."""

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from flask import current_app
from sqlalchemy import Connection, text

from app.db import Model
from app.keeping import tables
from app.keeping.errors import Refused


def check(revision: str | None, whose: str) -> str:
    """The revision, if this version of Baraza knows it.

    Raises:
        Refused: it is a newer version's, or nobody's.
    """
    if revision is None:
        raise Refused(f"{whose} has no tables of Baraza.")
    try:
        ScriptDirectory.from_config(_config()).get_revision(revision)
    except CommandError as error:
        raise Refused(
            f"{whose} is of a newer version of Baraza (its tables are of revision {revision}). Update Baraza first."
        ) from error
    return revision


def build(connection: Connection, revision: str) -> None:
    """Take our tables away and make them anew, empty, as of a revision."""
    ours = {*Model.metadata.tables, tables.REVISION}
    for table in reversed(tables.all_of(connection)):
        if table.name in ours:
            connection.execute(text(f'DROP TABLE "{table.name}"'))
    upgrade(connection, revision)
    for table in reversed(tables.kept(connection)):
        connection.execute(table.delete())


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Bring the tables to a revision, within the transaction that is open."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def _config() -> Config:
    config: Config = current_app.extensions["migrate"].migrate.get_config()
    return config
