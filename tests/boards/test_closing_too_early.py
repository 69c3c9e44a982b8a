"""Closing while notes may still come in from phones that are offline, or are not shown to everybody: it asks first."""

import re

import pytest

SAYS = re.compile(
    r"Notes from phones that are offline may still arrive until (\d\d:\d\d)\. "
    r"If you close now, they stay with their authors\."
)


@pytest.fixture
def connected(room, monkeypatch):
    """`connected(ada, bo)`: the screens of these people are connected, and nobody else's."""

    from app.workshops import presence

    def choose(*people):
        here = frozenset(each.principal for each in people)
        monkeypatch.setattr(presence, "present", lambda _room: here)

    return choose


def close(room, **said: str):
    return room.people["Ada"].browser.submit(f"/w/{room.id}/closure/", **said)


def asked(answer) -> tuple[int, str]:
    """The status of an answer, and what it reads out before anything else."""
    alert = re.search(
        r'<div class="say say-warn" role="alert" tabindex="-1" autofocus>(.*?)</div></div>', answer.text, re.DOTALL
    )
    return answer.status_code, " ".join(re.sub(r"<[^>]+>", " ", alert[1]).split()) if alert else ""


def is_closed(room) -> bool:
    return bool(room.rows("SELECT closed_at IS NOT NULL FROM workshop")[0][0])


def test_closing_asks_while_a_phone_without_a_line_may_send_notes(room, join, connected, clock):
    bo, cy = join("Bo"), join("Cy")
    connected(bo)
    room.turn("closed")

    first = close(room)

    said = SAYS.search(first.text)
    assert f"Notes written before, on phones that were offline, may come in until {said[1]}." in hidden(room)
    assert asked(first) == (409, f"It is not closed yet. {said[0]}")
    assert ("Close it now" in first.text, "What becomes of them?" in first.text, is_closed(room)) == (
        True,
        False,
        False,
    )
    connected(bo, cy)
    assert (close(room).status_code, is_closed(room)) == (303, True)


def hidden(room) -> str:
    return room.people["Ada"].browser.get(f"/boards/for/{room.id}/hidden/").text


def test_closing_asks_nothing_once_no_note_comes_in_any_more(room, join, connected, clock):
    join("Bo")
    connected()
    room.turn("closed")
    assert close(room).status_code == 409
    clock(31 * 60)

    assert (close(room).status_code, is_closed(room)) == (303, True)


@pytest.mark.parametrize("who", ["an observer", "nobody"])
def test_whoever_writes_nothing_keeps_no_workshop_open(room, join, connected, who):
    if who == "an observer":
        join("Bo", "observer")
    connected()
    room.turn("closed")

    assert (close(room).status_code, is_closed(room)) == (303, True)


def test_the_question_about_hidden_notes_says_until_when_others_may_come(room, join, connected):
    bo = join("Bo")
    room.turn("private")
    bo.send(bo.note("mine", pm=1))

    connected(bo)
    there = close(room)
    connected()
    away = close(room)

    question = "It is not closed yet. Some notes are not shown to everybody. What becomes of them?"
    assert asked(there) == (409, question)
    said = SAYS.search(away.text)[0]
    assert asked(away) == (409, f"{question} {said}")
    assert "Leave them with their authors and close" in away.text
    assert (close(room, sure="yes").status_code, is_closed(room)) == (303, True)


def test_the_page_begins_with_the_question_and_asks_it_once(room, join, connected):
    join("Bo")
    connected()
    room.turn("closed")

    page = close(room).text

    assert page.count('id="end-h"') == 1
    assert page.index('id="end-h"') < page.index('id="details"')
    calm = room.people["Ada"].browser.get(f"/w/{room.id}/settings/").text
    assert (calm.index('id="end-h"') > calm.index('id="details"'), "It is not closed yet." in calm) == (True, False)
