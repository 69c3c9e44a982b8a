"""The demonstration of a site, made once in a module of tests and laid out anew for each that begins with it.

Making it takes a second of work; what came of it, row by row as the database has it, takes a twentieth of that.
"""

import shutil
from pathlib import Path

from flask import Flask
from sqlalchemy import text

from app.db import Model, db
from app.demo import services
from app.demo.services import Summary


class Demonstration:
    """What was made in the first application that wanted it, for those after it: each begins with empty tables."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "demonstration.db"
        self._rows: dict[str, bytes] = {}
        self._counted: list[tuple[str, int]] = []
        self._told: Summary | None = None

    def lay_out(self, app: Flask) -> Summary:
        """Let an application have it; what its maker was told."""
        with app.app_context():
            on_postgresql = db.engine.dialect.name == "postgresql"
            if self._told is None:
                self._told = services.seed_if_empty()
                self._keep_rows() if on_postgresql else self._keep_file()
            else:
                self._lay_rows() if on_postgresql else self._lay_file()
        return self._told

    def _keep_file(self) -> None:
        # With the last connection its log goes into the file.
        db.session.remove()
        db.engine.dispose()
        shutil.copy(db.engine.url.database, self._file)

    def _lay_file(self) -> None:
        db.session.remove()
        db.engine.dispose()
        shutil.copy(self._file, db.engine.url.database)

    def _keep_rows(self) -> None:
        with db.engine.begin() as connection, connection.connection.cursor() as cursor:
            for table in Model.metadata.sorted_tables:
                with cursor.copy(f'COPY "{table.name}" TO STDOUT (FORMAT binary)') as rows:
                    self._rows[table.name] = b"".join(rows)
            counted = "SELECT sequencename, last_value FROM pg_sequences WHERE last_value IS NOT NULL"
            self._counted = [tuple(row) for row in connection.execute(text(counted))]

    def _lay_rows(self) -> None:
        with db.engine.begin() as connection, connection.connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            for name, rows in self._rows.items():
                with cursor.copy(f'COPY "{name}" FROM STDIN (FORMAT binary)') as table:
                    table.write(rows)
            for name, last in self._counted:
                connection.execute(text("SELECT setval(:name, :last)"), {"name": name, "last": last})
