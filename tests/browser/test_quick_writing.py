"""Many notes in a row: by keys while one writes, by Enter alone, and out of what was copied elsewhere."""

import pytest
from playwright.sync_api import expect

from tests.browser import rooms
from tests.browser.canvas import ZONE, look_at, paper, paste, place, write_at


@pytest.mark.row("B14")
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_next_note_is_beside_or_below_as_the_page_is_read_and_with_shift_the_other_way(at_the_plane, language):
    ada, bo = at_the_plane("Ada"), at_the_plane("Bo")
    if language == "ar":
        ada.evaluate("() => { document.documentElement.dir = 'rtl' }")
    look_at(ada)
    write_at(ada, 800 if language == "ar" else 500, 420, "First")
    paper(ada, "First").focus()
    ada.keyboard.press("Enter")

    for words, key in (
        ("Below", "Control+Enter"),
        ("Beside", "Tab"),
        ("Up", "Control+Shift+Enter"),
        ("Top", "Control+Shift+Enter"),
        ("Back", "Shift+Tab"),
    ):
        ada.keyboard.press(key)
        expect(ada.locator("[data-field]")).to_have_value("")
        ada.keyboard.type(words)
    ada.keyboard.press("Escape")

    expect(paper(ada, "Back")).to_be_focused()
    places = {words: place(paper(ada, words)) for words in ("First", "Below", "Beside", "Up", "Top", "Back")}
    (x, y), (further, lower), (_, top) = places["First"], places["Beside"], places["Top"]
    assert places == {
        "First": (x, y),
        "Below": (x, lower),
        "Beside": (further, lower),
        "Up": (further, y),
        "Top": (further, top),
        "Back": (x, top),
    }
    assert ((further - x) * (-1 if language == "ar" else 1) > 0, top < y < lower) == (True, True)
    expect(paper(bo, "Up")).to_have_count(1)


def test_a_row_of_notes_is_written_with_enter_alone_and_ended_with_escape(at_the_plane):
    ada, bo = at_the_plane("Ada"), at_the_plane("Bo")
    look_at(ada)

    ada.locator("[data-surface]").focus()
    ada.keyboard.press("Shift+N")
    for words in ("One", "Two", "Three"):
        ada.keyboard.type(words)
        ada.keyboard.press("Enter")
    ada.keyboard.press("Escape")

    expect(ada.locator("[data-write]")).to_be_hidden()
    for words in ("One", "Two", "Three"):
        expect(paper(bo, words)).to_have_count(1)
    assert len({place(paper(ada, words)) for words in ("One", "Two", "Three")}) == 3


@pytest.mark.row("B13", partly=True)
def test_pasted_lines_become_a_note_each_after_one_question_and_are_undone_at_once(at_the_plane):
    ada, bo = at_the_plane("Ada"), at_the_plane("Bo")
    look_at(ada)

    paste(ada, "\n".join(f"- Line {number}" for number in range(1, 201)))
    expect(ada.get_by_role("radio", name="A note for each line 200 notes")).to_be_checked()
    ada.get_by_role("button", name="Paste", exact=True).click()

    expect(ada.locator("[data-heard]")).to_have_text("200 notes added.")
    expect(bo.locator("[data-count='hope']")).to_have_text("200", timeout=30_000)
    ada.locator("[data-surface]").focus()
    ada.keyboard.press("Control+z")
    expect(bo.locator("[data-count='hope']")).to_have_text("", timeout=30_000)


@pytest.mark.row("B13", partly=True)
def test_pasted_cells_keep_their_table_and_one_line_needs_no_question(at_the_plane):
    ada = at_the_plane("Ada")
    look_at(ada)

    paste(ada, "Lab\tDays\nPort Meru\t12")
    ada.get_by_role("button", name="Paste", exact=True).click()

    expect(paper(ada, "Port Meru")).to_have_count(1)
    lab, days, meru, twelve = (place(paper(ada, words)) for words in ("Lab", "Days", "Port Meru", "12"))
    assert (lab[1], meru[1], lab[0], days[0]) == (days[1], twelve[1], meru[0], twelve[0])
    assert (days[0] > lab[0], meru[1] > lab[1]) == (True, True)
    paste(ada, "Only this")
    expect(paper(ada, "Only this")).to_have_count(1)
    expect(ada.get_by_role("dialog")).to_have_count(0)


def test_of_ten_thousand_lines_five_hundred_are_taken_and_why_is_said(at_the_plane):
    ada = at_the_plane("Ada")
    look_at(ada)

    paste(ada, "\n".join(f"Line {number}" for number in range(10_000)))

    expect(ada.get_by_text("One paste makes at most 500 notes")).to_be_visible()
    expect(ada.get_by_role("radio", name="A note for each line 500 notes")).to_be_checked()
    ada.get_by_role("button", name="Leave it").click()
    expect(ada.locator("li.cv-note")).to_have_count(0)


SENT_AND_UNDONE = """(words) => {
  const form = document.querySelector("[data-zone=hope] form[data-compose]")
  for (const each of words) {
    form.querySelector("textarea").value = each
    form.requestSubmit()
  }
  const undo = { key: "z", ctrlKey: true, bubbles: true, cancelable: true }
  document.body.dispatchEvent(new KeyboardEvent("keydown", undo))
}"""


def test_an_undo_right_behind_notes_takes_back_the_last_of_them(come_in):
    ada, bo = come_in("Ada"), come_in("Bo")
    rooms.write(ada, ZONE, "Before")
    expect(paper(bo, "Before")).to_have_count(1)
    # What undoes is here by then, so that nothing is waited for.
    ada.locator("li[data-note] [data-menu] > summary").click()
    ada.keyboard.press("Escape")
    for deed in ("Undo", "Redo"):
        ada.get_by_role("button", name=deed, exact=True).click()
    expect(paper(bo, "Before")).to_have_count(1)
    expect(ada.locator("[data-heard]")).to_have_text("Done again: Note added.")

    ada.evaluate(SENT_AND_UNDONE, ["One", "Two", "Three"])

    expect(paper(bo, "Two")).to_have_count(1)
    expect(ada.locator("[data-heard]")).to_have_text("Undone: Note added.")
    for page in (ada, bo):
        expect(page.locator("li[data-note] [data-text]")).to_have_text(["Before", "One", "Two"])


def test_a_second_tap_on_add_adds_no_second_note_and_finds_no_fault(come_in):
    ada = come_in("Ada", "phone")
    form = rooms.open_zone(ada, ZONE).locator("form[data-compose]")
    form.locator("textarea").fill("Once")

    form.locator("button").dblclick()

    expect(paper(ada, "Once")).to_have_count(1)
    expect(form.locator("[data-bad]")).to_be_hidden()
    expect(form.locator("textarea")).not_to_have_attribute("aria-invalid", "true")
    form.locator("textarea").fill("Again")
    form.locator("button").click()
    expect(ada.locator("li[data-note]")).to_have_count(2)


@pytest.mark.parametrize("size", ["phone", "laptop"])
def test_the_list_says_that_enter_is_a_new_line_where_there_may_be_keys(come_in, size):
    ada = come_in("Ada", size)
    form = rooms.open_zone(ada, ZONE).locator("form[data-compose]")
    said = form.get_by_text("Enter: new line. To add the note, use the button or Ctrl+Enter.")
    expect(said).to_be_hidden()

    form.locator("textarea").focus()
    ada.keyboard.type("One line")
    ada.keyboard.press("Enter")
    ada.keyboard.type("and another")

    expect(said).to_be_visible(visible=size == "laptop")
    expect(form.locator("textarea")).to_have_value("One line\nand another")
    ada.keyboard.press("Control+Enter")
    expect(paper(ada, "and another")).to_have_count(1)
