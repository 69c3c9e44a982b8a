"""What takes long happens in other threads: everybody else is served meanwhile, and it sees what is committed."""

import json
import subprocess
import sys

from tests.places import ROOT

PROGRAM = """
from gevent import monkey
monkey.patch_all()

import json, threading, time
from contextvars import copy_context
import gevent
from sqlalchemy import text
from app import aside, audit, create_app
from app.db import db, transaction

def busy():
    until = time.monotonic() + 0.5
    while time.monotonic() < until:
        pass
    return thread()

def count():
    return db.session.scalar(text("SELECT count(*) FROM audit")), thread()

def broken():
    raise LookupError("as it was raised")

thread = monkey.get_original("_thread", "get_ident")
app, turns = create_app(), []
with app.app_context():
    def serve():
        while True:
            turns.append(1)
            gevent.sleep(0.01)
    serving = gevent.spawn(serve)
    elsewhere = aside.compute(busy) != thread()
    before = aside.read(count)[0]
    with transaction():
        audit.record("test", "nothing", actor_id=None)
    after, reader = aside.read(count)
    try:
        aside.read(broken)
    except LookupError as error:
        said = str(error)
    looking = [gevent.spawn(copy_context().run, aside.compute, busy) for _ in range(6)]
    gevent.sleep(0.05)
    aside.read(count, held=True)
    in_time = not looking[-1].ready()
    found = [elsewhere, len(turns) > 10, before, after, reader != thread(), said, aside.is_ahead(), in_time]
    written, served = [], []
    with transaction():
        for piece in aside.pieces(range(650)):
            busy()
            written.append([piece[0], len(piece)])
            served.append(len(turns))
    page = app.jinja_env.from_string("{% for row in range(40) %}{{ row and pause() }} {% endfor %}")
    before = len(turns)
    drawn = page.render(pause=lambda: [time.thread_time() for _ in range(40_000)] and "row").split()
    print(json.dumps([*found, written, served == sorted(set(served)), len(drawn), len(turns) - before > 5]))
"""


def test_it_happens_in_another_thread_while_others_go_on(environ):
    command = [sys.executable, "-c", PROGRAM]
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)

    *found, written, between, drawn, meanwhile = json.loads(done.stdout)
    assert (done.stderr, found) == ("", [True, True, 0, 1, True, "as it was raised", True, True])
    assert (written, between) == ([[0, 300], [300, 300], [600, 50]], True)
    assert (drawn, meanwhile) == (40, True)


def test_without_gevent_it_happens_where_it_is_asked_for_and_in_the_same_session(app):
    import threading

    from app import aside
    from app.db import db

    with app.app_context():
        assert aside.compute(threading.get_ident) == aside.read(threading.get_ident) == threading.get_ident()
        assert aside.read(db.session) is db.session()
        assert not aside.is_ahead()


TRIES, MORE = 3, 1.5

IN_TURN = """
from gevent import monkey
monkey.patch_all()

import os, sys, time
from contextvars import copy_context
import gevent
from app import aside, create_app
from app.serve import begin

def busy():
    until = time.monotonic() + 0.5
    while time.monotonic() < until:
        pass

def told():
    frames, computing = 0, gevent.spawn(copy_context().run, aside.compute, busy)
    while not computing.ready():
        gevent.sleep(0)
        network.write(b"a frame")
        frames += 1
    return frames

app = create_app()
with app.app_context(), open(os.devnull, "wb", buffering=0) as network:
    before = max(told() for _ in range(4))
    begin(app)
    print(max(told() for _ in range(4)) / before)
"""


def test_a_thread_that_computes_keeps_whoever_tells_people_waiting_for_shorter_turns_than_python_gives_it(environ):
    command = [sys.executable, "-c", IN_TURN]
    times_as_many = []
    # What else runs on the machine takes turns too, so the best counts, before as after.
    while len(times_as_many) < TRIES and not any(each > MORE for each in times_as_many):
        done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=True)
        times_as_many.append(float(done.stdout))

    assert max(times_as_many) > MORE
