"""Guessing passwords: failures make whoever guesses wait, and nobody else."""

import pytest

from tests.accounts.conftest import PASSWORD

HALL, HOME = "203.0.113.7", "198.51.100.2"


def from_address(browser, address: str, name: str = "ada", password: str = PASSWORD) -> int:
    """Try to sign in; the status of the answer."""
    fields = {"email": f"{name}@example.org", "password": password}
    headers = {"X-CSRFToken": browser.token()}
    return browser.post("/sign-in/", data=fields, headers=headers, environ_base={"REMOTE_ADDR": address}).status_code


def guesses(visitor, address: str, most: int, name: str = "ada") -> list[int]:
    """What strangers hear who guess, each from another browser."""
    return [from_address(visitor(), address, name, f"guess {n} of many") for n in range(most)]


@pytest.mark.row("D6", partly=True)
def test_who_guesses_waits_and_nobody_else_does(person, visitor, clock):
    person("Ada")
    person("Bo")

    guessed = guesses(visitor, HALL, 8)
    right = from_address(visitor(), HALL)
    neighbour = from_address(visitor(), HALL, "bo")
    at_home = from_address(visitor(), HOME)
    clock(61)
    later = from_address(visitor(), HALL)

    assert guessed == [422] * 6 + [429] * 2
    assert (right, neighbour, at_home, later) == (429, 303, 303, 303)


def test_somebody_who_mistypes_five_times_on_a_new_laptop_comes_in_at_once(person, visitor):
    person("Ada")
    laptop = visitor()

    typed = [from_address(laptop, HALL, password=f"typo {n} of five") for n in range(5)]

    assert typed == [422] * 5
    assert from_address(laptop, HALL) == 303


def test_each_failure_makes_the_wait_twice_as_long_up_to_a_minute(person, visitor, clock):
    person("Ada")
    guesses(visitor, HALL, 6)

    at, early, late = 0, [], []
    for wait in (2, 4, 8, 16, 32, 60, 60, 60):
        clock(at + wait / 2)
        early.append(from_address(visitor(), HALL, password="guessed again"))
        at += wait + 1
        clock(at)
        late.append(from_address(visitor(), HALL, password="guessed again"))

    assert (early, late) == ([429] * 8, [422] * 8)


def test_what_is_refused_makes_no_wait_longer(person, visitor, clock):
    person("Ada")
    guesses(visitor, HALL, 16)

    clock(3)

    assert from_address(visitor(), HALL) == 303


def test_a_device_that_was_signed_in_before_is_let_in_whatever_strangers_do(person, visitor, signed_in):
    ada = signed_in(person("Ada"))
    ada.submit("/sign-out/")
    guesses(visitor, HALL, 20)

    assert from_address(visitor(), HALL) == 429
    assert from_address(ada, HALL) == 303


def test_who_came_in_by_a_link_is_known_on_that_device(person, visitor, mails):
    from tests.accounts.test_links import follow, path_in

    person("Ada")
    device = visitor()
    device.submit("/password/forgotten/", email="ada@example.org")
    follow(device, path_in(mails()[0]))
    device.submit("/link/", password="a quiet place by the lake")
    device.submit("/sign-out/")
    guesses(visitor, HALL, 20)

    assert from_address(device, HALL, password="a quiet place by the lake") == 303


def test_a_device_is_known_for_the_accounts_that_were_signed_in_on_it_alone(person, visitor, signed_in):
    person("Ada")
    bo = signed_in(person("Bo"))
    bo.submit("/sign-out/")

    guessed = [from_address(bo, HALL, "ada", f"guess {n} of many") for n in range(8)]

    assert guessed == [422] * 6 + [429] * 2


def test_a_known_device_has_a_limit_of_its_own(person, signed_in):
    ada = signed_in(person("Ada"))

    guessed = [from_address(ada, HALL, password=f"guess {n} of many") for n in range(13)]

    assert guessed == [422] * 11 + [429] * 2


def test_a_cookie_somebody_made_up_is_no_known_device(person, visitor, signed_in):
    signed_in(person("Ada"))
    guesses(visitor, HALL, 6)
    eve = visitor()

    for made_up in ("A" * 43, "", "\N{SNOWMAN}", "A" * 3000):
        eve.set_cookie("baraza-browser", made_up)
        assert from_address(eve, HALL) == 429


def test_one_password_tried_on_many_accounts_is_slowed(person, visitor, clock, signed_in):
    known = signed_in(person("Ada"))
    for number in range(40):
        person(f"Person {number}")

    tried = [from_address(visitor(), HALL, f"person.{number}", "one for everybody") for number in range(40)]
    stranger, elsewhere = from_address(visitor(), HALL), from_address(visitor(), HOME)
    ada = from_address(known, HALL)
    clock(61)
    later = from_address(visitor(), HALL)

    assert tried == [422] * 31 + [429] * 9
    assert (stranger, elsewhere, ada, later) == (429, 303, 303, 303)


def test_all_addresses_of_one_ipv6_subscriber_count_as_one(person, visitor):
    person("Ada")

    guessed = [from_address(visitor(), f"2001:db8:7::{n:x}", password=f"guess {n} of many") for n in range(8)]

    assert guessed == [422] * 6 + [429] * 2
    assert from_address(visitor(), "2001:db8:7:1::1") == 303


@pytest.mark.row("D6", partly=True)
def test_a_hall_of_people_signs_in_from_one_address(person, visitor):
    person("Ada")

    answers = [from_address(visitor(), HALL) for _ in range(40)]

    assert answers == [303] * 40


def test_whoever_has_to_wait_is_told_so_and_what_lets_them_in_at_once(person, visitor):
    person("Ada")
    guesses(visitor, "127.0.0.1", 6)

    answer = visitor().submit("/sign-in/", email="ada@example.org", password=PASSWORD)

    assert answer.status_code == 429
    assert "Too many attempts. Wait a minute and try again, or have a link sent to you" in answer.text
    assert answer.headers["Retry-After"] == "2"
    assert 'value="ada@example.org"' in answer.text
    assert PASSWORD not in answer.text


def test_the_current_password_cannot_be_guessed_at_an_open_desk(person, signed_in):
    ada = person("Ada")
    browser, elsewhere = signed_in(ada), signed_in(ada)
    forms = [{"current": f"guess {n} of many", "new": "a quiet place by the lake"} for n in range(12)]

    answers = [browser.submit("/profile/password/", **form).status_code for form in forms]
    owner = elsewhere.submit("/profile/password/", current=PASSWORD, new="a quiet place by the lake")

    assert answers == [422] * 11 + [429]
    assert owner.status_code == 303


def test_names_of_tries_are_not_kept(app, person, visitor):
    from app.accounts.models import FailedTry
    from app.db import db

    person("Ada")
    guesses(visitor, HALL, 1)

    with app.app_context():
        kept = [row.key for row in db.session.query(FailedTry)]

    assert [len(key) for key in kept] == [43, 43]
    assert not any(HALL in key for key in kept)


def test_failures_are_forgotten_after_a_quarter_of_an_hour(app, person, visitor, clock):
    from app.accounts.models import FailedTry
    from app.db import db

    person("Ada")
    guesses(visitor, HALL, 6)
    clock(15 * 60 + 1)

    guessed = guesses(visitor, HALL, 1)

    with app.app_context():
        assert db.session.query(FailedTry).count() == 2
    assert guessed == [422]
