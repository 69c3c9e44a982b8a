"""A centre that hosts a workshop, the people in it, and notes on its boards."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from threading import Barrier, Thread

import pytest
from flask import Flask

from tests.morning import TODAY

TODAY_ZONE = "Asia/Kolkata"

SOON = TODAY + timedelta(days=12)


@dataclass
class Room:
    """A workshop that Ada leads, hosted by a centre that Dara directs."""

    app: Flask
    centre: object = None
    workshop: object = None
    people: dict[str, object] = field(default_factory=dict)
    seats: dict[str, object] = field(default_factory=dict)

    def person(self, name: str, **fields: object):
        """Somebody with an account, made once."""
        from app import clock
        from app.accounts.models import Person
        from app.db import db, transaction
        from app.ids import new_id

        if name not in self.people:
            with self.app.app_context(), transaction():
                self.people[name] = Person(
                    id=new_id(), name=name, email=f"{name}@example.org".lower(), created_at=clock.now(), **fields
                )
                db.session.add(self.people[name])
        return self.people[name]

    def employ(self, name: str, role: str):
        """Give somebody a role in the centre."""
        from app import clock
        from app.centres.models import Staff
        from app.db import db, transaction

        somebody = self.person(name)
        with self.app.app_context(), transaction():
            db.session.add(Staff(centre_id=self.centre.id, principal_id=somebody.id, role=role, since=clock.now()))
        return somebody

    def seat(self, name: str, role: str = "participant"):
        """Give somebody a seat in the workshop."""
        from app.workshops.services.seats import take_seat

        with self.app.app_context():
            self.seats[name] = take_seat(self.workshop.id, self.person(name), name=name, role=role)
        return self.seats[name]

    def guest(self, name: str, role: str = "co-facilitator"):
        """Somebody who joined by code and has no account, with a seat in the workshop."""
        from app import clock
        from app.accounts.models import Guest
        from app.db import db, transaction
        from app.ids import new_id

        with self.app.app_context(), transaction():
            self.people[name] = Guest(id=new_id(), name=name, created_at=clock.now())
            db.session.add(self.people[name])
        self.seat(name, role)
        return self.people[name]

    def close(self, workshop_id: str | None = None) -> None:
        """End the workshop, as Ada does."""
        from app.workshops.services.details import close_workshop

        with self.app.app_context():
            close_workshop(self.people["Ada"], workshop_id or self.workshop.id)

    def other_workshop(self, name: str):
        """A workshop that somebody else leads, hosted elsewhere."""
        return workshop(self.app, self.person(name), host_name="A hub")

    def browser(self, name: str):
        """The browser in which somebody is signed in."""
        from app.accounts.services import start_session
        from app.db import transaction

        somebody = self.person(name)
        with self.app.app_context(), transaction():
            opened = start_session(somebody, device="test")
        browser = self.app.test_client()
        with browser.session_transaction() as session:
            session["sid"] = opened.secret
        return browser

    def group(self, title: str, *notes: str, zone: str = "quick") -> tuple[str, str]:
        """Put a title over notes that are written for it; its board and its id."""
        board_id, group_id = self.note(title, kind="group", zone=zone)
        for text in notes:
            self.note(text, zone=zone, parent=group_id)
        return board_id, group_id

    def note(
        self,
        text: str,
        *,
        audience: str = "*",
        kind: str = "note",
        zone: str = "quick",
        by: str | None = None,
        **props: object,
    ) -> tuple[str, str]:
        """Write a note on the board of the workshop, as the seat of somebody; its board and its id."""
        from app.boards.engine import schema
        from app.boards.queries import plenary_board
        from app.ids import new_id

        note_id = f"e_{new_id()}"
        record = schema.Record(type=kind, zone=zone, z="V1", x=0, y=0, w=160, h=120, text=text, **props)
        with self.app.app_context():
            board_id = plenary_board(self.workshop.id, "impact_effort").id
        self._append(board_id, schema.ElementAdded(id=note_id, r=record, aud=audience), by)
        return board_id, note_id

    def do(self, name: str, board_id: str, k: str, *ids: str, into: str | None = None) -> None:
        """Let somebody do something with notes, as their page would; `into` is what they become part of."""
        from app.boards.models import Board
        from app.db import db
        from app.ids import new_id

        browser = self.browser(name)
        with self.app.app_context():
            epoch = db.session.get_one(Board, board_id).epoch
        batch = {
            "b": board_id,
            "c": f"c-{new_id()}",
            "e": epoch,
            "ops": [{"n": 1, "k": k, "ids": ids, **({"id": into} if into else {})}],
        }
        answer = browser.post(f"/boards/{board_id}/ops/", json=batch, headers={"X-CSRFToken": browser.token()})
        [outcome] = answer.get_json()["a"]
        assert "s" in outcome, outcome

    def delete(self, board_id: str, note_id: str) -> None:
        """Delete a note, as a board does."""
        from app.boards.engine import schema

        self._append(board_id, schema.ElementDeleted(id=note_id))

    def _append(self, board_id: str, event: object, by: str | None = None) -> None:
        from app.boards import log
        from app.boards.queries import connection
        from app.db import transaction

        with self.app.app_context(), transaction():
            board = log.lock(connection(), board_id)
            draft = log.Draft(board.id, log.read_state(connection(), board.id, board.seq))
            draft.add(log.Entry(event, by))
            draft.write(connection())


def workshop(app: Flask, maker: object, **host: object):
    """A workshop on one canvas, as somebody makes it."""
    from app.canvases.library import library
    from app.workshops.agenda import AgendaDay
    from app.workshops.drafts import Brief, StepDraft
    from app.workshops.services import make_workshop

    day = AgendaDay(date(2023, 3, 23), time(9))
    brief = Brief(title="Fastest test slot", timezone=TODAY_ZONE, days=(day,), **host)
    with app.app_context():
        return make_workshop(maker, brief, [StepDraft(minutes=15, screen="impact_effort")], canvases=library().canvases)


@pytest.fixture
def room(app: Flask) -> Callable[..., Room]:
    """Make a room: `room()`, or `room(hosted=False)` for one that no centre hosts."""

    def make(*, hosted: bool = True) -> Room:
        from app import clock
        from app.centres.models import Centre
        from app.db import db, transaction
        from app.ids import new_id

        made = Room(app)
        with app.app_context(), transaction():
            made.centre = Centre(id=new_id(), name="Meruvia Open Testbed", timezone=TODAY_ZONE, created_at=clock.now())
            db.session.add(made.centre)
        dara = made.employ("Dara", "director")
        host = {"host_id": made.centre.id} if hosted else {"host_name": "The Lab"}
        made.workshop = workshop(app, dara, **host)
        made.seat("Ada", "facilitator")
        return made

    return make


@pytest.fixture
def planned(app: Flask, room: Callable[..., Room]) -> Room:
    """A room whose note `Idle lab days` is action 1, with strangers around it."""
    from app.plans import services
    from app.plans.services import ActionWords

    here = room()
    here.board_id, here.note_id = here.note("Idle lab days")
    with app.app_context():
        made = services.promote(
            here.seats["Ada"],
            here.board_id,
            here.note_id,
            ActionWords(title="Publish a calendar", owner="Lab manager", due_on=SOON),
        )
    here.plan_id, here.action_id = made.plan_id, made.item_id
    here.employ("Mo", "member")
    here.employ("Fay", "facilitator")
    here.seat("Cleo")
    here.seat("Olu", "observer")
    here.person("Stranger")
    here.person("Root", alliance_role="administrator")
    here.person("Sec", alliance_role="secretariat")
    here.person("Gov", alliance_role="governance board")
    return here


@pytest.fixture
def ending(app, planned):
    """The published plan in the hands of Dara; `planned.at(day)` moves day 1 so that today is that day."""
    from app import clock
    from app.db import db
    from app.plans import days, services
    from app.plans.models import Plan
    from app.plans.services import MeasureWords, today_of

    planned.dara = planned.people["Dara"]

    def at(day):
        from app.db import transaction

        with app.app_context(), transaction():
            plan = db.session.get(Plan, planned.plan_id)
            plan.day_one = days.day_one_when(day, planned.today)
            plan.published_at = plan.created_at = clock.now() - timedelta(days=max(0, day))
            for measure in plan.measures:
                measure.created_at = plan.published_at
            planned.day = lambda number: days.date_of(number, days.day_one_when(day, planned.today))

    planned.at = at
    with app.app_context():
        planned.today = today_of(db.session.get(Plan, planned.plan_id))
        begins = days.day_one_when(1, planned.today)
        roles = services.Roles(sponsor="The director", leader="Dara")
        services.change_plan(planned.dara, planned.plan_id, title="Fast", goal="30 tests", day_one=begins, roles=roles)
        main = MeasureWords(name="Tests", unit="tests", baseline=0, target=30, main=True)
        planned.measure_id = services.add_measure(planned.dara, planned.plan_id, main).id
        services.publish_plan(planned.dara, planned.plan_id)
    planned.at(99)
    return planned


def at_once(deeds: list[Callable[[], object]]) -> list[object]:
    """Let everybody act in the same moment, each on a connection of their own; what they got, or why not."""
    from app.errors import AppError

    start, answers = Barrier(len(deeds)), []

    def act(deed: Callable[[], object]) -> None:
        start.wait()
        try:
            answers.append(deed())
        except AppError as refusal:
            answers.append(refusal)

    threads = [Thread(target=act, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.fixture
def postbox(app: Flask):
    """A mail server to which the house sends."""
    from tests.plans.letters import Postbox

    box = Postbox().start()
    app.config["SMTP_URL"] = box.url
    yield box
    box.stop()


@pytest.fixture
def rhythm(app: Flask, room: Callable[..., Room], clock: Callable[[float], None]):
    """A centre whose plan can begin: `rhythm.begin(20)`."""
    from tests.plans.letters import Rhythm

    return Rhythm(app, room(), clock)


@pytest.fixture
def asked(app, rhythm):
    """A published plan on day 60 that promises 2,000 tests now; its sponsor Spo is Mo of another centre."""
    from app.db import db
    from app.plans import services
    from app.plans.services import ContactWords, MeasureWords, today_of

    promised = MeasureWords(name="Tests", unit="tests", baseline=0, target=2000.0, main=True)
    rhythm.begin(60)
    rhythm.mo = rhythm.room.person("Mo")
    with app.app_context():
        [tests] = rhythm.plan().measures
        tests.unit = "tests"
        db.session.commit()
        rhythm.measure_id, rhythm.today = tests.id, today_of(rhythm.plan())
        reached = ContactWords(email=rhythm.mo.email)
        contact = services.say_contact(rhythm.dara, rhythm.plan_id, "Spo", reached, reason="Mo is the sponsor")
        # Mo was known as the sponsor before the plan was published.
        contact.chosen_by_id = contact.chosen_on = contact.chosen_at = None
        db.session.commit()
        services.change_measure(rhythm.dara, tests.id, promised, why="The ministry agreed")
        [ask] = rhythm.plan().asks
        rhythm.ask_id = ask.id
    rhythm.page = f"/plans/{rhythm.plan_id}/"
    rhythm.measure = f"/plans/measures/{tests.id}/"
    return rhythm


@pytest.fixture
def unreached(app, rhythm):
    """A published plan on day 60 that promises 2,000 tests now, and nothing reaches its sponsor Spo."""
    from app.plans import services
    from app.plans.services import MeasureWords

    rhythm.begin(60)
    with app.app_context():
        [tests] = rhythm.plan().measures
        rhythm.measure_id = tests.id
        for target in (1000.0, 2000.0):
            promised = MeasureWords(name="Tests", unit="tests", baseline=0, target=target, main=True)
            services.change_measure(rhythm.dara, tests.id, promised, why="The ministry agreed")
        assert rhythm.plan().asks == []
    rhythm.mo = rhythm.room.person("Mo")
    return rhythm
