"""The tables are brought to a new version while people work: nobody waits for long, and nothing is left half done."""

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from app import failures

READS_ON = "8s"
"""How long somebody reads, or makes a backup, unless they end before."""


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
