"""What strangers can set off costs one line a second, and says how often it was."""

import logging
import socket

import pytest

from app.sparing import sparing_log
from tests.house_process import House

NO_REQUEST = b"\x00 / no request\r\n\r\n"


def test_a_flood_is_one_line_a_second_that_counts_the_rest(app, clock, caplog):
    log = sparing_log("a.module")
    clock(0)
    for number in range(5):
        log.error("It broke at %d", number)
    clock(2)

    log.error("It broke at %d", 5)
    log.error("It broke at %d", 6)
    clock(4)
    log.error("It broke at %d", 7)

    assert caplog.messages == [
        "It broke at 0",
        "It broke at 5 (and 4 more since the line before)",
        "It broke at 7 (and 1 more since the line before)",
    ]


def test_what_one_module_holds_back_hides_nothing_of_another(app, clock, caplog):
    strangers, ours = sparing_log("another"), sparing_log("a.third")
    clock(0)

    for _ in range(3):
        strangers.error("A stranger's")
    ours.error("Ours")

    assert caplog.messages == ["A stranger's", "Ours"]


def test_a_line_keeps_its_level_and_where_it_broke(app, caplog):
    log = sparing_log("a.module")

    try:
        _ = 1 / 0
    except ZeroDivisionError:
        log.exception("It broke")

    (record,) = caplog.records
    assert (record.name, record.levelno, record.exc_info[0]) == ("a.module", logging.ERROR, ZeroDivisionError)


@pytest.mark.process
def test_whoever_sends_what_is_no_request_fills_no_disk(tmp_path, built):
    var = tmp_path / "var"
    var.mkdir()
    house = House({"VAR": str(var), "BUILT": str(built), "DEMO": "no"}).start()
    before = len(house.log.read_text())

    for _ in range(40):
        with socket.create_connection(("127.0.0.1", house.port)) as line:
            line.sendall(NO_REQUEST)
            assert line.recv(1000).startswith(b"HTTP/1.1 400")

    said = house.log.read_text()[before:].splitlines()
    house.kill()
    assert 1 <= len(said) <= 4
