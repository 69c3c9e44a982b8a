"""A house whose sockets can be tried, run as a process, and people who come to it."""

import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.house_process import House, free_port
from tests.realtime.client import SocketClient


class EdgeHouse(House):
    """`tests/realtime/house.py` in a process, and the same house in this one: one database, one key, one clock."""

    def __init__(self, var: Path, environ: dict[str, str]) -> None:
        from app import clock, create_app

        port = free_port()
        self.clock = var / "clock"
        own = {"VAR": str(var), "PORT": str(port), "PUBLIC_URL": f"http://127.0.0.1:{port}"}
        super().__init__({**environ, **own, "CLOCK_FILE": str(self.clock)}, command=("-m", "tests.realtime.house"))
        self.app = create_app(self.environ)
        clock.move_by_file(None)

    def signal(self, number: signal.Signals) -> None:
        """Send the process a signal: to end, to stand still, to go on."""
        self.process.send_signal(number)

    @contextmanager
    def here(self) -> Iterator[None]:
        """The house in this process, at the time it is in the other one."""
        from app import clock

        clock.move_by_file(self.clock)
        try:
            with self.app.app_context():
                yield
        finally:
            clock.move_by_file(None)

    def guest(self, name: str) -> "Somebody":
        """Somebody who has just come in."""
        from app.accounts.services.guests import new_guest

        with self.here():
            guest, session = new_guest(name, "en")
            return Somebody(self, guest.id, session.id, session.secret)

    def let_pass(self, seconds: float) -> None:
        """Move the clock of both processes on, or back."""
        before = float(self.clock.read_text()) if self.clock.exists() else 0
        self.clock.write_text(str(before + seconds))

    def logged(self) -> str:
        """What the process has written so far."""
        return self.log.read_text()


@contextmanager
def edge_house(var: Path, empty_house: dict[str, str]) -> Iterator[EdgeHouse]:
    """A running house over a fresh copy of the empty one."""
    from app.db import db

    shutil.copy(Path(empty_house["VAR"]) / "baraza.db", var / "baraza.db")
    house = EdgeHouse(var, empty_house)
    house.start()
    try:
        yield house
    finally:
        house.kill()
        with house.app.app_context():
            db.engine.dispose()


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

        with self.house.here():
            return tickets.issue(self.principal_id, self.session_id, workshop_id)

    def sign_out(self) -> None:
        """End the session, as another process would: nothing is told to the house's own."""
        from app.accounts.models import WebSession
        from app.accounts.services.sessions import sign_out
        from app.db import db

        with self.house.here():
            sign_out(db.session.get(WebSession, self.session_id))

    def end_all_sessions(self) -> None:
        from app.accounts.models import Principal
        from app.accounts.services.sessions import end_all_sessions
        from app.db import db, transaction

        with self.house.here(), transaction():
            end_all_sessions(db.session.get(Principal, self.principal_id))

    def revoke(self) -> None:
        from app import clock
        from app.accounts.models import Principal
        from app.db import db, transaction

        with self.house.here(), transaction():
            db.session.get(Principal, self.principal_id).revoked_at = clock.now()

    def another_device(self) -> "Somebody":
        from app.accounts.models import Principal
        from app.accounts.services.sessions import start_session
        from app.db import db, transaction

        with self.house.here(), transaction():
            session = start_session(db.session.get(Principal, self.principal_id), device="another")
        return Somebody(self.house, self.principal_id, session.id, session.secret, self.sockets)

    def socket(self, workshop_id: str | None = None, **options: object) -> SocketClient:
        """Open a socket as this device's page would."""
        given = {"ticket": self.ticket(workshop_id), "cookie": self.cookie, **options}
        socket = SocketClient(self.house.url, **given)
        self.sockets.append(socket)
        return socket
