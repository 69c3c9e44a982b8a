"""Alembic runs here; the database and its tables come from the application."""

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from app.table_changes import in_a_hurry

database = current_app.extensions["migrate"].db


def run_migrations() -> None:
    given = context.config.attributes.get("connection")
    if given is not None:
        # Somebody migrates in the middle of a transaction of theirs.
        migrate(given)
        return
    with database.engine.connect() as connection, in_a_hurry(connection):
        migrate(connection)


def migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=database.metadata,
        render_as_batch=True,
        compare_type=True,
        user_module_prefix="app.db.",
        # On PostgreSQL others work meanwhile, so no version keeps the locks of the one before it.
        transaction_per_migration=connection.dialect.name == "postgresql",
    )
    with context.begin_transaction():
        context.run_migrations()


run_migrations()
