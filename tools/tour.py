"""Take pictures of the main pages of the demo house: three widths, day and night, English and Arabic, into `tour/`."""

import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "tour"
sys.path.insert(0, str(ROOT))

from tests.browser.conftest import ARGUMENTS, CANDIDATES, SIZES, speak  # noqa: E402 - the path comes first
from tests.browser.demo import printed_people, seeded_ids  # noqa: E402
from tests.house_process import House  # noqa: E402

PAGES = {
    "landing": ("visitor", "/"),
    "about": ("visitor", "/about/"),
    "centres": ("visitor", "/centres/"),
    "centre": ("facilitator", "/centres/{centre_id}/"),
    "canvases": ("visitor", "/canvases/"),
    "canvas": ("visitor", "/canvases/ecosystem_enablers/"),
    "sequences": ("visitor", "/canvases/sequences/"),
    "glossary": ("visitor", "/glossary/"),
    "sign-in": ("visitor", "/sign-in/"),
    "home": ("facilitator", "/"),
    "workshops": ("facilitator", "/workshops/"),
    "new-workshop": ("facilitator", "/workshops/new/"),
    "agenda": ("facilitator", "/w/{workshop_id}/agenda/"),
    "run-sheet": ("facilitator", "/w/{workshop_id}/run-sheet/"),
    "cockpit": ("facilitator", "/w/{workshop_id}/cockpit/"),
    "wall": ("facilitator", "/w/{workshop_id}/wall/"),
    "room": ("facilitator", "/w/{workshop_id}/"),
    "join": ("visitor", "/j/{code}/"),
    "plan": ("facilitator", "/plans/{plan_id}/"),
    "profile": ("facilitator", "/profile/"),
    "terms": ("administrator", "/terms/"),
}


def main(wanted: list[str]) -> None:
    """Start a demo house and photograph it; names on the command line choose pages."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as var, sync_playwright() as playwright:
        house = House({"VAR": var, "TESTING": "yes"}).start()
        browser = playwright.chromium.launch(executable_path=_browser(), args=ARGUMENTS)
        try:
            known = printed_people(house), seeded_ids(house)
            for size in SIZES:
                for theme in ("light", "dark"):
                    for language in ("en", "ar"):
                        _walk(browser, house, known, (size, theme, language), wanted=wanted)
        finally:
            browser.close()
            house.stop()


def _walk(browser: Browser, house: House, known: tuple[dict, dict], look: tuple, *, wanted: list[str]) -> None:
    size, theme, language = look
    people, ids = known
    visitors: dict[str, Page] = {}
    for name, (who, address) in PAGES.items():
        if wanted and name not in wanted:
            continue
        if who not in visitors:
            visitors[who] = _visitor(browser, house, people.get(who), look)
        page = visitors[who]
        page.goto(address.format(**ids), wait_until="networkidle")
        if page.locator("[data-connection]").count():
            page.wait_for_selector("[data-connection=connected]")
        picture = f"{name}-{SIZES[size][0]}-{theme}-{language}.png"
        page.screenshot(path=FOLDER / picture, full_page=size == "phone")
        print(picture)


def _visitor(browser: Browser, house: House, person: tuple[str, str] | None, look: tuple) -> Page:
    size, theme, language = look
    width, height = SIZES[size]
    context = browser.new_context(
        base_url=house.url, viewport={"width": width, "height": height}, locale=language, color_scheme=theme
    )
    page = context.new_page()
    speak(page, language)
    if person:
        page.goto("/sign-in/")
        page.locator("input[name=email]").fill(person[0])
        page.locator("input[name=password]").fill(person[1])
        page.locator("main form button.btn-main").click()
        page.wait_for_url(re.compile(r"^(?!.*sign-in)"))
    return page


def _browser() -> str | None:
    return os.environ.get("CHROME_PATH") or next(filter(None, map(shutil.which, CANDIDATES)), None)


if __name__ == "__main__":
    main(sys.argv[1:])
