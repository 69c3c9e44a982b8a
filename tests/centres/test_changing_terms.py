"""An administrator adds, edits, moves and retires the words of the alliance, in six languages."""

import pytest
from sqlalchemy import select

from app.centres.errors import ChangedMeanwhile, CodeTaken
from app.centres.models import Term
from app.centres.queries import vocabulary
from app.centres.services import add_term, change_term
from app.centres.services.terms import TermWords
from app.db import db
from app.i18n import LANGUAGES
from tests.centres.reading import errors, main, texts, words

PARTS = ("title", "text", "short", "ownership", "resources", "reference")
EMPTY = {f"{part}_{code}": "" for part in PARTS for code in LANGUAGES}
"""A page sends every field it shows, empty ones too."""

pytestmark = pytest.mark.usefixtures("words")


def term(app, kind: str, key: str) -> Term | None:
    with app.app_context():
        db.session.expire_all()
        return vocabulary().named(kind, key)


def codes(app, kind: str) -> list[str]:
    with app.app_context():
        db.session.expire_all()
        return [each.code for each in vocabulary().all(kind)]


def test_a_real_country_is_added(app, root, come_in, deeds):
    answer = come_in(root).submit("/terms/country/", code="KE", parent_code="AFR", title_en="Kenya", title_ar="كينيا")

    added = term(app, "country", "KE")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/terms/country/")
    assert (added.title, added.parent_code, added.facts, added.version) == (
        {"en": "Kenya", "ar": "كينيا"},
        "AFR",
        {},
        1,
    )
    assert codes(app, "country")[-1] == "KE"
    assert deeds(f"term:{added.id}") == [("term.added", root.id, {"kind": "country", "code": "KE"})]


def test_the_next_cycle_gives_a_code_to_something_else(app, root, come_in):
    said = {"code": "ASP4", "cycle": "2026-2029", "parent_code": "ASP", "title_en": "Skills", "confirmed": "y"}

    come_in(root).submit("/terms/initiative/", **said)

    assert term(app, "initiative", "2026-2029/ASP4").title == {"en": "Skills"}
    assert term(app, "initiative", "2023-2025/ASP4").title["en"] == "Policy and regulation for digital transformation"


def test_a_type_is_edited_in_every_part_and_what_the_form_hides_stays(app, root, come_in, deeds):
    before = term(app, "centre_type", "initiative_acceleration")
    said = {
        "version": "0",
        "title_en": "Initiative desk",
        "title_fr": "Bureau",
        "text_en": "Small.",
        "ownership_en": "Inside a ministry",
        "resources_zh": "现有资源",
        "scopes": ["national"],
    }

    come_in(root).submit(f"/terms/{before.id}/edit/", **EMPTY | said)

    after = term(app, "centre_type", "initiative_acceleration")
    assert (after.title, after.text, after.facts, after.version) == (
        {"en": "Initiative desk", "fr": "Bureau"},
        {"en": "Small."},
        {"ownership": {"en": "Inside a ministry"}, "resources": {"zh": "现有资源"}, "scopes": ["national"]},
        1,
    )
    assert deeds(f"term:{after.id}") == [
        ("term.changed", root.id, {"kind": "centre_type", "code": "initiative_acceleration"})
    ]


def test_confirming_a_title_makes_it_a_title(app, root, come_in):
    before = term(app, "initiative", "2023-2025/AFR4")
    said = {"version": "0", "parent_code": "AFR", "title_en": "As it stands in the plan", "confirmed": "y"}

    come_in(root).submit(f"/terms/{before.id}/edit/", **EMPTY | said)

    after = term(app, "initiative", "2023-2025/AFR4")
    assert (before.confirmed, after.confirmed, after.title) == (False, True, {"en": "As it stands in the plan"})


@pytest.mark.parametrize(
    ("kind", "said", "wrong"),
    [
        ("capability", {"code": "", "title_en": "X"}, {"code": "A term needs a code."}),
        ("capability", {"code": "a b", "title_en": "X"}, {"code": "Letters, digits, - and _, at most 40."}),
        ("capability", {"code": "x", "title_en": ""}, {"title_en": "English stands in where a language is missing."}),
        ("priority", {"code": "x", "title_en": "x" * 601}, {"title_en": "At most 600 characters."}),
        ("country", {"code": "KE", "title_en": "Kenya"}, {"parent_code": "Choose the region it belongs to."}),
        ("initiative", {"code": "A1", "parent_code": "AFR", "cycle": "soon"}, {"cycle": "Write it like 2026-2029."}),
        (
            "region",
            {"code": "MARS", "title_en": "a\x07"},
            {"title_en": "This text holds characters that cannot be seen. Type it again."},
        ),
    ],
)
def test_what_cannot_be_is_said_at_its_field(app, root, come_in, kind, said, wrong):
    before = codes(app, kind)

    answer = come_in(root).submit(f"/terms/{kind}/", **said)

    assert (answer.status_code, errors(answer.text), codes(app, kind)) == (422, wrong, before)


def test_a_code_stands_once_in_a_cycle(app, root, come_in):
    answer = come_in(root).submit("/terms/capability/", code="trends", title_en="Again")

    assert answer.status_code == 409
    assert "This code stands already in this list." in words(answer.text)
    with app.app_context(), pytest.raises(CodeTaken):
        add_term("capability", TermWords("trends", {"en": "Again"}), by=root)


def test_a_stale_form_is_told_so_and_may_be_saved_knowingly(app, root, come_in):
    trends, browser = term(app, "capability", "trends"), come_in(root)
    browser.submit(f"/terms/{trends.id}/edit/", **EMPTY | {"version": "0", "title_en": "Theirs"})

    late = browser.submit(f"/terms/{trends.id}/edit/", **EMPTY | {"version": "0", "title_en": "Mine"})

    assert (late.status_code, term(app, "capability", "trends").title) == (409, {"en": "Theirs"})
    assert 'name="version" type="hidden" value="1"' in late.text
    with app.app_context(), pytest.raises(ChangedMeanwhile):
        change_term(trends.id, TermWords("trends", {"en": "Mine"}), version=0, by=root)


@pytest.mark.parametrize(
    ("places", "order"),
    [
        ("-1", ["trends", "sme", "open_tech", "policy", "ecosystem"]),
        ("1", ["trends", "open_tech", "policy", "sme", "ecosystem"]),
        ("-9", ["sme", "trends", "open_tech", "policy", "ecosystem"]),
        ("9", ["trends", "open_tech", "policy", "ecosystem", "sme"]),
    ],
)
def test_a_word_moves_in_its_list_and_stays_inside(app, root, come_in, deeds, places, order):
    sme = term(app, "capability", "sme")

    answer = come_in(root).submit(f"/terms/{sme.id}/position/", htmx=True, places=places)

    assert codes(app, "capability") == order
    assert answer.text.lstrip().startswith('<div id="terms">')
    assert deeds(f"term:{sme.id}") == [("term.moved", root.id, {"kind": "capability", "code": "sme"})]


@pytest.mark.parametrize(("code", "places"), [("trends", "-1"), ("ecosystem", "1")])
def test_a_word_at_the_end_of_its_list_stays_there(app, root, come_in, code, places):
    before, moved = codes(app, "capability"), term(app, "capability", code)

    come_in(root).submit(f"/terms/{moved.id}/position/", places=places)

    assert codes(app, "capability") == before


@pytest.mark.parametrize("places", ["", "many", "100000"])
def test_a_move_that_is_none_changes_nothing(app, root, come_in, places):
    sme = term(app, "capability", "sme")

    answer = come_in(root).submit(f"/terms/{sme.id}/position/", places=places)

    assert (answer.status_code, codes(app, "capability")[2]) == (400, "sme")


def test_a_retired_word_leaves_the_lists_and_comes_back(app, root, come_in, client, deeds):
    browser, sme = come_in(root), term(app, "capability", "sme")
    address = f"/terms/{sme.id}/retirement/"

    browser.submit(address, retired="yes")
    browser.submit(address, retired="yes")
    offered = 'value="sme"' in client.get("/centres/").text
    browser.submit(address, retired="no")

    assert (offered, 'value="sme"' in client.get("/centres/").text) == (False, True)
    assert [deed for deed, _actor, _details in deeds(f"term:{sme.id}")] == ["term.retired", "term.returned"]


def test_the_lists_show_every_kind_and_every_word(root, come_in):
    browser = come_in(root)

    kinds = texts("h2", main(browser.get("/terms/").text))
    regions = texts("h2", main(browser.get("/terms/region/").text))

    assert kinds == [
        "Centre types",
        "Strategic capabilities",
        "Regions",
        "Countries",
        "Regional initiatives",
        "ITU-D priorities",
        "Resolutions",
        "Indicators",
    ]
    assert regions == [
        "Africa",
        "Americas",
        "Arab States",
        "Asia and the Pacific",
        "Commonwealth of Independent States (CIS)",
        "Europe",
    ]


@pytest.mark.parametrize(
    "kind", ["centre_type", "capability", "region", "country", "initiative", "priority", "resolution"]
)
def test_every_form_shows_six_languages_of_every_part(app, root, come_in, kind):
    browser = come_in(root)
    with app.app_context():
        one = db.session.scalars(select(Term).where(Term.kind == kind)).first()

    fresh, filled = browser.get(f"/terms/{kind}/new/"), browser.get(f"/terms/{one.id}/edit/")

    assert (fresh.status_code, filled.status_code) == (200, 200)
    assert [filled.text.count(f'id="title_{code}"') for code in ("en", "fr", "es", "ar", "ru", "zh")] == [1] * 6
    assert one.title.get("zh", "") in filled.text
