"""Live writing in a hidden note: nobody else reads it, and no deleted draft goes along at its reveal."""

import base64

import pytest

from tests.boards.conftest import note_id
from tests.boards.notepad import Notepad, cut, insert

NOTE = note_id("Quiet")
DRAFT = "my boss is awful"


@pytest.fixture
def pad(room, join):
    """Bo wrote something in private, took it out again, and wrote something else."""
    bo = join("Bo")
    room.write("private")
    bo.add("Quiet", pm=1)
    pad = Notepad(bo, NOTE, 102).open()
    pad.write(insert(5, f" {DRAFT}"), pm=1)
    pad.write(cut(5, 6 + len(DRAFT)), pm=1)
    pad.write(insert(5, " please"), pm=1)
    return pad


def encoded(words: str) -> list[bytes]:
    return [words.encode(), base64.b64encode(words.encode()), words.encode("utf-16-le")]


@pytest.mark.row("F3", "F4", partly=True)
@pytest.mark.parametrize("role", ["participant", "co-facilitator", "observer"])
def test_the_text_of_a_hidden_note_is_its_author_s_alone(room, join, pad, role):
    cy = join("Cy", role)

    answers = [cy.ask(f"texts/{NOTE}/"), cy.ask(f"texts/{note_id('absent')}/")]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].data == answers[1].data
    assert pad.somebody.ask(f"texts/{NOTE}/").get_json()["t"] == "Quiet please"


@pytest.mark.row("F4", partly=True)
def test_no_byte_of_a_deleted_draft_is_left_where_others_may_read(room, join, pad):
    tables = room.rows("SELECT ystate FROM element_text")

    room.write("open")

    cy = join("Cy")
    after = cy.ask(f"texts/{NOTE}/")
    assert after.get_json()["y"] is None
    assert after.get_json()["t"] == "Quiet please"
    assert room.rows("SELECT ystate FROM element_text") == room.rows("SELECT yclient FROM text_author") == []
    public = room.rows("SELECT * FROM op WHERE audience = '*'") + room.rows("SELECT * FROM element")
    kept = repr(tables + public).encode() + cy.ask(f"ops/?since=0&e={room.epoch}").data + cy.ask("snapshot/").data
    assert all(words not in kept for words in encoded(DRAFT))


def test_after_the_reveal_people_write_on_from_its_words(room, join, pad):
    room.write("open")

    cy, bo = Notepad(join("Cy"), NOTE, 103).open(), Notepad(pad.somebody, NOTE, 104).open()
    cy.write(insert(12, "!"))
    bo.write(insert(0, "Be "))

    assert [element["r"]["text"] for element in pad.somebody.sees()] == ["Be Quiet please!"]


def test_steps_that_were_written_in_private_do_not_come_out_by_arriving_late(room, join, pad):
    late = pad.op(insert(0, "worse "), pm=1)
    room.write("open")

    answer = pad.somebody.send(late)
    from_before = pad.write(insert(0, "x"))

    assert answer["a"][0]["x"] == "revealed"
    assert from_before == "gap"
    assert list(room.refused().values()) == ["revealed", "gap"]
    assert [element["r"]["text"] for element in join("Cy").sees()] == ["Quiet please"]
