"""One-time links: opened without effect, used once, gone after their time."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import text

from app.accounts import services
from app.accounts.errors import LinkSpent
from app.accounts.models import OneTimeLink, Person
from app.accounts.queries import person_by_email, session_by_secret
from app.clock import now
from app.db import db, transaction
from app.errors import Invalid
from tests.accounts.conftest import PASSWORD

HOUR, DAY = 3600, 24 * 3600
NEW = "a quiet place by the lake"


def path_in(mail) -> str:
    return re.search(r"http://[^/]+(/links/\S+)", mail.get_content())[1]


@pytest.fixture
def invited(app: Flask, person, mails):
    """Ada invited Bo; the path in his mail."""
    ada = person("Ada", language="fr")
    with app.app_context():
        services.invite("bo@example.org", "Bo", by=ada)
    return path_in(mails()[0])


def follow(browser, path: str):
    answer = browser.get(path)
    assert (answer.status_code, answer.location) == (303, "/link/")
    return browser.get("/link/")


def test_somebody_invited_opens_their_account_with_one_form(app: Flask, invited, visitor):
    bo = visitor()
    page = follow(bo, invited)

    answer = bo.submit("/link/", name="Bo Njoroge", password=NEW)

    assert page.status_code == 200
    assert 'value="bo@example.org"' in page.text
    assert (answer.status_code, answer.location) == (303, "/")
    assert "Bo Njoroge" in bo.get("/profile/").text
    assert visitor().submit("/sign-in/", email="bo@example.org", password=NEW).status_code == 303


def test_nobody_comes_in_under_the_name_of_somebody_else(app: Flask, invited, visitor):
    bo = visitor()
    follow(bo, invited)

    refused = bo.submit("/link/", name="Ada", password=NEW)
    again = bo.submit("/link/", name="Ada Njoroge", password=NEW)

    assert (refused.status_code, again.status_code) == (422, 303)
    assert "Somebody else is known by this name here, or by one that looks the same." in refused.text


def test_an_invitation_speaks_the_language_of_who_sent_it(app: Flask, invited, mails):
    (mail,) = mails()

    assert mail["To"] == "bo@example.org"
    assert "Ada" in mail.get_content()
    with app.app_context():
        assert person_by_email("bo@example.org").language == "fr"


def test_opening_a_link_changes_nothing(app: Flask, invited, visitor):
    readers = [visitor() for _ in range(3)]

    pages = [follow(reader, invited) for reader in readers]

    assert [page.status_code for page in pages] == [200, 200, 200]
    assert [reader.get("/profile/").status_code for reader in readers] == [303, 303, 303]
    with app.app_context():
        assert db.session.query(OneTimeLink.used_at).one() == (None,)


def test_the_secret_leaves_the_address_before_a_page_is_shown(invited, visitor):
    bo = visitor()
    token = invited.split("/")[2]

    page = follow(bo, invited)

    assert token not in page.text
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "no-store"


def test_the_database_keeps_no_link_that_could_be_used(app: Flask, invited):
    token = invited.split("/")[2]

    with app.app_context():
        kept = db.session.query(OneTimeLink).one()

    assert kept.token_digest != token
    assert token not in str(vars(kept))


def test_a_link_works_once(invited, visitor):
    bo, eve = visitor(), visitor()
    follow(bo, invited)
    follow(eve, invited)

    first = bo.submit("/link/", name="Bo", password=NEW)
    second = eve.submit("/link/", name="Eve", password="the password of somebody else")

    assert first.status_code == 303
    assert second.status_code == 404
    assert 'data-code="link-spent"' in second.text
    assert follow(visitor(), invited).status_code == 404
    assert visitor().submit("/sign-in/", email="bo@example.org", password=NEW).status_code == 303


@pytest.mark.parametrize(("after", "status"), [(7 * DAY - 60, 200), (7 * DAY, 404)])
def test_an_invitation_lasts_seven_days(invited, visitor, clock, after, status):
    clock(after)

    assert follow(visitor(), invited).status_code == status


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("short", "A password has at least 10 characters."),
        ("", "A password has at least 10 characters."),
        ("password2024!", "This password is among the first that are tried."),
        ("qwertyqwerty", "This password is among the first that are tried."),
        ("aaaaaaaaaaaa", "This password is among the first that are tried."),
        ("x" * 1001, "A password has at least 10 characters."),
    ],
)
def test_a_weak_password_is_refused_at_its_field_and_the_link_still_works(invited, visitor, password, sentence):
    bo = visitor()
    follow(bo, invited)

    refused = bo.submit("/link/", name="Bo", password=password)
    taken = bo.submit("/link/", name="Bo", password=NEW)

    assert refused.status_code == 422
    assert sentence in refused.text
    assert 'aria-describedby="password-hint password-bad"' in refused.text
    assert taken.status_code == 303


def test_a_stranger_without_a_link_finds_nothing_and_sets_nothing(visitor):
    eve = visitor()

    assert follow(eve, "/links/guess/").status_code == 404
    assert eve.submit("/link/", name="Eve", password=NEW).status_code == 404
    assert visitor().get("/link/").status_code == 404
    assert visitor().submit("/link/", name="Eve", password=NEW).status_code == 404


def test_who_asks_for_a_reset_learns_nothing_about_who_has_an_account(person, visitor, mails):
    person("Ada", language="es")

    known = visitor().submit("/password/forgotten/", email="ADA@example.org")
    unknown = visitor().submit("/password/forgotten/", email="eve@example.org")

    assert (known.status_code, known.location) == (unknown.status_code, unknown.location)
    assert known.location == "/password/forgotten/sent/"
    assert [mail["To"] for mail in mails()] == ["ada@example.org"]


def test_whoever_has_no_account_any_more_is_sent_no_reset(person, visitor, mails):
    person("Ada", revoked_at=now())

    visitor().submit("/password/forgotten/", email="ada@example.org")

    assert mails() == []


def test_a_new_password_ends_every_other_device(person, signed_in, visitor, mails):
    ada = person("Ada")
    laptop, phone = signed_in(ada), visitor()
    phone.submit("/password/forgotten/", email="ada@example.org")
    page = follow(phone, path_in(mails()[0]))

    answer = phone.submit("/link/", name="Not asked", password=NEW)

    assert 'name="name"' not in page.text
    assert answer.status_code == 303
    assert phone.get("/profile/").status_code == 200
    assert ">Ada<" in phone.get("/profile/").text
    assert laptop.get("/profile/").status_code == 303
    assert visitor().submit("/sign-in/", email="ada@example.org", password=PASSWORD).status_code == 422
    assert visitor().submit("/sign-in/", email="ada@example.org", password=NEW).status_code == 303


def test_whoever_was_signed_in_where_a_link_is_used_is_signed_in_nowhere_on_that_device(
    app: Flask, person, signed_in, visitor, mails
):
    person("Ada")
    browser = signed_in(person("Bo"))
    with browser.session_transaction() as cookie:
        before = cookie["sid"]
    visitor().submit("/password/forgotten/", email="ada@example.org")
    follow(browser, path_in(mails()[0]))

    browser.submit("/link/", password=NEW)

    assert ">Ada<" in browser.get("/profile/").text
    with app.app_context():
        assert session_by_secret(before) is None


def test_a_session_that_is_opened_while_all_are_ended_does_not_stand(app: Flask, person, visitor, mails):
    ada = person("Ada")
    visitor().submit("/password/forgotten/", email="ada@example.org")
    browser = visitor()
    follow(browser, path_in(mails()[0]))
    browser.submit("/link/", password=NEW)

    # Elsewhere somebody was let in by the former password, and is written down last.
    with app.app_context(), transaction():
        late = services.start_session(db.session.get_one(Person, ada.id), device="elsewhere")
        late.auth_epoch = ada.auth_epoch
    with app.app_context():
        assert session_by_secret(late.secret) is None


@pytest.mark.parametrize(("after", "status"), [(HOUR - 60, 200), (HOUR, 404)])
def test_a_reset_lasts_one_hour(person, visitor, mails, clock, after, status):
    person("Ada")
    visitor().submit("/password/forgotten/", email="ada@example.org")
    clock(after)

    assert follow(visitor(), path_in(mails()[0])).status_code == status


def resets_asked(visitor, mails, times: int, **place: object) -> list[str]:
    """The paths in the mails that Ada gets when somebody asks for a reset so many times, in their order."""
    paths = []
    for _ in range(times):
        browser = visitor()
        fields, headers = {"email": "ada@example.org"}, {"X-CSRFToken": browser.token()}
        assert browser.post("/password/forgotten/", data=fields, headers=headers, **place).status_code == 303
        paths += [path for path in map(path_in, mails()) if path not in paths]
    return paths


def test_one_used_link_takes_the_others_with_it(app: Flask, person, visitor, mails):
    ada, bo = person("Ada", password=None), person("Bo")
    with app.app_context():
        services.invite(ada.email, "Ada", by=bo)
    invitation = path_in(mails()[0])
    (reset,) = set(resets_asked(visitor, mails, 1)) - {invitation}
    browser = visitor()
    follow(browser, invitation)
    browser.submit("/link/", name="Ada", password=NEW)

    assert follow(visitor(), reset).status_code == 404


def test_a_new_reset_ends_the_one_before_and_no_invitation(app: Flask, person, visitor, mails):
    ada, bo = person("Ada", password=None), person("Bo")
    with app.app_context():
        services.invite(ada.email, "Ada", by=bo)
    invitation = path_in(mails()[0])

    first, second = (path for path in resets_asked(visitor, mails, 2) if path != invitation)

    assert [follow(visitor(), path).status_code for path in (first, second, invitation)] == [404, 200, 200]


def test_a_person_gets_three_resets_an_hour_and_the_last_one_works(person, visitor, mails, clock):
    person("Ada")

    paths = resets_asked(visitor, mails, 17)
    clock(HOUR - 60)
    open_still = follow(visitor(), paths[-1]).status_code
    clock(HOUR + 60)
    again = resets_asked(visitor, mails, 1)

    assert (len(paths), open_still, len(again)) == (3, 200, 4)


def test_who_asks_for_many_resets_has_to_wait_and_nobody_elsewhere_does(person, visitor, mails):
    person("Ada")
    person("Bo")
    browser = visitor()

    asked = [browser.submit("/password/forgotten/", email=f"person.{n}@example.org").status_code for n in range(25)]
    elsewhere = resets_asked(visitor, mails, 1, environ_base={"REMOTE_ADDR": "203.0.113.9"})

    assert asked == [303] * 21 + [429] * 4
    assert len(elsewhere) == 1


def test_a_link_that_asks_for_a_password_opens_nothing_without_one(app: Flask, invited):
    token = invited.split("/")[2]

    with app.app_context(), pytest.raises(Invalid):
        services.use_link(token, password=None, device="")


def test_inviting_somebody_who_has_an_account_sends_them_to_sign_in(app: Flask, person, mails):
    ada, bo = person("Ada"), person("Bo")

    with app.app_context():
        found, address = services.invite("BO@example.org", "Robert", by=ada)

    assert (found.id, found.name) == (bo.id, "Bo")
    assert address.endswith("/sign-in/")
    assert address in mails()[0].get_content()


def test_flask_admin_makes_an_administrator_who_comes_in_by_one_link(app: Flask, visitor):
    printed = app.test_cli_runner().invoke(args=["admin", "ada@example.org"])
    path = re.search(r"(/links/\S+)", printed.output)[1]
    ada = visitor()
    follow(ada, path)

    answer = ada.submit("/link/", name="Ada", password=NEW)

    assert answer.status_code == 303
    with app.app_context():
        kept = db.session.query(Person).one()
    assert (kept.name, kept.email, kept.is_administrator) == ("Ada", "ada@example.org", True)


def test_flask_admin_promotes_who_is_there_and_their_link_signs_in_once(app: Flask, person, visitor):
    person("Bo")
    printed = app.test_cli_runner().invoke(args=["admin", "bo@example.org"])
    bo = visitor()
    page = follow(bo, re.search(r"(/links/\S+)", printed.output)[1])

    answer = bo.submit("/link/")

    assert 'type="password"' not in page.text
    assert answer.status_code == 303
    assert bo.get("/profile/").status_code == 200
    with app.app_context():
        assert db.session.query(Person).one().is_administrator


def test_flask_admin_refuses_what_is_no_address(app: Flask):
    printed = app.test_cli_runner().invoke(args=["admin", "ada"])

    assert printed.exit_code == 2
    with app.app_context():
        assert db.session.query(Person).count() == 0


def test_of_two_who_use_one_link_at_once_one_comes_in(app: Flask, person):
    person("Ada")
    with app.app_context():
        token = services.make_administrator("ada@example.org").split("/")[-2]
    both = Barrier(2)

    def use(device: str) -> bool:
        with app.app_context():
            db.session.execute(text("SELECT 1"))
            both.wait()
            try:
                services.use_link(token, password=None, device=device)
            except LinkSpent:
                return False
        return True

    with ThreadPoolExecutor(2) as hands:
        done = list(hands.map(use, ("one", "another")))

    assert sorted(done) == [False, True]
