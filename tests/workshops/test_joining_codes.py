"""Wrong codes: one answer for all that open nothing, and limits that leave a room of three hundred alone."""

import re

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


def test_after_ten_wrong_codes_an_address_waits_a_minute_even_with_the_right_one(room, visitor, clock):
    wrong = [visitor().get(f"/j/{WRONG[:-1]}{letter}/").status_code for letter in "0123456789AB"]
    right = visitor().get(f"/j/{room.code}/")
    clock(61)
    later = visitor().get(f"/j/{room.code}/")

    assert wrong == [404] * 10 + [429] * 2
    assert (right.status_code, sentence(right)) == (429, "Too many attempts. Wait a minute and try again.")
    assert later.status_code == 200


def test_right_codes_are_never_counted(room, visitor):
    opened = [visitor().get(f"/j/{room.code}/").status_code for _ in range(40)]

    assert opened == [200] * 40


def test_another_address_is_not_held_up(room, visitor):
    for letter in "0123456789":
        visitor().get(f"/j/{WRONG[:-1]}{letter}/")

    elsewhere = visitor().get(f"/j/{room.code}/", environ_base={"REMOTE_ADDR": "203.0.113.9"})

    assert elsewhere.status_code == 200


def test_an_address_cannot_be_made_up_in_a_header(room, visitor):
    codes = [
        visitor().get(f"/j/{WRONG[:-1]}{letter}/", headers={"X-Forwarded-For": f"203.0.113.{number}"}).status_code
        for number, letter in enumerate("0123456789AB")
    ]

    assert codes == [404] * 10 + [429] * 2


def test_behind_a_proxy_the_address_it_saw_counts_whatever_stands_before_it(room, environ):
    from app import create_app
    from app.db import db

    house = create_app({**environ, "PROXIES": "1"})

    def ask(code: str, addresses: str) -> int:
        return house.test_client().get(f"/j/{code}/", headers={"X-Forwarded-For": addresses}).status_code

    guessed = [
        ask(f"{WRONG[:-1]}{letter}", f"203.0.113.{number}, 198.51.100.7")
        for number, letter in enumerate("0123456789AB")
    ]
    neighbour = ask(room.code, "198.51.100.7, 198.51.100.8")
    with house.app_context():
        db.engine.dispose()

    assert guessed == [404] * 10 + [429] * 2
    assert neighbour == 200


def test_when_many_addresses_guess_each_has_one_wrong_code_a_minute(room, visitor):
    def guess(address: int) -> int:
        return visitor().get(f"/j/{WRONG}/", environ_base={"REMOTE_ADDR": f"203.0.113.{address}"}).status_code

    calm = [guess(address) for address in range(20) for _ in range(10)]
    storm = [guess(100), guess(100)]
    right = visitor().get(f"/j/{room.code}/", environ_base={"REMOTE_ADDR": "203.0.113.200"})

    assert calm == [404] * 200
    assert storm == [404, 429]
    assert right.status_code == 200


@pytest.mark.timeout(120)
def test_three_hundred_people_join_from_one_address_within_a_minute(room, visitor):
    joined = [visitor().submit(f"/j/{room.code}/", name=f"Person {number}").status_code for number in range(300)]

    assert joined == [303] * 300
    assert len(room.seats()) == 301


def test_no_page_of_the_door_tells_another_site_where_one_came_from(room, visitor):
    answers = [visitor().get("/j/"), visitor().get(f"/j/{room.code}/"), visitor().get("/j/recovery/")]

    assert {answer.headers["Referrer-Policy"] for answer in answers} == {"no-referrer"}
    assert {answer.headers["Cache-Control"] for answer in answers} == {"no-store"}
