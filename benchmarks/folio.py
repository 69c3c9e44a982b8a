"""The portfolio over many plans: how soon its first page comes, and how soon the house knows how all plans stand.

And what people at boards notice of it, while somebody opens it again and again.
"""

import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from threading import Event, Thread

from flask import Flask
from sqlalchemy import event

from app import clock
from app.accounts.models import AllianceRole, Person
from app.accounts.services import start_session
from app.alliance.portfolio.queries import holding_of
from app.centres.services import load_terms
from app.db import db, transaction
from app.ids import new_id
from benchmarks import rooms
from benchmarks.figures import quantile
from benchmarks.houses import OwnHouse
from benchmarks.load import measure
from tests.alliance.many import write_plans

TIMES = 30
PLANS = 400
SECONDS = 30


def portfolio(house: OwnHouse, plans: int) -> dict[str, object]:
    """So many plans of half as many centres, read by the secretariat."""
    app, reader = _followed(house, plans)
    cookie = _cookie(app, reader)
    page = _milliseconds(lambda: _open(f"{house.url}/portfolio/", cookie))
    with app.app_context():
        statuses = _milliseconds(lambda: (holding_of(reader), db.session.remove()))
        asked = _questions(lambda: holding_of(reader))
    return {
        "people": plans,
        "plans": plans,
        "page_p50_ms": quantile(page, 0.5),
        "page_p95_ms": quantile(page, 0.95),
        "statuses_p50_ms": quantile(statuses, 0.5),
        "statuses_p95_ms": quantile(statuses, 0.95),
        "questions_for_all_statuses": asked,
    }


def beside(house: OwnHouse, people: int) -> dict[str, object]:
    """So many people on one board, and then as many while somebody opens the portfolio again once a second."""
    app, reader = _followed(house, PLANS)
    cookie = _cookie(app, reader)
    alone = measure(house.measured, rooms.open_room(app, house.url).seats(people), seconds=SECONDS)
    with _opening(f"{house.url}/portfolio/", cookie) as page:
        among = measure(house.measured, rooms.open_room(app, house.url).seats(people), seconds=SECONDS)
    return {
        "people": people,
        "plans": PLANS,
        "openings": len(page),
        "page_p95_ms": quantile(page, 0.95),
        "p95_alone": alone.runs[0].p95,
        "p95_among": among.runs[0].p95,
        "p99_alone": alone.runs[0].p99,
        "p99_among": among.runs[0].p99,
        "everything_delivered": alone.whole and among.whole,
        "void": alone.runs[0].void or among.runs[0].void,
        "runs": [asdict(alone.runs[0]), asdict(among.runs[0])],
    }


def _followed(house: OwnHouse, plans: int) -> tuple[Flask, Person]:
    """The house with so many plans of half as many centres, and somebody of the secretariat."""
    app = rooms.same_house(house.environ)
    with app.app_context():
        load_terms()
        write_plans(max(1, plans // 2), plans)
        return app, _reader()


@contextmanager
def _opening(address: str, cookie: str) -> Iterator[list[float]]:
    """A page is opened again once a second meanwhile; how many milliseconds it took each time."""
    took: list[float] = []
    over = Event()

    def read() -> None:
        while not over.is_set():
            begun = time.monotonic()
            _open(address, cookie)
            took.append(1000 * (time.monotonic() - begun))
            over.wait(max(0, 1 - (time.monotonic() - begun)))

    reading = Thread(target=read)
    reading.start()
    try:
        yield took
    finally:
        over.set()
        reading.join()


def _reader() -> Person:
    with transaction():
        reader = Person(
            id=new_id(),
            name="Ada",
            email=f"{new_id()}@example.org".lower(),
            created_at=clock.now(),
            alliance_role=AllianceRole.SECRETARIAT,
        )
        db.session.add(reader)
    return reader


def _cookie(app: Flask, reader: Person) -> str:
    browser, name = app.test_client(), app.config["SESSION_COOKIE_NAME"]
    with app.app_context(), transaction():
        opened = start_session(reader, device="benchmark")
    with browser.session_transaction() as session:
        session["sid"] = opened.secret
    kept = browser.get_cookie(name)
    return f"{name}={kept.value if kept else ''}"


def _milliseconds(deed: Callable[[], object]) -> list[float]:
    """How long it takes each time, once everything has been made ready."""
    took = []
    deed()
    for _time in range(TIMES):
        begun = time.monotonic()
        deed()
        took.append(1000 * (time.monotonic() - begun))
    return took


def _questions(deed: Callable[[], object]) -> int:
    said: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        said.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    deed()
    event.remove(db.engine, "before_cursor_execute", note)
    return len(said)


def _open(address: str, cookie: str) -> None:
    with urllib.request.urlopen(urllib.request.Request(address, headers={"Cookie": cookie})) as answer:
        answer.read()
