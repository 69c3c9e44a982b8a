"""A house in one process: two workers over one real database, pages of people in node, and everything between them.

Nothing here happens by itself. Pages run the product's own scripts (`tests/js/pages.js`), workers its own committer,
tailer, edge and pages; the wires between them, their clocks and their power are the test's.
"""

import gzip
import json
import shutil
import sqlite3
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from app.boards.alias import alias_of
from tests.boards.conftest import make_room
from tests.conftest import Visitor
from tests.morning import set_clock
from tests.torture.ears import Ears, Seat, nobody
from tests.torture.line import AtOnce, ThinLine, size
from tests.torture.network import PowerCut, Wire, Worker
from tests.torture.owed import Owed
from tests.torture.pages import Pages

ZONE = "policy"


@dataclass
class Page:
    """One page of somebody: which worker it is at, the wire it has, and what is about to go wrong for it."""

    name: str
    seat: Seat
    worker: int = 0
    wire: Wire | None = None
    fault: str = ""
    reachable: bool = True
    lags: bool = False
    fate: list[dict] = field(default_factory=list)


class Trial(Ears):
    """The house, its people, and what has been seen of them."""

    def __init__(self, folder: Path, empty_house: dict[str, str]) -> None:
        from app import create_app

        self.folder = folder
        database = folder / "baraza.db"
        shutil.copy(Path(empty_house["VAR"]) / "baraza.db", database)
        self.clock = folder / "clock"
        environ = {**empty_house, "VAR": str(folder), "CLOCK_FILE": str(self.clock)}
        self.now = 0.0
        set_clock(self.clock)
        self.workers = []
        for _ in range(2):
            app = create_app(environ)
            app.test_client_class = Visitor
            self.workers.append(Worker(app))
        self.room = make_room(self.workers[0].app)
        self.board_id = self.room.board
        self.seats = {name: self._seat(name) for name in ("Ada", "Bo", "Cy")}
        self.database = sqlite3.connect(database, isolation_level=None)
        self.pristine, self.backup = sqlite3.connect(":memory:"), sqlite3.connect(":memory:")
        self.database.backup(self.pristine)
        self.node, self.life = Pages(), 0
        self.begin()

    def begin(self) -> None:
        """Everything as it was at first."""
        self.pristine.backup(self.database)
        self.show_names(shown=True)
        for worker in self.workers:
            worker.boot()
        self.node.tell(nobody, "forget")
        self.life += 1
        self.pages: dict[str, Page] = {}
        self.epoch, self.lives = self.room.epoch, 0
        self.falling: set[int] = set()
        self.has_backup = self.restored = False
        self.secrets: dict[str, str] = {}
        self.erased: dict[str, str] = {}
        self.said: dict[str, dict] = {}
        self.refused: dict[str, str] = {}
        self.forgiven: set[str] = set()
        self.late: set[str] = set()
        self.owed = Owed()
        self.said_by: dict[str, str] = {}
        self.line: AtOnce | ThinLine = AtOnce()
        self.told: list[tuple[Seat, dict, list]] = []
        self.sent: dict[str, str] = {}
        self.numbered: dict[tuple[str, int], str] = {}
        self.unpromised: set[str] = set()

    def show_names(self, *, shown: bool) -> None:
        """Where somebody is named the log says whose op each row was, so that none can be there twice unnoticed."""
        self.named = shown
        self.database.execute("UPDATE workshop SET names_shown = ?", (shown,))

    def let_in(self, name: str) -> None:
        """Somebody sits down, if they do not sit there yet."""
        if name not in self.seats:
            self.seats[name] = self._seat(name)

    def _seat(self, name: str) -> Seat:
        somebody = self.room.people.get(name) or self.room.join(name)
        with somebody.browser.session_transaction() as session:
            kept = dict(session)
        browsers = []
        for worker in self.workers:
            browsers.append(worker.app.test_client())
            with browsers[-1].session_transaction() as session:
                session.update(kept)
        alias = alias_of(self._veil(), somebody.seat)
        return Seat(somebody.seat, alias, somebody.principal, browsers, facilitates=name == "Ada")

    def _veil(self) -> bytes:
        from app.db import db
        from app.workshops.models import Workshop

        with self.workers[0].app.app_context():
            return db.session.get_one(Workshop, self.room.id).veil

    def open(self, name: str, who: str, worker: int) -> Page:
        seat = self.seats[who]
        page = self.pages[name] = Page(name, seat, worker)
        place = {"board": self.room.board, "seat": seat.id, "principal": f"{seat.principal} {self.life}"}
        rules = {**self.rules(seat), "facilitates": "yes" if seat.facilitates else "no"}
        self.order("open", page=name, epoch=self.epoch, zones=[ZONE, "education"], rules=rules, **place)
        return page

    def rules(self, seat: Seat) -> dict:
        from app.boards import reading
        from app.boards.queries import board_and_seat

        self.workers[0].act()
        with self.workers[0].app.app_context():
            return json.loads(json.dumps(reading.rules(*board_and_seat(self.room.board, seat.principal))))

    def connect(self, page: Page, worker: int) -> None:
        """The page's socket comes back, at a worker."""
        if page.wire is not None:
            return
        page.worker, page.reachable = worker, True
        page.wire = self.workers[worker].connect(page.seat.principal, self.room.id)
        self.order("connect", page=page.name)

    def lose(self, page: Page) -> None:
        """The line breaks; what was under way is lost with it."""
        if page.wire is None:
            return
        self.workers[page.worker].hang_up(page.wire)
        page.wire, page.lags = None, False
        self.order("lose", page=page.name)

    def crash(self, number: int) -> None:
        """A worker is killed, and started again."""
        self.workers[number].boot()
        for page in self.pages.values():
            if page.worker == number and page.wire is not None:
                page.wire, page.lags = None, False
                self.order("lose", page=page.name)

    def order(self, order: str, **what: object) -> Any:
        """Let pages do something; whatever they ask meanwhile is answered by the house as it is."""
        value = self.node.tell(self._answer, order, **what)
        for number in list(self.falling):
            self.falling.discard(number)
            self.crash(number)
        return value

    def do(self, page: Page, deed: str, **what: object) -> Any:
        return self.order("do", page=page.name, deed=deed, **what)

    def look(self, page: Page) -> dict:
        """What a page shows and what waits in it; what it says for the first time is noted."""
        seen = self.order("look", page=page.name)
        self.owed.look(page.name, seen)
        for op in seen["said"]:
            self.said[op["g"]] = op
            self.said_by[op["g"]] = page.name
        self.late |= {*seen["late"]}
        for detail in seen["refused"]:
            self.refused[detail["op"].get("g", "")] = detail["say"]
        assert seen["trouble"] == [], seen["trouble"]
        return seen

    def hear(self, page: Page, *, backwards: bool = False, most: int = 1_000) -> None:
        """What is on its way to a page arrives, in order or not."""
        if page.wire is None:
            return
        packets = [page.wire.coming.popleft() for _ in range(min(most, len(page.wire.coming)))]
        if page.lags:
            page.lags = False
            packets.append(("lag", {}))
        for event, message in packets:
            self.overhear(page.seat, (event, message))
            if event == "frame":
                assert message["to"] <= self.seq(), "a frame tells what is not committed"
        if packets:
            self.order("hear", page=page.name, packets=packets[::-1] if backwards else packets)

    def flush(self) -> None:
        """Everything that is on its way arrives."""
        for worker in self.workers:
            worker.look(everywhere=True)
        for page in list(self.pages.values()):
            self.hear(page)

    def drop(self, page: Page) -> None:
        """Frames are left out, as for a reader that is too slow: it is told so, later."""
        if page.wire is not None and page.wire.coming:
            page.wire.coming.clear()
            page.lags = True

    def _answer(self, question: dict) -> dict:
        if (waits := self.line.there(question)) is not None:
            return waits
        self.remember(question.get("message") or question.get("body"))
        page = self.pages[question["page"]]
        try:
            return self._emit(page, question) if question["ask"] == "emit" else self._fetch(page, question)
        except PowerCut:
            self.falling.add(page.worker)
            if page.wire is not None:
                self.workers[page.worker].hang_up(page.wire, tell=False)
                page.wire = None
            return {"cut": True}

    def _emit(self, page: Page, question: dict) -> dict:
        if page.wire is None or page.wire.closed:
            return {"lost": True}
        fault = self._fault(page, posted=question["event"] == "ops")
        if fault == "question":
            return {"lost": True}
        try:
            answer = self.workers[page.worker].emit(page.wire, question["event"], question["message"])
        finally:
            self.workers[page.worker].faults.clear()
        self.overhear(page.seat, answer)
        self.acknowledge(page.seat, question, answer)
        return {"lost": True} if fault == "answer" else {"answer": answer, **self.line.back(question, size(answer))}

    def _fetch(self, page: Page, question: dict) -> dict:
        if not page.reachable or page.worker in self.falling or page.fault == "fetch":
            page.fault = page.fault.replace("fetch", "")
            return {"lost": True}
        fault = self._fault(page, posted=question["method"] == "POST")
        if fault == "question":
            return {"lost": True}
        worker = self.workers[page.worker]
        worker.act()
        browser = page.seat.browsers[page.worker]
        thin = isinstance(self.line, ThinLine)
        headers = {"Accept": "application/json"} | ({"Accept-Encoding": "gzip"} if thin else {})
        address = urlsplit(question["address"])
        path = f"{address.path}?{address.query}"
        if question["method"] == "POST":
            done = browser.post(path, json=question["body"], headers=headers | {"X-CSRFToken": browser.token()})
        else:
            done = browser.get(path, headers=headers)
        worker.faults.clear()
        answer = json.loads(gzip.decompress(done.data) if done.headers.get("Content-Encoding") == "gzip" else done.data)
        self.overhear(page.seat, answer)
        self.acknowledge(page.seat, {"event": "ops", "message": question["body"]}, answer)
        if fault == "answer":
            return {"lost": True}
        return {"status": done.status_code, "answer": answer, **self.line.back(question, len(done.data))}

    def _fault(self, page: Page, *, posted: bool) -> str:
        """What goes wrong with what a page asks; what only a commit can meet waits for one."""
        if page.fault in {"", "question", "answer"} or (posted and page.fault != "fetch"):
            fault, page.fault = page.fault, ""
            if fault not in {"", "question", "answer"}:
                self.workers[page.worker].faults.append(fault)
            return fault
        return ""

    def write(self, mode: str) -> None:
        """Ada sets writing; pages hear it with what else comes."""
        from app.boards import reading
        from app.boards.queries import board_and_seat

        self.workers[0].act()
        self.room.write(mode)
        with self.workers[0].app.app_context():
            stage = reading.rules(*board_and_seat(self.room.board, self.seats["Ada"].principal))
        told = {name: stage[name] for name in ("writing", "frozen", "generation", "opening")}
        for wire in (page.wire for page in self.pages.values() if page.wire):
            wire.coming.append(("stage", told))

    def settle_late(self, *, take: bool) -> None:
        """Ada takes the late notes in, or leaves them with their authors."""
        from app.boards import services
        from app.db import db
        from app.workshops.models import Seat

        self.workers[0].act()
        with self.workers[0].app.app_context():
            ada = db.session.get_one(Seat, self.seats["Ada"].id)
            (services.take_late_notes_in if take else services.leave_late_notes)(ada)

    def pass_time(self, seconds: float) -> None:
        self.now += seconds
        set_clock(self.clock, self.now)
        self.order("pass", milliseconds=int(seconds * 1000))

    def keep(self) -> None:
        """Make a backup."""
        self.database.backup(self.backup)
        self.has_backup = True

    def restore(self) -> None:
        """The house is stopped, the backup put back, and it starts as another life of its log."""
        if not self.has_backup:
            return
        before = self.settled()
        seen = {page.name: self.look(page) for page in self.pages.values()}
        self.backup.backup(self.database)
        self.lives += 1
        self.epoch = f"epoch-{self.lives}"
        self.database.execute("UPDATE board SET epoch = ?", (self.epoch,))
        gone = before - self.settled()
        self.forgiven |= gone
        self._owe(gone, seen)
        self.restored = True
        for number in range(len(self.workers)):
            self.crash(number)

    def _owe(self, gone: set[str], seen: dict[str, dict]) -> None:
        """Note what is due to the pages that were there; what none of them shows nobody is offered."""
        kept = dict(self.database.execute("SELECT id, props ->> '$.text' FROM element WHERE deleted_seq IS NULL"))
        own = {name: self.owed.restore(name, self.pages[name].seat.id, each, kept) for name, each in seen.items()}
        ops = ((self.said[gesture], own.get(self.said_by[gesture], ())) for gesture in gone if gesture in self.said)
        self.owed.unowed += [str(op.get("t", "")) for op, shown in ops if op.get("id") not in shown]

    def settled(self) -> set[str]:
        """The gestures the database knows, kept or refused."""
        logged = {row[0] for row in self.database.execute("SELECT gesture FROM op")}
        return logged | self.untied() | self.refused_gestures()

    def close(self) -> None:
        from app import clock
        from app.db import db

        self.node.close()
        for each in (self.database, self.pristine, self.backup):
            each.close()
        for worker in self.workers:
            with worker.app.app_context():
                db.session.remove()
                db.engine.dispose()
        clock.move_by_file(None)
