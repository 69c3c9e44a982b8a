"""One board whose log holds what nobody can read: that board stands still, and no other."""

import time

import pytest
from sqlalchemy import text

from tests.boards.conftest import make_room
from tests.boards.live import pages
from tests.boards.live_rooms import app, at, house, room

__all__ = ["app", "at", "house", "room"]

pytestmark = pytest.mark.process

PATIENCE = 10


@pytest.fixture
def elsewhere(house, app):
    """Two pages of another board."""
    with pages(house, make_room(app)) as at_another:
        yield at_another("Cy"), at_another("Ada")


@pytest.fixture
def planted(room, at, house, elsewhere):
    """Somebody's page of a board, behind whose rows stands one that is no event."""
    bo = at("Bo")
    bo.ops(bo.somebody.note("one"))
    columns = "board_id, at, rows, kind, audience, target_id"
    write(
        room,
        f"INSERT INTO op (seq, body, {columns}) SELECT seq + 1, '7', {columns} FROM op WHERE board_id = :board",
        "UPDATE board SET seq = seq + 1 WHERE id = :board",
    )
    until = time.monotonic() + PATIENCE
    while unreadable(room) not in house.log.read_text() and time.monotonic() < until:
        time.sleep(0.05)
    return bo


def unreadable(room) -> str:
    return f"The rows of board {room.board} could not be told"


def write(room, *statements):
    from app.db import db

    with room.app.app_context(), db.engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement), {"board": room.board})


def test_everybody_on_other_boards_hears_on(planted, elsewhere, house):
    cy, ada = elsewhere

    cy.ops(cy.somebody.note("beside it"))
    ada.catch_up(1)

    assert ada.texts() == ["beside it"]
    assert unreadable(planted.somebody.room) in house.log.read_text()


def test_the_board_itself_goes_on_once_its_row_can_be_read(planted, room):
    first = "SELECT body FROM op WHERE board_id = :board AND seq = 1"
    write(room, f"UPDATE op SET body = ({first}) WHERE board_id = :board AND seq = 2")

    planted.catch_up(2)

    assert planted.texts() == ["one"]
