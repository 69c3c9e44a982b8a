"""A room whose house runs in processes of its own: people with a cookie, a page's forms, and a socket."""

import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from datetime import date, time

from flask import Flask
from itsdangerous import URLSafeTimedSerializer

from tests.house_process import House
from tests.realtime.client import SocketClient

RAW_TOKEN = "0" * 40
DAY = date(2026, 3, 23)


@dataclass
class Screen:
    """One device of somebody in the room."""

    house: House
    app: Flask
    workshop_id: str
    principal_id: str
    session_id: str
    secret: str
    sockets: list[SocketClient] = field(default_factory=list)

    @property
    def cookie(self) -> str:
        serializer = self.app.session_interface.get_signing_serializer(self.app)
        kept = serializer.dumps({"sid": self.secret, "csrf_token": RAW_TOKEN})
        return f"{self.app.config['SESSION_COOKIE_NAME']}={kept}"

    def post(self, page: str, **fields: object) -> int:
        """Send a form of the room; returns the status."""
        token = URLSafeTimedSerializer(self.app.secret_key, salt="wtf-csrf-token").dumps(RAW_TOKEN)
        return self._ask(page, urllib.parse.urlencode(fields).encode(), {"X-CSRFToken": token, "HX-Request": "true"})

    def get(self, page: str) -> int:
        return self._ask(page, None, {"Accept": "application/json"})

    def connect(self) -> SocketClient:
        """Open the page's socket with a fresh ticket."""
        from app.realtime import tickets

        with self.app.app_context():
            ticket = tickets.issue(self.principal_id, self.session_id, self.workshop_id)
        self.sockets.append(SocketClient(self.house.url, ticket, cookie=self.cookie))
        return self.sockets[-1]

    def _ask(self, page: str, sent: bytes | None, headers: dict[str, str]) -> int:
        address = f"{self.house.url}/w/{self.workshop_id}/{page}"
        request = urllib.request.Request(address, data=sent, headers={"Cookie": self.cookie, **headers})
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status
        except urllib.error.HTTPError as refusal:
            with refusal:
                return refusal.code


@dataclass
class LiveRoom:
    """A running house with one workshop; `app` is the same house in this process: one database, one key."""

    house: House
    app: Flask
    id: str
    screens: list[Screen] = field(default_factory=list)

    def screen(self, principal: object) -> Screen:
        """Another device of somebody."""
        from app.accounts.services import start_session
        from app.db import transaction

        with self.app.app_context(), transaction():
            opened = start_session(principal, device="test")
        self.screens.append(Screen(self.house, self.app, self.id, principal.id, opened.id, opened.secret))
        return self.screens[-1]

    def guest(self, name: str, *, seated: bool = True) -> Screen:
        """Somebody's device; with a seat unless they are a stranger."""
        from app.accounts.services import new_guest
        from app.workshops.services.seats import take_seat

        with self.app.app_context():
            guest, _session = new_guest(name, "en")
            if seated:
                take_seat(self.id, guest, name=name)
        return self.screen(guest)

    def seat_id(self, screen: Screen) -> str:
        from app.workshops import queries

        with self.app.app_context():
            return queries.seat_of(self.id, screen.principal_id).id

    @property
    def seen(self) -> str:
        from app.workshops import queries, stage
        from app.workshops.services.stage import state_of

        with self.app.app_context():
            return stage.mark(state_of(queries.stage_of(self.id)))

    def close(self) -> None:
        """Everybody goes home; the house stands."""
        for socket in (socket for screen in self.screens for socket in screen.sockets):
            if not socket.gone.is_set():
                socket.close()


def open_room(house: House, app: Flask) -> LiveRoom:
    """A workshop of somebody new: a step of two phases, then talk. `ada` leads it."""
    from app import clock
    from app.accounts.models import Person
    from app.canvases.library import library
    from app.db import db, transaction
    from app.ids import new_id
    from app.workshops.agenda import AgendaDay
    from app.workshops.drafts import Brief, StepDraft
    from app.workshops.phases import Phase, PhaseKind
    from app.workshops.services import make_workshop

    phases = (Phase(PhaseKind.PRIVATE, 2), Phase(PhaseKind.REVEAL, 3))
    enablers = StepDraft(title={"en": "Seven enablers"}, minutes=5, screen="ecosystem_enablers", phases=phases)
    brief = Brief(
        title="Fast tests", host_name="The Lab", timezone="Asia/Kolkata", days=(AgendaDay(DAY, time(13, 15)),)
    )
    with app.app_context():
        with transaction():
            ada = Person(id=new_id(), name="Ada Obi", email=f"{new_id().lower()}@example.org", created_at=clock.now())
            db.session.add(ada)
        talk = StepDraft(title={"en": "Talk"}, minutes=10)
        made = make_workshop(ada, brief, (enablers, talk), canvases=library().canvases)
    room = LiveRoom(house, app, made.id)
    room.ada = room.screen(ada)
    return room
