"""Centres with staff, the workshops people plan there, and rooms."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date, time
from pathlib import Path

import pytest
from flask import Flask

ONE_DAY = {"date": date(2026, 3, 23), "starts_at": time(13, 15)}


@pytest.fixture
def centre(app: Flask) -> Callable[..., object]:
    """A centre with its staff: `centre("Meruvia Lab", director=ada, facilitator=bo)`."""
    from app import clock
    from app.centres.models import Centre, Staff
    from app.db import db, transaction
    from app.ids import new_id

    def add(name: str, **staff: object) -> Centre:
        with app.app_context(), transaction():
            place = Centre(id=new_id(), name=name, created_at=clock.now())
            db.session.add(place)
            db.session.flush()
            for role, somebody in staff.items():
                db.session.add(Staff(centre_id=place.id, principal_id=somebody.id, role=role, since=clock.now()))
        return place

    return add


@pytest.fixture
def workshop(app: Flask) -> Callable[..., object]:
    """A workshop that somebody made; `steps` are drafts, `fields` go into the brief."""
    from app.canvases.library import library
    from app.workshops.agenda import AgendaDay
    from app.workshops.drafts import Brief
    from app.workshops.services import make_workshop

    def make(maker: object, *steps: object, **fields: object) -> object:
        brief = {
            "title": "Fast tests",
            "host_name": "The Lab",
            "timezone": "Asia/Kolkata",
            "days": (AgendaDay(**ONE_DAY),),
            **fields,
        }
        with app.app_context():
            return make_workshop(maker, Brief(**brief), steps, canvases=library().canvases)

    return make


@pytest.fixture
def room(
    app: Flask, person: Callable[..., object], workshop: Callable[..., object], come_in: Callable[[object], object]
):
    """A room that Ada leads and is in: three steps, the second is talk. `room.join("Bo")` is Bo's browser."""
    from app.workshops import queries
    from app.workshops.drafts import StepDraft
    from app.workshops.phases import Phase, PhaseKind
    from app.workshops.services.seats import note_arrival
    from tests.workshops.rooms import Room

    enablers = StepDraft(
        title={"en": "Seven enablers", "ar": "العوامل السبعة"},
        prompt={"en": "What helps innovators here?"},
        minutes=20,
        screen="ecosystem_enablers",
        phases=(
            Phase(PhaseKind.BRIEF, 2),
            Phase(PhaseKind.PRIVATE, 10),
            Phase(PhaseKind.REVEAL, 3),
            Phase(PhaseKind.VOTE, 5),
        ),
    )
    talk = StepDraft(title={"en": "Sponsor's brief"}, minutes=10)
    plan = StepDraft(
        title={"en": "100-day plan"}, minutes=15, screen="hundred_day_plan", phases=(Phase(PhaseKind.PLENARY, 15),)
    )
    ada = person("Ada Obi")
    made = workshop(ada, enablers, talk, plan, asks=("table", "organisation"), tables=6)
    with app.app_context():
        note_arrival(queries.seat_of(made.id, ada.id))
    return Room(app, made.id, made.code, come_in(ada))


@pytest.fixture(scope="module")
def live_house(empty_house: dict[str, str], tmp_path_factory: pytest.TempPathFactory):
    """A house in processes of its own, and the same house in this one: one database, one key, one clock."""
    from app import clock, create_app
    from app.db import db
    from tests.house_process import House

    var = tmp_path_factory.mktemp("live")
    shutil.copy(Path(empty_house["VAR"]) / "baraza.db", var / "baraza.db")
    environ = {**empty_house, "VAR": str(var), "CLOCK_FILE": str(var / "clock")}
    house, app = House(environ).start(), create_app(environ)
    yield house, app, var / "clock"
    house.kill()
    with app.app_context():
        db.engine.dispose()
    clock.move_by_file(None)


@pytest.fixture
def live(live_house):
    """A room of its own in the running house. `live.ada` leads; `live.guest("Bo")` is Bo's phone."""
    from tests.workshops.live import open_room

    house, app, _clock = live_house
    room = open_room(house, app)
    yield room
    room.close()


@pytest.fixture
def live_clock(live_house) -> Iterator[Callable[[float], None]]:
    """Move the clock of the running house, and put it right afterwards."""
    _house, _app, file = live_house
    yield lambda seconds: file.write_text(str(seconds))
    file.write_text("0")
