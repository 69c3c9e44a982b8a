"""Ending sockets: at once when asked, soon when their session ends elsewhere."""

import select
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


def test_what_waits_for_a_removed_person_is_forgotten_at_once(guest):
    ada, bo = guest("Ada"), guest("Bo")
    hers, his = ada.socket(), bo.socket()
    fall_behind(his, hers, bo)
    before = hers.emit("holdings")["packets"]

    hers.emit("dismiss", {"principal_id": bo.principal_id})

    assert before >= 100
    assert hers.emit("holdings")["packets"] < 20
    assert bo.principal_id in hers.emit("census")["gone"]
    his.go_on_reading()


def test_a_removed_person_who_never_reads_again_is_cut_off(guest):
    ada, bo = guest("Ada"), guest("Bo")
    hers, his = ada.socket(), bo.socket()
    fall_behind(his, hers, bo)
    line = select.poll()
    line.register(his.ws.sock, select.POLLHUP)

    hers.emit("dismiss", {"principal_id": bo.principal_id})

    assert line.poll(3000) != []
    his.go_on_reading()


def fall_behind(socket, other, somebody):
    """Stop reading until frames wait in the house."""
    socket.stop_reading()
    socket.post("flood", {"frames": 4000, "bytes": 4000, "paced": True})
    before = None
    while before is None or before != other.emit("waiting", somebody.principal_id):
        before = other.emit("waiting", somebody.principal_id)
        # Nothing says that a reader stands still but that the same frame waits a moment later.
        time.sleep(0.2)


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
