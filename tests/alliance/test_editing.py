"""An administrator changes a page in six languages at once, sees it first, and overwrites nobody unknowingly."""

import pytest
from sqlalchemy import select

from app.alliance.errors import PageChanged
from app.alliance.models import Page
from app.alliance.services import PageWords, change_page, load_pages
from app.audit import AuditRow
from app.db import db
from app.errors import NotAllowed, NotFound
from app.i18n import LANGUAGES
from tests.centres.reading import errors, main, texts

pytestmark = pytest.mark.usefixtures("pages")

ADDRESS = "/about/alliance/edit/"
EMPTY = {f"{part}_{code}": "" for part in ("title", "lead", "body") for code in LANGUAGES}
SAID = EMPTY | {
    "version": "0",
    "title_en": "Us",
    "body_en": "# Who\r\n\r\nWe.",
    "title_fr": "Nous",
    "lead_fr": "Bonjour",
    "body_fr": "Nous.",
}


def kept(app) -> tuple[dict, dict, dict, int]:
    with app.app_context():
        page = db.session.get(Page, "alliance", populate_existing=True)
        return page.title, page.lead, page.body, page.version


def test_an_administrator_changes_every_language_at_once(app, root, come_in):
    answer = come_in(root).submit(ADDRESS, **SAID)

    assert (answer.status_code, answer.headers["Location"]) == (303, "/about/alliance/")
    assert kept(app) == ({"en": "Us", "fr": "Nous"}, {"fr": "Bonjour"}, {"en": "# Who\n\nWe.", "fr": "Nous."}, 1)
    with app.app_context():
        page = db.session.get(Page, "alliance")
        (row,) = db.session.scalars(select(AuditRow))
        assert page.changed_by == root.id
        assert (row.action, row.target, row.actor_id, row.details) == (
            "page.changed",
            "page:alliance",
            root.id,
            {"languages": ["en", "fr"]},
        )


def test_a_later_load_keeps_what_was_changed(app, root, come_in):
    come_in(root).submit(ADDRESS, **SAID)

    with app.app_context():
        load_pages()

    assert kept(app)[0] == {"en": "Us", "fr": "Nous"}


def test_a_page_nobody_changed_is_renewed(app):
    with app.app_context():
        with db.engine.begin() as connection:
            connection.execute(Page.__table__.update().where(Page.slug == "alliance").values(title={"en": "Old"}))

        load_pages()

    assert kept(app)[0]["en"] == "The alliance"


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"title_en": ""}, {"title_en": "English stands in where a language is missing."}),
        ({"body_en": "  "}, {"body_en": "English stands in where a language is missing."}),
        ({"title_ru": "x" * 121}, {"title_ru": "At most 120 characters."}),
        ({"body_zh": "x" * 20001}, {"body_zh": "At most 20000 characters."}),
        ({"lead_ar": "\x07"}, {"lead_ar": "This text holds characters that cannot be seen. Type it again."}),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_is_kept(app, root, come_in, said, wrong):
    before = kept(app)

    answer = come_in(root).submit(ADDRESS, **SAID | said)

    assert (answer.status_code, errors(answer.text), kept(app)) == (422, wrong, before)


def test_a_stale_form_is_told_so_and_may_be_saved_knowingly(app, root, come_in):
    browser = come_in(root)
    browser.submit(ADDRESS, **SAID)

    late = browser.submit(ADDRESS, **SAID | {"title_en": "Mine"})

    assert (late.status_code, kept(app)[0]["en"]) == (409, "Us")
    assert ('value="Mine"' in late.text, 'name="version" type="hidden" value="1"' in late.text) == (True, True)
    assert browser.submit(ADDRESS, **SAID | {"title_en": "Mine", "version": "1"}).status_code == 303
    assert kept(app)[0]["en"] == "Mine"


def test_the_verb_refuses_an_older_version_a_stranger_and_a_page_that_is_none(app, root, person):
    words = PageWords({"en": "A"}, {}, {"en": "B"})

    with app.app_context():
        with pytest.raises(PageChanged):
            change_page("alliance", words, version=5, by=root)
        with pytest.raises(NotFound):
            change_page("nowhere", words, version=0, by=root)
        with pytest.raises(NotAllowed):
            change_page("alliance", words, version=0, by=person("Sec", alliance_role="secretariat"))


@pytest.mark.parametrize("htmx", [False, True])
def test_a_preview_shows_one_language_as_visitors_would_read_it_and_keeps_nothing(app, root, come_in, htmx):
    before = kept(app)
    said = SAID | {"language": "fr", "body_fr": "# Qui\n\n<script>alert(1)</script> [x](javascript:alert(1))"}

    page = come_in(root).submit("/about/alliance/preview/", htmx=htmx, **said).text

    seen = page[page.index('<section id="preview"') :]
    assert '<div class="page-v" lang="fr" dir="ltr">' in seen
    assert (texts("h2", seen), "<script>alert" in seen, 'href="javascript' in seen) == (["Qui"], False, False)
    assert page.lstrip().startswith("<section") is htmx
    assert kept(app) == before


@pytest.mark.parametrize(("method", "path"), [("GET", "edit"), ("POST", "edit"), ("POST", "preview")])
def test_only_administrators_change_pages(app, client, person, come_in, method, path):
    before, address = kept(app), f"/about/alliance/{path}/"
    sec, ada = person("Sec", alliance_role="secretariat"), person("Ada")

    def knock(browser) -> int:
        return (browser.get(address) if method == "GET" else browser.submit(address, **SAID)).status_code

    assert (knock(client), knock(come_in(ada)), knock(come_in(sec))) == (303 if method == "GET" else 401, 403, 403)
    assert kept(app) == before


@pytest.mark.parametrize("address", ["/about/nowhere/edit/", "/about/nowhere/preview/"])
def test_a_page_that_is_none_is_not_found(root, come_in, address):
    assert come_in(root).submit(address, **SAID).status_code == 404


def test_the_way_to_change_a_page_is_shown_to_administrators_alone(client, root, come_in):
    shown = [
        "Change this page" in texts("a", main(browser.get("/about/alliance/").text))
        for browser in (client, come_in(root))
    ]

    assert shown == [False, True]
