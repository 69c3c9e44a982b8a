"""Every page of the house, by its own map of addresses: each is opened once in a language, and looked at for all."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from app import create_app
from tests.browser.faults import Quiet, in_a_hand, on_a_desk
from tests.browser.visits import NO_PAGE, PAGES

LOOKS: list[tuple[str, str, str, Callable[[Page], list[str]]]] = [
    ("laptop", "en", "ltr", on_a_desk),
    ("narrow", "ar", "rtl", in_a_hand),
]

QUARTERS = 4
"""Parts in which the pages are tried, side by side: all of them in one take minutes."""


def test_no_page_is_left_out(environ):
    rules = create_app(environ).url_map.iter_rules()

    assert {rule.endpoint for rule in rules if "GET" in (rule.methods or set())} == {*PAGES, *NO_PAGE}


@pytest.mark.access("a", "f", "g", "h", "l", "m")
@pytest.mark.parametrize("quarter", range(QUARTERS))
@pytest.mark.parametrize(("size", "language", "direction", "faults"), LOOKS)
@pytest.mark.long
def test_every_page_is_open_to_everyone(size, language, direction, faults, quarter, visitors, seeded):
    wrong = []
    quiet: dict[Page, Quiet] = {}

    for endpoint, visits in _of(quarter):
        for who, address in visits:
            page = visitors(who, size, language)
            coming = quiet[page] = quiet.get(page) or Quiet(page)
            answer = page.goto(address.format(**seeded))
            where = f"{endpoint} for {who} at {address}"
            if answer is None or not answer.ok:
                wrong.append(f"{where}: {answer and answer.status}")
                continue
            coming.wait()
            speaks = page.evaluate("[document.documentElement.lang, document.documentElement.dir]")
            if speaks != [language, direction]:
                wrong.append(f"{where}: speaks {speaks}")
            wrong += [f"{where}: {fault}" for fault in faults(page)]

    assert "\n".join(wrong) == ""


def _of(quarter):
    """A quarter of the pages, in their order: some open only to whoever came by the one before."""
    pages = list(PAGES.items())
    return pages[quarter * len(pages) // QUARTERS : (quarter + 1) * len(pages) // QUARTERS]
