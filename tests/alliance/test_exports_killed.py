"""The process that makes a file of the portfolio is killed in the midst: the file is made anew, whole and once."""

import csv
import io
import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.alliance import services
from app.alliance.models import Export, ExportState
from app.db import db
from tests.alliance.many import write_plans
from tests.consumer import consumer, kill, wait_for

__all__ = ["consumer"]

pytestmark = [pytest.mark.process]
PLANS = 400
SOON = services.exports.SILENT + timedelta(seconds=10)


@pytest.fixture
def database(app):
    """A connection of its own to the site's database."""
    with closing(sqlite3.connect(app.config["VAR"] / "baraza.db", isolation_level=None)) as connection:
        yield connection


@pytest.mark.sqlite_only("starts its consumer over the queue in a file")
@pytest.mark.long
def test_a_file_whose_maker_is_killed_in_the_midst_is_begun_again_and_whole(
    app, person, come_in, consumer, clock, database
):
    from app.centres.services import load_terms

    with app.app_context():
        load_terms()
        write_plans(plans=PLANS)
    sec = come_in(person("Sec", alliance_role="secretariat"))
    sec.submit("/portfolio/exports/", view="plans", form="csv", query="")

    def row():
        return database.execute("SELECT id, state, done, tries FROM portfolio_export").fetchone()

    def caught():
        """Whether somebody makes it; they go no further while nobody else may write."""
        database.execute("BEGIN IMMEDIATE")
        if row()[1] == ExportState.WORKING:
            return True
        database.execute("ROLLBACK")
        return False

    first = consumer()
    wait_for(caught, every=0.002)
    kill(first)
    database.execute("ROLLBACK")
    export_id, *left = row()
    assert (left[0], left[1] < PLANS, left[2]) == (ExportState.WORKING, True, 1)
    assert f"{export_id}.csv" not in files_of(app)

    clock(SOON.total_seconds())
    consumer()
    with app.app_context():
        services.take_up_again()
    wait_for(lambda: row()[1] == ExportState.DONE)

    with app.app_context():
        made = db.session.scalars(select(Export)).one()
        assert (made.tries, made.done, made.total) == (2, PLANS, PLANS)
    assert files_of(app) == [f"{export_id}.csv"]
    answer = sec.get(f"/portfolio/exports/{export_id}/file/", buffered=True)
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert len({tuple(row) for row in rows[1:]}) == PLANS


def files_of(app):
    folder = app.config["VAR"] / "exports"
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []
