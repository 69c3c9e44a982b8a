"""What cannot be taken is refused to whoever sent it; who has the same board open hears not one byte of it."""

import json

import pytest

from tests.boards.conftest import note_id
from tests.boards.live_rooms import app, at, house, room

__all__ = ["app", "at", "house", "room"]

pytestmark = pytest.mark.process

WORDS = "words-of-an-attack"


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
