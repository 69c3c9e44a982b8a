"""What a canvas asks of its notes: answered by keyboard in both views, seen by others, on the wall, later, in files."""

import csv
import io

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.boards.conftest import note_id
from tests.browser.canvas import look_at, write_at
from tests.browser.rooms import write


def chips(item: Locator) -> Locator:
    return item.locator("[data-answers]:not([hidden]) .answer")


def barriers(page: Page) -> list[tuple[str, str]]:
    """What keeps people out, and where."""
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa"]}).response["violations"]
    return [(each["id"], node["html"]) for each in found for node in each["nodes"]]


def details(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Details of the note")


def listed(page: Page, words: str) -> Locator:
    return page.locator("#board-list li[data-note]", has_text=words)


@pytest.mark.row("B10")
def test_what_a_zone_asks_for_is_answered_with_keys_in_both_views_and_seen_by_all(come):
    ada, bo, wall = come("Ada", "plane"), come("Bo", "list", "phone"), come("Ada", "wall")
    look_at(ada, "policy")
    note = write_at(ada, 300, 250, "A sandbox law")
    expect(note).to_be_focused()

    ada.keyboard.press("Shift+F10")
    ada.get_by_role("menuitem", name="Details…").focus()
    ada.keyboard.press("Enter")
    expect(details(ada).get_by_label("Score")).to_be_focused()
    assert barriers(ada) == []
    ada.keyboard.press("4")
    details(ada).get_by_role("button", name="Keep the details").press("Enter")

    expect(chips(note)).to_have_text(["Score 4"])
    expect(note).to_be_focused()
    expect(chips(listed(bo, "A sandbox law"))).to_have_text(["Score 4"])
    expect(chips(wall.locator("li", has_text="A sandbox law"))).to_have_text(["Score 4"])
    listed(bo, "A sandbox law").locator("[data-menu] > summary").click()
    listed(bo, "A sandbox law").get_by_role("button", name="Details…").click()
    details(bo).get_by_label("Score").select_option("2")
    details(bo).get_by_role("button", name="Keep the details").click()
    expect(chips(note)).to_have_text(["Score 2"])

    ada.keyboard.press("Control+z")
    expect(ada.locator("[data-heard]")).to_contain_text("somebody else has worked there since")
    expect(chips(listed(bo, "A sandbox law"))).to_have_text(["Score 2"])
    bo.locator("[data-tools] [data-act=undo]").click()
    expect(chips(note)).to_have_text(["Score 4"])

    write(bo, "policy", "Its twin")
    ada.keyboard.press("Control+a")
    ada.keyboard.press("Shift+F10")
    ada.get_by_role("menuitem", name="Duplicate").click()
    expect(chips(listed(bo, "A sandbox law"))).to_have_text(["Score 4", "Score 4"])
    ada.keyboard.press("Control+z")
    expect(listed(bo, "A sandbox law")).to_have_count(1)

    board = come.room.board
    sheet = come.room.people["Ada"].browser.get(f"/reports/boards/{board}.csv").data.decode("utf-8-sig")
    assert {row["Note"]: row["Score"] for row in csv.DictReader(io.StringIO(sheet))} == {
        "A sandbox law": "4",
        "Its twin": "",
    }
    wall.goto(f"/history/{board}/at/?when=2036-01-01T12:00")
    expect(wall.locator(".answer")).to_have_text(["Score 4"])
    for who, view in ((ada, "plane"), (bo, "list")):
        who.goto(f"/history/{board}/replay/")
        expect(chips(who.locator(f".rp-{view} [data-note]", has_text="A sandbox law"))).to_have_text(["Score 4"])
    ada.goto(f"/boards/{board}/list/")
    expect(chips(listed(ada, "A sandbox law"))).to_have_text(["Score 4"])


@pytest.mark.row("B10", partly=True)
def test_a_note_made_of_several_keeps_what_they_answered(come):
    facilitator, bo = come("Ada"), come("Bo")
    come.room.people["Bo"].send(
        come.room.people["Bo"].note("One", p={"x": 30, "y": 100, "fields": {"score": 5}}),
        come.room.people["Bo"].note("Other", p={"x": 330, "y": 100}),
    )
    listed(facilitator, "Other").locator("[data-menu] > summary").click()
    listed(facilitator, "Other").get_by_role("button", name="Merge with…").click()
    facilitator.get_by_role("dialog").get_by_role("button", name="Merge").click()

    expect(chips(listed(bo, "Other"))).to_have_text(["Score 5"])
    facilitator.locator("[data-tools] [data-act=undo]").click()
    expect(listed(bo, "One")).to_have_count(1)
    expect(chips(listed(bo, "Other"))).to_have_count(0)


def test_an_answer_from_before_there_were_choices_stays_when_its_details_are_kept(come):
    from app.boards.models import Element
    from app.db import db, transaction

    ada = come.room.people["Ada"]
    ada.send(ada.note("An old law", name="old", p={"x": 30, "y": 100, "fields": {"score": 5}}))
    with come.room.app.app_context(), transaction():
        element = db.session.get_one(Element, (come.room.board, note_id("old")))
        element.props = {**element.props, "fields": {"score": 9}}
    page = come("Bo", "list", "phone")

    listed(page, "An old law").locator("[data-menu] > summary").click()
    listed(page, "An old law").get_by_role("button", name="Details…").click()
    expect(details(page).get_by_label("Score")).to_have_value("9")
    details(page).get_by_role("button", name="Keep the details").click()

    expect(details(page)).to_have_count(0)
    expect(page.locator("[data-mark=waiting]:visible")).to_have_count(0)
    expect(chips(listed(page, "An old law"))).to_have_text(["Score 9"])


def tongue(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Language of its words")


@pytest.mark.row("I3")
def test_a_note_is_read_in_the_direction_and_language_somebody_gives_it_wherever_it_stands(come):
    ada, bo, wall = come("Ada", "plane"), come("Bo"), come("Ada", "wall")
    words = "UN Women: على كل شيء"
    look_at(ada, "policy")
    note = write_at(ada, 300, 250, words)
    expect(note.locator("[data-text]")).to_have_attribute("dir", "auto")

    note.focus()
    ada.keyboard.press("Shift+F10")
    ada.get_by_role("menuitem", name="Language…").focus()
    ada.keyboard.press("Enter")
    expect(tongue(ada).get_by_role("combobox", name="Language")).to_have_value("ar")
    assert barriers(ada) == []
    tongue(ada).get_by_role("combobox", name="Direction").select_option("From right to left")
    tongue(ada).get_by_role("button", name="Keep it so").press("Enter")

    shown = (note.locator("[data-text]"), listed(bo, "UN Women").locator("[data-text]"), wall.locator("li.bw-note"))
    for place in shown:
        expect(place).to_have_attribute("dir", "rtl")
        expect(place).to_have_attribute("lang", "ar")
    assert note.locator("[data-text]").evaluate("(words) => getComputedStyle(words).unicodeBidi") == "isolate"
    expect(note).to_be_focused()
    ada.keyboard.press("Enter")
    expect(ada.locator("[data-field]")).to_have_attribute("dir", "rtl")
    ada.keyboard.press("Escape")
    filed = come.room.people["Ada"].browser.get(f"/reports/workshops/{come.room.id}/boards.json").get_json()
    assert [(each["dir"], each["lang"]) for each in filed["boards"][0]["elements"]] == [("rtl", "ar")]

    listed(bo, "UN Women").locator("[data-menu] > summary").click()
    listed(bo, "UN Women").get_by_role("button", name="Language…").click()
    tongue(bo).get_by_role("combobox", name="Language").select_option("English")
    tongue(bo).get_by_role("combobox", name="Direction").select_option("From left to right")
    tongue(bo).get_by_role("button", name="Keep it so").click()
    for place in shown:
        expect(place).to_have_attribute("dir", "ltr")
        expect(place).to_have_attribute("lang", "en")
    bo.locator("[data-tools] [data-act=undo]").click()
    expect(note.locator("[data-text]")).to_have_attribute("dir", "rtl")
