"""Redis carries that there is something to look at, and who is where: no words, nothing of whose a note is."""

import pytest
from redis import Redis

from tests.boards.conftest import note_id
from tests.scaled.conftest import until

pytestmark = [pytest.mark.process, pytest.mark.sqlite_only("starts a PostgreSQL of its own")]

WORDS, SECRET, TITLE = "what-everybody-reads", "the-director-is-leaving", "a-title-of-bo"


@pytest.fixture
def overheard(valkey):
    """`overheard()` is everything that was published so far."""
    said = bytearray()
    with Redis.from_url(valkey.url) as redis, redis.pubsub(ignore_subscribe_messages=True) as listening:
        listening.psubscribe("*")
        listening.get_message(timeout=1)

        def hear() -> str:
            while (message := listening.get_message(timeout=0.05)) is not None:
                said.extend(message["data"] + b"\n")
            return said.decode()

        yield hear


@pytest.fixture
def crossing(room, at, valkey):
    """Ada and Bo, each on a process of their own, which hear each other."""
    pages = at(0, "Ada"), at(1, "Bo")
    until(lambda: valkey.listeners() == 2)
    return pages


def points(page, *, writes: str, chosen: tuple[str, ...] = ()) -> None:
    """Say where somebody points, what they write on and what they chose."""
    page.socket.emit("presence", {"b": page.somebody.room.board, "x": 30, "y": 40, "t": writes})
    page.socket.emit("presence", {"b": page.somebody.room.board, "x": 31, "y": 41, "t": writes, "s": list(chosen)})


def writing(page) -> list[str]:
    """The notes a page was told somebody writes on, last of all."""
    told = [frame["w"] for frame in page.socket.heard("presence") if "w" in frame]
    return [note for note, *_number in told[-1]] if told else []


@pytest.mark.row("F4", partly=True)
def test_neither_words_nor_whose_they_are_nor_hidden_notes_go_through_redis(room, at, crossing, overheard):
    ada, bo = crossing
    bo.ops(bo.somebody.note(WORDS, name="open"), bo.somebody.group(TITLE, name="group"))
    ada.catch_up(2)
    points(bo, writes=note_id("open"), chosen=(note_id("open"),))
    until(lambda: writing(ada) == [note_id("open")])
    room.write("private")
    bo.ops(bo.somebody.note(SECRET, name="hidden", pm=1))
    points(bo, writes=note_id("hidden"), chosen=(note_id("hidden"),))
    at(1, "Cy")
    # Who hears of Cy hears what the other process said after Bo had pointed.
    until(lambda: any(frame.get("n") == 3 for frame in ada.socket.heard("presence")))
    before = overheard()
    room.write("open")
    ada.catch_up(4)
    bo.ops(bo.somebody.op("el.del", ids=[note_id("open")]))
    ada.catch_up(5)

    said = overheard()

    assert room.board in said
    assert note_id("open") in said
    named = [bo.somebody.seat, bo.somebody.principal, '"Bo"', ada.somebody.seat, ada.somebody.principal, '"Ada"']
    assert note_id("hidden") not in before
    assert [each for each in (WORDS, SECRET, TITLE, *named) if each in said] == []


def test_who_is_who_goes_through_redis_only_where_all_are_told(room, crossing, overheard):
    room.show_names()
    ada, bo = crossing

    bo.ops(bo.somebody.note(WORDS, name="open"))
    points(bo, writes=note_id("open"))
    until(lambda: "Bo" in {who[2] for frame in ada.socket.heard("presence") for who in frame.get("who", [])})

    said = overheard()
    assert bo.somebody.seat in said
    assert [each for each in (WORDS, bo.somebody.principal, ada.somebody.principal) if each in said] == []
