"""A house whose sockets can be tried, and people who come to it."""

import os
import shutil
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Flask

from tests.house_process import free_port
from tests.places import ROOT
from tests.realtime.client import SocketClient


@dataclass
class EdgeHouse:
    """A running house, and the same house in this process: one database, one key."""

    url: str
    app: Flask
    process: subprocess.Popen[bytes]
    log: Path
    clock: Path

    def guest(self, name: str) -> "Somebody":
        """Somebody who has just come in."""
        from app.accounts.services.guests import new_guest

        with self.app.app_context():
            guest, session = new_guest(name, "en")
            return Somebody(self, guest.id, session.id, session.secret)

    def let_pass(self, seconds: float) -> None:
        """Move the clock of both processes on. It never goes back."""
        before = float(self.clock.read_text()) if self.clock.exists() else 0
        self.clock.write_text(str(before + seconds))

    def logged(self) -> str:
        return self.log.read_text()


@dataclass
class Somebody:
    """A principal with one device."""

    house: EdgeHouse
    principal_id: str
    session_id: str
    secret: str
    sockets: list[SocketClient] = field(default_factory=list)

    @property
    def cookie(self) -> str:
        """The Cookie header of the device."""
        app = self.house.app
        serializer = app.session_interface.get_signing_serializer(app)
        return f"{app.config['SESSION_COOKIE_NAME']}={serializer.dumps({'sid': self.secret})}"

    def ticket(self, workshop_id: str | None = None) -> str:
        from app.realtime import tickets

        with self.house.app.app_context():
            return tickets.issue(self.principal_id, self.session_id, workshop_id)

    def sign_out(self) -> None:
        """End the session, as another process would: nothing is told to the house's own."""
        from app.accounts.models import WebSession
        from app.accounts.services.sessions import sign_out
        from app.db import db

        with self.house.app.app_context():
            sign_out(db.session.get(WebSession, self.session_id))

    def end_all_sessions(self) -> None:
        from app.accounts.models import Principal
        from app.accounts.services.sessions import end_all_sessions
        from app.db import db, transaction

        with self.house.app.app_context(), transaction():
            end_all_sessions(db.session.get(Principal, self.principal_id))

    def revoke(self) -> None:
        from app import clock
        from app.accounts.models import Principal
        from app.db import db, transaction

        with self.house.app.app_context(), transaction():
            db.session.get(Principal, self.principal_id).revoked_at = clock.now()

    def another_device(self) -> "Somebody":
        from app.accounts.models import Principal
        from app.accounts.services.sessions import start_session
        from app.db import db, transaction

        with self.house.app.app_context(), transaction():
            session = start_session(db.session.get(Principal, self.principal_id), device="another")
        return Somebody(self.house, self.principal_id, session.id, session.secret, self.sockets)

    def socket(self, workshop_id: str | None = None, **options: object) -> SocketClient:
        """Open a socket as this device's page would."""
        given = {"ticket": self.ticket(workshop_id), "cookie": self.cookie, **options}
        socket = SocketClient(self.house.url, **given)
        self.sockets.append(socket)
        return socket


@pytest.fixture(scope="session")
def house(empty_house: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[EdgeHouse]:
    """A house in a process of its own."""
    from app import clock, create_app
    from app.db import db

    var = tmp_path_factory.mktemp("edge")
    shutil.copy(Path(empty_house["VAR"]) / "baraza.db", var / "baraza.db")
    port = free_port()
    settings = {
        **empty_house,
        "VAR": str(var),
        "PORT": str(port),
        "HOST": "127.0.0.1",
        "CLOCK_FILE": str(var / "clock"),
    }
    settings["PUBLIC_URL"] = f"http://127.0.0.1:{port}"
    environ = {**os.environ, **settings, "PYTHONPATH": str(ROOT)}
    log = var / "log.txt"
    with log.open("wb") as stream:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.realtime.house"], cwd=ROOT, env=environ, stdout=stream, stderr=stream
        )
    app = create_app(settings)
    standing = EdgeHouse(settings["PUBLIC_URL"], app, process, log, var / "clock")
    wait_until_it_answers(standing)
    yield standing
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=20)
    with app.app_context():
        db.engine.dispose()
    clock.move_by_file(None)


@pytest.fixture
def guest(house: EdgeHouse) -> Iterator[Callable[[str], Somebody]]:
    """`guest("Ada")` has just come in; sockets are closed after the test."""
    everybody: list[Somebody] = []

    def come_in(name: str) -> Somebody:
        everybody.append(house.guest(name))
        return everybody[-1]

    yield come_in
    for somebody in everybody:
        for socket in somebody.sockets:
            socket.close()


def wait_until_it_answers(house: EdgeHouse) -> None:
    for _try in range(600):
        try:
            with urllib.request.urlopen(f"{house.url}/healthz", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            assert house.process.poll() is None, house.logged()
            try:
                house.process.wait(timeout=0.05)
            except subprocess.TimeoutExpired:
                continue
    raise AssertionError(house.logged())
