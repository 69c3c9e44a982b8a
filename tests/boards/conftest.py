"""People around one board: `room` is a workshop in open writing on the seven enablers, led by Ada."""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, time

import pytest
from flask import Flask

from app.boards.engine import order
from tests.conftest import browser_of

CANVAS = "ecosystem_enablers"


@dataclass
class Room:
    """A workshop, its board, and everybody in it by name."""

    app: Flask
    id: str
    board: str
    epoch: str
    people: dict[str, "Somebody"] = field(default_factory=dict)
    clients: set[str] = field(default_factory=set)
    named: bool = False

    def join(self, name: str, role: str = "participant") -> "Somebody":
        """Somebody comes in."""
        from app.workshops.services.seats import take_seat

        principal = person(self.app, name)
        with self.app.app_context():
            seat = take_seat(self.id, principal, name=name, role=role)
            self.people[name] = Somebody(self, seat.id, principal.id, browser_of(self.app, principal))
        return self.people[name]

    def write(self, mode: str) -> None:
        """Ada sets writing: open, private or closed. What was written alone she reveals first."""
        self.reveal()
        self.turn(mode)

    def turn(self, mode: str) -> None:
        """Ada sets writing, and reveals nothing."""
        self._lead("set_writing", mode)

    def reveal(self, *generations: int) -> None:
        """Ada reveals what is hidden, if anything is, or some hidden writings by their numbers."""
        from app.workshops.errors import NothingHidden
        from app.workshops.queries import stage_of
        from app.workshops.services import stage

        with self.app.app_context(), suppress(NothingHidden):
            seen = stage.stage.mark(stage.state_of(stage_of(self.id)))
            stage.reveal(self._leader(), seen=seen, generations=generations or None)

    def advance(self) -> None:
        """Ada presses *Next* until the room is in another step."""
        from app.workshops.queries import stage_of
        from app.workshops.services import stage

        with self.app.app_context():
            here = stage_of(self.id).step_id
            while stage_of(self.id).step_id == here:
                stage.advance(self._leader(), seen=stage.stage.mark(stage.state_of(stage_of(self.id))))

    def jump(self, step_id: str) -> None:
        """Ada goes on to a step of the agenda, past all that comes before it."""
        from app.workshops.queries import stage_of
        from app.workshops.services import stage

        with self.app.app_context():
            stage.jump(self._leader(), step_id, seen=stage.stage.mark(stage.state_of(stage_of(self.id))))

    def freeze(self, *, frozen: bool = True) -> None:
        from app.workshops.services import stage

        with self.app.app_context():
            stage.set_frozen(self._leader(), frozen=frozen)

    def remove(self, somebody: "Somebody") -> None:
        from app.workshops.services import seats

        with self.app.app_context():
            seats.remove(self._leader(), somebody.seat)

    def show_names(self, *, shown: bool = True) -> None:
        """The workshop shows names, and pages say so: ops that are composed from now on know it."""
        from app.db import db, transaction
        from app.workshops.models import Workshop

        with self.app.app_context(), transaction():
            db.session.get_one(Workshop, self.id).names_shown = shown
        self.named = shown

    def log(self) -> list[tuple[int, str, str]]:
        """Every row of the log: its number, its kind, its audience."""
        return self.rows("SELECT seq, kind, audience FROM op WHERE board_id = :board ORDER BY seq")

    def numbered(self) -> list[tuple[str | None, int | None, int]]:
        """Every row of the log that says whose op it was: client, number, row. Where nobody is named none does."""
        from app.boards.alias import page_of

        names = {page_of(client): client for client in self.clients}
        found = self.rows("SELECT client_id, client_n, seq FROM op WHERE board_id = :board ORDER BY seq")
        return [(names.get(page), n, seq) for page, n, seq in found]

    def refused(self) -> dict[tuple[str, int], str]:
        """What is kept of refused ops: the code of each, by client and number."""
        from app.boards.alias import page_of, refusal_of

        last = dict(self.rows("SELECT client_id, last_n FROM client_cursor WHERE board_id = :board"))
        codes = dict(self.rows("SELECT id, code FROM refused_op WHERE board_id = :board"))
        sent = [(client, n) for client in self.clients for n in range(1, last.get(page_of(client), 0) + 1)]
        return {(client, n): codes[id_] for client, n in sent if (id_ := refusal_of(client, n)) in codes}

    def rows(self, query: str) -> list[tuple]:
        from sqlalchemy import text

        from app.db import db

        with self.app.app_context():
            return [tuple(row) for row in db.session.execute(text(query), {"board": self.board})]

    def _leader(self):
        from app.db import db
        from app.workshops.models import Seat

        return db.session.get_one(Seat, self.people["Ada"].seat)

    def _lead(self, verb: str, mode: str) -> None:
        from app.workshops.queries import stage_of
        from app.workshops.services import stage
        from app.workshops.stage import Writing, mark

        with self.app.app_context():
            seen = mark(stage.state_of(stage_of(self.id)))
            getattr(stage, verb)(self._leader(), Writing(mode), seen=seen)


@dataclass
class Somebody:
    """A person with a seat and a browser. `client` is one page of theirs, which numbers its ops."""

    room: Room
    seat: str
    principal: str
    browser: object
    client: str = ""
    n: int = 0
    _key: str | None = None

    def __post_init__(self) -> None:
        self.client = self.client or f"client-{self.seat[2:]}"
        self.room.clients.add(self.client)

    def page(self, client: str) -> "Somebody":
        """Another page of the same person."""
        return Somebody(self.room, self.seat, self.principal, self.browser, client)

    def batch(self, *ops: dict, **envelope: object) -> dict:
        return {"b": self.room.board, "c": self.client, "e": self.room.epoch, "ops": list(ops), **envelope}

    def send(self, *ops: dict, **envelope: object):
        """Send ops as they are, over HTTP; the answer."""
        answer = self.browser.post(
            f"/boards/{self.room.board}/ops/",
            json=self.batch(*ops, **envelope),
            headers={"X-CSRFToken": self.browser.token()},
        )
        return answer.get_json()

    def op(self, k: str, **body: object) -> dict:
        """The next op of this page, which says whether names are shown just now."""
        self.n += 1
        return {"n": self.n, "k": k, **({"nm": True} if self.room.named else {}), **body}

    def note(self, text: str = "Idle lab days", *, name: str = "", zone: str = "policy", **body: object) -> dict:
        """The op that adds a note; its id is made from a name."""
        self._key = order.after(self._key, "aa")
        added = {"id": note_id(name or text), "type": "note", "zone": zone, "z": self._key, "p": {"x": 30, "y": 100}}
        return self.op("el.add", **{**added, "t": text, **body})

    def group(self, title: str, *, name: str = "", zone: str = "policy", **body: object) -> dict:
        """The op that adds a group."""
        return {**self.note(title, name=name, zone=zone, **body), "type": "group"}

    def add(self, text: str = "Idle lab days", **body: object):
        """Add a note; the answer."""
        return self.send(self.note(text, **body))

    def ask(self, path: str, **headers: str):
        """Get something of the board."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.browser.get(f"/boards/{self.room.board}/{path}", headers={"Accept": "application/json", **named})

    def sees(self) -> list[dict]:
        """The elements of this person's snapshot."""
        return json.loads(self.ask("snapshot/").data)["ev"]

    def heard(self, since: int = 0) -> list[dict]:
        """The events behind a row that this person is told."""
        return self.ask(f"ops/?since={since}&e={self.room.epoch}").get_json()["ev"]


def note_id(name: str) -> str:
    """A readable id of the right form."""
    plain = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in name)
    return f"e_{plain[:22]:-<22}"


def person(app: Flask, name: str):
    """Somebody with an account."""
    from app import clock
    from app.accounts.models import Person
    from app.db import db, transaction
    from app.ids import new_id

    with app.app_context(), transaction():
        somebody = Person(id=new_id(), name=name, email=f"{new_id()}@example.org".lower(), created_at=clock.now())
        db.session.add(somebody)
    return somebody


def make_room(app: Flask, leader: str = "Ada", canvas: str = CANVAS) -> Room:
    """A workshop in open writing, led by somebody."""
    from app.canvases.library import library
    from app.workshops.agenda import AgendaDay
    from app.workshops.drafts import Brief, StepDraft
    from app.workshops.queries import seat_of
    from app.workshops.services import make_workshop, stage

    ada = person(app, leader)
    day = AgendaDay(date(2026, 3, 23), time(9))
    with app.app_context():
        brief = Brief(title="Fast tests", host_name="The Lab", timezone="Asia/Kolkata", days=(day,))
        steps = [StepDraft(minutes=30, screen=canvas)]
        workshop_id = make_workshop(ada, brief, steps, canvases=library().canvases).id
        seat = seat_of(workshop_id, ada.id)
        stage.advance(seat, seen=".0")
        from app.boards.queries import plenary_board

        board = plenary_board(workshop_id, canvas)
        room = Room(app, workshop_id, board.id, board.epoch)
        room.people[leader] = Somebody(room, seat.id, ada.id, None)
    room.people[leader].browser = browser_of(app, ada)
    room.people["Ada"] = room.people[leader]
    room.write("open")
    return room


@pytest.fixture
def room(app: Flask) -> Room:
    return make_room(app)


@pytest.fixture
def join(room: Room) -> Callable[..., Somebody]:
    """`join("Bo")` sits in the room; Ada, who leads it, sits there already."""
    return lambda name, role="participant": room.people.get(name) or room.join(name, role)
