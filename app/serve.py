"""`make run`: everything one machine needs, started together and stopped together."""

import fcntl
import logging
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TextIO

import gevent
from flask import Flask
from gevent.pywsgi import WSGIServer

from app.cli import prepare


def serve(app: Flask) -> None:
    """Prepare the house, say where it stands, and serve it until Ctrl+C."""
    logging.getLogger("alembic").setLevel(logging.WARNING)
    lock = _only_web_process(app)
    with app.app_context():
        prepare()
        welcome = _furnish(app)
    worker = subprocess.Popen([sys.executable, "-m", "flask", "jobs"], env={**os.environ, "FLASK_APP": "wsgi"})
    server = WSGIServer((app.config["HOST"], app.config["PORT"]), app, log=None)
    for number in (signal.SIGINT, signal.SIGTERM):
        gevent.signal_handler(number, server.stop)
    try:
        server.start()
        print(welcome, flush=True)  # noqa: T201 - the person who started it reads this
        server.serve_forever()
    finally:
        worker.terminate()
        worker.wait(timeout=10)
        lock.close()


def _only_web_process(app: Flask) -> TextIO:
    """Hold the lock that keeps a second web process away from the same SQLite file.

    Raises:
        SystemExit: another process serves this folder already.
    """
    path: Path = app.config["VAR"] / "web.lock"
    lock = path.open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        sys.exit(f"Baraza already runs on {path.parent}. Stop it first, or set VAR to another folder.")
    return lock


def _furnish(app: Flask) -> str:
    from app.demo.welcome import welcome  # noqa: PLC0415 - an empty house never loads the demo

    address = app.config["PUBLIC_URL"]
    lines = ["", f"  Baraza serves at {address}", ""]
    if app.config["DEMO"]:
        lines += welcome(address)
    else:
        lines += ["  An empty house. Make the first administrator:  .venv/bin/flask admin you@example.org", ""]
    return "\n".join(lines)
