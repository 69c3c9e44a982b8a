"""What a web process makes sure of before it serves: alone on SQLite, and never waiting for long on PostgreSQL."""

import signal
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from app import db, engines
from tests.boards.live import post
from tests.house_process import UNWATCHED, House, free_port
from tests.scaled.conftest import until

pytestmark = [pytest.mark.process, pytest.mark.sqlite_only("starts processes on databases of its own")]


def on_sqlite(environ, workers, *options, **kept):
    port = free_port()
    command = ("-m", "gunicorn", "-k", "gevent", "-w", str(workers), "-b", f"127.0.0.1:{port}", *options, "wsgi:app")
    return House({**environ, "PORT": str(port)}, command=command, **kept)


def test_two_workers_on_sqlite_are_refused_with_a_sentence(environ):
    house = on_sqlite(environ, 2)

    try:
        # One of them may answer for the moment that the other waits for it to leave.
        house.start()
        code = house.process.wait(timeout=60)
    finally:
        house.kill()

    assert code == 4
    assert "SQLite serves one web process" in house.log.read_text()


def test_one_worker_on_sqlite_serves_and_hands_over_to_the_next(environ):
    house = on_sqlite(environ, 1).start()

    house.process.send_signal(signal.SIGHUP)
    until(lambda: house.log.read_text().count("Booting worker") == 2, patience=60)
    until(lambda: "Worker exiting" in house.log.read_text(), patience=60)
    until(house._answers, patience=60)  # noqa: SLF001 - its own way to ask
    alive = house.process.poll()
    house.kill()

    assert alive is None
    assert "SQLite serves one" not in house.log.read_text()


def test_two_workers_that_share_what_one_process_began_serve_nobody(environ):
    house = on_sqlite(environ, 2, "--preload", answers=503)

    try:
        house.start()
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{house.url}/healthz")
        with refused.value as answer:
            said = answer.read().decode()
    finally:
        house.kill()

    assert "without --preload" in said


def test_a_database_is_served_once_whatever_folder_a_house_has(environ, tmp_path):
    (tmp_path / "other").mkdir()
    (tmp_path / "link.db").symlink_to(Path(environ["VAR"]) / "baraza.db")
    house, url = House(environ), f"sqlite:///{tmp_path / 'link.db'}"
    second = House({**environ, "VAR": str(tmp_path / "other"), "DATABASE_URL": url}, command=UNWATCHED)

    try:
        house.start()
        with pytest.raises(AssertionError, match="already runs on"):
            second.start()
    finally:
        house.kill()
        second.kill()


def test_a_process_whose_waiting_would_stop_everybody_does_not_start():
    """In the tests' own process psycopg waits in C, for nothing was patched."""
    with pytest.raises(RuntimeError, match="psycopg waits in C"):
        engines.serve_people(create_engine("postgresql+psycopg://nobody@localhost/nothing"))


def test_nobody_waits_long_for_what_somebody_else_holds(room, at, app):
    ada = at(0, "Ada")

    with app.app_context(), db.db.engine.begin() as held:
        held.execute(text("SELECT 1 FROM stage WHERE workshop_id = :id FOR UPDATE"), {"id": room.id})
        with pytest.raises(urllib.error.HTTPError) as refused:
            post(ada.somebody, ada.house, f"/w/{room.id}/freeze/", frozen="yes")

    with refused.value as answer:
        assert answer.code == 503
    assert post(ada.somebody, ada.house, f"/w/{room.id}/freeze/", frozen="yes") == 200
