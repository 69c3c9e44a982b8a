"""What every web process does first, and `make run`: everything one machine needs, started and stopped together."""

import fcntl
import gc
import logging
import os
import re
import resource
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from email.errors import (
    FirstHeaderLineIsContinuationDefect,
    MisplacedEnvelopeHeaderDefect,
    MissingHeaderBodySeparatorDefect,
)
from http.client import HTTPException
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TextIO

import gevent
from flask import Flask
from gevent.event import Event
from gevent.pywsgi import WSGIHandler, WSGIServer
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import configure_mappers

from app import failures
from app.canvases.library import library
from app.companions import Companion
from app.config import keep_address
from app.db import db
from app.engines import lock_of, never_create, serve_people
from app.in_one_piece import InOnePiece
from app.plans.queries import read_one_ahead
from app.sparing import sparing_log

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from gevent.pywsgi import OldMessage

REFUSED = 4
"""The code with which gunicorn's worker ends when it can never serve; gunicorn then stops instead of trying again."""

THREADS_TAKE_TURNS = 0.0005
"""Seconds until a native thread that computes lets the one go on that serves everybody. That one asks several times for
each frame that goes out, and with Python's own 5 ms people at boards noticed whoever opened a large portfolio."""

LOOK_AFTER = 5_000, 20, 20
"""New objects until the garbage collector looks at the youngest, and how often until it looks at older ones too."""

UNCLEAR_HEADS = (FirstHeaderLineIsContinuationDefect, MisplacedEnvelopeHeaderDefect, MissingHeaderBodySeparatorDefect)
"""What may be wrong with a head. Other defects say that a multipart body is missing, which has not been read yet."""

LENGTH = re.compile(r"[0-9]{1,15}")
"""A Content-Length as HTTP has it; Python's `int` takes more."""

HANDOVER_SECONDS = 10
"""How long a new worker of gunicorn waits for the one it replaces."""

NOT_LIKE_THIS = (
    "Baraza is not served like this: each process that serves it has to begin by itself. Start it with `make run`, "
    "or with `gunicorn -k gevent wsgi:app` and without --preload.\n"
)

_locks: list[TextIO] = []
_begun: set[int] = set()
"""The processes that have begun: this one, and what it was forked from."""


def begin(app: Flask, *, patience: float = 0) -> None:
    """Do what every web process does first: SQLite is served by one alone, PostgreSQL is never held up.

    Raises:
        SystemExit: SQLite is the database, and another process serves it already.
    """
    _open_many_files()
    sys.setswitchinterval(THREADS_TAKE_TURNS)
    # Otherwise whoever comes first has it done, and everybody waits.
    configure_mappers()
    library()
    with app.app_context():
        serve_people(db.engine)
        if lock := lock_of(db.engine):
            _locks.append(_only_web_process(lock, patience))
    _begun.add(os.getpid())


def offer(app: Flask) -> None:
    """Let a server have the application that it imports: gunicorn's workers begin at once; `flask` commands do not."""
    app.wsgi_app = _Begun(app.wsgi_app)  # type: ignore[method-assign] # as Flask's documentation has it
    if "gunicorn.arbiter" in sys.modules:
        app.wsgi_app = InOnePiece(app.wsgi_app)  # type: ignore[method-assign] # likewise
        begin(app, patience=HANDOVER_SECONDS)
        _read_ahead(app)
        _keep_for_good()


class _Begun:
    """The application as a server calls it, where a process has begun; others are told how to start it.

    Whoever serves it otherwise, as `flask run` and gunicorn's `--preload` do, would have no lock on SQLite, or share
    the connections of the process that it was forked from.
    """

    def __init__(self, serving: "WSGIApplication") -> None:
        self._serving = serving

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if os.getpid() in _begun:
            return self._serving(environ, start_response)
        start_response("503 Service Unavailable", [("Content-Type", "text/plain; charset=utf-8")])
        return [NOT_LIKE_THIS.encode()]


class Attentive(WSGIHandler):
    """Waits for the head of a request for so long and no longer, though a byte may come now and then.

    What says unclearly where its body ends is refused, and answers leave at once: head and body in one piece.
    """

    patience = 75
    """Seconds, from the first moment to the end of the head. A proxy ends what is idle earlier, usually after sixty."""

    _held: bytearray | None = None
    """The head of an answer, until the first piece of its body is there."""

    def handle(self) -> None:
        """Serve a connection. What is written leaves without waiting until what left before is acknowledged."""
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        super().handle()

    def handle_one_request(self) -> tuple[str, bytes] | Literal[True] | None:
        """Serve what is asked next; nobody is waited for once it is known what that is."""
        with gevent.Timeout(self.patience, TimeoutError) as self._head:
            return super().handle_one_request()

    def read_request(self, raw_requestline: str) -> "OldMessage":
        """Read the rest of the head."""
        try:
            return super().read_request(raw_requestline)
        except TimeoutError as late:
            # What is not as it should be the server answers by itself, without a trace in its log.
            raise ValueError("the head took too long") from late
        finally:
            self._head.close()

    def MessageClass(self, *args: Any) -> "OldMessage":  # noqa: N802, ANN401 - gevent's name
        """Return the headers of a request.

        Raises:
            ValueError: nobody could say for sure where the body ends; a proxy in front might think otherwise than we.
        """
        try:
            head = super().MessageClass(*args)
        except HTTPException as broken:
            raise ValueError("the head has too many lines, or too long ones") from broken
        lengths, encodings = head.get_all("Content-Length", []), head.get_all("Transfer-Encoding", [])
        if any(isinstance(each, UNCLEAR_HEADS) for each in head.defects) or len(lengths) + len(encodings) > 1:
            raise ValueError("the head is not clear")
        if any(not LENGTH.fullmatch(each) for each in lengths) or any(each.lower() != "chunked" for each in encodings):
            raise ValueError("the length of the body is not clear")
        return head

    def _write_with_headers(self, data: bytes) -> None:
        self._held = bytearray()
        super()._write_with_headers(data)  # type: ignore[misc] # the stubs do not know it
        answer, self._held = self._held, None
        super()._sendall(answer)  # type: ignore[misc] # likewise

    def _sendall(self, data: bytes) -> None:
        if self._held is None:
            super()._sendall(data)  # type: ignore[misc] # likewise
        else:
            self._held += data


def serve(app: Flask) -> None:
    """Prepare the site, say where it is, and serve it until Ctrl+C. Whatever fails is told in one sentence."""
    with failures.told(_details(app)):
        begin(app)
        welcome = _done_apart(lambda: _prepare(app), _details(app))
        with app.app_context():
            never_create(db.engine)
        _read_ahead(app)
        _keep_for_good()
        _serve(app, welcome)


def _serve(app: Flask, welcome: str) -> None:
    # Whoever sends what is no request is answered, and fills no disk.
    complaints: Any = sparing_log(__name__)
    address = app.config["HOST"], app.config["PORT"]
    server = WSGIServer(address, app, log=None, error_log=complaints, handler_class=Attentive)
    command = [sys.executable, "-m", "flask", "jobs", "--until-closed"]
    worker = Companion("The process that runs jobs", command, {**os.environ, "FLASK_APP": "wsgi"})

    # Waited for here: a server that is stopped before `serve_forever` starts anew there.
    ended = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        gevent.signal_handler(number, ended.set)
    try:
        server.start()
        keep_address(Path(app.config["VAR"]), app.config["PUBLIC_URL"])
        # Said before the first answer: who sees the site answer can read where it is and who may sign in.
        print(welcome, flush=True)  # noqa: T201 - the person who started it reads this
        worker.begin()
        ended.wait()
    finally:
        worker.expect_its_end()
        server.stop()
        worker.end()


def _details(app: Flask) -> Path:
    """Return where the trace of what nobody expected is kept."""
    return Path(app.config["VAR"]) / "last-error.txt"


def _say(what: str) -> None:
    """Tell whoever waits for the first start what is done meanwhile."""
    print(what, file=sys.stderr, flush=True)  # noqa: T201 - the person who started it reads this


def _prepare(app: Flask) -> str:
    from app.cli import prepare  # noqa: PLC0415 - whoever serves people never migrates

    logging.getLogger("alembic").setLevel(logging.WARNING)
    with app.app_context():
        _say("Preparing the database…")
        prepare()
        return furnish(app)


def _done_apart(work: Callable[[], str], details: Path) -> str:
    """Do in a process of its own what is done once: the memory it takes goes with it. Returns what it returns.

    Raises:
        SystemExit: it broke, and said so.
    """
    with tempfile.TemporaryFile("w+") as told:
        if not (child := os.fork()):
            code = 1
            try:
                with failures.told(details):
                    print(work(), end="", file=told, flush=True)
                    code = 0
            finally:
                # Whatever happened, this process goes no further than here.
                os._exit(code)
        _pid, status = os.waitpid(child, 0)
        if status:
            sys.exit(1)
        told.seek(0)
        return told.read()


def _read_ahead(app: Flask) -> None:
    """Read what takes longest the first time. On PostgreSQL each question lets others go on, so that nobody waits."""
    with app.app_context():
        # What is not prepared yet is said to whoever asks.
        if lock_of(db.engine):
            with suppress(OperationalError):
                read_one_ahead()


def _keep_for_good() -> None:
    """Tell the garbage collector that what is loaded by now stays: looking through it all would hold everybody up.

    Nor does it look after every seven hundred new objects, as Python has it: a large page makes a hundred thousand
    that stay for a moment, and nearly all of them go by themselves.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*LOOK_AFTER)


def _open_many_files() -> None:
    """Let there be as many sockets as the machine allows; where people log in it is often a thousand files at first."""
    _soft, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _only_web_process(path: Path, patience: float) -> TextIO:
    """Hold the lock that keeps a second web process away from the same SQLite file, whichever folder it has."""
    lock = path.open("w")
    until = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            if time.monotonic() < until:
                time.sleep(0.2)
                continue
            print(  # noqa: T201 - the person who started it reads this
                f"Baraza already runs on {path.with_suffix('')}, and SQLite serves one web process. Stop the other "
                "one first, set VAR to another folder, start gunicorn with one worker, or set DATABASE_URL to a "
                "PostgreSQL.",
                file=sys.stderr,
                flush=True,
            )
            sys.exit(REFUSED)
        return lock


def furnish(app: Flask) -> str:
    """Bring the demonstration into an empty house, if it is wanted; what whoever starts it reads."""
    from app.demo.welcome import welcome  # noqa: PLC0415 - an empty house never loads the demo

    address = app.config["PUBLIC_URL"]
    lines = ["", f"  Baraza serves at {address}", ""]
    if app.config["DEMO"]:
        lines += welcome(address)
    else:
        lines += ["  An empty house. Make the first administrator:  .venv/bin/flask admin you@example.org", ""]
    return "\n".join(lines)
