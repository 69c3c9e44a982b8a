"""The list in real browsers: words survive a reload, a missed reveal and a second pair of hands; keys do all of it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.rooms import turn, write

ZONE = "[data-zone='hope']"


def note(page: Page, text: str):
    return page.locator("li[data-note]", has_text=text)


def open_menu(page: Page, text: str) -> None:
    note(page, text).locator("[data-menu] > summary").click()


def test_what_is_being_typed_survives_a_reload(come_in):
    ada = come_in("Ada", "phone")
    ada.locator("[data-zone]").last.locator("summary").first.click()
    zone = "[data-zone]:last-of-type"
    ada.locator(f"{zone} form[data-compose] textarea").fill("Half a thought")

    ada.reload()

    field = ada.locator(f"{zone} form[data-compose] textarea")
    expect(field).to_be_visible()
    expect(field).to_have_value("Half a thought")
    ada.locator(f"{zone} form[data-compose] button").click()
    expect(note(ada, "Half a thought")).to_be_visible()
    ada.reload()
    expect(field).to_have_value("")


def test_what_others_do_leaves_the_hand_and_the_words_where_they_are(come_in):
    ada, bo = come_in("Ada"), come_in("Bo", "phone")
    write(ada, "hope", "First words")
    open_menu(ada, "First words")
    ada.get_by_role("button", name="Change").click()
    field = ada.locator("li[data-note] form textarea")
    field.fill("Better words, half way")
    expect(note(bo, "Better words, half way")).to_have_count(1, timeout=15_000)

    for number in range(3):
        write(bo, "hope", f"Note {number} of Bo")
    expect(note(ada, "Note 2 of Bo")).to_be_visible()

    expect(field).to_be_focused()
    expect(field).to_have_value("Better words, half way")
    field.press("Control+Enter")
    expect(menu_of(ada, "Better words, half way")).to_be_focused()


def keys(page: Page, *presses: str) -> None:
    """Press these keys one after another."""
    for press in presses:
        page.keyboard.press(press)


def choose(page: Page, name: str) -> None:
    """Open the menu that has the focus and take what is called so, with keys alone."""
    page.keyboard.press("Enter")
    entry = page.locator("[data-menu][open]").get_by_role("button", name=name, exact=True)
    expect(entry).to_be_visible()
    for _ in range(12):
        page.keyboard.press("ArrowDown")
        if entry.evaluate("button => button === document.activeElement"):
            return page.keyboard.press("Enter")
    raise AssertionError(f"the keys do not lead to {name}")


def menu_of(page: Page, text: str):
    """The button that opens the menu of a note."""
    return note(page, text).locator("[data-menu] > summary")


def in_group(page: Page, title: str, text: str):
    return page.locator("[data-group]", has=page.get_by_role("heading", name=title)).locator("li", has_text=text)


@pytest.mark.row("I5", "I8", "B16", partly=True)
def test_a_note_is_written_changed_moved_coloured_deleted_and_brought_back_with_keys_alone(come_in):
    ada, bo = come_in("Ada"), come_in("Bo")
    ada.locator(f"{ZONE} form[data-compose] textarea").focus()
    for text in ("Written with keys", "Another thought"):
        ada.keyboard.type(text)
        ada.keyboard.press("Control+Enter")
        expect(note(bo, text)).to_have_count(1)
        expect(ada.locator(f"{ZONE} form[data-compose] textarea")).to_be_focused()

    menu_of(ada, "Written with keys").focus()
    choose(ada, "Change")
    expect(ada.locator("form[data-edit] textarea")).to_be_focused()
    keys(ada, "Control+A")
    ada.keyboard.type("Changed with keys")
    keys(ada, "Escape")
    expect(note(bo, "Changed with keys")).to_have_count(1)
    expect(menu_of(ada, "Changed with keys")).to_be_focused()

    choose(ada, "Move to…")
    expect(ada.locator("dialog select[name=zone]")).to_be_focused()
    keys(ada, "ArrowUp", "Tab", "Tab", "Tab", "Enter")
    expect(bo.locator(ZONE).locator("li", has_text="Changed with keys")).to_have_count(0)
    expect(menu_of(ada, "Changed with keys")).to_be_focused()
    keys(ada, "Control+z")
    expect(bo.locator(ZONE).locator("li", has_text="Changed with keys")).to_have_count(1)
    expect(menu_of(ada, "Changed with keys")).to_be_focused()

    choose(ada, "Colour…")
    expect(ada.locator("dialog input[name=colour]:checked")).to_be_focused()
    keys(ada, "ArrowDown", "Enter")
    expect(note(bo, "Changed with keys")).to_have_class("note straw")
    expect(menu_of(ada, "Changed with keys")).to_be_focused()

    choose(ada, "Delete")
    expect(note(bo, "Changed with keys")).to_have_count(0)
    expect(menu_of(ada, "Another thought")).to_be_focused()
    keys(ada, "Control+z")
    expect(note(bo, "Changed with keys")).to_have_count(1)
    expect(ada.locator("[data-heard]")).to_have_text("Undone: Note deleted.")
    keys(ada, "Control+Shift+z")
    expect(note(bo, "Changed with keys")).to_have_count(0)
    expect(ada.locator("[data-heard]")).to_have_text("Done again: Note deleted.")


@pytest.mark.row("S1", "I6", partly=True)
def test_groups_are_made_renamed_and_undone_with_keys_alone(come_in):
    ada, bo = come_in("Ada"), come_in("Bo")
    for text in ("First thought", "Another thought"):
        write(ada, "hope", text)
    expect(note(bo, "Another thought")).to_have_count(1)

    menu_of(ada, "First thought").focus()
    choose(ada, "Group with…")
    expect(ada.locator("dialog input[name=title]")).to_be_focused()
    ada.keyboard.type("Under one tree")
    keys(ada, "Tab", "Tab", "Space", "Enter")
    expect(in_group(bo, "Under one tree", "First thought")).to_have_count(1)
    expect(in_group(bo, "Under one tree", "Another thought")).to_have_count(1)
    expect(ada.locator("[data-group] > header summary")).to_be_focused()
    choose(ada, "Rename")
    ada.keyboard.type(" in the yard")
    keys(ada, "Enter")
    expect(bo.get_by_role("heading", name="Under one tree in the yard")).to_be_visible()
    expect(ada.locator("[data-group] > header summary")).to_be_focused()
    choose(ada, "Delete the group, keep its notes")
    expect(bo.locator("[data-group]")).to_have_count(0)
    expect(note(bo, "Another thought")).to_have_count(1)
    keys(ada, "Control+z")
    expect(in_group(bo, "Under one tree in the yard", "Another thought")).to_have_count(1)

    menu_of(ada, "First thought").focus()
    choose(ada, "Take out of its group")
    expect(in_group(bo, "Under one tree in the yard", "First thought")).to_have_count(0)
    expect(menu_of(ada, "First thought")).to_be_focused()


def test_the_focus_goes_between_undo_and_redo_when_one_of_them_has_nothing_left(come_in):
    ada = come_in("Ada")
    write(ada, "hope", "Taken back")
    tools = ada.locator("[data-tools]")
    back, again = (tools.get_by_role("button", name=name) for name in ("Undo", "Redo"))
    expect(back).to_be_enabled()

    back.focus()
    keys(ada, "Enter")
    expect(note(ada, "Taken back")).to_have_count(0)
    expect(again).to_be_focused()
    keys(ada, "Enter")
    expect(note(ada, "Taken back")).to_have_count(1)
    expect(back).to_be_focused()


def test_a_note_that_others_move_keeps_the_focus_it_has_or_gives_it_to_the_next(come_in):
    ada, phone, bo = come_in("Ada"), come_in("Ada's phone", "phone"), come_in("Bo")
    for text in ("Moved by Bo", "Stays here"):
        write(ada, "hope", text)
    phone.locator(f"{ZONE} > summary").click()
    for page in (ada, phone):
        menu_of(page, "Moved by Bo").focus()
    menu_of(bo, "Moved by Bo").focus()

    choose(bo, "Move to…")
    keys(bo, "ArrowUp", "Tab", "Tab", "Tab", "Enter")

    for page in (ada, phone):
        expect(page.locator(ZONE).locator("li", has_text="Moved by Bo")).to_have_count(0)
    expect(menu_of(ada, "Moved by Bo")).to_be_focused()
    expect(menu_of(phone, "Stays here")).to_be_focused()


def test_what_a_menu_opens_is_open_before_the_next_key_is_pressed(come_in):
    ada = come_in("Ada")
    write(ada, "hope", "Asked where to")
    open_menu(ada, "Asked where to")
    entry = note(ada, "Asked where to").get_by_role("button", name="Move to…")
    expect(entry).to_be_visible()

    assert entry.evaluate("(entry) => (entry.click(), document.activeElement.name)") == "zone"


def test_an_address_leads_to_its_note_whatever_zone_it_lies_in(come_in):
    ada, phone = come_in("Ada"), come_in("Bo", "phone")
    write(ada, "hope", "Look here")
    address = note(phone, "Look here").get_attribute("id")
    phone.locator("[data-zone] > summary").first.click()

    phone.evaluate("id => (location.hash = id)", address)

    expect(note(phone, "Look here")).to_be_in_viewport()
    expect(menu_of(phone, "Look here")).to_be_focused()


def test_a_note_that_missed_its_reveal_stays_ones_own_until_it_is_shared(come_in, cockpit, complaints):
    complaints.expected = ("ERR_INTERNET_DISCONNECTED", "Failed to fetch", "after close")
    turn(cockpit, "private")
    ada, bo = come_in("Ada", "phone"), come_in("Bo")
    ada.context.set_offline(True)
    expect(ada.locator("[data-connection]")).to_have_attribute("data-connection", "lost", timeout=40_000)
    write(ada, "hope", "Too late for the reveal")
    turn(cockpit, "open")

    ada.context.set_offline(False)
    late = note(ada, "Too late for the reveal")
    expect(late.locator("[data-mark=safe]")).to_be_visible(timeout=30_000)
    expect(late.locator("[data-mark=hidden]")).to_be_visible()
    expect(note(bo, "Too late for the reveal")).to_have_count(0)

    # It is offered at the note, and in its menu as soon as the page knows that people write in the open.
    expect(late.locator("[data-offer] [data-act=share]")).to_be_visible()
    open_menu(ada, "Too late for the reveal")
    late.locator("[data-menu] [data-act=share]").click()

    expect(note(bo, "Too late for the reveal")).to_have_count(1)
    expect(note(ada, "Too late for the reveal")).to_have_count(1)
    expect(note(ada, "Too late for the reveal").locator("[data-mark=hidden]")).to_be_hidden()


def test_a_board_with_notes_has_no_fault_a_machine_can_find(come_in):
    ada, bo = come_in("Ada"), come_in("Bo", "phone")
    write(ada, "hope", "Leave with one partner")
    write(bo, "hope", "أن نغادر ومعنا شريك واحد")
    expect(note(ada, "شريك")).to_be_visible()
    open_menu(ada, "Leave with one partner")

    found = [violation["id"] for page in (ada, bo) for violation in Axe().run(page).response["violations"]]

    assert found == []
