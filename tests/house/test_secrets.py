"""Keys, and what whoever reaches Redis or the folder of the house can make of it: nothing that runs."""

import ast
import json
import os
import pickle

import pytest
from itsdangerous import URLSafeTimedSerializer

from app import create_app, jobs
from app.accounts.jobs import make_reset
from tests.boards.conftest import make_room
from tests.places import ROOT

RUNS_WHAT_IT_READS = {"pickle", "cPickle", "dill", "cloudpickle", "joblib", "marshal", "shelve"}
KEYS = [f"{number}-of-the-keys-of-a-house-long-enough" for number in ("first", "second", "third")]


class Trap:
    """Makes a folder where somebody unpickles it."""

    def __init__(self, place) -> None:
        self.place = place

    def __reduce__(self):
        return os.mkdir, (str(self.place),)


@pytest.fixture
def rekeyed(app, environ):
    """The same house under another key, and keys before it."""
    made = []

    def make(key: str, before: str = "", **more: str):
        made.append(create_app(environ | {"SECRET_KEY": key, "SECRET_KEYS_BEFORE": before} | more))
        return made[-1]

    yield make
    from app.db import db

    for house in made:
        with house.app_context():
            db.session.remove()
            db.engine.dispose()


def test_nothing_of_ours_reads_what_could_run():
    imported = {
        (path.relative_to(ROOT).as_posix(), name.partition(".")[0])
        for path in (ROOT / "app").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [each.name for each in node.names])
    }

    assert len(imported) > 1_000
    assert [each for each in sorted(imported) if each[1] in RUNS_WHAT_IT_READS] == []


def test_a_job_waits_as_plain_words(app):
    make_reset("nobody@example.org")

    [waiting] = jobs.queue.storage.enqueued_items()
    assert json.loads(waiting)[1:8] == [
        "app.accounts.jobs.make_reset",
        None,
        5,
        30,
        None,
        ["nobody@example.org"],
        {},
    ]
    assert jobs.queue.dequeue().args == ("nobody@example.org",)


def test_a_job_that_waits_for_a_second_try_comes_back_as_it_was(app):
    from datetime import datetime

    make_reset("nobody@example.org")
    first = jobs.queue.dequeue()
    first.eta = datetime(2026, 3, 23, 9, 0, 0, 123)  # noqa: DTZ001 - huey's own

    again = jobs.queue.deserialize_task(jobs.queue.serialize_task(first))

    assert (again.id, again.eta, again.retries, again.args) == (first.id, first.eta, 5, first.args)


def test_what_somebody_else_puts_among_the_jobs_does_not_run(app, tmp_path):
    place = tmp_path / "made by a job of nobody's"
    assert not place.exists()
    jobs.queue.storage.enqueue(pickle.dumps(Trap(place)))

    with pytest.raises(ValueError, match="JSON"):
        jobs.queue.dequeue()

    assert not place.exists()


@pytest.mark.parametrize("key", ["changeme", "secret", "baraza", "x" * 48, "0123456789" * 2])
def test_a_house_does_not_start_with_a_key_that_somebody_could_guess(environ, key):
    with pytest.raises(SystemExit, match="SECRET_KEY is one that somebody could guess"):
        create_app(environ | {"SECRET_KEY": key, "TESTING": ""})


def test_two_houses_have_no_key_in_common(rekeyed, tmp_path):
    houses = [rekeyed("", TESTING="", VAR=str(tmp_path / name)) for name in ("one", "other")]

    one, other = (house.config["SECRET_KEY"] for house in houses)
    assert one != other
    assert min(len(one), len(other)) >= 64


def test_whoever_is_signed_in_stays_so_under_a_new_key_until_the_old_one_is_struck_off(app, rekeyed):
    ada = make_room(app).people["Ada"]
    with ada.browser.session_transaction() as session:
        kept = dict(session)

    def asked(signed_by: str, key: str, before: str = "") -> int:
        house = rekeyed(key, before)
        with app.app_context():
            signing = rekeyed(signed_by)
            cookie = signing.session_interface.get_signing_serializer(signing).dumps(kept)
        browser = house.test_client()
        browser.set_cookie(house.config["SESSION_COOKIE_NAME"], cookie)
        return browser.get("/workshops/", headers={"Accept": "application/json"}).status_code

    first, second, third = KEYS
    assert [
        asked(first, first),
        asked(first, second, first),
        asked(first, third, f"{first} {second}"),
        asked(first, third, second),
        asked(second, first),
    ] == [200, 200, 200, 401, 401]


def test_a_new_key_signs_alone_whatever_the_old_ones_were(rekeyed):
    house = rekeyed(KEYS[1], KEYS[0])
    with house.app_context():
        signed = house.session_interface.get_signing_serializer(house).dumps({"sid": "x"})

    alone = rekeyed(KEYS[1])
    assert alone.session_interface.get_signing_serializer(alone).loads(signed) == {"sid": "x"}


def test_the_link_of_a_wall_opens_under_a_new_key_too(rekeyed):
    from app.workshops.services import walls

    house = rekeyed(KEYS[1], KEYS[0])
    token = URLSafeTimedSerializer(KEYS[0], salt="wall").dumps("s_a-wall")

    with house.app_context():
        assert walls._serializer().loads(token) == "s_a-wall"  # noqa: SLF001 - what reads links
