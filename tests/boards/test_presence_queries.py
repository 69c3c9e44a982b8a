"""What presence asks of the database at each tick: how boards stand, all of them at once and no oftener for many."""

import gevent
import pytest

from tests.boards.conftest import make_room, note_id
from tests.statements import statements


@pytest.fixture
def rooms(app):
    """Three rooms, each with a note of Bo's for all to see."""
    rooms = [make_room(app) for _ in range(3)]
    for room in rooms:
        room.join("Bo").add("for all", name="n")
    return rooms


def standing(app, asked):
    from app.boards.presence_queries import standing_now

    with app.app_context():
        return standing_now(asked)


def test_each_board_stands_as_its_own_room_does(app, rooms):
    one, other, third = rooms
    bo = one.people["Bo"]
    one.people["Ada"].send(one.people["Ada"].op("el.hide", ids=[note_id("n")]))
    one.write("private")
    bo.add("mine", name="mine", pm=1)
    other.show_names()
    other.people["Bo"].add("named", name="named")
    asked = {room.board: {note_id("n"), note_id("mine"), note_id("named")} for room in (one, other)}

    found = standing(app, {**asked, third.board: set(), "no board": {note_id("n")}})

    assert {id_: (each.rules.private, each.rules.named) for id_, each in found.items()} == {
        one.board: (True, False),
        other.board: (False, True),
        third.board: (False, False),
    }
    assert {id_: (each.public, each.unnamed) for id_, each in found.items()} == {
        one.board: (set(), {note_id("n"), note_id("mine")}),
        other.board: ({note_id("n"), note_id("named")}, {note_id("n")}),
        third.board: (set(), set()),
    }


@pytest.mark.parametrize(("writes", "number"), [(None, 1), (note_id("n"), 2)])
@pytest.mark.parametrize("boards", [1, 3])
def test_boards_that_have_a_tick_at_once_are_asked_about_together(app, rooms, boards, writes, number):
    from app.boards.desk import desk
    from app.boards.pointing import Pointing
    from app.boards.queries import board_and_seat
    from app.realtime import Connection

    with app.app_context():
        presence = desk().presence
        opened = []
        for room in rooms[:boards]:
            for name in ("Ada", "Bo"):
                connection = Connection(f"{room.id} {name}", room.people[name].principal, "session", room.id)
                presence.come(*board_and_seat(room.board, connection.principal_id), connection)
                presence.take(connection, Pointing(room.board, x=1, y=2, writes=writes))
                opened.append(connection)

        with statements(app) as asked:
            gevent.sleep(0.01)
        for connection in opened:
            presence.go(connection)

    assert len([statement for statement in asked if statement.startswith("SELECT")]) == number
