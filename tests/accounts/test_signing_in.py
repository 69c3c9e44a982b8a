"""Signing in and out: one device at a time, and what a stranger meets."""

from threading import Thread

import pytest
from flask import Flask
from sqlalchemy import event

from app.accounts.models import WebSession
from app.audit import AuditRow
from app.db import db
from tests.accounts.conftest import PASSWORD


def secret_of(browser) -> str:
    with browser.session_transaction() as session:
        return session.get("sid", "")


def test_a_person_signs_in_and_comes_back_to_the_page_they_asked_for(person, client):
    ada = person("Ada")
    asked = client.get("/profile/?from=mail")

    answer = client.submit("/sign-in/", email="ADA@example.org ", password=PASSWORD, next="/profile/?from=mail")

    assert (asked.status_code, asked.location) == (303, "/sign-in/?next=/profile/?from%3Dmail")
    assert (answer.status_code, answer.location) == (303, "/profile/?from=mail")
    assert ada.email in client.get("/profile/").text


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(person, client, visitor):
    person("Ada")

    wrong = client.submit("/sign-in/", email="ada@example.org", password="seven baskets of melons")
    unknown = visitor().submit("/sign-in/", email="ben@example.org", password="seven baskets of melons")

    assert (wrong.status_code, unknown.status_code) == (422, 422)
    sentence = "This address and this password do not belong together."
    assert sentence in wrong.text
    assert sentence in unknown.text
    assert 'aria-describedby="password-bad"' in wrong.text
    assert "seven baskets" not in wrong.text


def test_a_password_that_is_changed_while_somebody_signs_in_with_it_opens_nothing(app, person, signed_in, client):
    mine = signed_in(person("Ada"))
    changed = []

    def change():
        changed.append(mine.submit("/profile/password/", current=PASSWORD, new="nine baskets of figs").status_code)

    def meanwhile(_connection, _cursor, statement, *_more):
        # How often somebody failed is asked once their account was read, and before their password is tried.
        if not changed and "FROM failed_try" in statement:
            changed.append("begun")
            elsewhere = Thread(target=change)
            elsewhere.start()
            elsewhere.join()

    with app.app_context():
        engine = db.engine
    event.listen(engine, "after_cursor_execute", meanwhile)
    try:
        answer = client.submit("/sign-in/", email="ada@example.org", password=PASSWORD)
    finally:
        event.remove(engine, "after_cursor_execute", meanwhile)

    assert (changed, answer.status_code, secret_of(client)) == (["begun", 303], 422, "")
    assert mine.get("/profile/").status_code == 200


def test_somebody_invited_cannot_sign_in_without_a_password(person, client):
    person("Ada", password=None)

    answer = client.submit("/sign-in/", email="ada@example.org", password="")
    guessed = client.submit("/sign-in/", email="ada@example.org", password="None")

    assert (answer.status_code, guessed.status_code) == (422, 422)


def test_signing_in_gives_a_new_cookie_and_the_old_one_is_dead(app: Flask, person, signed_in):
    browser = signed_in(person("Ada"))
    first = secret_of(browser)

    browser.submit("/sign-out/")
    browser.submit("/sign-in/", email="ada@example.org", password=PASSWORD)

    second = secret_of(browser)
    assert first
    assert second not in {"", first}
    thief = app.test_client()
    with thief.session_transaction() as session:
        session["sid"] = first
    assert thief.get("/profile/").status_code == 303


def test_a_session_planted_before_signing_in_opens_nothing_afterwards(app: Flask, person, signed_in):
    eve = signed_in(person("Eve"))
    planted = secret_of(eve)
    victim = app.test_client()
    with victim.session_transaction() as session:
        session["sid"] = planted
    person("Ada")

    victim.submit("/sign-in/", email="ada@example.org", password=PASSWORD)

    assert secret_of(victim) != planted
    assert eve.get("/profile/").status_code == 303


def test_signing_in_leaves_the_language_that_was_chosen_before(person, client):
    person("Ada")
    client.submit("/language/", language="fr", next="/")

    client.submit("/sign-in/", email="ada@example.org", password=PASSWORD)

    assert 'lang="fr"' in client.get("/profile/").text


def test_who_signs_out_is_out_and_may_press_again(app: Flask, person, signed_in):
    browser = signed_in(person("Ada"))

    answers = [browser.submit("/sign-out/"), browser.submit("/sign-out/")]

    assert [(answer.status_code, answer.location) for answer in answers] == [(303, "/"), (303, "/")]
    assert browser.get("/profile/").status_code == 303
    with app.app_context():
        assert all(session.revoked_at for session in db.session.query(WebSession))


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "/\t/evil.example/",
        "\\\\evil.example",
        "javascript:alert(1)",
        "http:evil.example",
        " //evil.example",
        "/ /evil.example",
        "",
    ],
)
def test_nobody_is_sent_to_another_house(person, client, elsewhere):
    person("Ada")

    page = client.get("/sign-in/", query_string={"next": elsewhere})
    answer = client.submit("/sign-in/", email="ada@example.org", password=PASSWORD, next=elsewhere)

    assert 'name="next" type="hidden" value="/"' in page.text
    assert answer.location == "/"


def test_a_deed_is_written_down_without_the_address_or_the_password(app: Flask, person, signed_in):
    ada = person("Ada")

    signed_in(ada)

    with app.app_context():
        row = db.session.query(AuditRow).one()
        kept = db.session.query(WebSession).one()
    assert (row.action, row.target, row.actor_id, row.details) == ("sign-in", f"web_session:{kept.id}", ada.id, {})


def test_a_stranger_is_sent_to_sign_in_by_pages_and_refused_by_forms_and_parts(client):
    page = client.get("/profile/")
    part = client.fragment("/profile/")
    program = client.get("/profile/", headers={"Accept": "application/json"})
    forms = [
        client.submit(address)
        for address in (
            "/profile/",
            "/profile/password/",
            "/profile/devices/someone/closure/",
            "/profile/devices/others/closure/",
        )
    ]

    assert (page.status_code, page.location) == (303, "/sign-in/?next=/profile/")
    assert (part.status_code, part.headers["HX-Retarget"]) == (401, "#notices")
    assert (program.status_code, program.json) == (401, {"x": "not-signed-in", "say": "Sign in to see this page."})
    assert [form.status_code for form in forms] == [401, 401, 401, 401]


@pytest.mark.parametrize(
    "address",
    [
        "/sign-in/",
        "/sign-out/",
        "/password/forgotten/",
        "/link/",
        "/profile/",
        "/profile/password/",
        "/profile/devices/someone/closure/",
        "/profile/devices/others/closure/",
    ],
)
def test_no_form_is_taken_without_its_token_or_from_another_site(person, signed_in, address):
    ada = signed_in(person("Ada"))

    bare = ada.post(address, data={"email": "ada@example.org"})
    foreign = ada.post(address, headers={"X-CSRFToken": ada.token(), "Origin": "https://evil.example"})

    assert (bare.status_code, foreign.status_code) == (403, 403)
    assert ada.get("/profile/").status_code == 200


@pytest.mark.parametrize("address", ["/profile/", "/workshops/", "/centres/"])
def test_pages_write_no_cookie_so_a_slow_one_undoes_no_later_sign_in(person, signed_in, address):
    ada = signed_in(person("Ada"))

    answer = ada.get(address)

    assert answer.status_code == 200
    assert answer.headers.getlist("Set-Cookie") == []


@pytest.mark.parametrize("email", ["", "ada", "ada@", "a da@example.org", "ada@example.org\x00", "x" * 250 + "@a.org"])
def test_what_is_no_address_is_said_at_its_field(client, email):
    for page in ("/sign-in/", "/password/forgotten/"):
        answer = client.submit(page, email=email, password=PASSWORD)

        assert answer.status_code == 422
        assert 'id="email-bad"' in answer.text
