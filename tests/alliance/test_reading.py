"""What visitors read: the alliance, its vehicles, questions and answers, in six languages, and no country's status."""

import pytest
from sqlalchemy import select

from app.alliance.markup import render
from app.alliance.models import Page
from app.alliance.services import load_pages
from app.centres.profile import Profile
from app.centres.services import make_centre
from app.db import db
from app.i18n import LANGUAGES
from tests.centres.reading import main, texts, words

SLUGS = ["alliance", "digital-transformation-lab", "acceleration-centres", "digital-innovation-board", "questions"]


def test_the_pages_are_loaded_once(app):
    with app.app_context():
        first, second = load_pages(), load_pages()

        assert (first, second) == (5, 0)
        assert list(db.session.scalars(select(Page.slug).order_by(Page.position))) == SLUGS


@pytest.mark.usefixtures("pages")
def test_every_page_says_the_same_in_six_languages(app):
    with app.app_context():
        shipped = db.session.scalars(select(Page)).all()

    assert [page.slug for page in shipped if not page.title.keys() == page.body.keys() == LANGUAGES.keys()] == []
    outlines = {page.slug: {len(render(page.body[code]).headings) for code in LANGUAGES} for page in shipped}
    assert [slug for slug, numbers in outlines.items() if len(numbers) > 1] == []
    links = {
        page.slug: {tuple(sorted(part.split(")")[0] for part in page.body[code].split("](")[1:])) for code in LANGUAGES}
        for page in shipped
    }
    assert [slug for slug, targets in links.items() if len(targets) > 1] == []


@pytest.mark.usefixtures("pages")
def test_every_link_of_a_page_leads_somewhere(app, client):
    with app.app_context():
        bodies = [page.body["en"] for page in db.session.scalars(select(Page))]
    targets = {part.split(")")[0] for body in bodies for part in body.split("](")[1:]}

    found = {target: client.get(target).status_code for target in sorted(targets)}

    assert found == dict.fromkeys(targets, 200)


@pytest.mark.usefixtures("pages")
@pytest.mark.parametrize(
    ("language", "title", "first"),
    [
        ("en", "Questions and answers", "Who may join a workshop?"),
        ("ar", "أسئلة وأجوبة", "من يمكنه الانضمام إلى ورشة عمل؟"),
        ("es", "Preguntas y respuestas", "¿Quién puede unirse a un taller?"),
        ("fr", "Questions et réponses", "Qui peut participer à un atelier ?"),
        ("ru", "Вопросы и ответы", "Кто может присоединиться к семинару?"),
        ("zh", "问与答", "谁可以参加研讨会？"),
    ],
)
def test_a_visitor_reads_a_page_in_their_language(client, language, title, first):
    page = main(client.get("/about/questions/", headers={"Accept-Language": language}).text)

    assert (texts("h1", page), texts("h2", page)[0], len(texts("h2", page))) == ([title], first, 12)


@pytest.mark.usefixtures("pages")
def test_a_missing_language_falls_back_to_english_and_says_so(app, client):
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(
            Page.__table__.update()
            .where(Page.slug == "alliance")
            .values(body={"en": "# Words"}, lead={}, title={"en": "A"})
        )

    page = main(client.get("/about/alliance/", headers={"Accept-Language": "ar"}).text)

    assert '<div class="prose" lang="en" dir="ltr">' in page
    assert texts("h2", page) == ["Words"]


@pytest.mark.usefixtures("pages")
def test_the_overview_names_pages_priorities_and_texts(client):
    page = client.get("/about/").text

    assert texts("h2", main(page)) == [
        "The alliance",
        "Digital Transformation Lab",
        "Network of Acceleration Centres",
        "Digital Innovation Board",
        "Questions and answers",
        "What worked",
        "Priorities of ITU-D",
        "Texts it rests on",
    ]
    assert "WTDC Resolution 89 (Kigali, 2022) Topic: Digital transformation for sustainable development" in words(page)


def test_a_page_that_is_none_is_not_found(client):
    assert client.get("/about/secrets/").status_code == 404


@pytest.mark.usefixtures("pages")
def test_the_first_page_tells_visitors_what_this_is_and_lets_them_join(app, client, root):
    with app.app_context():
        for region in ("AFR", "AFR", "EUR"):
            make_centre(Profile(name=f"Centre in {region}", region_code=region), by=root)

    page = main(client.get("/").text)

    assert texts("h2", page) == [
        "Join a workshop",
        "From a question to a result",
        "How the alliance works",
        "What people ask",
        "Centres by region",
    ]
    assert '<form class="land-join" action="/j/" method="get">' in page
    rows = texts("li", page[page.index('class="rows land-r"') :])
    assert rows == ["Africa 2", "Americas 0", "Arab States 0", "Asia and the Pacific 0", "CIS 0", "Europe 1"]
    questions = texts("a", page[page.index('class="rows land-q"') : page.index('class="rows land-r"')])
    assert questions[:2] == ["Who may join a workshop?", "How do I join?"]


def test_an_empty_house_still_has_a_first_page(client):
    page = client.get("/")

    assert (page.status_code, texts("h2", main(page.text))) == (200, ["Join a workshop", "From a question to a result"])
