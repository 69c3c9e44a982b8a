"""What is hidden from somebody is not there: no answer, no statement and no work tells it from what never was."""

from dataclasses import dataclass
from itertools import count

import pytest

from app.boards import policy
from app.workshops.models import LEADING_ROLES, SeatRole
from tests.boards.conftest import make_room, note_id
from tests.boards.naming import KINDS, LONG, NAMING, NOBODYS, kinds_in, step
from tests.by_the_clock import MOST, gap
from tests.statements import statements

SHUFFLED = " ".join(reversed(LONG.split()))
HIDDEN = (
    "a note for oneself",
    "a note that is written in",
    "a long text for oneself",
    "a group for oneself",
    "a stroke for oneself",
    "one that was deleted",
    "one a facilitator hid",
    "one of another board",
)
PRIVATE = HIDDEN[:6]
ADDRESSES = {
    "texts/{id}/": None,
    "notes/{id}/": None,
    "notes/{id}/text/": {"text": "mine", "was": "", "pm": "0"},
    "notes/{id}/place/": {"to": "gaps"},
    "notes/{id}/colour/": {"colour": "teal"},
    "notes/{id}/audience/": {"to": "all"},
    "notes/{id}/deletion/": {},
}
"""Each address of a note, with what is sent there; None is asked for."""


@dataclass
class Scene:
    """A room in which Ada keeps much for herself, and a page of hers writes in it; `pages` counts those of others."""

    room: object
    pages: count


@pytest.fixture
def scene(app, room, join):
    ada, bo = room.people["Ada"], join("Bo")
    bo.add("own")
    ada.add("one a facilitator hid")
    ada.send(ada.op("el.hide", ids=[note_id("one a facilitator hid")]))
    room.write("private")
    ada.send(
        *[ada.note(name, pm=1) for name in ("a note for oneself", "one that was deleted")],
        ada.note("Idle lab days", name="a note that is written in", pm=1),
        ada.note(SHUFFLED, name="a long text for oneself", pm=1),
        ada.group("a group for oneself", pm=1),
        {**ada.note("", name="a stroke for oneself", pm=1), "type": "ink", "p": {"x": 1, "y": 2, "pts": [1, 1]}},
    )
    ada.send(
        step(ada, note_id("a note that is written in"), 101, pm=1),
        ada.op("el.del", ids=[note_id("one that was deleted")]),
    )
    zoe = make_room(app, "Zoe").people["Zoe"]
    zoe.add("one of another board")
    return Scene(room, count())


def answered(scene, who, id_: str) -> tuple:
    """What a fresh page of somebody's hears of it, byte by byte, and all that is asked of the database meanwhile."""
    page = who.page(f"client-{next(scene.pages)}")
    ops, headers = [named(page, id_) for named in NAMING.values()], {"X-CSRFToken": page.browser.token()}
    with statements(scene.room.app) as said:
        answer = page.browser.post(f"/boards/{scene.room.board}/ops/", json=page.batch(*ops), headers=headers)
    return answer.get_data(as_text=True), sorted(answer.headers.keys()), tuple(said)


def set_up(scene, name: str, role: str, mode: str):
    who = scene.room.join(name)
    if mode == policy.FROZEN:
        scene.room.freeze()
    elif mode != "private":
        # In the open the house would show what waits for a reveal: the room only stops writing.
        set_writing(scene.room, mode)
    set_role(scene.room, who.seat, role)
    return who


def set_writing(room, mode: str) -> None:
    """The stage as it is while others' hidden notes stay hidden."""
    from app.db import db, transaction
    from app.workshops.models import Stage

    with room.app.app_context(), transaction():
        db.session.get_one(Stage, room.id).writing = mode


def set_role(room, seat: str, role: str) -> None:
    from app.db import db, transaction
    from app.workshops.models import Seat

    with room.app.app_context(), transaction():
        db.session.get_one(Seat, seat).role = role


def test_every_kind_of_op_is_tried():
    assert kinds_in(NAMING) == KINDS


@pytest.mark.parametrize("mode", policy.MODES)
def test_an_op_on_what_is_hidden_is_answered_byte_by_byte_and_asked_for_as_if_it_were_not_there(scene, clock, mode):
    log, passed, told = scene.room.log(), count(0, 4), {}
    for role in SeatRole:
        who = set_up(scene, f"The {role}", role, mode)
        answered(scene, who, NOBODYS)
        heard = {}
        for each in (NOBODYS, *map(note_id, PRIVATE if role in LEADING_ROLES else HIDDEN)):
            clock(next(passed))
            heard[each] = answered(scene, who, each)
        told |= {(role.value, each): what for each, what in heard.items() if what != heard[NOBODYS]}
        assert heard[NOBODYS][0].count('"x":') == len(NAMING)

    assert told == {}
    assert scene.room.log() == log


def test_nobody_is_refused_sooner_where_long_words_are_hidden(scene, clock):
    who, passed = scene.room.join("Cy"), count(60, 60)

    def ask(id_: str) -> object:
        # Nobody waits: each comes a minute after the one before.
        clock(next(passed))
        page = who.page(f"client-{next(scene.pages)}")
        return page.send(*[page.op("txt.put", id=id_, t=f"{LONG} mine", was=LONG) for _ in range(10)])

    assert gap(ask, note_id("a long text for oneself"), NOBODYS, 9) <= MOST


def test_no_address_of_a_note_tells_what_is_hidden(scene):
    who = scene.room.join("Cy")
    told = {}
    for address, fields in ADDRESSES.items():
        heard = {}
        for each in (NOBODYS, NOBODYS, *map(note_id, HIDDEN)):
            path = f"/boards/{scene.room.board}/{address.format(id=each)}"
            headers = {"X-CSRFToken": who.browser.token(), "Accept": "application/json"}
            form = None if fields is None else {"once": "a-form-of-cys", **fields}
            with statements(scene.room.app) as said:
                answer = who.browser.open(path, method="GET" if form is None else "POST", data=form, headers=headers)
            heard[each] = answer.status_code, answer.data.replace(each.encode(), b"it"), tuple(said)
        told |= {(address, each): what for each, what in heard.items() if what != heard[NOBODYS]}

    assert told == {}
