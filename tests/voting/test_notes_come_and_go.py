"""Screens of a vote look again when a note with dots is hidden, shown, deleted, back or in another zone."""

import pytest

from tests.boards.conftest import note_id
from tests.history.conftest import Historian


@pytest.fixture
def heard(monkeypatch) -> list[tuple]:
    """What the rooms are told of votes."""
    from app.voting import broadcasts

    told: list[tuple] = []
    monkeypatch.setattr(broadcasts, "tell", lambda *what: told.append(what))
    return told


def do(votes, k: str, **body: object) -> None:
    ada = votes.room.people["Ada"]
    [outcome] = ada.send(ada.op(k, **body))["a"]
    assert "s" in outcome


def moves(zone: str) -> dict:
    return {"id": note_id("Idle lab days"), "zone": zone, "z": "V5", "x": 30, "y": 100}


@pytest.mark.parametrize("closed", [False, True], ids=["open", "closed"])
def test_the_room_looks_again_whenever_a_note_with_dots_comes_or_goes(votes, join, heard, closed):
    bo = join("Bo")
    votes.open()
    bo.give("Idle lab days")
    if closed:
        votes.close()
    idle = [note_id("Idle lab days")]
    told = []
    for k, body in (
        ("el.hide", {"ids": idle}),
        ("el.show", {"ids": idle}),
        ("el.del", {"ids": idle}),
        ("el.undel", {"ids": idle}),
        ("el.move", moves("talent")),
        ("el.merge", {"id": note_id("Nobody answers"), "ids": idle}),
        ("el.hide", {"ids": [note_id("Nobody answers")]}),
    ):
        heard.clear()
        do(votes, k, **body)
        told.append(list(heard))

    assert told == [[(f"w:{votes.room.id}", "votes:changed", {"board": votes.board})]] * 7


def test_nobody_looks_again_for_what_got_no_dots_or_only_changes(votes, join, heard):
    bo = join("Bo")
    votes.open()
    bo.give("Idle lab days")
    bo.give("No test spectrum")
    bo.take(bo.dot(2))
    heard.clear()

    for name in ("No test spectrum", "Nobody answers"):
        do(votes, "el.hide", ids=[note_id(name)])
    do(votes, "el.move", **moves("policy"))
    do(votes, "txt.put", id=note_id("Idle lab days"), t="Idle days in the lab")
    bo.somebody.add("A note more")

    assert heard == []


def test_going_back_to_a_moment_tells_the_screens_of_the_vote(votes, join, heard):
    bo, ada = join("Bo"), Historian(votes.room.people["Ada"])
    votes.open()
    bo.give("Idle lab days")
    [(seq, *_row)] = votes.room.log()[-1:]
    do(votes, "el.del", ids=[note_id("Idle lab days")])
    heard.clear()

    answer = ada.go(f"restorations/{seq}/")

    assert answer.status_code == 303, answer.text
    assert heard == [(f"w:{votes.room.id}", "votes:changed", {"board": votes.board})]


def test_a_page_is_told_which_of_its_dots_went_astray_and_which_lines_have_no_words(votes, join):
    bo, cy = join("Bo"), join("Cy")
    votes.open()
    for note in ("Idle lab days", "No test spectrum"):
        bo.give(note)
    cy.give("No test spectrum")
    idle = note_id("Idle lab days")
    do(votes, "el.hide", ids=[idle])

    voting = [voter.sees() for voter in (bo, cy)]
    do(votes, "el.show", ids=[idle])
    votes.close()
    shown = bo.sees()
    do(votes, "el.hide", ids=[idle])
    hidden = bo.sees()

    assert [(seen["astray"], seen["untold"]) for seen in voting] == [([bo.dot(1)], []), ([], [])]
    assert [(seen["astray"], seen["untold"]) for seen in (shown, hidden)] == [([], []), ([], [idle])]
