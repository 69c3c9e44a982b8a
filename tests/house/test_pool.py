"""More people than connections to the database: who waits in vain is told to come again, and nothing is lost."""

import pytest
from sqlalchemy import create_engine

from app.db import db
from app.realtime import acks


@pytest.fixture
def no_connection_left(app):
    """Somebody holds the only connection there is."""
    with app.app_context():
        engine = create_engine(db.engine.url, pool_size=1, max_overflow=0, pool_timeout=0.05)
        engines = app.extensions["sqlalchemy"]._app_engines[app]  # noqa: SLF001 - a smaller pool for this test
        usual, engines[None] = engines[None], engine
    with engine.connect():
        yield
    engines[None] = usual
    engine.dispose()


def test_a_page_says_that_the_house_is_busy(no_connection_left, client):
    assert client.get("/healthz").status_code == 503


def test_a_socket_is_told_to_try_again(no_connection_left, app):
    from sqlalchemy import text

    answer = acks.answer(acks.speaking(app, "en"), lambda: db.session.execute(text("SELECT 1")))

    assert answer["x"] == "unavailable"


def test_the_key_of_a_folder_is_made_once(tmp_path):
    from concurrent.futures import ThreadPoolExecutor

    from app.config import _kept_key

    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: _kept_key(tmp_path / "secret_key"), range(40)))

    assert len(keys) == 1
    assert len(keys.pop()) > 40
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600
