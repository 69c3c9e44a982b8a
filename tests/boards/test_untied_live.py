"""Nothing a socket is told of who is here, where they point and what they write on leads to what they wrote unnamed."""

import pytest

from tests.boards import ties
from tests.boards.conftest import note_id
from tests.boards.live_rooms import app, at, house, room
from tests.boards.test_presence import Seen, point

__all__ = ["app", "at", "house", "room"]

pytestmark = pytest.mark.process


def called(room, name: str) -> str:
    """Two rooms of one house share nothing: what is equal in both would tie one's people to the other's notes."""
    return f"{name} {room.id[:8]}"


def note_of(room, name: str) -> str:
    return note_id(called(room, name))


def rows_of(room, *pages) -> list[ties.Row]:
    """The tables, and each person, place and text of each frame, tied by the number that stands for somebody."""
    rows = ties.of_tables(room)
    for page in pages:
        for frame in page.socket.heard("presence"):
            entries = [*frame.get("who", []), *frame.get("at", []), *(each[::-1] for each in frame.get("w", []))]
            rows += [frozenset({f"number {number}", *ties.values(said)}) for number, *said in entries if said]
        for event in ("frame", "people", "stage"):
            rows += [frozenset(ties.values(row)) for told in page.socket.heard(event) for row in told.get("ev", [told])]
    return rows


def way_from(room, name: str, other: str, *pages) -> tuple[str, ...] | None:
    """A way that leads from somebody to their note. What is equal for the other says nothing of one."""
    rows = rows_of(room, *pages)
    mine, theirs = ({each.seat, each.principal, each.client} for each in (room.people[name], room.people[other]))
    kept = {*mine, name, note_of(room, name)}
    common = ties.beside(rows, {*theirs, other, note_of(room, other)}) - kept
    return ties.led_to(rows, {*mine, name}, common=common).get(note_of(room, name))


def write_and_point(room, at):
    """Bo and Cy write a note each, stand on it and write in it; Ada hears of it."""
    ada, bo, cy = at("Ada"), at("Bo"), at("Cy")
    seen = Seen(ada)
    for page, name, x in ((bo, "Bo", 311), (cy, "Cy", 733)):
        page.ops(page.somebody.note(f"words of {name} in {room.id}", name=called(room, name)))
        point(page, x=x, y=x, t=note_of(room, name))
        seen.until(lambda s, name=name: note_of(room, name) in {element for element, *_who in s.writing})
    return ada, bo, cy


def test_where_nobody_is_named_no_cursor_and_no_pen_leads_from_a_person_to_their_note(room, at):
    ada, bo, cy = write_and_point(room, at)

    assert way_from(room, "Bo", "Cy", ada, cy) is None
    assert way_from(room, "Cy", "Bo", ada, bo) is None


def test_where_people_are_named_they_lead_there(room, at):
    room.show_names()
    ada, _bo, _cy = write_and_point(room, at)

    assert way_from(room, "Bo", "Cy", ada)
    assert way_from(room, "Cy", "Bo", ada)
