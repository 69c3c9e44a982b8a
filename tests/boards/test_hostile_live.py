"""What cannot be taken is refused to whoever sent it; who has the same board open hears not one byte of it."""

import json
import socket
import time
import urllib.request
from base64 import b64encode
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.boards.conftest import note_id
from tests.boards.live import cookie
from tests.boards.live_rooms import app, at, house, room
from tests.boards.test_hostile_text import MINE, SEED, piece, update
from tests.hub import NAME, stalls

__all__ = ["app", "at", "house", "room"]

pytestmark = pytest.mark.process

WORDS = "words-of-an-attack"

MORE_THAN_CONNECTIONS = 25
"""Requests at once: a house has fifteen connections of the database for them."""


NOTE = note_id("for all")

HOSTILE = [
    {"k": "txt", "id": NOTE, "u": "AAAA", "yc": 7, "t": WORDS},
    {"k": "txt.put", "id": NOTE, "t": WORDS + "x" * 6_000},
    {"k": "el.set", "id": NOTE, "p": {"x": 10**12, "fill": WORDS}},
    {"k": "el.set", "id": NOTE, "p": {"owner": WORDS}},
    {"k": "el.add", "id": WORDS, "type": "note", "zone": "policy", "z": "k1", "p": {"x": 1, "y": 1}, "t": WORDS},
    {"k": "no.such", "id": NOTE, "t": WORDS},
]
"""Ops no page of ours makes, each with words that could be told."""


MALFORMED = [
    b"",
    bytes(4),
    b"\xff" * 12_000,
    update(*[piece("ab", (SEED, 1))] * 40, clock=2**32),
    update(piece("ab", (SEED, 1)), piece(2**32 - 1, None)),
    update(piece(2**53, (SEED, 1))),
    update(*[piece(2**22, None)] * 1_000),
    update(*[piece("x" * 5, (SEED, 1))] * 800),
]
"""Updates of Yjs that no page makes: cut off, made up, of somebody else's, of letters nobody can have written."""


def refusal(page, op) -> str | None:
    """The code with which an op is turned away. Where all it came with is, its number is free again."""
    answer = page.ops({"n": page.somebody.n + 1, **op})
    if "a" in answer:
        page.somebody.n += 1
        return answer["a"][0].get("x")
    return answer["x"]


def test_nobody_on_the_board_hears_a_byte_of_what_is_refused(room, at):
    bo, cy = at("Bo"), at("Cy")
    bo.ops(bo.somebody.note("for all", name="for all"))
    cy.catch_up(1)
    before = len(cy.socket.heard("frame"))

    bo.socket.emit("ops", {"b": room.board, "c": "client-x", "extra": WORDS})
    bo.socket.send_text(f'42901["ops",{{"b":"{room.board}","t":NaN,"w":"{WORDS}"}}]')
    bo.socket.send_text(f'42902["ops",{{"b":"{room.board}","t":"{WORDS}\\ud800"}}]')
    refused = [refusal(bo, op) for op in HOSTILE]
    bo.ops(bo.somebody.note("the next", name="the next"))
    cy.catch_up(2)

    assert None not in refused, refused
    told = cy.socket.heard("frame")[before:]
    assert [(frame["from"], frame["to"], len(frame["ev"])) for frame in told] == [(1, 2, 1)]
    assert WORDS not in json.dumps(cy.socket.events)
    assert WORDS.encode() not in cy.socket.raw


@pytest.mark.parametrize("broken", MALFORMED, ids=range(len(MALFORMED)))
def test_text_that_no_page_makes_holds_nobody_up_and_makes_no_row(room, at, house, broken):
    bo, cy, kept = at("Bo"), at("Cy"), Path(house.environ["VAR"]) / NAME
    bo.ops(bo.somebody.note("for all", name="for all"))
    op = {"k": "txt", "id": NOTE, "u": b64encode(broken).decode(), "yc": MINE, "t": WORDS}
    refused = {refusal(bo, op)}
    before, behind = resident(house), kept.stat().st_size

    refused |= {refusal(bo, op) for _ in range(30)}
    cy.ops(cy.somebody.note("beside it"))
    cy.catch_up(2)

    assert len(refused) == 1
    assert refused <= {"malformed", "gap", "text-long"}
    assert [each for each in stalls(kept, behind=behind) if each["held"] > 0.1] == []
    assert resident(house) - before < 20_000_000
    assert WORDS.encode() not in cy.socket.raw
    assert [kind for _seq, kind, _audience in room.log()] == ["el.add", "el.add"]


def test_bodies_that_come_byte_by_byte_keep_nobody_else_from_the_database(room, at, house):
    bo, cy = at("Bo"), at("Cy")
    address, token = urlsplit(house.url), bo.somebody.browser.token()
    head = "\r\n".join(
        [
            f"POST /boards/{room.board}/ops/ HTTP/1.1",
            f"Host: {address.netloc}",
            f"Cookie: {cookie(bo.somebody)}",
            f"X-CSRFToken: {token}",
            "Content-Type: application/json",
            "Content-Length: 1000",
            "",
            "{",
        ]
    )
    with ExitStack() as stack:
        for _ in range(MORE_THAN_CONNECTIONS):
            slow = stack.enter_context(socket.create_connection((address.hostname, address.port)))
            slow.sendall(head.encode())
        begun = time.monotonic()

        asking = urllib.request.Request(f"{house.url}/w/{room.id}/", headers={"Cookie": cookie(cy.somebody)})
        with urllib.request.urlopen(asking, timeout=10) as answer:
            assert answer.status == 200
        assert cy.ops(cy.somebody.note("meanwhile")) == {"a": [{"n": 1, "s": 1}]}
        assert time.monotonic() - begun < 3
        slow.settimeout(0.1)
        with pytest.raises(TimeoutError):
            slow.recv(1)


def resident(house) -> int:
    """Bytes of memory a house has."""
    return int(Path(f"/proc/{house.pid}/statm").read_text().split()[1]) * 4096
