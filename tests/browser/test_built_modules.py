"""Every module as the house serves it, without comments and spaces: it loads, and gives what its source gives."""

import re
from pathlib import Path

from playwright.sync_api import Page, Route

from app import build
from tests.browser import behind
from tests.places import STATIC, TEMPLATES

IMPORT_ALL = """async (addresses) => {
  const given = {}
  for (const address of addresses) {
    try {
      given[address] = Object.keys(await import(address)).sort()
    } catch (error) {
      given[address] = error.stack
    }
  }
  return given
}"""
"""What each module gives; of one that breaks, how."""

PAGES = [
    ("visitor", "/j/"),
    ("visitor", "/canvases/{canvas}/print/"),
    ("visitor", "/c/{check_in_token}/"),
    ("visitor", "/reopened/"),
    ("facilitator", "/profile/"),
    ("facilitator", "/boards/{board_id}/"),
    ("facilitator", "/history/{board_id}/replay/"),
    ("facilitator", "/plans/{plan_id}/"),
    ("facilitator", "/plans/{plan_id}/kanban/"),
    ("facilitator", "/plans/{plan_id}/links/"),
    ("facilitator", "/plans/{plan_id}/timeline/"),
    ("facilitator", "/plans/{plan_id}/sign-off/"),
    ("facilitator", "/reports/workshops/{workshop_id}/minutes/"),
    ("facilitator", "/w/{workshop_id}/"),
    ("facilitator", "/w/{workshop_id}/agenda/"),
    ("facilitator", "/w/{workshop_id}/cockpit/"),
    ("facilitator", "/w/{workshop_id}/wall/"),
]
"""Pages that together begin with every module that acts as soon as it is loaded."""


def begins_a_page() -> set[str]:
    """The scripts that templates load: they act on the page, and nobody imports them."""
    written = "".join(path.read_text() for path in TEMPLATES.rglob("*.html"))
    return set(re.findall(r"<script[^>]*static_url\('([^']+\.js)'\)", written))


def modules_in(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*.js"))


def test_every_script_that_begins_a_page_runs_there(visitors, seeded, cockpit, come_in, complaints):
    loaded: set[str] = set()
    removed = come_in("Rude")
    behind.remove(cockpit, "Rude")
    complaints.expected = ("403",)
    pages = [(visitors(who, "laptop", "en"), address.format(**seeded)) for who, address in PAGES]

    for page in (removed, *(page for page, _address in pages)):
        page.on("requestfinished", lambda request: loaded.add(re.sub(r".*/static/\w+/", "", request.url)))

    # The page of an ended seat waits for an answer, so its line is never idle.
    with removed.expect_event("requestfinished", lambda request: request.url.endswith("/let-back.js")):
        removed.goto(f"/w/{cockpit.workshop}/")
    for page, address in pages:
        page.goto(address)
        page.wait_for_load_state("networkidle")

    assert begins_a_page() - loaded == set()


def test_every_other_module_loads_and_gives_what_its_source_gives(open_browser, house, built):
    folder = build.ensure(built) / "static"
    served = f"/static/{folder.parent.name}/"
    # A worker lives in no page, and what stands for a module that is gone gives nothing.
    names = [name for name in modules_in(folder) if name not in {*begins_a_page(), "worker.js", "gone.js"}]
    page = open_browser()
    page.goto("/about/")

    given = imported(page, served, names)

    page.goto("/about/")
    page.route(f"**{served}**", serve_sources)
    assert given == imported(page, served, names)
    assert {name: broken for name, broken in given.items() if isinstance(broken, str)} == {}


def imported(page: Page, served: str, names: list[str]) -> dict[str, list[str] | str]:
    given = page.evaluate(IMPORT_ALL, [served + name for name in names])
    return {address.removeprefix(served): exports for address, exports in given.items()}


def serve_sources(route: Route) -> None:
    """Answer with the file as it is written; what is made when the house is built has no other source."""
    source = STATIC / re.sub(r".*/static/\w+/", "", route.request.url)
    if source.is_file():
        route.fulfill(path=source, content_type="text/javascript")
    else:
        route.fallback()
