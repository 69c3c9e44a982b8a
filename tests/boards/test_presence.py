"""Presence over real sockets: who is here, live cursors, who writes; and everybody who hears nothing of it."""

import time

import pytest

from tests.boards.conftest import make_room, note_id
from tests.boards.live import Page, wait_for
from tests.boards.live_rooms import app, at, house

__all__ = ["app", "at", "house"]

pytestmark = pytest.mark.process


@pytest.fixture
def room(app):
    made = make_room(app)
    made.show_names()
    return made


class Seen:
    """What the presence frames of a page add up to."""

    def __init__(self, page):
        self.page = page
        self.taken = 0
        self.people, self.cursors, self.writing, self.n, self.you = {}, {}, [], 0, None
        self.chosen = []

    def look(self):
        frames = self.page.socket.heard("presence")
        for frame in frames[self.taken :]:
            self.take(frame)
        self.taken = len(frames)
        return self

    def take(self, frame):
        if frame.get("all"):
            self.people, self.cursors, self.writing, self.chosen = {}, {}, [], []
        self.you, self.n = frame.get("you", self.you), frame.get("n", self.n)
        self.people |= {number: name for number, _seat, name in frame.get("who", [])}
        for number in frame.get("gone", []):
            self.people.pop(number)
            self.cursors.pop(number, None)
        for number, *place in frame.get("at", []):
            self.cursors.pop(number, None)
            if place:
                self.cursors[number] = tuple(place)
        self.writing = frame.get("w", self.writing)
        self.chosen = [pair for pair in self.chosen if pair not in frame.get("u", [])] + frame.get("s", [])

    @property
    def places(self):
        return {self.people.get(number, "somebody"): at for number, at in self.cursors.items()}

    @property
    def writers(self):
        return [(element, *(self.people[number] for number in who)) for element, *who in self.writing]

    def until(self, condition):
        wait_for(lambda: condition(self.look()), self.page.socket)


def point(page, **said):
    """Say it as a browser does: without waiting for an answer."""
    from json import dumps

    page.socket.send_text("42" + dumps(["presence", {"b": page.somebody.room.board, **said}]))


def someone_comes_after(page, at, seen):
    """Wait for a tick that knows all a page said: it tells of somebody who came after it was heard."""
    assert page.socket.emit("ping") == "pong"
    here = seen.look().n
    newcomer = f"Newcomer {here}"
    at(newcomer)
    seen.until(lambda s: newcomer in s.people.values())


@pytest.mark.row("R2", partly=True)
def test_everybody_sees_who_is_here_where_they_point_and_what_they_write_on(room, at):
    ada, bo = at("Ada"), at("Bo")
    bo.ops(bo.somebody.note("Idle lab days", name="n"))
    seen = Seen(ada)

    point(bo, x=120, y=44, t=note_id("n"))
    seen.until(lambda s: s.writing)

    assert seen.n == 2
    assert sorted(seen.people.values()) == ["Ada", "Bo"]
    assert seen.places == {"Bo": (120, 44)}
    assert seen.writers == [(note_id("n"), "Bo")]
    assert seen.people[seen.you] == "Ada"


def test_everybody_sees_what_somebody_chose_until_they_let_go_switch_it_off_or_leave(room, at):
    ada, bo, cy, dee = at("Ada"), at("Bo"), at("Cy"), at("Dee")
    bo.ops(bo.somebody.note("Idle lab days", name="n"))
    seen = Seen(ada)
    for page in (bo, cy, dee):
        point(page, s=[note_id("n")])
    seen.until(lambda s: len(s.chosen) == 3)
    assert {(note, seen.people[number]) for note, number in seen.chosen} == {
        (note_id("n"), n) for n in ("Bo", "Cy", "Dee")
    }

    point(bo, x=1, y=1, s=[])
    point(cy, off=True)
    dee.close()
    seen.until(lambda s: not s.chosen)

    assert seen.places == {"Bo": (1, 1)}


@pytest.mark.row("R2", partly=True)
def test_nobody_hears_that_somebody_chose_what_not_everybody_sees(room, at):
    ada, bo, cy = at("Ada"), at("Bo"), at("Cy")
    bo.ops(bo.somebody.note("Hidden by now", name="hidden"), bo.somebody.note("For all", name="n"))
    ada.ops(ada.somebody.op("el.hide", ids=[note_id("hidden")]))
    seen = Seen(cy)

    point(bo, s=[note_id("hidden"), note_id("n")])
    seen.until(lambda s: s.chosen)

    assert [note for note, _ in seen.chosen] == [note_id("n")]


def test_a_page_that_chose_too_much_is_told_nothing_and_nobody_else_either(room, at):
    ada, bo = at("Ada"), at("Bo")
    seen = Seen(ada)
    point(bo, s=[note_id(str(number)) for number in range(21)])

    someone_comes_after(bo, at, seen)

    assert seen.chosen == []


def test_a_cursor_that_is_off_or_whose_person_leaves_is_gone_at_the_next_tick(room, at):
    ada, bo, cy, dee = at("Ada"), at("Bo"), at("Cy"), at("Dee")
    seen = Seen(ada)
    for page in (bo, cy, dee):
        point(page, x=1, y=2)
    seen.until(lambda s: len(s.cursors) == 3)
    started = time.monotonic()

    point(bo, off=True)
    cy.socket.emit("bye", {"b": room.board})
    dee.close()
    seen.until(lambda s: not s.cursors)

    assert sorted(seen.people.values()) == ["Ada", "Bo"]
    assert time.monotonic() - started < 2


def test_many_words_become_few_frames_and_the_last_place_counts(room, at):
    ada, bo = at("Ada"), at("Bo")
    seen = Seen(ada)
    seen.until(lambda s: len(s.people) == 2)
    before = len(ada.socket.heard("presence"))

    for x in range(20):
        point(bo, x=x, y=0)
        # A hand moves at this pace; a tick is ten times as long.
        time.sleep(0.01)
    seen.until(lambda s: s.places == {"Bo": (19, 0)})

    assert len(ada.socket.heard("presence")) - before <= 5


def test_who_says_too_much_is_not_heard_but_always_when_going_out_of_sight(room, at):
    ada, bo = at("Ada"), at("Bo")
    seen = Seen(ada)
    for x in range(60):
        point(bo, x=x, y=0)

    point(bo, off=True)
    someone_comes_after(bo, at, seen)

    assert seen.cursors == {}


@pytest.mark.row("F4", partly=True)
def test_nothing_of_a_hidden_note_is_told_and_nothing_at_all_in_private_writing(room, at):
    ada, bo = at("Ada"), at("Bo")
    seen = Seen(ada)
    room.write("private")
    bo.ops(bo.somebody.note("hidden", name="hidden", pm=1))
    point(bo, x=4321, y=1234)
    someone_comes_after(bo, at, seen)
    point(bo, x=4321, y=1234, t=note_id("hidden"))
    someone_comes_after(bo, at, seen)
    room.write("open")
    late = bo.somebody.note("late", name="late", pm=1)
    bo.ops(late)
    point(bo, x=4321, y=1234, t=note_id("late"))
    someone_comes_after(bo, at, seen)

    told = str(ada.socket.heard("presence"))
    point(bo, x=7, y=8)
    seen.until(lambda s: s.cursors)

    assert (note_id("hidden") in told, note_id("late") in told, "4321" in told) == (False, False, False)
    assert seen.places == {"Bo": (7, 8)}


def test_without_names_nobody_is_named_and_no_seat_stands_in_a_frame(room, at, app):
    from app.db import db, transaction
    from app.workshops.models import Workshop

    with app.app_context(), transaction():
        db.session.get_one(Workshop, room.id).names_shown = False
    ada, bo = at("Ada"), at("Bo")
    bo.ops(bo.somebody.note("Idle lab days", name="n"))
    seen = Seen(ada)

    point(bo, x=120, y=44, t=note_id("n"))
    seen.until(lambda s: s.writing)

    assert (seen.n, seen.people, seen.places) == (2, {}, {"somebody": (120, 44)})
    assert seen.writing == [[note_id("n")]]
    told = str(ada.socket.heard("presence"))
    assert (bo.somebody.seat in told, bo.somebody.principal in told, "Bo" in told) == (False, False, False)


def test_a_wall_hears_nothing_and_is_nobody(room, at):
    ada, wall, screen = at("Ada"), at("Bo", only="public"), at("Wall", role="wall")
    seen = Seen(ada)

    point(ada, x=1, y=2)
    refused = [page.socket.emit("presence", {"b": room.board, "x": 1, "y": 1}) for page in (wall, screen)]
    seen.until(lambda s: s.cursors)

    assert seen.places == {"Ada": (1, 2)}
    assert (wall.socket.heard("presence"), screen.socket.heard("presence")) == ([], [])
    assert [answer["x"] for answer in refused] == ["not-found", "not-found"]


def test_the_others_of_another_board_hear_nothing(room, at, house, app):
    elsewhere = Page(house, make_room(app, "Zoe").people["Zoe"])
    elsewhere.open()
    bo, ada = at("Bo"), at("Ada")
    refused = elsewhere.socket.emit("presence", {"b": room.board, "x": 5, "y": 5})

    point(bo, x=4321, y=1234)
    Seen(ada).until(lambda s: s.cursors)
    elsewhere.close()

    assert refused["x"] == "not-found"
    assert b"4321" not in elsewhere.raw


def test_a_page_that_asks_is_told_everything_and_nobody_else_hears_more(room, at):
    ada, bo = at("Ada"), at("Bo")
    for page in (ada, bo):
        Seen(page).until(lambda s: len(s.people) == 2 and s.you)
    before = len(bo.socket.heard("presence"))

    point(ada, ask=True)
    wait_for(lambda: len([frame for frame in ada.socket.heard("presence") if "all" in frame]) == 2, ada.socket)

    assert ada.socket.heard("presence")[-1]["n"] == 2
    assert [frame for frame in bo.socket.heard("presence")[before:] if "all" in frame] == []


@pytest.mark.parametrize(
    "message",
    [
        None,
        {"b": 1},
        {"x": 1, "y": 1},
        {"b": "b", "x": 1},
        {"b": "b", "x": 1.5, "y": 1},
        {"b": "b", "x": 10**9, "y": 1},
        {"b": "b", "t": "e_short"},
        {"b": "b", "off": 1},
        {"b": "b", "name": "Ada"},
    ],
)
def test_a_message_that_cannot_be_read_is_refused_and_the_socket_lives(room, at, message):
    bo = at("Bo")

    assert bo.socket.emit("presence", message)["x"] == "malformed"
    assert bo.socket.emit("ping") == "pong"


def test_nothing_of_it_is_kept(room, at):
    ada, bo = at("Ada"), at("Bo")
    point(bo, x=120, y=44)
    Seen(ada).until(lambda s: s.cursors)

    assert room.log() == []


def flashes_of(page, name):
    return [each for frame in page.socket.heard("presence") for each in frame.get(name, [])]


@pytest.mark.row("R2", partly=True)
def test_everybody_sees_once_where_a_laser_went_and_what_somebody_felt_but_not_who_felt_it(room, at):
    ada, bo = at("Ada"), at("Bo")
    seen = Seen(ada)
    seen.until(lambda s: len(s.people) == 2)
    number = next(number for number, name in seen.people.items() if name == "Bo")

    point(bo, x=30, y=40, l=[[10, 20], [30, 40]], r=["love", 30, 40])
    wait_for(lambda: flashes_of(ada, "r"), ada.socket)
    someone_comes_after(bo, at, seen)

    assert (flashes_of(ada, "l"), flashes_of(ada, "r")) == ([[number, 10, 20, 30, 40]], [["love", 30, 40]])


def test_nobody_hears_a_laser_of_somebody_out_of_sight_or_in_private_writing_nor_more_than_a_page_may_say(room, at):
    ada, bo = at("Ada"), at("Bo")
    seen = Seen(ada)
    point(bo, off=True, l=[[10, 20]])
    point(bo, x=1, y=1, l=[[n, n] for n in range(21)])
    point(bo, x=1, y=1, r=["anger", 1, 1])
    someone_comes_after(bo, at, seen)
    for _ in range(60):
        point(bo, off=True, r=["agree", 1, 1])
    someone_comes_after(bo, at, seen)
    room.write("private")
    point(bo, x=1, y=1, l=[[1, 1]], r=["love", 1, 1])
    someone_comes_after(bo, at, seen)

    assert (flashes_of(ada, "l"), set(map(tuple, flashes_of(ada, "r")))) == ([], {("agree", 1, 1)})
    assert len(flashes_of(ada, "r")) <= 35
