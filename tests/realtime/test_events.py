"""Events and rooms, over real sockets."""

import pytest

pytestmark = pytest.mark.process


def test_a_socket_with_its_ticket_comes_in_and_is_answered(guest):
    ada = guest("Ada")

    socket = ada.socket("w_1")

    assert socket.wait_for("hello") == [{"principal": ada.principal_id, "workshop": "w_1"}]
    assert socket.emit("echo", {"text": "مرحبا 👋"}) == {"text": "مرحبا 👋"}
    assert socket.emit("ping") == "pong"


def test_everybody_in_a_room_hears_what_is_told_there(guest):
    ada, bo, cy = guest("Ada"), guest("Bo"), guest("Cy")
    hers, his, outside = ada.socket(), bo.socket(), cy.socket()
    hers.emit("enter", "w:1")

    here = his.emit("enter", "w:1")
    hers.emit("say", {"room": "w:1", "event": "stage", "message": {"step": 4}})

    assert sorted(here) == sorted([ada.principal_id, bo.principal_id])
    assert hers.wait_for("stage") == [{"step": 4}]
    assert his.wait_for("stage") == [{"step": 4}]
    outside.emit("ping")
    assert outside.heard("stage") == []


def test_who_left_a_room_hears_it_no_more(guest):
    ada, bo = guest("Ada").socket(), guest("Bo").socket()
    ada.emit("enter", "w:1")
    bo.emit("enter", "w:1")

    bo.emit("leave", "w:1")
    ada.emit("say", {"room": "w:1", "event": "stage", "message": {"step": 5}})

    assert ada.wait_for("stage") == [{"step": 5}]
    bo.emit("ping")
    assert bo.heard("stage") == []


def test_a_room_hears_what_another_thread_tells(guest):
    ada, bo = guest("Ada").socket(), guest("Bo").socket()
    ada.emit("enter", "w:thread")

    for n in range(100):
        bo.emit("say-from-a-thread", {"room": "w:thread", "event": "stage", "message": n})

    assert sorted(ada.wait_for("stage", count=100)) == list(range(100))
