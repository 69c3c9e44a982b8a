"""The site says how it stands: what people need, what waits, and what to do."""

import fcntl
import os
import subprocess
import sys
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app import failures, jobs, standing
from app.db import db
from tests.beside import application
from tests.places import ROOT


@pytest.fixture
def runs_jobs(app):
    """Somebody runs jobs, or seems to: `with runs_jobs(): …`."""

    @contextmanager
    def held():
        with (app.config["VAR"] / jobs.JOBS_LOCK).open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH)
            with app.app_context():
                standing.beat()
            yield

    return held


FREE_PAGES = 36
"""Where the head of a file of SQLite says how many of its pages are free."""


def at_rest(app):
    """Return the file of the database, with all in it, and nobody at it."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
        return Path(db.engine.url.database)


def miscount_free_pages(app):
    """Damage the database in a way that nobody notices who does not look for it."""
    with at_rest(app).open("r+b") as file:
        file.seek(FREE_PAGES)
        file.write((5).to_bytes(4))


def nightly(name):
    """Return the job of that name which is done each night at 4:20."""
    due = jobs.queue.read_periodic(datetime(2026, 1, 1, 4, 20, tzinfo=UTC))
    return next(each for each in due if each.name == name)


def told(client):
    answer = client.get("/healthz")
    return answer.status_code, answer.json


def with_redis(app):
    return {"redis": "ok"} if app.config["REDIS_URL"] else {}


def test_a_site_where_all_is_well_says_so(app, client, runs_jobs):
    with runs_jobs():
        assert told(client) == (200, {"status": "ok", "database": "ok", "jobs": "ok", **with_redis(app)})


def test_a_site_that_just_began_is_well_until_its_jobs_begin_for_a_minute_at_most(app, client, clock):
    begun = told(client)
    clock(50)
    waited = told(client)
    clock(70)

    assert begun == waited == (200, {"status": "ok", "database": "ok", "jobs": "starting", **with_redis(app)})
    assert told(client)[1]["jobs"] == "away"


def test_jobs_that_end_in_the_first_minute_are_missed_at_once(client, clock, runs_jobs):
    with runs_jobs():
        begun = told(client)[1]["jobs"]
    clock(5)

    assert (begun, told(client)[1]["jobs"]) == ("ok", "away")


def test_a_site_whose_jobs_nobody_runs_serves_and_says_what_to_do(app, client, clock):
    clock(120)
    well = {"status": "degraded", "database": "ok", "jobs": "away", **with_redis(app)}

    assert told(client) == (200, {**well, "say": [standing.NO_JOBS]})


def test_jobs_that_were_not_run_for_a_quarter_of_an_hour_are_stuck(client, clock, runs_jobs):
    with runs_jobs():
        clock(16 * 60)
        code, said = told(client)

    assert (code, said["status"], said["jobs"], said["say"]) == (200, "degraded", "stuck", [standing.STUCK_JOBS])


def test_a_site_whose_disk_is_nearly_full_serves_and_says_so(app, client):
    # Of this one Linux says that it has no room at all.
    app.config["VAR"] = Path("/proc")

    code, said = told(client)

    assert (code, said["status"], said["database"], said["disk"]) == (200, "degraded", "ok", "nearly full")
    assert standing.NEARLY_FULL in said["say"]


@pytest.mark.sqlite_only("PostgreSQL checks its own pages")
def test_the_check_of_each_night_finds_pages_that_do_not_fit_together(app, client):
    miscount_free_pages(app)

    jobs.queue.execute(nightly("_check_each_day"))
    code, said = told(client)

    assert (code, said["status"], said["database"]) == (503, "down", "corrupt")
    assert "reelist" in (app.config["VAR"] / standing.DAMAGE).read_text()


BESIDE = """
from datetime import UTC, datetime
import gevent
from wsgi import app
from app import jobs

def due(name):
    return next(each for each in jobs.queue.read_periodic(datetime(2026, 1, 1, 4, 20, tzinfo=UTC)) if each.name == name)

check = gevent.spawn(jobs.queue.execute, due("_check_each_day"))
gevent.sleep(0)
done = 0
while not check.ready():
    jobs.queue.execute(due("_say_that_jobs_are_run"))
    done += 1
    gevent.sleep(0)
print(done)
"""
"""Runs the check of each night, and from its beginning to its end another job again and again; says how often."""


@pytest.mark.process
@pytest.mark.sqlite_only("PostgreSQL checks its own pages")
def test_other_jobs_are_done_while_the_check_of_each_night_reads_the_database(app, environ):
    miscount_free_pages(app)

    ran = subprocess.run(
        [sys.executable, "-c", BESIDE],
        cwd=ROOT,
        env={**os.environ, **environ},
        capture_output=True,
        text=True,
        check=True,
    )

    assert int(ran.stdout) > 0
    assert "reelist" in (app.config["VAR"] / standing.DAMAGE).read_text()


@pytest.mark.sqlite_only("PostgreSQL has files of its own")
def test_damage_that_somebody_met_is_told_although_the_next_look_finds_none(app, client):
    path = at_rest(app)
    whole = path.read_bytes()
    path.write_bytes(b"what a disk returned instead " * 2000)
    met = client.get("/centres/").status_code
    at_rest(app).write_bytes(whole)

    code, said = told(client)

    assert met >= 500
    assert (code, said["database"], said["say"][0]) == (503, "corrupt", failures.DAMAGED)


def test_damage_that_a_check_found_is_told_until_the_database_is_sound(app, client, clock):
    (app.config["VAR"] / standing.DAMAGE).write_text("2026-01-01: a page is wrong")
    found = told(client)
    with app.app_context():
        sound = standing.check()
    clock(60)

    assert (found[0], found[1]["status"], found[1]["database"]) == (503, "down", "corrupt")
    assert found[1]["say"][0] == failures.DAMAGED
    assert (sound, told(client)[1]["database"]) == (None, "ok")


@pytest.mark.sqlite_only("on PostgreSQL all tests share one Valkey, which nobody may stop")
def test_a_redis_that_takes_connections_and_answers_nothing_is_away(environ, tmp_path):
    from tests.valkey import Valkey

    (tmp_path / "valkey").mkdir()
    server = Valkey(tmp_path / "valkey").start()
    try:
        with application({**environ, "REDIS_URL": server.url}) as app:
            client = app.test_client()
            well = told(client)
            server.hold()
            frozen = told(client)
    finally:
        server.kill()
        jobs.queue.storage.close()

    assert (well[1]["redis"], frozen[1]["redis"]) == ("ok", "away")
    assert frozen[1]["say"][-1] == failures.NO_REDIS
