"""The glossary as a page and as an interpreter's sheet."""

import re

import pytest


def terms_on(page: str) -> list[str]:
    return re.findall(r'<li id="([a-z0-9_]+)">', page)


def test_the_glossary_holds_every_term_in_six_languages_with_its_evidence(client, shelf):
    page = client.get("/glossary/").text

    assert terms_on(page) == list(shelf.glossary)
    assert page.count("<dd lang=") == 6 * 91
    assert page.count('role="img" aria-label="wording of the founding document"') == sum(
        evidence == "founding" for term in shelf.glossary.values() for evidence in term.evidence.values()
    )


@pytest.mark.parametrize(
    ("words", "term"),
    [
        ("意义建构", "sense_making"),
        ("感性思维", "sense_making"),
        ("استخلاص المعنى", "sense_making"),
        ("SANDBOX", "sandbox"),
    ],
)
def test_a_term_is_found_by_a_word_of_any_language(client, words, term):
    page = client.get("/glossary/", query_string={"q": words}).text

    assert terms_on(page) == [term]
    assert "1 term" in page


def test_htmx_gets_the_terms_alone(client):
    answer = client.fragment("/glossary/?q=sandbox")

    assert answer.text.lstrip().startswith('<div id="terms">')
    assert "HX-Request" in answer.headers["Vary"]


def test_a_word_that_is_nowhere_says_so(client):
    assert "No term holds this word." in client.get("/glossary/?q=zzz").text


def test_the_readers_own_language_comes_first(client):
    page = client.get("/glossary/", headers={"Accept-Language": "ar"}).text

    assert re.findall(r'<dt lang="([a-z]+)"', page)[:6] == ["ar", "en", "fr", "es", "ru", "zh"]


def test_a_sheet_holds_all_terms_in_two_languages_in_the_order_of_the_first(client):
    page = client.get("/glossary/sheet/?from=fr&to=ar").text

    rows = re.findall(r'<th scope="row" lang="fr" dir="ltr">([^<]+)</th><td lang="ar" dir="rtl">([^<]+)</td>', page)

    assert len(rows) == 91
    assert [there for here, there in rows if here == "Bac à sable"] != []
    firsts = [here[0] for here, _ in rows]
    assert firsts.index("É") < firsts.index("F") < firsts.index("V")


def test_a_sheet_goes_from_the_readers_language_where_none_is_named(client):
    page = client.get("/glossary/sheet/", headers={"Accept-Language": "ru"}).text

    assert re.findall(r'<th scope="col" lang="([a-z]+)"', page) == ["ru", "en"]
