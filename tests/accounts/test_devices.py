"""Devices signed in: what a person sees of them, how they end, and how long each stands."""

import re

import pytest
from flask import Flask

from app.accounts import services
from app.accounts.devices import device_name
from app.accounts.models import Guest, WebSession
from app.db import db
from app.realtime import handlers
from tests.accounts.conftest import PASSWORD

MINUTE, HOUR, DAY = 60, 3600, 24 * 3600
PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0 Mobile Safari/537.36"
LAPTOP = "Mozilla/5.0 (X11; Linux x86_64; rv:141.0) Gecko/20100101 Firefox/141.0"


def is_in(browser) -> bool:
    return browser.get("/profile/").status_code == 200


def session_ids(app: Flask, principal_id: str) -> list[str]:
    with app.app_context():
        rows = db.session.query(WebSession).filter_by(principal_id=principal_id).order_by(WebSession.created_at)
        return [row.id for row in rows]


@pytest.mark.parametrize(
    ("says", "called"),
    [
        (PHONE, "Chrome · Android"),
        (LAPTOP, "Firefox · Linux"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari · iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/139.0 Safari/537.36 Edg/139.0", "Edge · Windows"),
        ("curl/8", ""),
    ],
)
def test_a_device_is_called_by_its_browser_and_system(says, called):
    assert device_name(says) == called


def test_a_page_knows_for_how_long_a_person_is_signed_in_at_most(person, signed_in, client, clock):
    ada = signed_in(person("Ada"))
    clock(HOUR)

    told = re.search(r'data-whose="[^"]+" data-stands="(\d+)"', ada.get("/").text)

    assert 11 * HOUR - MINUTE <= int(told[1]) <= 11 * HOUR
    assert "data-stands" not in client.get("/").text


def test_a_person_ends_one_of_their_devices(app: Flask, person, signed_in):
    ada = person("Ada")
    laptop, phone = signed_in(ada), signed_in(ada)
    lost = session_ids(app, ada.id)[0]

    answer = phone.submit(f"/profile/devices/{lost}/closure/", htmx=True)

    assert answer.status_code == 200
    assert answer.text.count("<li") == 1
    assert (is_in(laptop), is_in(phone)) == (False, True)


def test_a_person_ends_all_their_other_devices(person, signed_in):
    ada = person("Ada")
    laptop, tablet, phone = signed_in(ada), signed_in(ada), signed_in(ada)
    bo = signed_in(person("Bo"))

    answer = phone.submit("/profile/devices/others/closure/")

    assert (answer.status_code, answer.location) == (303, "/profile/")
    assert [is_in(browser) for browser in (laptop, tablet, phone, bo)] == [False, False, True, True]


def test_nobody_ends_the_device_of_somebody_else(app: Flask, person, signed_in):
    ada, eve = person("Ada"), person("Eve")
    laptop, stranger = signed_in(ada), signed_in(eve)

    answer = stranger.submit(f"/profile/devices/{session_ids(app, ada.id)[0]}/closure/")

    assert answer.status_code == 404
    assert is_in(laptop)


def test_a_device_that_ended_is_not_there_to_be_ended_again(app: Flask, person, signed_in):
    ada = person("Ada")
    signed_in(ada)
    phone = signed_in(ada)
    lost = session_ids(app, ada.id)[0]

    answers = [phone.submit(f"/profile/devices/{lost}/closure/").status_code for _ in range(2)]

    assert answers == [303, 404]


def test_a_person_who_is_away_for_two_hours_signs_in_again(person, signed_in, clock):
    browser = signed_in(person("Ada"))

    clock(2 * HOUR - MINUTE)
    before = is_in(browser)
    clock(4 * HOUR - 2 * MINUTE)
    kept = is_in(browser)
    clock(6 * HOUR)
    after = is_in(browser)

    assert (before, kept, after) == (True, True, False)


def test_a_person_at_work_signs_in_again_after_twelve_hours(person, signed_in, clock):
    browser = signed_in(person("Ada"))

    seen = []
    for hours in range(1, 13):
        clock(hours * HOUR - MINUTE)
        seen.append(is_in(browser))
    clock(12 * HOUR)

    assert seen == [True] * 12
    assert not is_in(browser)


@pytest.mark.row("J1", partly=True)
def test_a_guest_is_known_for_seven_days_without_a_word(app: Flask, clock):
    from app.accounts.queries import session_by_secret

    with app.app_context():
        _guest, opened = services.new_guest("Neem", "ar")
        clock(7 * DAY - MINUTE)
        before = session_by_secret(opened.secret)
        clock(7 * DAY)
        after = session_by_secret(opened.secret)

    assert before is not None
    assert after is None


def test_a_person_who_only_follows_by_socket_is_not_away(app: Flask, person, signed_in, clock):
    ada = person("Ada")
    browser, left_at_home = signed_in(ada), signed_in(ada)
    (followed, _other) = session_ids(app, ada.id)

    for hours in (1, 2, 3):
        clock(hours * HOUR)
        with app.app_context():
            for hook in handlers.present_hooks:
                hook({followed})

    assert is_in(browser)
    assert not is_in(left_at_home)


def test_when_a_device_was_used_is_kept_every_five_minutes(app: Flask, person, signed_in, clock):
    ada = person("Ada")
    browser = signed_in(ada)

    def seen_at():
        with app.app_context():
            return db.session.query(WebSession.seen_at).filter_by(principal_id=ada.id).scalar()

    first = seen_at()
    clock(4 * MINUTE)
    browser.get("/profile/")
    soon = seen_at()
    clock(6 * MINUTE)
    browser.get("/profile/")
    later = seen_at()

    assert soon == first
    assert (later - first).total_seconds() == pytest.approx(6 * MINUTE, abs=30)


def test_a_guest_has_no_profile(app: Flask, visitor):
    with app.app_context():
        guest, opened = services.new_guest("Neem", "ar")
    browser = visitor()
    with browser.session_transaction() as session:
        session["sid"] = opened.secret

    assert browser.get("/profile/").location == "/sign-in/?next=/profile/"
    assert browser.submit(f"/profile/devices/{opened.id}/closure/").status_code == 401
    with app.app_context():
        assert db.session.get(Guest, guest.id).name == "Neem"


def test_a_revoked_person_is_out_at_once(app: Flask, person, signed_in, visitor):
    ada = person("Ada")
    browser = signed_in(ada)

    with app.app_context():
        from app import clock
        from app.accounts.models import Person
        from app.db import transaction

        with transaction():
            db.session.get(Person, ada.id).revoked_at = clock.now()

    assert not is_in(browser)
    assert visitor().submit("/sign-in/", email="ada@example.org", password=PASSWORD).status_code == 422
