"""Whoever is removed or signs out is told nothing more by HTTP either, not even what they had asked for before."""

import json
import threading

import pytest

from app.boards.desk import desk
from tests.boards.conftest import note_id
from tests.boards.test_rights import set_role
from tests.boards.test_snapshots import made, until

__all__ = ["made"]


def remove(room, somebody):
    room.remove(somebody)


def sign_out(_room, somebody):
    """On another device, which ends this one: its requests still come with the cookie they had."""
    from app.accounts import services
    from app.accounts.queries import session_by_secret

    with somebody.browser.session_transaction() as session:
        secret = session["sid"]
    with somebody.room.app.app_context():
        services.sign_out(session_by_secret(secret))


ENDS = pytest.mark.parametrize(("end", "code"), [(remove, "seat-ended"), (sign_out, "not-signed-in")])


@ENDS
def test_who_asks_every_few_seconds_is_told_nothing_from_the_next_time_on(room, join, end, code):
    bo, cy = join("Bo"), join("Cy")
    bo.add("Before")
    whole = cy.ask("snapshot/")
    paths = [f"ops/?since=0&e={room.epoch}", "snapshot/", "snapshot/?only=public", f"texts/{note_id('Before')}/"]

    end(room, cy)
    bo.add("Behind")

    answers = [cy.ask(path) for path in paths] + [cy.ask("snapshot/", If_None_Match=whole.headers["ETag"])]
    assert {(answer.status_code, answer.get_json()["x"]) for answer in answers} == {
        (403 if code == "seat-ended" else 401, code)
    }


@ENDS
def test_a_whole_board_that_was_asked_for_before_does_not_come_behind_it(room, join, made, end, code):
    bo, cy = join("Bo"), join("Cy")
    bo.add("Before")
    answers = []
    asking = threading.Thread(target=lambda: answers.append(cy.ask("snapshot/")))

    asking.start()
    until(lambda: made.read == 1)
    end(room, cy)
    made.go.set()
    asking.join()

    assert [answer.get_json()["x"] for answer in answers] == [code]


def test_what_waits_for_its_turn_is_not_taken_from_somebody_who_is_removed_meanwhile(room, join):
    bo, answers = join("Bo"), []
    with room.app.app_context():
        committer = desk().committer
    writing = threading.Thread(target=lambda: answers.append(bo.add("Too late")))

    with committer.still([room.board]):
        writing.start()
        until(lambda: committer.lane(room.board).ops == 1)
        remove(room, bo)
    writing.join()

    assert [answer["x"] for answer in answers] == ["seat-ended"]
    assert room.log() == []


def test_who_leads_no_more_when_a_board_is_whole_gets_it_as_a_participant(room, join, made):
    ada, eve = room.people["Ada"], join("Eve", "co-facilitator")
    ada.add("Hidden")
    ada.send(ada.op("el.hide", ids=[note_id("Hidden")]))
    answers = []
    asking = threading.Thread(target=lambda: answers.append(eve.ask("snapshot/")))

    asking.start()
    until(lambda: made.read == 1)
    set_role(room, eve.seat, "participant")
    made.go.set()
    asking.join()

    assert [json.loads(answer.data)["ev"] for answer in answers] == [[]]
