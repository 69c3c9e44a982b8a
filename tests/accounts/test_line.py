"""Who waits until a password is checked: known devices go first, then networks by turns, each in its own order."""

import threading

from app.accounts.line import Line
from tests.consumer import wait_for

CROWD, OTHER = "203.0.113.1", "198.51.100.1"


def test_a_known_device_goes_first_and_a_crowd_stands_behind_whoever_comes_alone():
    line, called = Line(1), []
    with line.turn(CROWD, known=False):
        waiting = [
            stand_in(line, called, who, network, known=known)
            for who, network, known in (
                ("first of the crowd", CROWD, False),
                ("second of the crowd", CROWD, False),
                ("somebody alone", OTHER, False),
                ("a known device", CROWD, True),
            )
        ]
    for each in waiting:
        each.join()

    assert called == ["a known device", "somebody alone", "first of the crowd", "second of the crowd"]


def stand_in(line, called, who, network, *, known):
    """Let somebody wait in a thread of their own, and come back once they do."""

    def wait():
        with line.turn(network, known=known):
            called.append(who)

    before = line.waiting
    thread = threading.Thread(target=wait)
    thread.start()
    wait_for(lambda: line.waiting == before + 1)
    return thread
