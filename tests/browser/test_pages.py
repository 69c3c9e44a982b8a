"""Every page of the house, found in its own map of addresses: no policy violation, no console error, no axe finding."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe

from app import create_app

NO_PAGE = {
    "static": "files",
    "pages.health": "a word for machines",
}
"""Addresses that answer with something else than a page, each with the reason."""


def rules() -> Iterator[tuple[str, str]]:
    """Endpoint and address of everything that can be opened."""
    app = create_app()
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or set()) and rule.endpoint not in NO_PAGE:
            yield rule.endpoint, rule.rule


def filled(address: str, seeded: dict[str, str]) -> str:
    """The address with what stands in the demo house in place of its variables."""
    return re.sub(r"<(?:[^:>]+:)?([^>]+)>", lambda variable: seeded[variable[1]], address)


@pytest.mark.parametrize(("size", "language"), [("laptop", "en"), ("phone", "en"), ("laptop", "ar"), ("phone", "ar")])
def test_every_page_is_clean(size, language, open_browser, sign_in, seeded):
    page = sign_in(open_browser(size, language), "administrator")
    axe = Axe()
    findings = []
    visited = 0

    for endpoint, address in rules():
        answer = page.request.get(filled(address, seeded))
        if not answer.ok:
            findings.append(f"{endpoint}: {answer.status} at {filled(address, seeded)}")
            continue
        if "<html" not in answer.text()[:400]:
            continue
        page.goto(filled(address, seeded))
        visited += 1
        findings += [
            f"{endpoint}: {found['id']} {found['nodes'][0]['html'][:160]}"
            for found in axe.run(page).response["violations"]
        ]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            findings.append(f"{endpoint}: scrolls sideways")

    assert visited > 0
    assert findings == []
