"""What is measured among others is measured among others: no figure where they failed, or where nobody heard them."""

import json
import threading
from types import SimpleNamespace

import pytest

from benchmarks import among
from benchmarks.among import Ear, others_at_work

OURS, THEIRS = "e_ours", "e_theirs"


class Page:
    """A page that hears what it is told, and lets others go on when it waits."""

    def on(self, _name, listener):
        self.listener = listener

    def wait_for_timeout(self, milliseconds):
        threading.Event().wait(milliseconds / 1000)


def frame(*ids: str) -> str:
    return "42" + json.dumps(["frame", {"b": "b", "ev": [{"id": id_} for id_ in ids]}], separators=(",", ":"))


@pytest.fixture
def crowd(monkeypatch):
    """A crowd that does what a test says it does, and has ended when the test says so."""

    def let(deed):
        monkeypatch.setattr(among, "measure", lambda *_args, **_rest: deed())

    return let


@pytest.fixture
def page():
    return Page()


@pytest.fixture
def ear(page):
    found = Ear(page)
    found.own = OURS
    return found


def measured(page, ear, deed=lambda: None) -> None:
    with others_at_work(None, [], page, ear, seconds=1):
        deed()


def test_what_others_do_is_heard_and_ones_own_is_not(ear):
    for text in (frame(OURS), frame(THEIRS, OURS, THEIRS), '42["presence",{"id":"e_theirs"}]', "2", b"binary"):
        ear.take(text)

    assert ear.heard == 2


def test_it_begins_when_somebody_is_heard_and_counts_when_more_came(crowd, page, ear):
    begun, order = threading.Event(), []

    def work():
        ear.take(frame(THEIRS))
        begun.wait(5)
        return SimpleNamespace(delivered=2)

    def look():
        order.append(ear.heard)
        ear.take(frame(THEIRS))
        begun.set()

    crowd(work)
    measured(page, ear, look)

    assert order == [1]


@pytest.mark.parametrize(("heard", "delivered", "why"), [(OURS, 2, "nothing of others"), (THEIRS, 0, "delivered")])
def test_where_nothing_of_others_came_there_is_no_figure(crowd, page, ear, heard, delivered, why):
    begun = threading.Event()

    def work():
        ear.take(frame(THEIRS))
        begun.wait(5)
        return SimpleNamespace(delivered=delivered)

    def look():
        ear.take(frame(heard))
        begun.set()

    crowd(work)
    with pytest.raises(AssertionError, match=why):
        measured(page, ear, look)


@pytest.mark.parametrize("error", [SystemExit("not everybody could come in"), OSError("no more files")])
def test_where_others_fail_there_is_no_figure(crowd, page, ear, error):
    def work():
        raise error

    crowd(work)
    with pytest.raises(type(error), match=str(error)):
        measured(page, ear)


def test_where_nobody_is_heard_there_is_no_figure(crowd, page, ear):
    crowd(lambda: SimpleNamespace(delivered=2))
    with pytest.raises(AssertionError, match="nobody else"):
        measured(page, ear)
