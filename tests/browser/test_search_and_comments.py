"""Finding words on the plane, and saying something about a note: by mouse and keys, in the plane and in the list."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.browser import rooms
from tests.browser.canvas import look_at, paper, write_at


def comments(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Comments")


def say(page: Page, words: str) -> None:
    page.get_by_label("Your comment").fill(words)
    page.get_by_role("button", name="Comment", exact=True).click()


@pytest.mark.row("B15")
def test_words_are_found_listed_and_flown_to_and_the_rest_is_dimmed(at_the_plane):
    ada = at_the_plane("Ada")
    look_at(ada)
    write_at(ada, 160, 160, "Idle lab days")
    write_at(ada, 480, 160, "Días sin laboratorio")
    expect(write_at(ada, 160, 540, "Something else")).to_be_focused()

    paper(ada, "Something else").focus()
    ada.keyboard.press("Control+f")
    expect(ada.get_by_role("searchbox")).to_be_focused()
    ada.keyboard.type("lab")

    expect(ada.locator("[data-at]").first).to_have_text("2 found")
    expect(paper(ada, "Something else")).to_have_css("opacity", "0.25")
    expect(paper(ada, "Idle lab days")).to_have_css("opacity", "1")
    ada.keyboard.press("Enter")
    expect(ada.locator("[data-at]").first).to_have_text("1 of 2")
    expect(paper(ada, "Idle lab days")).to_have_attribute("aria-selected", "true")
    ada.keyboard.press("Shift+Enter")
    expect(paper(ada, "Días sin laboratorio")).to_have_attribute("aria-selected", "true")
    expect(ada.get_by_role("searchbox")).to_be_focused()
    report = Axe().run(ada)
    assert report.violations_count == 0, report.generate_report()
    ada.keyboard.press("Escape")
    expect(paper(ada, "Días sin laboratorio")).to_be_focused()
    expect(paper(ada, "Something else")).to_have_css("opacity", "1")


@pytest.mark.row("B11")
def test_two_people_comment_on_a_note_answer_and_say_that_it_is_dealt_with(at_the_plane, come_in):
    ada, bo = at_the_plane("Ada"), come_in("Bo")
    look_at(ada)
    expect(write_at(ada, 260, 200, "Idle lab days")).to_be_focused()

    ada.keyboard.press("End")
    ada.keyboard.press("c")
    say(ada, "Which labs?")
    expect(comments(ada).locator("[data-comment] [data-text]")).to_have_text(["Which labs?"])
    note = bo.locator("[data-note]").filter(has_text="Idle lab days").first
    note.locator("[data-menu] > summary").click()
    note.get_by_role("button", name="Comments…").click()
    say(bo, "Port Meru and Alto")

    expect(comments(ada).locator("[data-comment] [data-text]")).to_have_text(["Which labs?", "Port Meru and Alto"])
    expect(comments(ada).locator("[data-comment] [data-by]")).to_have_text(["You", "Somebody"])
    report = Axe().run(ada)
    assert report.violations_count == 0, report.generate_report()
    comments(ada).get_by_role("button", name="It is dealt with").first.click()
    expect(comments(bo).locator("[data-done]:visible")).to_have_count(1)
    ada.keyboard.press("Escape")
    expect(ada.locator(".cv-said")).to_have_text("1 comment")
    expect(paper(ada, "Idle lab days")).to_be_focused()
    ada.locator(".cv-said").click()
    expect(comments(ada)).to_be_visible()


def test_two_notes_are_merged_and_both_authors_stay_and_it_can_be_undone(at_the_plane):
    ada = at_the_plane("Ada")
    look_at(ada)
    write_at(ada, 160, 200, "Idle lab days")
    write_at(ada, 480, 200, "Two a week")
    paper(ada, "Idle lab days").click()
    paper(ada, "Two a week").click(modifiers=["Shift"])

    ada.keyboard.press("Shift+F10")
    ada.get_by_role("menuitem", name="Merge into one note").click()

    expect(ada.locator("li.cv-note [data-text]")).to_have_text(["Idle lab days\nTwo a week"])
    ada.locator("[data-surface]").focus()
    ada.keyboard.press("Control+z")
    expect(ada.locator("li.cv-note [data-text]")).to_have_text(["Idle lab days", "Two a week"])


@pytest.mark.row("I6", partly=True)
def test_the_list_connects_merges_and_comments_as_the_plane_does(come_in):
    bo = come_in("Bo")
    zone = bo.locator("[data-zone='hope']")
    for words in ("Cause", "Effect", "More of it"):
        zone.locator("textarea").first.fill(words)
        zone.locator("form[data-compose] button").first.click()
    cause = zone.locator("[data-note]").filter(has_text="Cause").first

    cause.locator("[data-menu] > summary").click()
    cause.get_by_role("button", name="Connect to…").click()
    bo.get_by_label("What it is connected to").select_option(label="Effect")
    bo.get_by_role("button", name="Connect", exact=True).click()

    expect(zone.locator("[data-kind]")).to_have_text(["Arrow from “\u2068Cause\u2069” to “\u2068Effect\u2069”"])
    effect = zone.locator("[data-note]").filter(has=bo.locator("[data-text]", has_text="Effect")).first
    effect.locator("[data-menu] > summary").click()
    effect.get_by_role("button", name="Merge with…").click()
    bo.get_by_label("Which note comes into this one").select_option(label="More of it")
    bo.get_by_role("button", name="Merge", exact=True).click()
    expect(zone.locator("[data-text]", has_text="More of it")).to_have_text(["Effect\nMore of it"])


def test_whatever_may_be_done_is_found_by_its_words_and_done(at_the_plane):
    ada, bo = at_the_plane("Ada"), at_the_plane("Bo")
    look_at(ada)
    write_at(ada, 260, 200, "Idle lab days")
    paper(ada, "Idle lab days").click()

    ada.keyboard.press("Control+k")
    expect(ada.get_by_role("option", name="Duplicate")).to_be_visible()
    report = Axe().run(ada)
    assert report.violations_count == 0, report.generate_report()
    ada.keyboard.type("dupl")
    expect(ada.get_by_role("option", name="Duplicate")).to_have_attribute("aria-selected", "true")
    ada.keyboard.press("Enter")

    expect(paper(bo, "Idle lab days")).to_have_count(2)
    ada.keyboard.press("Control+k")
    ada.keyboard.type("oval")
    ada.keyboard.press("Enter")
    expect(ada.locator("[data-surface]")).to_have_attribute("data-tool", "oval")


@pytest.mark.row("B15")
def test_a_wide_list_shows_only_the_notes_that_hold_the_words_somebody_looks_for(come_in):
    bo = come_in("Bo")
    for words in ("Idle lab days", "Días sin laboratorio"):
        rooms.write(bo, "hope", words)
    idle, days = (bo.locator("li[data-note]").filter(has_text=words) for words in ("Idle lab days", "Días sin"))
    field = bo.get_by_role("searchbox", name="Find on this board")

    field.fill("dias LABOR")
    expect(idle).to_be_hidden()
    expect(days).to_be_visible()
    # Marks and menus of a note are not its words.
    field.fill("safe")
    expect(idle).to_be_hidden()
    expect(days).to_be_hidden()
    field.fill("")
    expect(idle).to_be_visible()
    expect(days).to_be_visible()
