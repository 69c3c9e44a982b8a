"""Words never become keys of tools: whoever is writing goes on writing."""

from playwright.sync_api import expect

from tests.browser.canvas import at, look_at, paper, write_at


def test_a_note_opened_by_its_tool_goes_where_one_clicks_next_with_its_words(at_the_plane):
    ada = at_the_plane("Ada")
    look_at(ada)

    ada.locator("[data-tools] [data-do=note]").click()
    ada.keyboard.type("By the ")
    ada.locator("[data-in]").click()
    ada.mouse.click(*at(ada, 300, 150))
    expect(ada.locator("[data-field]")).to_be_focused()
    ada.keyboard.type("toolbar")
    ada.keyboard.press("Escape")

    note = paper(ada, "By the toolbar")
    expect(note).to_have_count(1)
    box, (x, y) = note.bounding_box(), at(ada, 300, 150)
    assert abs(box["x"] + box["width"] / 2 - x) < 3
    assert abs(box["y"] + box["height"] / 2 - y) < 3
    expect(ada.locator("[data-surface][data-draws]")).to_have_count(0)


def test_enter_is_a_new_line_of_a_note_and_escape_ends_it(at_the_plane):
    ada, bo = at_the_plane("Ada"), at_the_plane("Bo")
    look_at(ada)
    ada.mouse.dblclick(*at(ada, 300, 250))
    field = ada.locator("[data-field]")
    expect(field).to_be_focused()
    expect(ada.get_by_text("Enter: new line. Tab: a note beside. Ctrl+Enter: one below. Esc: done.")).to_be_visible()

    ada.keyboard.type("Budget\nlate every year")
    expect(field).to_have_value("Budget\nlate every year")
    ada.keyboard.press("Escape")

    expect(paper(bo, "late every year").locator("[data-text]")).to_have_text(
        "Budget\nlate every year", use_inner_text=True
    )
    expect(paper(ada, "late every year")).to_be_focused()
    expect(ada.locator("[data-surface]")).to_have_attribute("data-tool", "select")


def test_enter_ends_the_title_of_a_group_and_control_enter_a_text(at_the_plane):
    ada = at_the_plane("Ada")
    look_at(ada)
    write_at(ada, 300, 250, "Late").click()
    ada.keyboard.press("Control+g")
    ada.keyboard.type("Money")
    ada.keyboard.press("Enter")
    expect(paper(ada, "Money").locator("[data-count]")).to_have_text("1")

    ada.keyboard.press("Escape")
    ada.keyboard.press("t")
    ada.mouse.click(*at(ada, 300, 450))
    expect(ada.get_by_text("Enter: new line. Esc or Ctrl+Enter: done.")).to_be_visible()
    ada.keyboard.type("Two\nlines")
    ada.keyboard.press("Control+Enter")

    expect(ada.locator("[data-write]")).to_be_hidden()
    expect(paper(ada, "lines")).to_have_count(1)


def test_typing_on_the_one_note_that_is_chosen_writes_in_it(at_the_plane):
    ada, bo = at_the_plane("Ada"), at_the_plane("Bo")
    look_at(ada)
    note = write_at(ada, 300, 250, "Budget")
    note.click()
    expect(note).to_have_attribute("aria-selected", "true")

    ada.keyboard.type("By spring")
    ada.keyboard.press("Escape")

    expect(paper(bo, "BudgetBy spring")).to_have_count(1)
    expect(ada.locator("[data-surface]")).to_have_attribute("data-tool", "select")
    expect(ada.locator("dialog[open]")).to_have_count(0)


def test_whoever_has_written_more_than_a_note_holds_can_go_elsewhere(at_the_plane):
    ada = at_the_plane("Ada")
    look_at(ada)
    ada.mouse.dblclick(*at(ada, 300, 250))
    field, elsewhere = ada.locator("[data-field]"), ada.locator("[data-look=fit]")
    field.fill("x" * 5_001)

    elsewhere.focus()

    expect(ada.get_by_text("A note holds at most 5,000 characters.").first).to_be_visible()
    expect(elsewhere).to_be_focused()
    expect(field).to_have_value("x" * 5_001)
