"""The alliance's pages as shipped, calls, and people who answer them."""

import re
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from flask import Flask

from app import clock
from app.alliance.calls import services as call_services
from app.alliance.calls.services import CallWords
from app.alliance.calls.standing import Criterion
from app.alliance.eoi import queries
from app.ids import new_id
from tests.centres.conftest import centre, deeds, words
from tests.conftest import Visitor
from tests.plans.conftest import planned, room

__all__ = ["centre", "deeds", "planned", "room", "words"]


@pytest.fixture
def pages(app: Flask) -> None:
    """The pages and words of the alliance, as shipped."""
    from app.alliance.services import load_pages
    from app.centres.services import load_terms

    with app.app_context():
        load_terms()
        load_pages()


OPEN_FOR = timedelta(days=30)

CRITERIA = (Criterion("c1", "Strength of the host", 60), Criterion("c2", "Fit", 40))


@pytest.fixture
def keeper(person):
    """Somebody of the secretariat."""
    return person("Sana", alliance_role="secretariat")


@pytest.fixture
def make_call(app, keeper):
    """`make_call()`: a call that opened an hour ago; `make_call(opens=…, published=False)` another."""

    def make(*, opens=-timedelta(hours=1), published=True, zone="Africa/Nairobi"):
        now = clock.now()
        words = CallWords(
            title={"en": "First call", "fr": "Premier appel"}, body={"en": "# Who\n\nAnybody."}, languages=("en", "fr"),
            criteria=CRITERIA, timezone=zone, opens_at=now + opens, closes_at=now + OPEN_FOR,
        )  # fmt: skip
        with app.app_context():
            call = call_services.make_call(keeper, words)
            if published:
                call_services.publish_call(keeper, call.id)
        return call.id

    return make


@pytest.fixture
def call(pages, make_call):
    """An open call."""
    return make_call()


SAID = {
    "host": {"organisation": "Rift Regulator", "kind": "regulator", "host": "Rift Ministry", "region": "AFR",
             "country": "Tamoria", "about": "A sandbox since 2021."},
    "centre": {"name": "Rift Centre", "type": "innovation_dt_acceleration", "ownership": "Owned by the country",
               "scope": "regional", "letters": "1"},
    "capabilities": {"capabilities": ["policy", "sme", "ecosystem"], "vision": "4", "infrastructure": "3",
                     "talent": "3", "capital": "2", "markets": "2", "culture": "3", "policy": "4", "why": ""},
    "resources": {"staff": "2.5", "budget": "USD 200,000 from the ministry", "in_kind": "", "lab": ""},
    "governance": {"governance": "A board of five.", "endorsement": "The minister, on 2 May."},
    "contact": {"contact": "Amina Example", "role": "Director", "phone": "", "languages": ["en", "fr"]},
}  # fmt: skip
"""A whole expression of interest, as its forms send it."""


@dataclass
class Applicant:
    """Somebody without an account, with a browser and a secret link."""

    browser: Visitor
    home: str
    versions: dict[str, int] = field(default_factory=dict)

    @property
    def token(self):
        return self.home.rstrip("/").rpartition("/")[2]

    def save(self, part, **changed):
        """Send a part as its form would, filled from what stands there."""
        said = {name: value for name, value in (SAID[part] | changed).items() if name != "lab" or value}
        answer = self.browser.submit(f"{self.home}parts/{part}/", version=self.versions.get(part, 0), **said)
        if answer.status_code == 303:
            self.versions[part] = self.versions.get(part, 0) + 1
        return answer

    def save_all(self):
        for part in SAID:
            self.save(part)

    def submit(self):
        return self.browser.submit(f"{self.home}submission/")

    def page(self):
        return self.browser.get(self.home)


@pytest.fixture
def begin(app, call, visitor):
    """`begin("amina@example.org")`: somebody begins, in a browser of their own."""

    def beginning(email="amina@example.org"):
        browser = visitor()
        answer = browser.submit(f"/eoi/new/{call}/", email=email, language="en", once=new_id())
        return Applicant(browser, re.search(r'value="http://[^/]+(/eoi/mine/[\w-]+/)"', answer.text)[1])

    return beginning


@pytest.fixture
def submitted(app, begin):
    """`submitted("amina@example.org")`: an applicant who handed everything in, and the id of it."""

    def handing_in(email="amina@example.org"):
        applicant = begin(email)
        applicant.save_all()
        assert applicant.submit().status_code == 303
        with app.app_context():
            return applicant, queries.interest_by_token(applicant.token).id

    return handing_in
