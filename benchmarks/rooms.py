"""Workshops in a house of one's own, and seats in them, made with the services themselves."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from flask import Flask
from itsdangerous import URLSafeTimedSerializer

from app import clock, create_app
from app.accounts.models import Person, Principal
from app.accounts.services import new_guest, start_session
from app.boards.desk import desk
from app.boards.models import Board
from app.boards.queries import plenary_board
from app.boards.rates import OPS_AT_ONCE
from app.boards.wire import MOST_OPS, read_batch
from app.canvases.library import library
from app.db import db, transaction
from app.ids import new_id
from app.realtime import tickets
from app.workshops.agenda import AgendaDay
from app.workshops.drafts import Brief, StepDraft
from app.workshops.models import Seat as SeatRow
from app.workshops.queries import seat_of, stage_of
from app.workshops.services import make_workshop, stage
from app.workshops.services.seats import take_seat
from app.workshops.stage import Writing, mark
from benchmarks.person import Seat
from benchmarks.writing import Hand

CANVAS = "ecosystem_enablers"


@dataclass(frozen=True)
class Leader:
    """The facilitator's browser: its cookie, and the token of its forms."""

    cookie: str
    token: str


@dataclass(frozen=True)
class Opened:
    """A workshop in open writing on a board for everybody; `leader` is the seat that leads it."""

    app: Flask
    url: str
    workshop: str
    board: str
    leader: str

    def seats(self, people: int) -> list[Seat]:
        """So many guests come in."""
        return seats([self], people)

    def write(self, writing: Writing) -> None:
        """The facilitator sets writing; leaving private reveals."""
        with self.app.app_context():
            seat = db.session.get_one(SeatRow, self.leader)
            stage.set_writing(seat, writing, seen=mark(stage.state_of(stage_of(self.workshop))))

    def leads(self) -> Leader:
        """A browser of the facilitator."""
        with self.app.app_context(), transaction():
            leader = db.session.get_one(Principal, db.session.get_one(SeatRow, self.leader).principal_id)
            session = start_session(leader, device="")
        kept = {"sid": session.secret, "csrf_token": "0" * 40}
        token = URLSafeTimedSerializer(self.app.secret_key, salt="wtf-csrf-token").dumps(kept["csrf_token"])
        return Leader(_signed(self.app, kept), str(token))

    def fill(self, notes: int) -> None:
        """Put so many notes on the board, from people who are gone again: each writes as much as one may at once."""
        for _ in range(0, notes, OPS_AT_ONCE):
            with self.app.app_context():
                name = f"Person {random.randbytes(5).hex()}"
                guest, _session = new_guest(name, "en")
                take_seat(self.workshop, guest, name=name, role="participant")
                hand, epoch = Hand(1), db.session.get_one(Board, self.board).epoch
                ops = [hand.add(n) for n in range(1, OPS_AT_ONCE + 1)]
                client = new_id()
                for start in range(0, OPS_AT_ONCE, MOST_OPS):
                    batch = {"b": self.board, "c": client, "e": epoch, "ops": ops[start : start + MOST_OPS]}
                    desk().committer.submit(guest.id, read_batch(batch))

    def mark(self) -> str:
        """What the facilitator has seen of the stage."""
        with self.app.app_context():
            return mark(stage.state_of(stage_of(self.workshop)))

    def come_in(self) -> "Guest":
        """A guest with a seat."""
        name = f"Person {random.randbytes(5).hex()}"
        with self.app.app_context():
            guest, session = new_guest(name, "en")
            take_seat(self.workshop, guest, name=name, role="participant")
            return Guest(self, guest.id, session.id, session.secret)


@dataclass(frozen=True)
class Guest:
    """Somebody who has a seat in a room, on one device."""

    room: Opened
    principal: str
    session: str
    secret: str

    def page(self) -> Seat:
        """Their page, with a ticket that is good for a minute from now."""
        with self.room.app.app_context():
            return Seat(
                url=self.room.url,
                cookie=_signed(self.room.app, {"sid": self.secret}),
                ticket=tickets.issue(self.principal, self.session, self.room.workshop),
                board=self.room.board,
                client=new_id(),
            )


def seats(rooms: Sequence[Opened], people: int) -> list[Seat]:
    """So many guests come into each room; they have their tickets when the last one is in."""
    guests = [room.come_in() for room in rooms for _ in range(people)]
    return [guest.page() for guest in guests]


def same_house(environ: Mapping[str, str]) -> Flask:
    """The house of this environment in this process: one database, one key."""
    return create_app(environ)


def open_room(app: Flask, url: str) -> Opened:
    """Make a workshop of one step and begin it."""
    with app.app_context():
        with transaction():
            leader = Person(id=new_id(), name="Ada", email=f"{new_id()}@example.org".lower(), created_at=clock.now())
            db.session.add(leader)
        day = AgendaDay(date(2026, 3, 23), time(9))
        brief = Brief(title="Measured", host_name="The Lab", timezone="Asia/Kolkata", days=(day,))
        steps = [StepDraft(minutes=60, screen=CANVAS)]
        workshop = make_workshop(leader, brief, steps, canvases=library().canvases)
        with transaction():
            workshop.names_shown = True
        seat = seat_of(workshop.id, leader.id)
        stage.advance(seat, seen=".0")
        board = plenary_board(workshop.id, CANVAS)
        room = Opened(app, url, workshop.id, board.id, seat.id)
    room.write(Writing.OPEN)
    return room


def _signed(app: Flask, kept: dict[str, str]) -> str:
    """A Cookie header that carries this session."""
    serializer = app.session_interface.get_signing_serializer(app)
    return f"{app.config['SESSION_COOKIE_NAME']}={serializer.dumps(kept)}"
