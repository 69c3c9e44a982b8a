"""Ending sockets: at once when asked, soon when their session ends elsewhere."""

import time

import pytest

pytestmark = pytest.mark.process


def test_somebody_who_is_removed_is_told_and_hears_nothing_more(guest):
    ada, bo, cy = guest("Ada"), guest("Bo"), guest("Cy")
    hers, his, other = ada.socket("w_9"), bo.socket("w_9"), cy.socket("w_9")
    for socket in (hers, his, other):
        socket.emit("enter", "w:9")

    started = time.monotonic()
    hers.emit("dismiss", {"principal_id": bo.principal_id})
    for n in range(50):
        hers.emit("say", {"room": "w:9", "event": "stage", "message": n})
    his.wait_until_gone()

    assert his.gone_at - started < 2
    assert his.events[1:] == [("closed", {"x": "removed"})]
    assert other.wait_for("stage", count=50) == list(range(50))
    assert bo.principal_id in hers.emit("census")["gone"]


def test_a_removed_person_who_stopped_reading_is_gone_as_well(guest):
    ada, bo = guest("Ada"), guest("Bo")
    hers, his = ada.socket(), bo.socket(receive_buffer=4096)
    his.post("flood", {"frames": 1500, "bytes": 4000, "paced": True})
    his.wait_for("flood")
    his.stop_reading()
    waiting = None
    while waiting is None or waiting != hers.emit("waiting", bo.principal_id):
        waiting = hers.emit("waiting", bo.principal_id)
        time.sleep(0.1)

    hers.emit("dismiss", {"principal_id": bo.principal_id})
    his.go_on_reading()

    his.wait_until_gone()
    assert bo.principal_id in hers.emit("census")["gone"]
    assert waiting not in his.raw.decode()


def test_who_never_reads_again_is_gone_as_well(guest):
    ada, bo = guest("Ada"), guest("Bo")
    hers, his = ada.socket(), bo.socket(receive_buffer=4096)
    before = hers.emit("census")["sockets"]
    his.stop_reading()
    his.post("flood", {"frames": 1500, "bytes": 4000, "paced": True})
    while not hers.emit("waiting", bo.principal_id):
        time.sleep(0.05)

    dismissed = time.monotonic()
    hers.emit("dismiss", {"principal_id": bo.principal_id})

    while hers.emit("census")["sockets"] >= before:
        time.sleep(0.05)
        assert time.monotonic() - dismissed < 3
    his.drop()


def test_only_the_sockets_of_the_workshop_end(guest):
    ada, bo = guest("Ada").socket(), guest("Bo")
    here, there = bo.socket("w_here"), bo.socket("w_there")

    ada.emit("dismiss", {"principal_id": bo.principal_id, "workshop_id": "w_here"})

    assert here.wait_for("closed") == [{"x": "removed"}]
    here.wait_until_gone()
    assert there.emit("ping") == "pong"


def test_other_devices_end_and_the_kept_one_stays(guest):
    ada, bo = guest("Ada").socket(), guest("Bo")
    kept = bo.socket()
    device = bo.another_device()
    ended = device.socket()

    ada.emit("dismiss", {"principal_id": bo.principal_id, "keep_session_id": bo.session_id, "code": "signed-out"})

    assert ended.wait_for("closed") == [{"x": "signed-out"}]
    assert kept.emit("ping") == "pong"


def test_a_session_that_ended_elsewhere_takes_its_socket_with_it(house, guest):
    ada, bo = guest("Ada"), guest("Bo")
    hers, his = ada.socket(), bo.socket()
    bo.sign_out()

    house.let_pass(31)

    assert his.wait_for("closed") == [{"x": "signed-out"}]
    assert his.wait_until_gone() < 2
    assert hers.emit("ping") == "pong"


def test_a_revoked_principal_and_a_new_epoch_end_sockets_too(house, guest):
    ada, bo = guest("Ada"), guest("Bo")
    hers, his = ada.socket(), bo.socket()
    ada.revoke()
    bo.end_all_sessions()

    house.let_pass(31)

    assert hers.wait_for("closed") == [{"x": "signed-out"}]
    assert his.wait_for("closed") == [{"x": "signed-out"}]


def test_a_session_that_runs_out_ends_its_socket(house, guest):
    socket = guest("Ada").socket()

    house.let_pass(7 * 24 * 3600 + 60)

    assert socket.wait_for("closed") == [{"x": "signed-out"}]


def test_hanging_up_is_heard(guest):
    ada, bo = guest("Ada").socket(), guest("Bo")
    socket = bo.socket()

    socket.send_text("41")

    socket.wait_until_gone()
    assert bo.principal_id in ada.emit("census")["gone"]
