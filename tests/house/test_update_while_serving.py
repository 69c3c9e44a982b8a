"""The tables are brought to a new version while people work: nobody waits for long, and nothing is left half done."""

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from app import failures, table_changes

READS_ON = "8s"
"""How long somebody reads, or makes a backup, unless they end before."""


ROWS = 2 * table_changes.BATCH + 1

STAGES = """
    INSERT INTO stage (workshop_id, version, phase, writing, frozen, generation, timer_seconds)
    SELECT 'w' || n, 0, 0, 'open', false, 0, 0 FROM generate_series(1, :rows) AS n
"""
PAUSES = """
    INSERT INTO plan_pause (id, plan_id, first, last, reason, by_name, agreed, made_at)
    SELECT 'p' || n, 'plan', '2026-01-01', '2026-01-02', '', 'Bo', 'By mail', now() FROM generate_series(1, :rows) AS n
"""

WATCHED = """
    CREATE TABLE turn (number serial, transaction xid8, rows integer, locks integer);
    CREATE FUNCTION watch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO turn (transaction, rows, locks)
        SELECT pg_current_xact_id(), (SELECT count(*) FROM changed), count(*) FROM pg_locks
        WHERE pid = pg_backend_pid() AND relation = TG_RELID AND mode = 'AccessExclusiveLock';
        RETURN NULL;
    END $$;
    CREATE TRIGGER watch AFTER UPDATE ON "{table}" REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION watch();
"""
"""Writes down each change of a table: in which transaction, how many rows, and whether that keeps all others out."""


@pytest.fixture
def app(environ, empty_postgresql):
    """A site on PostgreSQL whose tables are of the version before."""
    from flask_migrate import downgrade, upgrade

    from app import create_app
    from app.db import db

    site = create_app({**environ, "DATABASE_URL": empty_postgresql})
    with site.app_context():
        upgrade()
        downgrade(revision="0020")
        yield site
        db.session.remove()
        db.engine.dispose()


def test_an_update_gives_up_where_others_would_stand_in_line_behind_it(app, empty_postgresql):
    from flask_migrate import upgrade

    from app.db import db

    reader = create_engine(empty_postgresql, poolclass=NullPool)
    with reader.connect() as reading:
        reading.execute(text(f"SET LOCAL idle_in_transaction_session_timeout = '{READS_ON}'"))
        reading.execute(text("SELECT count(*) FROM seat"))
        with pytest.raises(OperationalError) as refused:
            upgrade(revision="0021")
        reading.rollback()
    upgrade(revision="0021")

    with db.engine.connect() as connection:
        version = connection.scalar(text("SELECT version_num FROM alembic_version"))
        waits = connection.scalar(text("SHOW lock_timeout"))
    assert failures.sentence(refused.value) == failures.LOCKED
    assert (version, waits) == ("0021", "0")


@pytest.mark.parametrize(
    ("before", "revision", "table", "rows"),
    [
        ("0018", "0019", "stage", STAGES),
        ("0022", "0023", "stage", STAGES),
        ("0024", "0025", "plan_pause", PAUSES),
    ],
)
def test_an_update_changes_a_thousand_rows_at_a_time_and_keeps_nobody_from_the_table(
    app, before, revision, table, rows
):
    from flask_migrate import downgrade, upgrade

    from app.db import db

    (downgrade if before < "0020" else upgrade)(revision=before)
    with db.engine.begin() as connection:
        # What they belong to makes no difference here.
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(text(rows), {"rows": ROWS})
        connection.execute(text(WATCHED.format(table=table)))

    upgrade(revision=revision)

    with db.engine.connect() as connection:
        turns = connection.execute(text("SELECT transaction, rows, locks FROM turn ORDER BY number")).all()
    assert [(turn.rows, turn.locks) for turn in turns] == [(table_changes.BATCH, 0), (table_changes.BATCH, 0), (1, 0)]
    assert len({turn.transaction for turn in turns}) == len(turns)
