"""Two people with their hands in the same things: letters being composed, many notes at once, what each takes back."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.canvas import at, drag, look_at, paper, paste, place, settled, take, write_at

PLACES = """() => Object.fromEntries([...document.querySelectorAll("li[data-note]")].map((item) =>
  [item.querySelector("[data-text]").textContent, [item.style.left, item.style.top].join(" ")]))"""

CHOSEN = "li[data-note][aria-selected=true]"


def paste_lines(page: Page, lines: list[str]) -> None:
    paste(page, "\n".join(lines))
    page.get_by_role("button", name="Paste", exact=True).click()


def counts(page: Page, notes: int) -> None:
    """Wait until so many notes lie in the zone, by the panel."""
    expect(page.locator("[data-count='hope']")).to_have_text(str(notes) if notes else "", timeout=30_000)


def edit(page: Page, text: str) -> Locator:
    """Open a note to write in it; its field."""
    item = paper(page, text)
    item.focus()
    item.press("Enter")
    field = page.locator("[data-field]")
    expect(field).to_be_focused()
    return field


def lies_at(page: Page, text: str, where: tuple[float, float]) -> None:
    """Wait until something is drawn there: it is, with one of the next frames."""
    expect(paper(page, text)).to_have_css("left", f"{where[0]:g}px")
    expect(paper(page, text)).to_have_css("top", f"{where[1]:g}px")


def put_caret(field: Locator, index: int) -> None:
    field.evaluate("(field, index) => field.setSelectionRange(index, index)", index)


def caret(field: Locator) -> list[int]:
    return field.evaluate("field => [field.selectionStart, field.selectionEnd]")


@pytest.fixture
def two(at_the_plane):
    """Ada and Bo at the plane, looking at the same zone."""
    ada, bo = at_the_plane("Ada"), at_the_plane("Bo")
    look_at(ada)
    look_at(bo)
    return ada, bo


@pytest.mark.row("B16")
def test_undo_does_not_touch_others_work(two):
    ada, bo = two
    write_at(ada, 200, 200, "Ada's")
    write_at(bo, 500, 200, "Bo's")
    expect(paper(ada, "Bo's")).to_be_visible()
    begun = place(paper(ada, "Ada's"))
    drag(ada, paper(ada, "Ada's"), 0, 120)
    expect(paper(ada, "Ada's")).not_to_have_attribute("data-held", "")
    moved = place(paper(ada, "Ada's"))
    assert moved != begun
    paste_lines(ada, ["One", "Two", "Three"])
    counts(bo, 5)
    edit(bo, "Two").press_sequentially(", says Bo")
    bo.keyboard.press("Escape")
    expect(paper(ada, "Two, says Bo")).to_be_visible()

    # What Ada pasted goes, but for what Bo has written in.
    ada.locator("[data-surface]").focus()
    ada.keyboard.press("Control+z")
    for page in two:
        counts(page, 3)
        expect(paper(page, "Two, says Bo")).to_be_visible()
    expect(ada.locator("[data-heard]")).to_have_text(
        "Undone: 3 notes added. 1 change stays: somebody else has worked there since."
    )

    # Of the note that went back, Bo has only the words.
    ada.keyboard.press("Control+z")
    expect(ada.locator("[data-heard]")).to_have_text("Undone: Moved.")
    lies_at(ada, "Ada's", begun)
    bo.locator("[data-surface]").focus()
    bo.keyboard.press("Control+z")
    for page in two:
        expect(paper(page, "Two, says Bo")).to_have_count(0)
        expect(paper(page, "Two")).to_be_visible()
    bo.keyboard.press("Control+z")
    for page in two:
        expect(paper(page, "Bo's")).to_have_count(0)
    bo.keyboard.press("Control+z")
    expect(bo.locator("[data-heard]")).to_have_text("There is nothing to undo.")
    expect(paper(bo, "Ada's")).to_be_visible()

    # And again, each their own.
    ada.keyboard.press("Control+Shift+z")
    expect(ada.locator("[data-heard]")).to_have_text("Done again: Moved.")
    lies_at(ada, "Ada's", moved)
    ada.keyboard.press("Control+Shift+z")
    for page in two:
        expect(paper(page, "One")).to_be_visible()
        expect(paper(page, "Three")).to_be_visible()


def test_letters_being_composed_stay_whole_whatever_others_write_and_the_caret_stays_at_them(two):
    ada, bo = two
    write_at(ada, 200, 200, "a")
    expect(paper(bo, "a")).to_be_visible()
    adas, bos = edit(ada, "a"), edit(bo, "a")
    # Each sees the other's letters: what merges them is here.
    put_caret(bos, 1)
    bos.press_sequentially("b")
    expect(adas).to_have_value("ab")
    put_caret(adas, 1)
    keyboard = ada.context.new_cdp_session(ada)

    # 日本 is on its way when Bo writes before it and behind it.
    keyboard.send("Input.imeSetComposition", {"text": "に", "selectionStart": 1, "selectionEnd": 1})
    keyboard.send("Input.imeSetComposition", {"text": "にほん", "selectionStart": 3, "selectionEnd": 3})
    put_caret(bos, 0)
    bos.press_sequentially("<<")
    put_caret(bos, 4)
    bos.press_sequentially(">>")
    expect(bos).to_have_value("<<ab>>")
    expect(adas).to_have_value("aにほんb")
    assert caret(adas) == [4, 4]
    keyboard.send("Input.imeSetComposition", {"text": "日本", "selectionStart": 2, "selectionEnd": 2})
    keyboard.send("Input.insertText", {"text": "日本"})

    for field in (adas, bos):
        expect(field).to_have_value("<<a日本b>>")
    assert caret(adas) == [5, 5]
    adas.press_sequentially("!")
    for field in (adas, bos):
        expect(field).to_have_value("<<a日本!b>>")


def test_an_emoji_at_the_caret_is_one_letter_whatever_others_write(two):
    ada, bo = two
    write_at(ada, 200, 200, "a👍b")
    expect(paper(bo, "a👍b")).to_be_visible()
    adas, bos = edit(ada, "a👍b"), edit(bo, "a👍b")
    put_caret(adas, 3)
    put_caret(bos, 0)

    bos.press_sequentially("🦒")
    expect(adas).to_have_value("🦒a👍b")
    assert caret(adas) == [5, 5]
    ada.keyboard.insert_text("👩🏽‍🔬")
    for field in (adas, bos):
        expect(field).to_have_value("🦒a👍👩🏽‍🔬b")
    assert caret(bos) == [2, 2]
    bos.press("Backspace")
    for field in (adas, bos):
        expect(field).to_have_value("a👍👩🏽‍🔬b")

    # Both take the same thumb away.
    put_caret(adas, 3)
    put_caret(bos, 3)
    adas.press("Backspace")
    bos.press("Backspace")
    for page, field in ((ada, adas), (bo, bos)):
        expect(field).not_to_have_value("a👍👩🏽‍🔬b")
        assert "\ufffd" not in field.input_value()
        page.keyboard.press("Escape")
    expect(paper(bo, "👩🏽‍🔬b")).to_be_visible()
    assert (
        paper(ada, "👩🏽‍🔬b").locator("[data-text]").inner_text()
        == paper(bo, "👩🏽‍🔬b").locator("[data-text]").inner_text()
    )


def test_each_note_runs_its_own_way_while_it_is_written_and_when_it_is_read(two):
    ada, bo = two
    write_at(ada, 200, 200, "شبكة 5G في القرى")
    write_at(ada, 500, 200, "Roads before 2027")
    direction = "(item) => getComputedStyle(item.querySelector('[data-text]')).unicodeBidi"
    for page in two:
        for words in ("شبكة", "Roads"):
            expect(paper(page, words)).to_be_visible()
            assert paper(page, words).evaluate(direction) == "plaintext"
        # Each begins where its language begins.
        starts = {words: _start(paper(page, words)) for words in ("شبكة", "Roads")}
        assert starts == {"شبكة": "right", "Roads": "left"}

    field = edit(bo, "شبكة")
    assert field.evaluate("field => [field.dir, field.matches(':dir(rtl)')]") == ["auto", True]
    bo.keyboard.press("Escape")
    field = edit(bo, "Roads")
    assert field.evaluate("field => field.matches(':dir(rtl)')") is False
    bo.keyboard.press("Escape")


def _start(item: Locator) -> str:
    """On which side the first letters stand: those of the text's own language."""
    return item.locator("[data-text]").evaluate(
        """(words) => {
          const range = document.createRange()
          range.setStart(words.firstChild, 0)
          range.setEnd(words.firstChild, 1)
          const [letter, all] = [range.getBoundingClientRect(), words.getBoundingClientRect()]
          return letter.left - all.left < all.right - letter.right ? "left" : "right"
        }"""
    )


def test_two_hundred_lines_are_pasted_while_somebody_else_writes(two):
    ada, bo = two
    ada.locator("[data-surface]").focus()
    paste(ada, "\n".join(f"Line {number:03}" for number in range(200)))
    write_at(bo, 300, 200, "Before them")
    # Before any line lies there.
    bo.mouse.dblclick(*at(bo, 600, 300))
    field = bo.locator("[data-field]")
    expect(field).to_be_focused()
    ada.get_by_role("button", name="Paste", exact=True).click()
    field.press_sequentially("Written while two hundred came", delay=15)
    expect(field).to_have_value("Written while two hundred came")
    bo.keyboard.press("Escape")

    for page in two:
        counts(page, 202)
        expect(paper(page, "Written while two hundred came")).to_be_visible()
    expect(ada.locator("[data-mark=waiting]:visible")).to_have_count(0)
    ada.locator("[data-surface]").focus()
    ada.keyboard.press("Control+z")
    for page in two:
        counts(page, 2)
        expect(paper(page, "Before them")).to_be_visible()
        expect(paper(page, "Written while two hundred came")).to_be_visible()


def test_fifty_notes_are_dragged_while_others_drag_and_all_see_the_same(two):
    ada, bo = two
    paste_lines(ada, [f"Line {number:02}" for number in range(50)])
    for page in two:
        counts(page, 50)
        look_at(page)
    before = ada.evaluate(PLACES)
    ada.locator("[data-surface]").focus()
    ada.keyboard.press("Control+a")
    expect(ada.locator(CHOSEN)).to_have_count(50)
    x, y = take(ada, paper(ada, "Line 00"))
    ada.mouse.move(x + 30, y + 40, steps=4)
    held = paper(ada, "Line 49").bounding_box()

    # Bo takes one of them elsewhere meanwhile, and another one is written in.
    drag(bo, paper(bo, "Line 49"), 10, 60)
    expect(paper(bo, "Line 49")).not_to_have_attribute("data-held", "")
    bo.keyboard.press("Escape")
    edit(bo, "Line 31").press_sequentially(", mended")
    bo.keyboard.press("Escape")
    expect(paper(ada, "Line 31, mended")).to_be_visible()
    assert paper(ada, "Line 49").bounding_box() == held
    ada.mouse.up()

    expect(ada.locator("[data-held]")).to_have_count(0)
    expect(ada.locator("[data-heard]")).to_have_text("Moved.")
    expect(ada.locator("[data-mark=waiting]:visible")).to_have_count(0)
    expect(paper(bo, "Line 00")).not_to_have_attribute("style", paper_style(before, "Line 00"))
    after = ada.evaluate(PLACES)
    assert {words for words, where in before.items() if after.get(words) == where} == set()
    assert len(after) == 50
    bo.wait_for_function(f"(after) => JSON.stringify(({PLACES})()) === JSON.stringify(after)", arg=after)


def paper_style(places: dict[str, str], words: str) -> str:
    left, top = places[words].split(" ")
    return f"left: {left}; top: {top};"


def test_what_is_chosen_in_focus_or_written_in_is_there_wherever_one_looks(two):
    ada, bo = two
    write_at(ada, 200, 200, "Chosen")
    write_at(ada, 500, 200, "Written in")
    write_at(ada, 200, 400, "Left alone")
    # A board with few notes is drawn whole, wherever one looks.
    look_at(bo, "bring")
    paste_lines(bo, [f"Line {number}" for number in range(160)])
    expect(ada.locator("[data-count='bring']")).to_have_text("160", timeout=30_000)
    look_at(bo)
    paper(ada, "Chosen").click()
    look_far_away(ada)
    expect(paper(ada, "Left alone")).to_have_count(0)
    expect(paper(ada, "Chosen")).to_have_attribute("aria-selected", "true")
    drag(bo, paper(bo, "Chosen"), 60, 60)
    expect(paper(bo, "Chosen")).not_to_have_attribute("data-held", "")
    ada.wait_for_function(f"(there) => ({PLACES})()['Chosen'] === there", arg=bo.evaluate(PLACES)["Chosen"])

    look_at(ada)
    paper(ada, "Written in").dblclick()
    field = ada.locator("[data-field]")
    expect(field).to_be_focused()
    field.press_sequentially(", and on")
    look_far_away(ada)
    expect(paper(ada, "Chosen")).to_have_count(0)
    expect(paper(ada, "Written in, and on")).to_have_count(1)
    drag(bo, paper(bo, "Written in"), 60, 60)
    field.press_sequentially(" and on")
    for page in two:
        expect(paper(page, "Written in, and on and on")).to_have_count(1)


def look_far_away(page: Page) -> None:
    """Push the board until the other end of it is in sight."""
    page.mouse.move(*at(page, 300, 300))
    page.keyboard.down("Control")
    for _ in range(4):
        page.mouse.wheel(0, -400)
    page.keyboard.up("Control")
    for _ in range(12):
        page.mouse.wheel(2_000, 1_500)
    settled(page)
