"""A step on a phone: zones side by side, a field always at hand, what may be done under the thumb."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.assets.pictures import png
from tests.browser import behind
from tests.browser.canvas import paper, place
from tests.browser.conftest import speak
from tests.browser.faults import look
from tests.browser.rooms import connected, join_by_code, open_zone, write
from tests.browser.test_images import hand_over, in_list, put

PHONES = [(320, 568), (360, 640), (375, 667), (412, 915), (667, 375)]
KEYBOARD = 0.45
"""About what is left of a phone's height once its keyboard is open."""

IN_SIGHT = """(field) => {
  const { left, right, top, bottom } = field.getBoundingClientRect()
  const inside = left >= 0 && right <= innerWidth && top >= 0 && bottom <= innerHeight
  const there = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
  return { inside, uncovered: field.contains(there), tall: bottom - top >= 44 }
}"""
FINE = {"inside": True, "uncovered": True, "tall": True}

VOICES = """() => {
  globalThis.spoken = []
  const voices = [["en-GB", "Ann"], ["fr_FR", "Zoé"]].map(([lang, name]) => ({ lang, name, localService: true }))
  voices.unshift({ lang: "en-US", name: "Far", localService: false })
  class Words extends EventTarget { constructor(text) { super(); this.text = text } }
  const mouth = Object.assign(new EventTarget(), {
    speaking: false,
    getVoices: () => voices,
    speak: (words) => {
      mouth.speaking = true
      spoken.push([words.text, words.lang, words.voice.name])
      words.dispatchEvent(new Event("start"))
    },
    cancel: () => { mouth.speaking = false },
  })
  Object.defineProperty(globalThis, "speechSynthesis", { value: mouth })
  globalThis.SpeechSynthesisUtterance = Words
}"""
"""A device with an English and a French voice, and one from elsewhere, that only notes down what it should say."""

EARS = """() => {
  globalThis.SpeechRecognition = globalThis.webkitSpeechRecognition = class extends EventTarget {
    hear() {
      const results = ["Samples wait", " six weeks"].map((transcript) => [{ transcript }])
      this.dispatchEvent(Object.assign(new Event("result"), { results }))
    }
    start() { setTimeout(() => this.hear()) }
    stop() {
      this.hear()
      this.dispatchEvent(new Event("end"))
    }
  }
}"""


AT_REST = """async () => {
  const row = document.querySelector("[data-zones]")
  for (let still = 0, before = row.scrollLeft; still < 10; before = row.scrollLeft) {
    await new Promise(requestAnimationFrame)
    still = row.scrollLeft === before ? still + 1 : 0
  }
}"""
"""Wait until zones that were pushed lie where they stay: one on its way is in sight for a moment too."""


def swipe(page: Page, far: int) -> None:
    """Push the zone in sight sideways by its name, with one finger: names of zones above it slide by themselves."""
    zone = page.locator("[data-zone][data-here] h2")
    zone.scroll_into_view_if_needed()
    box = zone.bounding_box()
    hand = page.context.new_cdp_session(page)
    x, y = page.viewport_size["width"] / 2, box["y"] + box["height"] / 2
    for step in range(13):
        points = [{"x": x + (step / 12 - 0.5) * far, "y": y}]
        hand.send("Input.dispatchTouchEvent", {"type": "touchMove" if step else "touchStart", "touchPoints": points})
    hand.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.evaluate(AT_REST)


def in_sight(page: Page) -> str:
    return page.locator("[data-zone][data-here]").get_attribute("data-zone")


def test_zones_come_with_a_swipe_and_by_name_and_the_field_is_that_of_the_one_in_sight(come_in):
    bo = come_in("Bo", "phone")
    first, second, *_others = bo.locator("[data-zone]").evaluate_all("(all) => all.map((each) => each.dataset.zone)")
    assert in_sight(bo) == first

    expect(bo.locator("[data-board]")).to_have_attribute("data-beside", "")
    swipe(bo, -260)
    expect(bo.locator(f"[data-zone='{second}']")).to_have_attribute("data-here", "")
    expect(bo.locator("[data-way] [aria-current]")).to_have_attribute("href", f"#zone-{second}")
    field = bo.locator(f"#write-{second}")
    field.tap()
    field.fill("Swiped to here")
    # With the first touch it comes into the bar, and what is to be tapped next moves.
    expect(bo.locator(f"[data-zone='{second}'] .bd-mic")).to_be_visible()
    bo.locator(f"[data-zone='{second}'] form[data-compose] .btn").tap()
    expect(bo.locator(f"[data-zone='{second}'] li[data-note]")).to_contain_text("Swiped to here")

    bo.locator(f"[data-way] a[href='#zone-{first}']").tap()
    expect(bo.locator(f"[data-zone='{first}']")).to_have_attribute("data-here", "")
    expect(bo.locator(f"#write-{second}")).to_be_hidden()


def test_many_zones_are_a_list_to_choose_from_that_follows_a_swipe_and_keys(come_in, cockpit):
    bo = come_in("Bo", "phone")
    step = cockpit.locator("details.go", has_text="Seven enablers check").first
    step.locator("summary").click()
    step.get_by_role("button", name="Take the room there").click()
    choice = bo.get_by_label("Zone", exact=True)
    expect(choice.locator("option")).to_have_count(8)
    expect(bo.locator("[data-board]")).to_have_attribute("data-beside", "")
    names = bo.locator("[data-zone]").evaluate_all("(all) => all.map((each) => each.dataset.zone)")
    assert bo.evaluate("document.documentElement.scrollWidth <= innerWidth")

    choice.select_option(index=4)
    expect(bo.locator(f"[data-zone='{names[4]}']")).to_have_attribute("data-here", "")
    swipe(bo, -260)
    expect(choice).to_have_value(f"zone-{names[5]}")
    choice.focus()
    bo.keyboard.press("ArrowUp")

    expect(bo.locator(f"[data-zone='{names[4]}']")).to_have_attribute("data-here", "")
    expect(choice).to_be_focused()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_on_every_phone_nothing_lies_sideways_and_the_field_is_in_reach_with_the_keyboard_open(
    language, open_browser, room
):
    page = open_browser("phone", language)
    speak(page, language)
    join_by_code(page, room.code, f"Bo {language}")
    connected(page)
    field = page.locator("[data-here] form[data-compose] textarea")
    button = page.locator("[data-here] form[data-compose] button")
    for width, height in PHONES:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_function("(height) => innerHeight === height", arg=height)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (width, height)
        page.set_viewport_size({"width": width, "height": int(height * KEYBOARD)})
        field.tap()
        expect(field).to_be_focused()
        assert [each.evaluate(IN_SIGHT) for each in (field, button)] == [FINE, FINE], (width, height)
        page.evaluate("document.activeElement.blur()")


ROWS_OF_LINKS = {
    "facilitator": [
        "/boards/{board_id}/list/",
        "/plans/",
        "/plans/{plan_id}/",
        "/plans/{plan_id}/check-ins/",
        "/plans/{plan_id}/sign-off/",
    ],
    "director": ["/centres/{centre_id}/"],
    "administrator": ["/alliance/pairs/", "/portfolio/"],
}
"""Pages on which links follow one another, by who opens them."""


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_each_link_of_a_row_that_wraps_answers_where_its_words_stand(language, visitors, seeded):
    wrong = []
    for who, addresses in ROWS_OF_LINKS.items():
        page = visitors(who, "phone", language)
        for address in addresses:
            page.goto(address.format(**seeded))
            wrong += [f"{address}: {fault}" for fault in look(page, covered=True)]

    assert wrong == []
    page = visitors("facilitator", "phone", language)
    page.goto("/boards/{board_id}/list/".format(**seeded))
    to_the_room = page.locator("main > .row.small a").first
    words = to_the_room.evaluate("(link) => link.getClientRects()[0]")
    page.touchscreen.tap(words["x"] + 0.3 * words["width"], words["y"] + words["height"] / 2)
    page.wait_for_url(f"**/w/{seeded['workshop_id']}/")


def test_an_address_brings_its_zone_into_sight_and_a_menu_comes_from_below(come_in):
    ada, bo = come_in("Ada"), come_in("Bo", "phone")
    zones = ada.locator("[data-zone]").evaluate_all("(all) => all.map((each) => each.dataset.zone)")
    write(ada, zones[-1], "At the far end")
    note = ada.locator("li[data-note]", has_text="At the far end")
    expect(note.locator("[data-mark='safe']")).to_be_visible()
    name = note.get_attribute("id")

    bo.goto(f"{bo.url.split('#')[0]}#{name}")
    bo.reload()

    expect(bo.locator(f"[data-zone='{zones[-1]}']")).to_have_attribute("data-here", "")
    there = bo.locator(f"#{name}")
    expect(there).to_be_in_viewport()
    there.locator("[data-menu] > summary").tap()
    menu = there.locator("[data-menu] > .pop")
    expect(menu).to_be_in_viewport(ratio=1)
    lowest = menu.evaluate("(menu) => Math.round(innerHeight - menu.getBoundingClientRect().bottom)")
    assert lowest == 0
    assert open_zone(bo, zones[0]).is_visible()


def rest(page: Page, item: Locator) -> None:
    """Let a finger rest on something that was brought out from below the bar, and lift it."""
    item.scroll_into_view_if_needed()
    box = item.bounding_box()
    where = [{"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}]
    hand = page.context.new_cdp_session(page)
    hand.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": where})
    expect(page.locator("[data-menu][open]")).to_have_count(1)
    hand.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


@pytest.mark.row("I10")
def test_a_finger_that_rests_on_a_note_opens_its_menu_and_what_is_written_is_read_aloud(open_browser, room):
    bo = open_browser("phone")
    bo.add_init_script(f"({VOICES})()")
    bo.goto(behind.join(bo, room.code, "Bo"))
    connected(bo)
    zone = in_sight(bo)
    write(bo, zone, "Samples wait six weeks. Nobody says why.")
    note = bo.locator("li[data-note]", has_text="Samples wait")
    expect(note.locator("[data-mark='safe']")).to_be_visible()

    rest(bo, note.locator("[data-text]"))
    expect(note.locator("[data-menu]")).to_have_attribute("open", "")
    note.get_by_role("button", name="Read aloud").tap()

    expect(bo.locator("[data-reading]")).to_contain_text("Reading aloud.")
    assert bo.evaluate("spoken") == [["Samples wait six weeks.", "en", "Ann"], ["Nobody says why.", "en", "Ann"]]
    bo.locator("[data-reading] button").tap()
    expect(bo.locator("[data-reading]")).to_have_count(0)

    bo.evaluate("spoken.length = 0")
    question = bo.locator("[data-stage='prompt']").inner_text()
    bo.locator("[data-aloud]").tap()
    expect(bo.locator("[data-reading]")).to_be_visible()
    said = bo.evaluate("spoken.map(([text]) => text)")
    assert question.startswith(said[0])
    assert said[-1] == "Nobody says why."
    bo.locator("[data-aloud]").tap()
    expect(bo.locator("[data-reading]")).to_have_count(0)

    bo.locator("[data-aloud]").evaluate("(button) => button.setAttribute('data-before', '')")
    bo.evaluate("document.dispatchEvent(new Event('names:changed'))")
    expect(bo.locator("[data-aloud]:not([data-before])")).to_be_visible()


@pytest.mark.row("I10")
def test_who_dictates_is_told_first_who_may_hear_it(open_browser, room):
    bo = open_browser("phone")
    bo.add_init_script(f"({EARS})()")
    bo.goto(behind.join(bo, room.code, "Bo"))
    connected(bo)
    field = bo.locator("[data-here] form[data-compose] textarea")
    field.tap()
    mic = bo.locator("[data-here] > .bd-mic")

    mic.tap()
    expect(bo.get_by_role("dialog", name="Dictate")).to_contain_text("The maker of the browser may hear it")
    assert field.input_value() == ""
    bo.get_by_role("dialog").get_by_role("button", name="Dictate").tap()
    expect(field).to_have_value("Samples wait six weeks")
    expect(mic).to_have_attribute("aria-pressed", "true")
    mic.tap()
    expect(mic).to_have_attribute("aria-pressed", "false")
    expect(field).to_be_focused()

    field.fill("They say:")
    mic.tap()
    expect(field).to_have_value("They say: Samples wait six weeks")
    bo.locator("[data-here] form[data-compose] .btn").tap()
    expect(mic).to_have_attribute("aria-pressed", "false")
    expect(bo.locator("[data-here] li[data-note]")).to_contain_text("They say: Samples wait six weeks")
    assert field.input_value() == ""


@pytest.mark.row("M5")
def test_the_seat_says_how_much_data_was_used_and_its_switch_uses_less(come_in):
    ada, bo = come_in("Ada"), come_in("Bo", "phone")
    put(hand_over(ada, png()))
    expect(in_list(ada).locator("img")).to_be_visible()
    expect(in_list(bo).locator("img")).to_have_count(1)
    bo.locator(".ph-me > summary").tap()
    expect(bo.locator("[data-thrift] p")).to_have_text(
        re.compile(r"^[\d.]+ (k|M)B received and [\d.]+ (k|M)B sent so far, about\.$")
    )

    bo.get_by_role("switch", name="Use less data").tap()

    expect(bo.locator("main")).to_have_attribute("data-lite", "yes")
    connected(bo)
    fetched: list[str] = []
    bo.on("request", lambda request: fetched.append(request.url))
    thing = bo.locator("li[data-type='image']")
    bo.locator("[data-here] textarea").tap()
    expect(thing.locator("[data-picture]")).to_be_attached()
    expect(bo.locator("[data-presence]")).to_have_count(1)
    expect(bo.locator("[data-presence]")).to_be_hidden()
    assert not [each for each in fetched if "/assets/" in each]
    open_zone(bo, thing.evaluate("(item) => item.closest('[data-zone]').dataset.zone"))
    thing.locator("[data-picture]").tap()
    expect(thing.locator("img")).to_be_visible()
    assert len([each for each in fetched if "/assets/" in each]) == 1


def test_the_map_shows_the_board_in_small_and_a_tap_on_a_note_goes_to_it(come_in, at_the_plane):
    ada, bo, cy = come_in("Ada"), come_in("Bo", "phone"), at_the_plane("Cy")
    zones = ada.locator("[data-zone]").evaluate_all("(all) => all.map((each) => each.dataset.zone)")
    write(ada, zones[-1], "At the far end")
    there = bo.locator("li[data-note]", has_text="At the far end")
    expect(there).to_have_count(1)

    bo.locator("[data-act='map']").tap()
    chart = bo.get_by_role("dialog", name="Map of the board")
    surface = chart.locator("[data-surface]")
    expect(surface).to_be_visible()
    seen = surface.bounding_box()
    zoom = min((seen["width"] - 20) / 4800, (seen["height"] - 20) / 2700)
    left, top = (seen["width"] - 4800 * zoom) / 2, (seen["height"] - 2700 * zoom) / 2
    x, y = place(paper(cy, "At the far end"))
    bo.touchscreen.tap(seen["x"] + left + (x + 30) * zoom, seen["y"] + top + (y + 30) * zoom)

    expect(chart).to_have_count(0)
    expect(bo.locator(f"[data-zone='{zones[-1]}']")).to_have_attribute("data-here", "")
    expect(there).to_have_attribute("data-chosen", "")


def test_the_list_puts_other_things_on_the_board_and_the_other_view_begins_where_one_was(come_in):
    ada = come_in("Ada")
    write(ada, "hope", "A note beside it")
    zone = open_zone(ada, "hope")
    notes = zone.locator("li[data-note]", has_text="A note beside it")
    notes.locator("[data-menu] > summary").click()
    notes.get_by_role("button", name="Duplicate").click()
    expect(notes).to_have_count(2)
    expect(notes.last.locator("[data-menu] > summary")).to_be_focused()
    ada.keyboard.press("Control+z")
    expect(notes).to_have_count(1)
    zone.get_by_role("button", name="Something else…").click()
    ask = ada.get_by_role("dialog", name="Something else")
    ask.get_by_label("Frame").check()
    ask.get_by_label("Its words").fill("North")
    ask.get_by_role("button", name="Put it there").click()
    frame = zone.locator("[data-group][data-type='frame']", has_text="North")
    expect(frame.locator("[data-menu] > summary")).to_be_focused()

    note = zone.locator("li[data-note]", has_text="A note beside it")
    note.locator("[data-menu] > summary").click()
    note.get_by_role("button", name="Move to…").click()
    ada.get_by_label("Group or frame it lies in").select_option(label="Frame: North")
    ada.get_by_role("button", name="Move", exact=True).click()
    expect(frame.locator("li[data-note]")).to_contain_text("A note beside it")
    expect(note.locator("[data-menu] > summary")).to_be_focused()
    name = note.get_attribute("id")

    ada.locator("[data-views] a[data-view='canvas']").click()
    on_plane = ada.locator(f"#board-canvas [data-note='{name}']")
    expect(on_plane).to_be_focused()
    expect(on_plane).to_have_attribute("aria-selected", "true")
    ada.locator("[data-views] a[data-view='list']").click()
    expect(ada.locator(f"#{name} [data-menu] > summary")).to_be_focused()
