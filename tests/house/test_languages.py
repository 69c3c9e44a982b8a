"""Which language an answer is in, which words are chosen for it, and from which side they are read."""

import re

import pytest

from app import i18n
from tests.conftest import browser_of
from tests.places import ROOT

ENGLISH_OR_FRENCH = {"fr": "Salle", "en": "Room"}


def language_of(browser, accepted="es"):
    """The language of a page, in a browser that asks for another one."""
    page = browser.get("/centres/", headers={"Accept-Language": accepted}).text
    return page.split('<html lang="')[1].split('"')[0]


def test_what_somebody_chose_here_comes_before_their_profile_and_that_before_their_browser(app, person):
    ada = browser_of(app, person("Ada", language="fr"))

    as_in_the_profile = language_of(ada)
    ada.submit("/language/", language="ar", next="/")

    assert (as_in_the_profile, language_of(ada)) == ("fr", "ar")


@pytest.mark.parametrize(("accepted", "spoken"), [("ru", "ru"), ("de, *;q=0.5", "fr"), ("*", "fr"), ("", "fr")])
def test_a_workshop_speaks_its_own_language_only_where_the_browser_names_none_of_ours(app, accepted, spoken):
    with app.test_request_context(headers={"Accept-Language": accepted}):
        i18n.fall_back_to("fr")

        assert i18n.language() == spoken


@pytest.mark.parametrize(("reader", "words"), [("fr", "Salle"), ("en", "Room"), ("ru", "Room")])
def test_words_that_are_not_in_somebodys_language_are_in_english(app, reader, words):
    with app.test_request_context(headers={"Accept-Language": reader}):
        assert i18n.pick(ENGLISH_OR_FRENCH) == words
        assert i18n.pick({"fr": "Salle"}) == "Salle"


@pytest.mark.parametrize(
    ("reader", "words", "said"),
    [
        ("ar", {"en": "Room"}, {"lang": "en", "dir": "ltr"}),
        ("en", {"ar": "قاعة"}, {"lang": "ar", "dir": "rtl"}),
        ("fr", {"ar": "قاعة", "fr": "Salle"}, {}),
    ],
)
def test_words_in_another_language_than_the_page_are_read_from_their_own_side(app, reader, words, said):
    with app.test_request_context(headers={"Accept-Language": reader}):
        assert i18n.lang_attrs(words) == said


def test_templates_join_words_by_the_comma_of_the_language():
    of_english = re.compile(r"[%}]\}, (<|\{%|\{\{)|\{\{ *\", \"")

    templates = (ROOT / "app" / "templates").rglob("*.html")
    assert [path.name for path in templates if of_english.search(path.read_text())] == []
