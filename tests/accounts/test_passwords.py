"""Passwords: how they are kept, what is too common, and that an unknown address takes as long as a known one."""

import statistics
import time

import pytest
from argon2 import PasswordHasher
from flask import Flask

from app.accounts import passwords, services
from app.accounts.models import Person
from app.db import db, transaction
from tests.accounts.conftest import PASSWORD


def kept_hash(app: Flask, person: Person) -> str:
    with app.app_context():
        return db.session.get(Person, person.id).password_hash


def test_a_password_is_kept_as_argon2id_with_the_costs_of_today():
    assert passwords.hashed(PASSWORD).startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_a_hash_made_with_other_costs_is_renewed_when_its_owner_signs_in(app: Flask, person, signed_in):
    ada = person("Ada")
    old = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD)
    with app.app_context(), transaction():
        db.session.get(Person, ada.id).password_hash = old

    signed_in(ada)

    renewed = kept_hash(app, ada)
    assert passwords.is_dated(old)
    assert not passwords.is_dated(renewed)
    assert passwords.fits(PASSWORD, renewed)


def test_every_character_of_a_long_password_counts():
    long = "a" * 999

    assert passwords.fits(long + "b", passwords.hashed(long + "b"))
    assert not passwords.fits(long + "c", passwords.hashed(long + "b"))


def test_a_password_fits_however_a_keyboard_composes_its_accents():
    assert passwords.fits("cafe\u0301 au lait", passwords.hashed("caf\u00e9 au lait"))


@pytest.mark.parametrize("broken", ["", "plain text", "$argon2id$v=19$nonsense"])
def test_nothing_fits_a_hash_that_is_none(broken):
    assert not passwords.fits(PASSWORD, broken)
    assert not passwords.fits(PASSWORD, None)


@pytest.mark.parametrize(
    "common",
    ["password123", "Password2024!", "  qwertyuiop ", "iloveyouiloveyou", "1234567890", "ПАРОЛЬпароль", "abababababab"],
)
def test_what_is_tried_first_is_common(common):
    assert passwords.is_common(common)


@pytest.mark.parametrize("fine", [PASSWORD, "correct horse battery", "кукушка на крыше", "ثلاث سلال من التمر"])
def test_a_few_words_are_not_common(fine):
    assert not passwords.is_common(fine)


def test_an_unknown_address_takes_as_long_as_a_known_one(app: Flask, person):
    person("Ada")
    person("Bo", password=None)

    def typical(email: str) -> float:
        times = []
        with app.app_context():
            for number in range(7):
                started = time.process_time()
                services.sign_in(email, "not this one", device="", address=f"203.0.113.{number}")
                times.append(time.process_time() - started)
        return statistics.median(times)

    known, unknown, invited = typical("ada@example.org"), typical("eve@example.org"), typical("bo@example.org")

    assert unknown > known / 2
    assert invited > known / 2
    assert known > unknown / 2
