"""*Next* leads into private writing while everybody writes at full speed: nothing is public for an instant."""

import urllib.parse
import urllib.request
from contextlib import contextmanager

import pytest
from sqlalchemy import text

from app.boards.alias import alias_of
from app.db import db
from tests.boards.live import Page, cookie
from tests.boards.live_rooms import app, house, room
from tests.boards.writers import Writer, until_acknowledged

__all__ = ["app", "house", "room"]

pytestmark = pytest.mark.process

WRITERS = 20


@pytest.mark.row("F3", "F4", partly=True)
def test_nothing_is_public_for_an_instant_when_next_leads_into_private_writing(house, room):
    watching = [Page(house, room.people["Ada"]), Page(house, room.join("Wall", "wall"), {"only": "public"})]
    for page in watching:
        page.open()
    writers = [Writer(Page(house, room.join(f"Writer {number}")), pause=0) for number in range(WRITERS)]
    for writer in writers:
        writer.start()

    until_acknowledged(writers, 300)
    with watched(room) as boundary:
        press_next(house, room)
    until_acknowledged(writers, 300)
    for writer in writers:
        writer.stop()
    for writer in writers:
        writer.join(timeout=60)

    log = room.rows("SELECT seq, audience, seat_id, target_id FROM op WHERE board_id = :board ORDER BY seq")
    (at_the_change,) = boundary
    ((veil,),) = room.rows("SELECT w.veil FROM workshop w JOIN board b ON b.workshop_id = w.id WHERE b.id = :board")
    seats = {alias_of(veil, each.seat): each.seat for each in room.people.values()}
    hidden = {note: seats[audience] for seq, audience, _seat, note in log if audience != "*"}
    assert [seq for seq, *_rest in log] == list(range(1, len(log) + 1))
    assert [seq for seq, audience, *_rest in log if (audience == "*") != (seq <= at_the_change)] == []
    assert [seq for seq, audience, seat, _note in log if audience not in {"*", seat}] == []
    assert (at_the_change >= 300, len(hidden) >= 300) == (True, True)
    assert heard_of_others(hidden, [*watching, *(writer.page for writer in writers)], len(log)) == []


@contextmanager
def watched(room):
    """The last row of the board when the stage became private, noted inside that very transaction."""
    noted: list[int] = []
    with room.app.app_context():
        run(TRIGGERS[db.engine.dialect.name])
        yield noted
        noted += db.session.scalars(text("SELECT seq FROM boundary"))
        db.session.rollback()
        on_stage = " ON stage" if db.engine.dialect.name == "postgresql" else ""
        run([f"DROP TRIGGER next_pressed{on_stage}", "DROP TABLE boundary"])


TRIGGERS = {
    "sqlite": [
        "CREATE TABLE boundary (seq INTEGER)",
        """CREATE TRIGGER next_pressed AFTER UPDATE ON stage WHEN NEW.writing = 'private' AND OLD.writing <> 'private'
        BEGIN INSERT INTO boundary SELECT seq FROM board WHERE workshop_id = NEW.workshop_id; END""",
    ],
    "postgresql": [
        "CREATE TABLE boundary (seq BIGINT)",
        """CREATE OR REPLACE FUNCTION next_pressed() RETURNS trigger AS $$ BEGIN
        IF NEW.writing = 'private' AND OLD.writing <> 'private' THEN
        INSERT INTO boundary SELECT seq FROM board WHERE workshop_id = NEW.workshop_id; END IF;
        RETURN NEW; END $$ LANGUAGE plpgsql""",
        "CREATE TRIGGER next_pressed AFTER UPDATE ON stage FOR EACH ROW EXECUTE FUNCTION next_pressed()",
    ],
}


def run(statements):
    with db.engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def heard_of_others(hidden: dict[str, str], pages: list[Page], end: int) -> list[tuple[str, str]]:
    """What of somebody else's hidden notes came to a page by any byte of its sockets: seat and note."""
    found = []
    for page in pages:
        somebody = page.somebody
        # Asking comes after everything that was told by itself, and is one more way to hear.
        asked = {"b": somebody.room.board, "e": somebody.room.epoch, "since": end - 90, **page.only}
        assert page.socket.emit("since", asked)["to"] == end
        page.close()
        raw = bytes(page.raw)
        found += [
            (somebody.seat, note)
            for note, seat in hidden.items()
            if note.encode() in raw and (seat != somebody.seat or page.only)
        ]
    return found


def press_next(house, room):
    """Ada presses the button of her cockpit."""
    from app.workshops.queries import stage_of
    from app.workshops.services import stage
    from app.workshops.stage import mark

    ada = room.people["Ada"]
    with room.app.app_context():
        seen = mark(stage.state_of(stage_of(room.id)))
    headers = {"X-CSRFToken": ada.browser.token(), "Cookie": cookie(ada), "HX-Request": "true"}
    form = urllib.parse.urlencode({"to": "next", "seen": seen}).encode()
    address = f"{house.url}/w/{room.id}/moves/"
    with urllib.request.urlopen(urllib.request.Request(address, data=form, method="POST", headers=headers)) as answer:
        assert answer.status == 200
    with room.app.app_context():
        assert stage_of(room.id).writing == "private"
