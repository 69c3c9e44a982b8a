"""A first plan is made and published from a telephone, and a colleague reads it."""

from playwright.sync_api import Page, expect

from tests.browser import behind

WORDS = {
    "Title": "Tests in a day",
    "Goal": "Thirty tests by day 100",
    "What is counted": "Tests",
    "Before day 1": "0",
    "On day 100": "30",
    "Sponsor": "Dina",
}
ACTIONS = (("Publish a calendar", "Bo"), ("Sign with the ministry", "Dina"), ("Hold an open day", "Bo"))


class Counted:
    """Somebody at a page whose presses and whose fields are counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.presses, self.fields = page, 0, 0

    def press(self, role: str, name: str) -> None:
        self.page.get_by_role(role, name=name, exact=True).first.click()
        self.presses += 1

    def write(self, place: object, words: str) -> None:
        place.fill(words)
        self.fields += 1


def test_a_whole_plan_is_published_on_a_phone_with_two_presses(open_browser, people, seeded):
    page = behind.sign_in(open_browser("phone"), *people["director"])
    page.goto("/plans/")
    director = Counted(page)

    director.press("link", "New plan")
    for label, words in WORDS.items():
        director.write(page.get_by_label(label, exact=True), words)
    for at, (title, owner) in enumerate(ACTIONS):
        director.write(page.locator(f"#actions-{at}-title"), title)
        director.write(page.locator(f"#actions-{at}-owner"), owner)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    director.press("button", "Publish")

    expect(page.get_by_role("heading", level=1)).to_have_text("Tests in a day")
    assert (director.presses, director.fields) == (2, 12)
    reader = behind.sign_in(open_browser("laptop"), *people["facilitator"])
    reader.goto(page.url)
    expect(reader.locator("#action-3")).to_contain_text("Hold an open day")
    expect(reader.get_by_text("Publish the plan")).to_have_count(0)
