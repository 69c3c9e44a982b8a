"""Every page of the house, found in its own map of addresses: no policy violation, no console error, no axe finding."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from app import create_app
from tests.browser.visits import NO_PAGE, PAGES

LOOKS = [("laptop", "en"), ("phone", "en"), ("laptop", "ar"), ("phone", "ar")]


def test_no_page_is_left_out(environ):
    rules = create_app(environ).url_map.iter_rules()

    assert {rule.endpoint for rule in rules if "GET" in (rule.methods or set())} == {*PAGES, *NO_PAGE}


def faults(page: Page, axe: Axe) -> list[str]:
    """What is wrong with the page as it stands: axe's findings, and whether it can be pushed sideways."""
    found = [
        f"{violation['id']}: {violation['nodes'][0]['html'][:200]}"
        for violation in axe.run(page).response["violations"]
    ]
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    return found + ([f"scrolls {page.evaluate(wide)} px sideways"] if page.evaluate(wide) > 0 else [])


@pytest.mark.parametrize(("size", "language"), LOOKS)
def test_every_page_is_clean(size, language, visitors, seeded):
    axe = Axe()
    wrong = []

    for endpoint, visits in PAGES.items():
        for who, address in visits:
            page = visitors(who, size, language)
            answer = page.goto(address.format(**seeded))
            where = f"{endpoint} for {who} at {address}"
            if answer is None or not answer.ok:
                wrong.append(f"{where}: {answer and answer.status}")
                continue
            page.wait_for_load_state("networkidle")
            if page.locator("html").get_attribute("lang") != language:
                wrong.append(f"{where}: speaks another language")
            wrong += [f"{where}: {fault}" for fault in faults(page, axe)]

    assert "\n".join(wrong) == ""
