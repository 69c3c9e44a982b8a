"""Whoever comes while others are told: no frame tells them a range with a hole, and few frames are written for them."""

import random
from dataclasses import dataclass, field

import pytest

from app.boards.sockets import open_board
from app.realtime import server
from app.realtime.outbox import BuiltPacket
from tests.boards.conftest import Room, Somebody, note_id
from tests.boards.test_inbox import look_first
from tests.torture.network import Wire, Worker


@dataclass
class Tab:
    """A page as the browser keeps it: what comes too early is held, what it has it does not take again."""

    worker: Worker
    somebody: Somebody
    row: int = 0
    rows: set[int] = field(default_factory=set)
    told: list[tuple[int, int, list[int]]] = field(default_factory=list)
    wire: Wire | None = None
    _held: list[dict] = field(default_factory=list)

    def come(self) -> "Tab":
        """Open a socket and be heard by the house, which has not answered yet."""
        from app.boards import reading
        from app.boards.queries import board_and_seat

        room, app = self.somebody.room, self.worker.app
        self.wire = self.worker.connect(self.somebody.principal, room.id)
        with app.app_context():
            board, seat = board_and_seat(room.board, self.somebody.principal)
            self.worker.desk.tailer.watch(board.id, self.wire.connection, reading.hearer(seat))
        return self

    def greet(self) -> "Tab":
        """Say hello and hear what was missed; what came before is heard first."""
        room = self.somebody.room
        hello = {"b": room.board, "c": self.somebody.client, "since": self.row, "e": room.epoch}
        answer = self.worker.emit(self.wire, "hello", hello)
        self.listen()
        self._take(answer["frame"])
        return self

    def open(self) -> "Tab":
        return self.come().greet()

    def close(self) -> None:
        self.listen()
        self.worker.hang_up(self.wire)
        self.wire = None
        self._held.clear()

    def listen(self) -> None:
        """Hear what came by itself."""
        while self.wire.coming:
            event, frame = self.wire.coming.popleft()
            if event == "frame":
                self.told.append((frame["from"], frame["to"], [row["s"] for row in frame["ev"]]))
                self._take(frame)

    def _take(self, frame: dict) -> None:
        self._held.append(frame)
        while ready := [each for each in self._held if each["from"] <= self.row]:
            self._held.remove(ready[0])
            self.rows |= {row["s"] for row in ready[0]["ev"] if row["s"] > self.row}
            self.row = max(self.row, ready[0]["to"])


@pytest.fixture
def worker(app):
    made = Worker(app)
    made.boot()
    return made


@pytest.fixture
def bo(room, join, worker):
    """Ada has written a note for all, and now people write in private."""
    ada, bo = join("Ada"), join("Bo")
    ada.add("for all", name="for-all")
    room.write("private")
    return bo


@pytest.fixture
def show(room, worker):
    """`show()` writes a row that all see, and the house tells it; its number."""

    def written() -> int:
        ada = room.people["Ada"]
        return tell(worker, ada, ada.op("el.set", id=note_id("for-all"), p={"x": ada.n}))

    return written


@pytest.fixture
def hide(worker):
    """`hide(bo)` writes a row that one sees alone, and the house tells it; its number."""
    return lambda somebody: tell(worker, somebody, somebody.note("hidden", name=f"{somebody.n}-{somebody.seat}", pm=1))


def tell(worker: Worker, somebody: Somebody, op: dict) -> int:
    row = somebody.send(op)["a"][0]["s"]
    worker.look(everywhere=True)
    return row


def tabs(worker: Worker, somebody: Somebody, count: int = 1) -> list[Tab]:
    """Pages of somebody that have the board open."""
    return [Tab(worker, somebody.page(f"{somebody.seat[2:12]}-tab-{number}")).open() for number in range(count)]


@pytest.mark.parametrize("next_row", ["show", "hide"])
@pytest.mark.parametrize("told_before", [False, True])
def test_who_comes_back_is_told_nothing_from_before_what_was_theirs_meanwhile(
    room, worker, bo, show, hide, next_row, told_before
):
    tabs(worker, room.people["Ada"])
    [tab] = tabs(worker, bo)
    if told_before:
        hide(bo)
    tab.close()
    meanwhile = hide(bo)

    tab.told.clear()
    tab.open()
    row = show() if next_row == "show" else hide(bo)
    tab.listen()

    assert tab.told == [(meanwhile, row, [row])]
    assert tab.rows == set(range(1, row + 1))


def test_a_second_tab_hears_what_the_first_hears_from_where_both_are(room, worker, bo, show, hide):
    [first] = tabs(worker, bo)
    own = hide(bo)
    others = hide(room.people["Ada"])

    [second] = tabs(worker, bo)
    rows = [show(), hide(bo), show()]
    for tab in (first, second):
        tab.listen()

    # Where the range others wrote in lies between, both are told that nothing of theirs was in it.
    told = [(own, others, []), (others, rows[0], rows[:1]), (rows[0], rows[1], rows[1:2]), (rows[1], rows[2], rows[2:])]
    assert second.told == first.told[1:] == told
    assert second.rows == first.rows == set(range(1, rows[-1] + 1)) - {others}


@pytest.mark.parametrize("next_row", ["show", "hide"])
def test_what_is_told_before_the_greeting_is_answered_waits_for_the_answer(room, worker, bo, show, hide, next_row):
    tabs(worker, room.people["Ada"])
    [tab] = tabs(worker, bo)
    tab.close()
    meanwhile = hide(bo)

    tab.come()
    row = show() if next_row == "show" else hide(bo)
    tab.listen()
    before = tab.row
    tab.greet()

    assert before < meanwhile
    assert (tab.row, tab.rows) == (row, set(range(1, row + 1)))


def test_who_facilitates_hears_notes_that_wait_without_a_hole_too(room, worker, join, show):
    ada, bo = room.people["Ada"], join("Bo")
    ada.add("for all", name="for-all")
    look_first(room)
    [his] = tabs(worker, bo)
    [hers] = tabs(worker, ada)
    hers.close()
    waiting = tell(worker, bo, bo.note("look at this", name="waits"))

    hers.told.clear()
    hers.open()
    row = show()
    for tab in (his, hers):
        tab.listen()

    assert hers.told == his.told[1:] == [(waiting, row, [row])]


@pytest.fixture
def encoded(monkeypatch):
    """How many frames were written as bytes since it was asked last."""
    packets: list[str] = []

    def build(text: str) -> BuiltPacket:
        packets.append(text)
        return BuiltPacket(text)

    monkeypatch.setattr(server, "BuiltPacket", build)

    def counted() -> int:
        count = sum(text.startswith('2["frame"') for text in packets)
        packets.clear()
        return count

    return counted


def test_what_is_for_all_is_written_once_and_what_is_for_one_seat_too_however_many_pages_it_has(
    room, worker, join, bo, show, hide, encoded
):
    people = [bo, room.people["Ada"], join("Cy"), join("Di")]
    for somebody in people:
        tabs(worker, somebody, 2)
    written = []

    for row in (show, lambda: hide(bo), lambda: tabs(worker, bo), show, show):
        row()
        written.append(encoded())

    assert written == [1, 1, 0, 2, 1]


def test_who_came_meanwhile_and_missed_nothing_hears_what_all_hear(room, worker, join, bo, show, hide, encoded):
    tabs(worker, bo)
    encoded()
    for name in ("Cy", "Di", "Eli"):
        hide(bo)
        tabs(worker, join(name), 2)
    assert encoded() == 3

    show()

    assert encoded() == 2


def test_what_a_reveal_shows_is_written_twice_however_many_wrote_in_private(room, worker, join, bo, hide, encoded):
    people = [join(f"Person {number}") for number in range(8)]
    pages = [tab for somebody in people for tab in tabs(worker, somebody, 2)]
    for somebody in people:
        hide(somebody)
    encoded()

    room.write("open")
    worker.look(everywhere=True)
    for tab in pages:
        tab.listen()

    revealed = len(people)
    last = room.log()[-1][0]
    assert [len(tab.told[-1][2]) for tab in pages] == [revealed] * len(pages)
    assert {tab.row for tab in pages} == {last}
    # Who wrote last is where all go on from; all others are told so, each where they were.
    assert encoded() == 2 + len(people) - 1


@pytest.mark.parametrize("seed", range(3))
def test_whoever_comes_and_goes_has_every_row_of_theirs_in_the_end(room, worker, join, bo, show, hide, clock, seed):
    chance = random.Random(seed)
    people = [room.people["Ada"], bo, join("Cy")]
    pages = [tab for somebody, count in zip(people, (1, 1, 2), strict=True) for tab in tabs(worker, somebody, count)]

    for number in range(80):
        # Nobody may open boards faster than people do.
        clock(5 * number)
        tab = chance.choice(pages)
        match chance.choice(["show", "hide", "hide", "go or come", "go or come", "greet"]):
            case "show":
                show()
            case "hide":
                hide(chance.choice(people))
            case "go or come" if tab.wire is None:
                tab.come()
            case "go or come":
                tab.close()
            case "greet" if tab.wire is not None:
                tab.greet()
    last = show()
    for tab in pages:
        (tab if tab.wire else tab.come()).greet()

    log = room.log()
    for tab in pages:
        theirs = {row for row, _kind, audience in log if audience in {"*", *audiences_of(room, tab.somebody)}}
        assert (tab.row, tab.rows) == (last, theirs)


def audiences_of(room: Room, somebody: Somebody) -> list[str]:
    """What rows are called that somebody sees alone."""
    from app.boards.queries import board_and_seat
    from app.boards.reading import hearer

    with room.app.app_context():
        return hearer(board_and_seat(room.board, somebody.principal)[1]).names


def test_who_is_gone_before_their_board_was_found_neither_hears_it_nor_counts_as_there(worker, bo):
    gone = worker.connect(bo.principal, bo.room.id)
    hello = {"b": bo.room.board, "c": bo.client, "since": 0, "e": bo.room.epoch}
    worker.hang_up(gone)

    with worker.app.app_context():
        open_board(gone.connection, hello)

    assert (worker.desk.tailer._boards, worker.desk.presence._boards) == ({}, {})  # noqa: SLF001
