"""What a person keeps about themselves."""

import pytest
from flask import Flask

from app.accounts.models import Person
from app.db import db
from tests.accounts.conftest import PASSWORD
from tests.renaming import call

NEW = "a quiet place by the lake"


def kept(app: Flask, person: Person) -> tuple[str, str | None, str | None]:
    with app.app_context():
        row = db.session.get(Person, person.id)
        return row.name, row.language, row.timezone


def test_a_person_changes_their_name_language_and_time_zone(app: Flask, person, signed_in):
    ada = person("Ada")
    browser = signed_in(ada)

    answer = browser.submit("/profile/", name="  Ada  Lovelace ", language="ru", timezone="nairobi")

    assert (answer.status_code, answer.location) == (303, "/profile/")
    assert kept(app, ada) == ("Ada Lovelace", "ru", "Africa/Nairobi")
    assert '<html lang="ru"' in browser.get("/profile/").text


@pytest.mark.parametrize("name", ["Bo Njoroge", "bo  njoroge", "Во Njoroge"])
def test_nobody_takes_the_name_of_somebody_else_nor_one_that_looks_the_same(app: Flask, person, signed_in, name):
    ada, _bo = person("Ada"), person("Bo Njoroge")

    answer = signed_in(ada).submit("/profile/", name=name, language="ru", timezone="")

    assert answer.status_code == 422
    assert "Somebody else is known by this name here, or by one that looks the same." in answer.text
    assert kept(app, ada)[0] == "Ada"


def test_two_who_are_called_the_same_keep_their_names_and_write_them_otherwise(app: Flask, person, signed_in):
    ada, other = person("Ada"), person("Bo")
    with app.app_context():
        call(db.session.get(Person, other.id), "Ada")

    assert signed_in(ada).submit("/profile/", name="ADA", language="", timezone="").status_code == 303
    assert kept(app, ada)[0] == "ADA"


def test_a_new_language_counts_on_the_persons_other_devices_too(person, signed_in):
    ada = person("Ada")
    laptop, phone = signed_in(ada), signed_in(ada)

    laptop.submit("/profile/", name="Ada", language="ar", timezone="")

    assert '<html lang="ar" dir="rtl">' in phone.get("/profile/").text


def test_everything_but_the_name_may_be_left_to_the_browser_and_the_workshop(app: Flask, person, signed_in):
    ada = person("Ada", language="fr", timezone="Asia/Tokyo")

    signed_in(ada).submit("/profile/", name="Ada", language="", timezone="")

    assert kept(app, ada) == ("Ada", None, None)


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"name": ""}, "name", "A name has at least one letter or digit."),
        ({"name": "x" * 61}, "name", "A name has at most 60 characters."),
        ({"name": "Ada\u202e"}, "name", "This name holds characters that cannot be seen. Type it again."),
        ({"name": "Ada\x00"}, "name", "This name holds characters that cannot be seen. Type it again."),
        ({"timezone": "Mars/Olympus"}, "timezone", "Choose a time zone from the list, such as Africa/Nairobi."),
        ({"timezone": "../../etc/passwd"}, "timezone", "Choose a time zone from the list, such as Africa/Nairobi."),
    ],
)
def test_what_cannot_be_kept_is_said_at_its_field_and_changes_nothing(
    app: Flask, person, signed_in, fields, field, sentence
):
    ada = person("Ada", timezone="Asia/Tokyo")
    browser = signed_in(ada)

    answer = browser.submit("/profile/", **({"name": "Eve", "language": "fr", "timezone": ""} | fields))

    assert answer.status_code == 422
    assert f'id="{field}-bad"' in answer.text
    assert sentence in answer.text
    assert kept(app, ada) == ("Ada", None, "Asia/Tokyo")


def test_a_language_that_is_not_offered_is_refused(app: Flask, person, signed_in):
    ada = person("Ada")

    answer = signed_in(ada).submit("/profile/", name="Ada", language="tlh", timezone="")

    assert answer.status_code == 422
    assert kept(app, ada) == ("Ada", None, None)


def test_the_time_zones_are_offered_in_the_persons_language(person, signed_in):
    page = signed_in(person("Ada", language="fr")).get("/profile/").text

    assert '<option value="Africa/Nairobi">heure : Kenya</option>' in page


def test_a_person_changes_their_password_and_their_other_devices_end(person, signed_in, visitor):
    ada = person("Ada")
    laptop, phone = signed_in(ada), signed_in(ada)

    answer = phone.submit("/profile/password/", current=PASSWORD, new=NEW)

    assert (answer.status_code, answer.location) == (303, "/profile/")
    assert phone.get("/profile/").status_code == 200
    assert laptop.get("/profile/").status_code == 303
    assert visitor().submit("/sign-in/", email="ada@example.org", password=PASSWORD).status_code == 422
    assert visitor().submit("/sign-in/", email="ada@example.org", password=NEW).status_code == 303


def test_htmx_loads_the_page_again_after_a_new_password(person, signed_in):
    browser = signed_in(person("Ada"))

    answer = browser.submit("/profile/password/", htmx=True, current=PASSWORD, new=NEW)

    assert (answer.status_code, answer.headers["HX-Redirect"], answer.text) == (200, "/profile/", "")
    assert "Your password is changed." in browser.get("/profile/").text


def test_a_wrong_current_password_changes_nothing_and_keeps_the_rest_of_the_page(person, signed_in, visitor):
    browser = signed_in(person("Ada"))

    page = browser.submit("/profile/password/", current="not this one at all", new=NEW)
    part = browser.submit("/profile/password/", htmx=True, current="not this one at all", new=NEW)

    assert (page.status_code, part.status_code) == (422, 422)
    assert 'value="Ada"' in page.text
    assert part.text.lstrip().startswith('<form id="password"')
    assert "This is not your current password." in part.text
    assert visitor().submit("/sign-in/", email="ada@example.org", password=PASSWORD).status_code == 303


def test_a_name_cannot_carry_markup_into_the_page(person, signed_in):
    browser = signed_in(person("Ada"))

    browser.submit("/profile/", name="<script>alert(1)</script>", language="en", timezone="")

    assert "<script>alert(1)" not in browser.get("/profile/").text
