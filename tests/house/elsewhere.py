"""The demonstration with secrets in it, and people elsewhere whose business none of it is.

A module of tests names the fixtures it wants in its `__all__`.
"""

import io
import shutil
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from tests.boards.conftest import Room, browser_of, make_room
from tests.browser.demo import FIXED, QUERIES
from tests.conftest import Visitor
from tests.morning import set_clock

SECRETS = ("quetzal title", "quetzal note", "quetzal goal", "quetzal action", "quetzal person")
"""What no stranger may read anywhere: the words of a workshop, of a note, of a plan, and who sits there."""

QUERIES_HERE = {
    **QUERIES,
    "person_id": "SELECT principal_id FROM staff LIMIT 1",
    "seat_id": f"SELECT id FROM seat WHERE role = 'facilitator' AND workshop_id = ({QUERIES['workshop_id']}) LIMIT 1",
    "session_id": "SELECT id FROM web_session LIMIT 1",
    "epoch": f"SELECT epoch FROM board WHERE id = ({QUERIES['board_id']})",
}
MADE_UP = {
    "eoi_token": "x" * 43,
    "file_id": "a-file-of-a-stranger",
    "seq": "1",
    "since": "0",
    "whose": "s_nobody",
    "version_id": "a-moment-of-a-board",
    "token": "forged",
    "feed_id": "a-calendar-of-a-plan",
    "link_id": "a-link-of-a-plan",
    "pause_id": "a-pause-of-a-plan",
    "share_id": "a-link-for-outsiders",
    "sign_off_id": "a-sign-off-of-a-plan",
    "occasion_id": "a-workshop-of-a-plan",
    "partner_id": "a-partner-of-a-centre",
    "export_id": "a-file-of-a-portfolio",
    "view_id": "a-view-of-a-portfolio",
    "code": "0000ZZZZ",
    "kind": "initiative",
    "position": "0",
    "filename": "nothing.js",
    "version": "aaaaaaaaaaaa",
    "module": "boards/note",
    "ballot_id": "a-dot-of-the-leader",
}


@pytest.fixture(scope="module")
def app(empty_house, in_memory) -> Iterator[Flask]:
    """An application over a database of its own, for as long as a module of tests takes."""
    from app import clock, create_app
    from app.db import db

    var = in_memory()
    if "DATABASE_URL" not in empty_house:
        shutil.copy(Path(empty_house["VAR"]) / "baraza.db", var / "baraza.db")
    set_clock(var / "clock")
    here = create_app({**empty_house, "VAR": str(var), "CLOCK_FILE": str(var / "clock")})
    here.test_client_class = Visitor
    yield here
    with here.app_context():
        if "DATABASE_URL" in empty_house:
            tables = ", ".join(f'"{table.name}"' for table in db.Model.metadata.sorted_tables)
            with db.engine.begin() as connection:
                connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))
        db.session.remove()
        db.engine.dispose()
    clock.move_by_file(None)


@pytest.fixture(scope="module")
def ids(app) -> dict[str, str]:
    """Variable of an address → something of the demonstration, in which secrets were planted."""
    return furnish(app)


def furnish(app: Flask) -> dict[str, str]:
    """Make the demonstration, plant the secrets, sign its leader in; variable of an address → something there."""
    from app.accounts.models import Person
    from app.accounts.services import start_session
    from app.alliance.services import load_pages
    from app.db import db, transaction
    from app.demo import services

    with app.app_context():
        load_pages()
        services.seed_if_empty()
        with transaction():
            _plant()
            start_session(db.session.scalars(db.select(Person)).first(), device="test")
        found = {name: str(db.session.execute(text(query)).scalar_one()) for name, query in QUERIES_HERE.items()}
        found["round_id"] = _vote(found["board_id"], found["seat_id"])
        found["asset_id"] = _put_image(found["board_id"], found["seat_id"])
    return {**found, **FIXED, **MADE_UP, "canvas_id": FIXED["canvas"]}


def _vote(board_id: str, seat_id: str) -> str:
    """A round on the board that was counted, and one that is open, each with a dot of the leader; the open one's id."""
    from app.db import db
    from app.voting import round_queries
    from app.voting.services import ballots, rounds
    from app.workshops.dots import DotTerms
    from app.workshops.models import Seat

    leader = db.session.get_one(Seat, seat_id)
    before = round_queries.open_round_on(board_id)
    if before is not None:
        rounds.close_round(leader, before.id)
    for number in range(2):
        opened = rounds.open_round(leader, board_id, DotTerms())
        lying = round_queries.elements_voted_on(opened)
        ballots.give(leader.principal_id, opened.id, MADE_UP["ballot_id"], lying[0].id)
        if number == 0:
            rounds.close_round(leader, opened.id)
    return opened.id


def _put_image(board_id: str, seat_id: str) -> str:
    """An image the leader has just put on the board."""
    from app.assets import services
    from app.boards.models import Board
    from app.db import db
    from app.workshops.models import Seat
    from tests.assets.pictures import png

    return services.put_on(db.session.get_one(Board, board_id), db.session.get_one(Seat, seat_id), io.BytesIO(png())).id


def _plant() -> None:
    from app import clock
    from app.boards.models import Element
    from app.db import db
    from app.ids import digest
    from app.plans.models import (
        Action,
        CalendarFeed,
        CheckIn,
        CheckInLink,
        Evidence,
        Measure,
        Milestone,
        Origin,
        Pause,
        Plan,
        PlanWorkshop,
        Risk,
        Share,
        SignOff,
        StatusOverride,
    )
    from app.workshops.models import Seat, Workshop

    title, note, goal, action, somebody = SECRETS
    for element in db.session.scalars(db.select(Element)):
        element.props = {**element.props, "text": note}
    planted = {
        Workshop: {"title": title, "question": title, "place": title},
        Plan: {"title": goal, "goal": goal},
        Action: {"title": action, "owner": somebody},
        Origin: {"words": note},
        Measure: {"name": goal, "counted_by": somebody},
        Milestone: {"title": goal},
        Risk: {"title": goal, "owner": somebody},
        Evidence: {"title": goal, "by_name": somebody},
        CheckIn: {"done": goal, "by_name": somebody},
        StatusOverride: {"reason": goal},
        Seat: {"name": somebody},
    }
    plan, now = db.session.scalars(db.select(Plan).where(Plan.workshop_id.is_not(None))).first(), clock.now()
    link = {"id": MADE_UP["link_id"], "plan_id": plan.id, "token_digest": digest("a link"), "owner": somebody}
    db.session.add(CheckInLink(**link, created_at=now, expires_at=now + timedelta(days=9)))
    plans = {"plan_id": plan.id}
    day = plan.day_one + timedelta(days=90)
    db.session.add(Pause(id=MADE_UP["pause_id"], first=day, last=day, reason=goal, made_at=now, **plans))
    share = {"id": MADE_UP["share_id"], "token_digest": digest("a share"), "label": somebody, "parts": ["goal"]}
    db.session.add(Share(**share, made_at=now, **plans))
    at = {"id": MADE_UP["occasion_id"], "workshop_id": plan.workshop_id, "occasion": "refresh", "opened_at": now}
    db.session.add(PlanWorkshop(**at, **plans))
    feed = {"id": MADE_UP["feed_id"], "kind": "plan", "plan_id": plan.id, "token_digest": digest("a calendar")}
    leader = db.session.scalars(db.select(Seat.principal_id).where(Seat.role == "facilitator")).first()
    db.session.add(CalendarFeed(**feed, made_by=leader, created_at=now))
    # It was reopened, so that the plan can still be changed.
    ended = {"signed_on": day, "created_at": now, "follow_on": day + timedelta(days=70), "reopened_at": now}
    said = {"result": goal, "handover": goal, "choice": "build", "sealed": goal, "reopened_by": somebody}
    db.session.add(SignOff(id=MADE_UP["sign_off_id"], **ended, **said, **plans))
    for model, words in planted.items():
        db.session.execute(db.update(model).values(**words))


class Elsewhere:
    """Another workshop, led by the director of another centre, with a guest in it."""

    def __init__(self, app: Flask, room: Room, people: dict[str, str]) -> None:
        self.app = app
        self.room = room
        self.people = people

    def sign_in(self, who: str) -> Visitor:
        """A fresh browser of somebody's."""
        from app.accounts.models import Principal
        from app.db import db

        with self.app.app_context():
            principal = db.session.get_one(Principal, self.people[who])
        return browser_of(self.app, principal)

    def say(self, who: str, event: str, message: object, *, workshop_id: str | None) -> object:
        """Say something through a socket whose ticket leads to a workshop; the acknowledgement."""
        from app.realtime import Connection, acks, handlers

        connection = Connection(f"socket of {who}", self.people[who], "session", workshop_id)
        return acks.answer(acks.speaking(self.app, "en"), partial(handlers.events[event], connection, message))


def make_elsewhere(app: Flask) -> Elsewhere:
    """Make it, with all the rights one can have elsewhere."""
    from app import clock
    from app.accounts.services import new_guest
    from app.centres.models import Centre, Staff
    from app.db import db, transaction
    from app.ids import new_id
    from app.workshops.services.seats import take_seat

    room = make_room(app, "Zoe")
    with app.app_context():
        director_id = room.people["Zoe"].principal
        guest, _session = new_guest("Gil", "en")
        guest_id = take_seat(room.id, guest, name="Gil").principal_id
        with transaction():
            centre = Centre(id=new_id(), name="The Lab Elsewhere", created_at=clock.now())
            db.session.add(centre)
            db.session.flush()
            place = {"centre_id": centre.id, "principal_id": director_id, "role": "director", "since": clock.now()}
            db.session.add(Staff(**place))
    return Elsewhere(app, room, {"director": director_id, "guest": guest_id})
