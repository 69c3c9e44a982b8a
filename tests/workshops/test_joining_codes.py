"""Wrong codes: one answer for all that open nothing, and limits that leave a room of three hundred alone."""

import re
import sqlite3
import time
from contextlib import closing

import pytest

WRONG = "ZZZZZZZZ"


def sentence(answer) -> str:
    """What the door says about the code."""
    return re.search(r'<p class="bad" id="code-bad">(?:<svg.*?</svg>)?(.*?)</p>', answer.text, re.DOTALL)[1].strip()


def close(room):
    from app import clock
    from app.db import db, transaction
    from app.workshops.models import Workshop

    with room.app.app_context(), transaction():
        db.session.get(Workshop, room.id).closed_at = clock.now()


def test_unknown_changed_and_closed_codes_are_answered_alike(room, visitor):
    unknown = visitor().get(f"/j/{WRONG}/")
    old = room.code
    room.ada.submit(room.at("codes/"))
    changed = visitor().get(f"/j/{old}/")
    close(room)
    closed = visitor().get(f"/j/{old}/")

    answers = {(answer.status_code, sentence(answer)) for answer in (unknown, changed, closed)}
    assert answers == {(404, "No open workshop has this code. Check it with the screen or with your facilitator.")}


def told_of_closed(answer) -> list[str]:
    """What the door says beside the code of a workshop that is closed, with its ways."""
    part = re.search(r'<div class="say"><svg.*?</svg><div>(.*?)</div>', answer.text, re.DOTALL)
    return [re.sub(r"<[^>]+>|[\u2068\u2069]", "", part[1]), *re.findall(r'href="([^"]+)"', part[1])] if part else []


def test_whoever_was_there_reads_at_the_door_that_their_workshop_is_closed(room, visitor):
    bo, out = room.join("Bo"), room.join("Cy")
    room.ada.submit(room.at(f"seats/{room.seats()['Cy'].id}/removal/"))
    stranger, code = visitor(), room.code
    assert told_of_closed(bo.get("/j/ZZZZZZZZ/")) == []

    room.ada.submit(room.at("closure/"), sure="yes")

    boards, minutes = f"/boards/for/{room.id}/", f"/reports/workshops/{room.id}/minutes/"
    says = "“Fast tests” is closed: nobody joins it any more. What was written there can still be read."
    assert told_of_closed(bo.get(f"/j/{code}/")) == [f"{says}Boards so far · Read the minutes", boards, minutes]
    assert [bo.get(address).status_code for address in (boards, minutes)] == [200, 200]
    assert [told_of_closed(each.get(f"/j/{code}/")) for each in (out, stranger)] == [[], []]


def test_a_changed_code_is_dead_at_once_and_the_new_one_opens(room, visitor):
    old, waiting = room.code, visitor()
    waiting.get(f"/j/{old}/")

    room.ada.submit(room.at("codes/"))

    from app.db import db
    from app.workshops.models import Workshop

    with room.app.app_context():
        new = db.session.get(Workshop, room.id).code
    assert waiting.submit(f"/j/{old}/", name="Bo").status_code == 404
    assert waiting.submit(f"/j/{new}/", name="Bo").status_code == 303


@pytest.mark.row("J4", partly=True)
def test_a_locked_door_says_so_and_keeps_those_out_who_waited_before_it(room, visitor):
    waiting, inside = visitor(), room.join("Bo")
    waiting.get(f"/j/{room.code}/")
    room.ada.submit(room.at("joining/"), locked="yes")

    page, late, back = (
        visitor().get(f"/j/{room.code}/"),
        waiting.submit(f"/j/{room.code}/", name="Cleo"),
        inside.get(f"/j/{room.code}/"),
    )

    locked = "The facilitator has locked joining for now."
    assert (page.status_code, late.status_code, back.status_code) == (403, 403, 303)
    assert locked in page.text
    assert locked in late.text
    assert "Fast tests" in page.text
    assert 'name="name"' not in page.text
    assert list(room.seats()) == ["Ada Obi", "Bo"]


def test_a_typed_code_that_can_be_none_is_answered_at_its_field(visitor):
    answer = visitor().get("/j/", query_string={"code": "K7QF 2M9"})

    assert answer.status_code == 422
    assert "A code has eight letters and digits" in answer.text
    assert 'value="K7QF 2M9"' in answer.text


def test_of_many_wrong_codes_those_beyond_ten_a_minute_are_slowed(room, visitor, clock):
    wrong, seconds = [], []
    for letter in "0123456789A":
        started = time.monotonic()
        wrong.append(visitor().get(f"/j/{WRONG[:-1]}{letter}/"))
        seconds.append(time.monotonic() - started)
    clock(61)
    later = visitor().get(f"/j/{WRONG}/")

    assert [answer.status_code for answer in wrong] == [404] * 10 + [429]
    assert max(seconds[:10]) < 1 <= seconds[10]
    assert sentence(wrong[-1]).startswith("This code is not known, like many that came from your network")
    assert later.status_code == 404


def test_right_codes_and_seated_people_come_in_at_once_among_wrong_ones(room, visitor):
    seated = room.join("Bo")
    for letter in "0123456789A":
        visitor().get(f"/j/{WRONG[:-1]}{letter}/")

    started = time.monotonic()
    page = visitor().get(f"/j/{room.code}/")
    back = seated.get(f"/j/{room.code}/")
    joined = visitor().submit(f"/j/{room.code}/", name="Cleo")

    assert (page.status_code, back.status_code, back.location) == (200, 303, room.at())
    assert (joined.status_code, joined.location) == (303, room.at())
    assert time.monotonic() - started < 1


@pytest.mark.sqlite_only("one writer at a time is SQLite's")
@pytest.mark.parametrize("code", ["right", "wrong"])
def test_whoever_opens_a_code_waits_for_nobody_who_writes(room, visitor, code):
    from app.db import db

    browser = visitor()
    with room.app.app_context():
        path = str(db.engine.url.database)
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        started = time.monotonic()
        answer = browser.get(f"/j/{room.code if code == 'right' else WRONG}/")
        waited = time.monotonic() - started

    assert answer.status_code == {"right": 200, "wrong": 404}[code]
    assert waited < 1


def test_right_codes_are_never_counted(room, visitor):
    opened = [visitor().get(f"/j/{room.code}/").status_code for _ in range(40)]

    assert opened == [200] * 40


def test_another_address_is_not_held_up(room, visitor):
    for letter in "0123456789":
        visitor().get(f"/j/{WRONG[:-1]}{letter}/")

    elsewhere = visitor().get(f"/j/{WRONG}/", environ_base={"REMOTE_ADDR": "203.0.113.9"})

    assert elsewhere.status_code == 404


def test_an_address_cannot_be_made_up_in_a_header(room, visitor):
    codes = [
        visitor().get(f"/j/{WRONG[:-1]}{letter}/", headers={"X-Forwarded-For": f"203.0.113.{number}"}).status_code
        for number, letter in enumerate("0123456789A")
    ]

    assert codes == [404] * 10 + [429]


def test_behind_a_proxy_the_address_it_saw_counts_whatever_stands_before_it(room, environ):
    from app import create_app
    from app.db import db

    house = create_app({**environ, "PROXIES": "1"})

    def ask(code: str, addresses: str) -> int:
        return house.test_client().get(f"/j/{code}/", headers={"X-Forwarded-For": addresses}).status_code

    guessed = [
        ask(f"{WRONG[:-1]}{letter}", f"203.0.113.{number}, 198.51.100.7") for number, letter in enumerate("0123456789A")
    ]
    neighbour = ask(WRONG, "198.51.100.7, 198.51.100.8")
    with house.app_context():
        db.engine.dispose()

    assert guessed == [404] * 10 + [429]
    assert neighbour == 404


def test_when_many_addresses_guess_wrong_codes_are_slowed_wherever_they_come_from(room, visitor):
    def guess(address: int, code: str = WRONG) -> int:
        return visitor().get(f"/j/{code}/", environ_base={"REMOTE_ADDR": f"203.0.113.{address}"}).status_code

    calm = [guess(address) for address in range(20) for _ in range(10)]
    # Some are forgotten while others come.
    slowed = any(guess(20 + number) == 429 for number in range(150))
    right = guess(200, room.code)

    assert calm == [404] * 200
    assert slowed
    assert right == 200


@pytest.mark.timeout(120)
@pytest.mark.long
def test_a_hall_of_three_hundred_joins_from_one_address_among_thirty_typos(room, visitor):
    joined, typos = [], []
    for number in range(300):
        joined.append(visitor().submit(f"/j/{room.code}/", name=f"Person {number}").status_code)
        if number % 10 == 0:
            typos.append(visitor().get(f"/j/{WRONG[:-2]}{number // 10:02}/").status_code)

    assert joined == [303] * 300
    assert set(typos) == {404, 429}
    assert len(room.seats()) == 301


def test_no_page_of_the_door_tells_another_site_where_one_came_from(room, visitor):
    answers = [visitor().get("/j/"), visitor().get(f"/j/{room.code}/"), visitor().get("/j/recovery/")]

    assert {answer.headers["Referrer-Policy"] for answer in answers} == {"no-referrer"}
    assert {answer.headers["Cache-Control"] for answer in answers} == {"no-store"}
