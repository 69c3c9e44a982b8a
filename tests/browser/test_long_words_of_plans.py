"""No page with words of a plan is wider than a phone, whatever people wrote and whichever way they read."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, Playwright

from tests.browser import behind

WORD = "Donaudampfschifffahrtselektrizitäten"
PAGES = (
    "", "kanban/", "timeline/", "calendar/", "list/", "week/", "print/", "changes/?since=2020-01-01", "goal/", "frame/",
    "actions/", "measures/", "risks/", "evidence/", "check-ins/", "contacts/", "links/", "shares/", "pauses/", "feeds/",
    "overrides/", "sign-off/", "workshops/",
)  # fmt: skip
PAGES_OF_THE_ALLIANCE = (
    "/portfolio/", "/portfolio/grid/", "/portfolio/timeline/", "/portfolio/asks/", "/portfolio/silent/",
    "/portfolio/indicators/", "/portfolio/caseload/", "/alliance/blockers/",
)  # fmt: skip

TOO_WIDE = """() => {
  const most = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth <= most) return []
  const wide = [...document.querySelectorAll("body *")].filter((each) => {
    const box = each.getBoundingClientRect()
    return box.width && (box.right > most + 1 || box.left < -1)
  })
  return [document.documentElement.scrollWidth - most, ...wide.slice(0, 6).map((each) => each.outerHTML.slice(0, 90))]
}"""


def word(letters: int) -> str:
    """One word without a space, as long as a field takes."""
    return (WORD * 20)[:letters]


def date(day: int) -> str:
    """A date of a plan whose day 5 is today."""
    return (datetime.now(UTC).date() + timedelta(days=day - 5)).isoformat()


@pytest.fixture
def phone(open_browser, people) -> Page:
    """The phone of the plan's facilitator."""
    return behind.sign_in(open_browser("phone"), *people["facilitator"])


@pytest.fixture(scope="module")
def plan(playwright: Playwright, house, people, seeded) -> str:
    """A published plan whose every word is as long as can be; its id. No test changes it."""
    facilitator = playwright.request.new_context(base_url=house.url)
    page = behind.sign_in(behind.Room(facilitator), *people["facilitator"])
    at = f"/plans/of/{seeded['centre_id']}/new/"
    made = behind.send(page, at, at, title=word(150), goal=word(400), day_one=date(1))
    plan = re.search(r"/plans/([\w-]+)/", made.headers["location"])[1]
    here = f"/plans/{plan}/"
    behind.send(page, f"{here}goal/", f"{here}goal/", leader=word(110), sponsor=word(110), coach=word(110))
    behind.send(page, f"{here}measures/", f"{here}measures/", name=word(190), unit=word(60), baseline="0",
                target="30", main="y", counted_by=word(110))  # fmt: skip
    for late, day in enumerate((8, 40, 70)):
        behind.send(page, f"{here}actions/", f"{here}actions/", title=word(390), owner=word(110), due_on=date(day),
                    status=("todo", "doing", "blocked")[late], blocked_reason=word(300), names=word(110))  # fmt: skip
    behind.send(page, f"{here}milestones/", f"{here}milestones/", title=word(390), due_on=date(30))
    behind.send(page, f"{here}risks/", f"{here}risks/", title=word(390), owner=word(110))
    behind.send(page, f"{here}asks/", f"{here}asks/", title=word(390), to=word(110))
    behind.send(page, f"{here}evidence/", f"{here}evidence/", title=word(390), on=date(5), place=word(190),
                url=f"https://example.org/{word(300)}".encode("ascii", "ignore").decode())  # fmt: skip
    behind.send(page, here, f"{here}publication/")
    measure = re.search(r"/plans/measures/([\w-]+)/", page.request.get(here).text())[1]
    behind.send(page, f"{here}check-ins/", f"{here}check-ins/", done=word(900), next=word(900), blocked=word(900),
                help=word(900), **{f"measure-{measure}": "12"})  # fmt: skip
    facilitator.dispose()
    return plan


def too_wide(page: Page, addresses: list[str]) -> Iterator[tuple[str, object]]:
    """Which of these pages are wider than the screen, and by what."""
    for address in addresses:
        page.goto(address)
        if found := page.evaluate(TOO_WIDE):
            yield address, found


@pytest.mark.long
@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_page_of_a_plan_is_wider_than_a_phone(phone, plan, seeded, language, complaints):
    complaints.expected = ("422",)
    page, plan_id = phone, plan
    behind.speak(page, language)
    measure = re.search(r"/plans/measures/([\w-]+)/", page.request.get(f"/plans/{plan_id}/").text())[1]
    action = re.search(r"/plans/actions/([\w-]+)/", page.request.get(f"/plans/{plan_id}/list/").text())[1]
    addresses = [
        *(f"/plans/{plan_id}/{each}" for each in PAGES), "/plans/", "/plans/mine/", f"/plans/measures/{measure}/",
        f"/plans/measures/{measure}/edit/", f"/plans/actions/{action}/", f"/eoi/of/{seeded['centre_id']}/",
    ]  # fmt: skip

    wide = {address.replace(plan_id, "…"): found for address, found in too_wide(page, addresses)}
    page.goto(f"/plans/{plan_id}/kanban/")
    page.locator("form[data-move]").first.evaluate(
        """(form, words) => {
          form.elements.blocked_reason.value = words
          form.elements.status.options[0].value = "no such choice"
          form.elements.status.selectedIndex = 0
          form.submit()
        }""",
        word(400),
    )
    page.locator(".refused-here").wait_for()
    if found := page.evaluate(TOO_WIDE):
        wide["refused"] = found

    assert wide == {}, "\n".join(f"{at}: {found}" for at, found in wide.items())


@pytest.mark.long
@pytest.mark.parametrize("who", ["administrator", "director"])
def test_no_page_of_the_alliance_is_wider_than_a_phone_for_words_of_a_plan(plan, open_browser, sign_in, who):
    reader = sign_in(open_browser("phone"), who)

    wide = dict(too_wide(reader, PAGES_OF_THE_ALLIANCE))

    assert wide == {}, "\n".join(f"{at}: {found}" for at, found in wide.items())
