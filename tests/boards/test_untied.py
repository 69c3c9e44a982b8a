"""Nothing equal leads from a person to what they wrote without a name: in no table, frame or export, before the
workshop is closed and after. Two people do the same; what is equal for both says nothing of one.
"""

from itertools import count

import pytest

from tests.boards import ties
from tests.boards.conftest import note_id
from tests.boards.notepad import Notepad, insert
from tests.boards.test_inbox import look_first

UNNAMED = ("secret", "late", "open", "form", "inbox", "hidden", "promised", "alone")
NAMED = ("named", "gone")


class Life:
    """Everything one person writes, with one page and, as a lazy page would, one gesture."""

    def __init__(self, room, name, yclients) -> None:
        self.room, self.name, self.yclients = room, name, yclients
        self.me = room.people.get(name) or room.join(name)
        self.gesture = f"gesture-of-{name}"

    def id_of(self, name: str) -> str:
        if name == "form":
            query = f"SELECT id FROM element WHERE board_id = :board AND {self._says('form')}"
            return self.room.rows(query)[0][0]
        return note_id(self._named(name))

    def send(self, *ops: dict) -> list[str | None]:
        return [entry.get("x") for entry in self.me.send(*({**op, "g": self.gesture} for op in ops))["a"]]

    def note(self, name: str, **more: object) -> dict:
        return self.me.note(self._named(name), name=self._named(name), **more)

    def in_private(self) -> None:
        assert self.send(self.note("secret", pm=1), self.put("secret", pm=1)) == [None, None]

    def too_late(self) -> None:
        words = {"t": self._named("late"), "l": self.id_of("late")}
        assert self.send({**self.put("secret", pm=1), **words}) == [None]

    def in_the_open(self) -> None:
        assert self.send(self.note("open"), self.note("hidden")) == [None, None]
        self.write_in("open")
        address = f"/boards/{self.room.board}/notes/"
        fields = {"note": note_id(self._named("form")), "zone": "policy", "text": self._named("form")}
        assert self.me.browser.submit(address, **fields).status_code == 303

    def for_the_inbox(self) -> None:
        assert self.send(self.note("inbox")) == [None]

    def with_a_name(self) -> None:
        assert self.send(self.note("named"), self.note("gone")) == [None, None]
        self.write_in("named")
        # In one breath, and even in one op: what is named and what is not.
        colour = {"p": {"colour": "teal"}}
        both = [self.me.op("el.set", id=self.id_of(name), **colour) for name in ("open", "named")]
        deleted = self.me.op("el.del", ids=[self.id_of("form"), self.id_of("gone")])
        assert self.send(*both, deleted) == [None, None, None]

    def promised_a_name(self) -> None:
        assert self.send(self.note("promised", pm=2), self.put("promised", pm=2)) == [None, None]

    def still_alone(self) -> None:
        assert self.send(self.note("alone", pm=3), self.put("alone", pm=3)) == [None, None]

    def put(self, name: str, **more: object) -> dict:
        return self.me.op("txt.put", id=self.id_of(name), t=f"{self._named(name)} once more", **more)

    def write_in(self, name: str) -> None:
        """Letter by letter, and then something that is refused."""
        pad = Notepad(self.me, self.id_of(name), next(self.yclients)).open()
        assert self.send(pad.op(insert(0, "so "))) == [None]
        assert self.send(self.me.op("el.lock", ids=[self.id_of(name)])) == ["not-allowed"]
        assert self.send({**self.me.op("el.set", id=self.id_of(name)), "x": 1}) == ["malformed"]

    def identity(self) -> set[str]:
        return {self.me.seat, self.me.principal, self.me.client, self.name}

    def _named(self, name: str) -> str:
        return f"{name} {self.me.seat[2:8].replace('_', 'x').replace('-', 'y')}"

    def _says(self, name: str) -> str:
        return f"CAST(props AS TEXT) LIKE '%{self._named(name)}%'"


@pytest.fixture
def lives(room, clock):
    """Bo and Cy, who have done all they do, each at a moment of their own."""
    from app.boards import services

    yclients, minutes = count(4_000_000_001, 1_013), count(61, 83)
    two = [Life(room, name, yclients) for name in ("Bo", "Cy")]
    ada = room.people["Ada"]

    def each(deed: str) -> None:
        for life in two:
            clock(next(minutes))
            getattr(life, deed)()

    def lead(kind: str, name: str) -> None:
        clock(next(minutes))
        assert "x" not in ada.send(ada.op(kind, ids=[life.id_of(name) for life in two]))["a"][0]

    def write(mode: str) -> None:
        clock(next(minutes))
        room.write(mode)
        with room.app.app_context():
            services.forget_drafts(room.id)

    write("private")
    each("in_private")
    write("open")
    each("too_late")
    each("in_the_open")
    lead("el.hide", "hidden")
    look_first(room)
    each("for_the_inbox")
    lead("el.show", "inbox")
    look_first(room, first=False)
    room.show_names()
    each("with_a_name")
    write("private")
    each("promised_a_name")
    room.show_names(shown=False)
    write("open")
    write("private")
    each("still_alone")
    return two


@pytest.fixture
def everything(room, tmp_path):
    """All that the house keeps, and all that somebody and a facilitator get to see or take along."""
    backups = (tmp_path / f"{number}.baraza" for number in count())

    def rows(somebody) -> list[ties.Row]:
        ada = room.people["Ada"]
        told = [*ties.of_frames(ada, somebody)]
        for each in (ada, somebody):
            told += [*ties.of_exports(room, each), *ties.of_pages(room, each)]
        return [*ties.of_tables(room), *ties.of_backup(room, next(backups)), *told]

    return rows


def found(rows, life, other) -> tuple[dict[str, tuple], set[str]]:
    """To which of somebody's notes a way leads from them: to unnamed ones, with the way, and to named ones."""
    names = {name: life.id_of(name) for name in (*UNNAMED, *NAMED)}
    theirs = {other.id_of(name) for name in (*UNNAMED, *NAMED)}
    common = ties.beside(rows, other.identity() | theirs) - life.identity() - set(names.values())
    reached = ties.led_to(rows, life.identity(), common=common)
    led = {name: reached[id_] for name, id_ in names.items() if id_ in reached}
    return {name: led[name] for name in UNNAMED if name in led}, led.keys() & NAMED


def test_nothing_leads_from_a_person_to_what_they_wrote_unnamed(lives, everything):
    bo, cy = lives

    rows = everything(cy.me)

    assert found(rows, bo, cy) == ({}, set(NAMED))
    assert found(everything(bo.me), cy, bo) == ({}, set(NAMED))


def test_nor_once_the_workshop_is_closed_and_what_nobody_saw_is_its_writers_own(room, lives, everything):
    bo, cy = lives
    close(room)

    rows = everything(cy.me)

    unnamed, named = found(rows, bo, cy)
    assert (unnamed.keys(), named) == ({"late", "alone"}, set(NAMED)), unnamed
    own = {event["id"]: event.get("aud") for event in bo.me.sees()}
    assert own[bo.id_of("late")] == bo.me.seat
    assert bo.id_of("late") not in {event["id"] for event in cy.me.sees() + room.people["Ada"].sees()}


def test_pages_name_whoever_wrote_with_a_name_and_nobody_else(room, lives):
    bo, cy = lives
    room.show_names()

    rows = [*ties.of_pages(room, room.people["Ada"]), *ties.of_pages(room, cy.me)]

    assert found(rows, bo, cy) == ({}, {"named"})


def close(room) -> None:
    from app.accounts.models import Principal
    from app.boards import services
    from app.db import db
    from app.workshops.services.details import close_workshop

    with room.app.app_context():
        close_workshop(db.session.get_one(Principal, room.people["Ada"].principal), room.id)
        services.forget_people(room.id)
