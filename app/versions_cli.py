"""`flask db …`, which goes from version to version of the tables; Alembic comes with it."""

from importlib import import_module

commands = (import_module("flask_migrate.cli").db,)
