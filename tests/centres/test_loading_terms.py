"""The words of the alliance come with the house, in six languages, and what an administrator did to them stays."""

import pytest
from sqlalchemy import func, select

from app.centres.models import Term
from app.centres.queries import vocabulary
from app.centres.services import change_term, load_terms, move_term, retire_term
from app.centres.services.terms import TermWords
from app.db import db
from app.i18n import LANGUAGES

SHIPPED = {
    "centre_type": 4,
    "capability": 5,
    "region": 6,
    "country": 18,
    "initiative": 9,
    "priority": 5,
    "resolution": 5,
}


def counts() -> dict[str, int]:
    return dict(db.session.execute(select(Term.kind, func.count()).group_by(Term.kind)).all())


def keys(kind: str) -> list[str]:
    return [term.key for term in vocabulary().all(kind)]


def test_every_kind_of_word_is_loaded_once(app):
    with app.app_context():
        first, second = load_terms(), load_terms()

        assert (first, second, counts()) == (52, 0, SHIPPED)


@pytest.mark.usefixtures("words")
def test_every_word_is_there_in_six_languages(app):
    with app.app_context():
        terms = db.session.scalars(select(Term)).all()

    facts = [words for term in terms for words in term.facts.values() if isinstance(words, dict)]
    spoken = [words for term in terms for words in (term.title, term.text)] + facts
    incomplete = [words for words in spoken if words and not (words.keys() == LANGUAGES.keys() and all(words.values()))]

    assert incomplete == []


@pytest.mark.usefixtures("words")
def test_only_one_word_has_no_title_because_nobody_knows_it(app):
    with app.app_context():
        untitled = [term.key for term in db.session.scalars(select(Term)) if not term.title]

    assert untitled == ["2023-2025/CIS5"]


@pytest.mark.usefixtures("words")
def test_only_titles_checked_against_a_source_count_as_titles(app):
    with app.app_context():
        confirmed = [
            term.key for kind in ("initiative", "resolution") for term in vocabulary().all(kind) if term.confirmed
        ]

    assert confirmed == ["2023-2025/AFR1", "2023-2025/EUR2", "WTDC-90", "PP-71"]


@pytest.mark.usefixtures("words")
def test_every_country_is_invented_and_lies_in_a_region(app):
    with app.app_context():
        regions = set(keys("region"))
        countries = vocabulary().all("country")

    assert [term.code for term in countries if not term.facts["invented"] or term.parent_code not in regions] == []


@pytest.mark.usefixtures("words")
def test_what_an_administrator_edited_moved_or_retired_stays(app, root):
    with app.app_context():
        trends, open_tech, sme, *_rest = vocabulary().all("capability")
        change_term(trends.id, TermWords("trends", {"en": "Foresight"}), version=0, by=root)
        move_term(open_tech.id, places=-1, by=root)
        retire_term(sme.id, retired=True, by=root)

        load_terms()

        db.session.expire_all()
        shown = [(term.code, term.title["en"], term.retired_at is None) for term in vocabulary().all("capability")]
    assert shown == [
        ("open_tech", "Open technology innovation", True),
        ("trends", "Foresight", True),
        ("sme", "Entrepreneurship and SME growth", False),
        ("policy", "Policy experimentation", True),
        ("ecosystem", "Ecosystem initiatives acceleration", True),
    ]


@pytest.mark.usefixtures("words")
def test_a_word_nobody_edited_is_renewed(app):
    with app.app_context():
        with db.engine.begin() as connection:
            connection.execute(Term.__table__.update().where(Term.code == "trends").values(title={"en": "Old"}))

        load_terms()

        assert vocabulary().named("capability", "trends").title["en"] == "Trends research readiness"
