"""Guessing: ten failures a minute, counted for one account and one address, and successes never."""

import pytest
from flask import Flask

from app.accounts import services
from app.accounts.errors import RecoveryCodeUnknown
from app.accounts.models import FailedTry
from app.db import db
from app.errors import TooMany
from tests.accounts.conftest import PASSWORD

HALL, HOME = "203.0.113.7", "198.51.100.2"


def from_address(browser, address: str, **fields: str):
    headers = {"X-CSRFToken": browser.token()}
    return browser.post("/sign-in/", data=fields, headers=headers, environ_base={"REMOTE_ADDR": address}).status_code


@pytest.mark.row("D6", partly=True)
def test_after_ten_failures_that_account_waits_there_and_nobody_else_does(person, visitor, clock):
    person("Ada")
    person("Bo")
    guesser = visitor()

    guesses = [from_address(guesser, HALL, email="ada@example.org", password=f"guess {n} of many") for n in range(12)]
    right = from_address(visitor(), HALL, email="Ada@Example.org", password=PASSWORD)
    neighbour = from_address(visitor(), HALL, email="bo@example.org", password=PASSWORD)
    at_home = from_address(visitor(), HOME, email="ada@example.org", password=PASSWORD)
    clock(61)
    later = from_address(visitor(), HALL, email="ada@example.org", password=PASSWORD)

    assert guesses == [422] * 10 + [429] * 2
    assert (right, neighbour, at_home, later) == (429, 303, 303, 303)


@pytest.mark.row("D6", partly=True)
def test_a_hall_of_people_signs_in_from_one_address(person, visitor):
    person("Ada")

    answers = [from_address(visitor(), HALL, email="ada@example.org", password=PASSWORD) for _ in range(25)]

    assert answers == [303] * 25


def test_a_spent_account_is_told_so_in_words(person, client):
    person("Ada")
    for n in range(10):
        client.submit("/sign-in/", email="ada@example.org", password=f"guess {n} of many")

    answer = client.submit("/sign-in/", email="ada@example.org", password=PASSWORD)

    assert answer.status_code == 429
    assert "Too many attempts. Wait a minute and try again." in answer.text


def test_the_current_password_cannot_be_guessed_at_an_open_desk(person, signed_in):
    browser = signed_in(person("Ada"))
    forms = [{"current": f"guess {n} of many", "new": "a quiet place by the lake"} for n in range(11)]

    answers = [browser.submit("/profile/password/", **form).status_code for form in forms]

    assert answers == [422] * 10 + [429]


def test_recovery_codes_cannot_be_guessed_and_names_of_tries_are_not_kept(app: Flask, clock):
    with app.app_context():
        for n in range(10):
            with pytest.raises(RecoveryCodeUnknown):
                services.recover(f"0000-0000-{n:04}", address=HALL)
        with pytest.raises(TooMany):
            services.recover("0000-0000-9999", address=HALL)
        with pytest.raises(RecoveryCodeUnknown):
            services.recover("0000-0000-9999", address=HOME)

        kept = {row.key for row in db.session.query(FailedTry)}
        clock(61)
        with pytest.raises(RecoveryCodeUnknown):
            services.recover("0000-0000-9999", address=HALL)
        left = db.session.query(FailedTry).count()

    assert [len(key) for key in kept] == [43, 43]
    assert not any(HALL in key for key in kept)
    assert left == 1
