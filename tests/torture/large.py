"""Boards as large as a long day makes them, written at once into the house's own log."""

import json
import urllib.request

from app.boards.engine import order, schema
from app.boards.engine.schema import Record
from app.boards.log import Draft, Entry
from tests.boards.conftest import Room, Somebody
from tests.boards.live import Page, cookie
from tests.house_process import House

AT_ONCE = 40
WORDS = "What we have learned, and what we want to try until the day we meet again"


def fill(room: Room, elements: int, *, rows: int = 0) -> None:
    """Let so many public notes lie there, and so many rows have happened to them in all."""
    from app.boards import log
    from app.boards.queries import connection
    from app.db import transaction

    seat = room.people["Ada"].seat
    with room.app.app_context(), transaction():
        board = log.lock(connection(), room.board)
        draft = Draft(board.id, log.read_state(connection(), board.id, board.seq))
        ids = [f"e_{number:022}" for number in range(board.seq, board.seq + elements)]
        key = None
        for number, id_ in enumerate(ids):
            key = order.after(key, "aa")
            place = {"x": 40 * (number % 100), "y": 200 + 60 * (number // 100), "w": 160, "h": 120}
            record = Record(type="note", zone=zones_of(room)[number % 7], z=key, text=f"{WORDS} {number}", **place)
            draft.add(Entry(schema.ElementAdded(id=id_, r=record, by=seat), seat, gesture="f-fill"))
        for number in range(max(0, rows - elements)):
            id_ = ids[number % elements]
            event = (
                schema.TextPut(id=id_, t=f"{WORDS}, said anew {number}", by=seat)
                if number % 2
                else schema.ElementSet(id=id_, p=schema.Props(colour="yellow"), by=seat)
            )
            draft.add(Entry(event, seat))
        draft.write(connection())


def hide(room: Room, people: list[Somebody], each: int) -> None:
    """Let everybody write so many notes in private, through the committer."""
    from app.boards.desk import desk
    from app.boards.wire import read_batch

    zones = zones_of(room)
    with room.app.app_context():
        for somebody in people:
            ops = [
                somebody.note(f"Mine {n}", name=f"{n}{somebody.seat[2:20]}", zone=zones[n % 7], pm=1)
                for n in range(each)
            ]
            for start in range(0, each, AT_ONCE):
                batch = read_batch(somebody.batch(*ops[start : start + AT_ONCE]))
                answer = desk().committer.submit(somebody.principal, batch)
                assert all("s" in told for told in answer["a"]), answer


def know(page: Page) -> Page:
    """A page that was too far behind for rows has the board whole."""
    whole = json.loads(page.somebody.ask("snapshot/").data)
    page.take({**whole, "ev": [{**event, "s": whole["to"]} for event in whole["ev"]]})
    return page


def zones_of(room: Room) -> list[str]:
    """The zones of the room's board."""
    from app.canvases.library import library
    from tests.boards.conftest import CANVAS

    return [zone.id for zone in library().canvases[CANVAS].zones]


def get(house: House, somebody: Somebody, path: str) -> bytes:
    """What somebody's browser gets, compressed as browsers ask for it."""
    headers = {"Cookie": cookie(somebody), "Accept-Encoding": "br"}
    with urllib.request.urlopen(urllib.request.Request(house.url + path, headers=headers)) as answer:
        return answer.read()
