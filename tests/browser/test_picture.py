"""A board on paper lies as it lies on the plane: the same places, words as large, lines that end where they end."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import behind
from tests.browser.canvas import open_plane, paper, write_at
from tests.browser.faults import look
from tests.browser.test_drawn_things import everything, id_of, lay, thing
from tests.browser.test_late_words import to_a_step

WORDS = [
    "Labs stand idle two days a week because nobody knows whom to ask for the key",
    "المختبرات خالية يومين في الأسبوع لأن أحدا لا يعرف من لديه المفتاح",
    "实验室每周有两天空着，因为没有人知道该向谁要钥匙，也没有人敢问。",
    "Idea",
]

LAID = """(items) => Object.fromEntries(items.map((item) => {
  const words = item.querySelector(".cv-words, .cv-say-it, b")
  const [text, range, lines] = [words?.firstChild, document.createRange(), []]
  let top = null
  for (let at = 0; at < (text?.length ?? 0); at += 1) {
    range.setStart(text, at)
    range.setEnd(text, at + 1)
    const box = range.getClientRects()[0]
    if (!box || !text.data[at].trim()) continue
    if (top === null || Math.abs(box.top - top) > box.height / 2) lines.push("")
    top = box.top
    lines[lines.length - 1] += text.data[at]
  }
  const size = item.matches(".cv-frame") ? "" : getComputedStyle(words ?? item).fontSize
  const last = [...range.getClientRects()].at(-1)
  const cut = item.matches(".cv-note") && (last.top + last.bottom) / 2 > words.getBoundingClientRect().bottom
  const { offsetLeft: x, offsetTop: y, offsetWidth: wide, offsetHeight: high } = item
  const place = item.matches(".cv-connector, .cv-ink") ? null : [x, y, wide, high]
  return [item.id.replace("on-", ""), { lines, size, place, cut, dir: words?.dir, lang: words?.lang }]
}).filter(([, { place }]) => place))"""
"""Of each thing: where it lies in board units, how large its words, what stands in each line, whether any is cut."""

RUSSIAN = "Лаборатории простаивают два дня в неделю, потому что никто не знает, у кого спросить ключ"

BESIDE_WORDS = """(all) => all.map((note) => {
  const [words, gloss] = [note.querySelector(".cv-words"), note.querySelector(".cv-gloss")]
  const of = (part) => {
    const range = document.createRange()
    range.selectNodeContents(part)
    const { bottom } = part.getBoundingClientRect()
    const lines = [...range.getClientRects()].filter(({ width }) => width)
    const seen = lines.filter((box) => (box.top + box.bottom) / 2 < bottom)
    const { webkitLineClamp, overflowY } = getComputedStyle(part)
    const signed = webkitLineClamp !== "none" && overflowY !== "visible"
    return { last: seen.at(-1), unsaid: seen.length < lines.length && !signed }
  }
  const said = of(words)
  const rule = gloss?.getBoundingClientRect().top ?? Infinity
  const end = note.getBoundingClientRect().bottom + 1
  // A line of words is higher than its letters.
  const over = said.last.bottom > rule + (said.last.bottom - said.last.top) / 6
  const out = said.last.bottom > end || (gloss?.getBoundingClientRect().bottom ?? 0) > end
  const unsaid = said.unsaid || Boolean(gloss && of(gloss).unsaid)
  const ruled = !gloss || !getComputedStyle(gloss).borderBlockStartColor.endsWith(", 0)")
  return { over, out, unsaid, ruled }
})"""
"""Of each note: whether words stand over the rule above a translation, or out of the note; whether some are cut
without a sign, and whether one sees the rule."""

HEADS = """(airy) => {
  const sheet = new CSSStyleSheet()
  if (airy) sheet.replaceSync("* { letter-spacing: .12em !important; word-spacing: .16em !important }")
  document.adoptedStyleSheets.push(sheet)
  const below = [...document.querySelectorAll(".pic-q > li")].map((each) => each.textContent)
  const isCut = (head) => [...head.children].some((part) => part.scrollWidth > part.clientWidth)
  return [...document.querySelectorAll(".cv-title")].filter(isCut).map((head) => {
    const said = [...head.children].map((part) => part.textContent).join(" ")
    return { said, below: below.includes(said) }
  })
}"""
"""Titles and questions of zones that are cut, also with more air, and whether they stand whole below the picture."""

DRAWN = "(paths) => paths.map((path) => path.getAttribute('d')).sort()"


def picture_of(page: Page) -> str:
    """Follow the link beside the plane; its address."""
    page.get_by_role("link", name="Print the board as it lies").click()
    expect(page.locator(".pic")).to_be_visible()
    return page.url


def test_a_board_lies_on_paper_as_it_lies_on_the_plane(cockpit):
    plane = open_plane(cockpit, cockpit.workshop)
    lay(
        plane,
        *everything(),
        thing("group", "group", "A theme"),
        thing("inside", "note", "In it", parent=id_of("group"), y=1_300),
    )
    # How large words are set is measured where they are written, once what measures has come.
    plane.wait_for_load_state("networkidle")
    for index, words in enumerate(WORDS):
        write_at(plane, 420 + 60 * index, 120 + 110 * (index % 2), words)
        expect(paper(plane, words)).to_have_attribute("data-fit", re.compile("18" if words == "Idea" else "11|13|15"))
    plane.locator("[data-surface]").focus()
    # Whoever has just written a note would go on with the next one.
    plane.keyboard.press("Escape")
    plane.keyboard.press("Shift+Digit0")
    expect(plane.locator("[data-layer]:not([data-near]):not([data-moving])")).to_have_count(1)
    expect(plane.locator("li.cv-note:not(.s1, .s2, .s3, .s4)")).to_have_count(0)
    there = plane.locator("[data-notes] > li").evaluate_all(LAID)
    paths = plane.locator(".cv-drawn").evaluate_all(DRAWN)

    picture_of(plane)

    here = plane.locator(".cv-notes > li").evaluate_all(LAID)
    assert {each["lang"] for each in here.values()} >= {"ar", "zh"}
    # One's own note is marked on the plane, where its words then have a line less; on paper there is none.
    assert not any(each.pop("cut") for each in here.values())
    assert here == {id_: {name: value for name, value in each.items() if name != "cut"} for id_, each in there.items()}
    assert plane.locator(".cv-drawn").evaluate_all(DRAWN) == paths
    expect(plane.locator(".cv-said")).to_have_text("1 comment")
    for paper_, wide, high in (("a4", 842, 595), ("a3", 1_191, 842)):
        plane.goto(f"{plane.url.partition('?')[0]}?paper={paper_}")
        printed = plane.pdf(prefer_css_page_size=True, print_background=True)
        assert len(re.findall(rb"/Type\s*/Page\b(?!s)", printed)) == 1
        box = [float(each) for each in re.search(rb"/MediaBox \[([\d. ]+)\]", printed)[1].split()]
        assert [round(each) for each in box] == pytest.approx([0, 0, wide, high], abs=1)


def test_printed_words_end_above_their_translation_or_with_a_sign(cockpit):
    plane = open_plane(cockpit, cockpit.workshop)
    long = WORDS[0]
    said = [
        (words, gloss, lang)
        for words, lang in (
            (WORDS[3], "en"),
            (long, "en"),
            (RUSSIAN, "ru"),
            (3 * f"{long} ", "en"),
            (5 * RUSSIAN, "ru"),
        )
        for gloss in ("", "Short", WORDS[1], 2 * f"{RUSSIAN} ")
    ]
    lay(
        plane,
        *(
            thing(
                f"said{'abcdefghijklmnopqrst'[number]}", "note", words, lang=lang, gloss=gloss or None,
                x=100 + 400 * (number % 4), y=100 + 300 * (number // 4), h=250,
            )
            for number, (words, gloss, lang) in enumerate(said)
        ),
    )  # fmt: skip

    picture_of(plane)

    notes = plane.locator("li.cv-note")
    assert [each for each in look(plane, spaced=True) if 'class="cv-' in each] == []
    on_screen = notes.evaluate_all(BESIDE_WORDS)
    plane.emulate_media(media="print")
    on_paper = notes.evaluate_all(BESIDE_WORDS)
    fine = {"over": False, "out": False, "unsaid": False, "ruled": True}
    assert on_paper == [fine] * len(said)
    assert on_screen == on_paper
    assert set(notes.evaluate_all("all => all.map(note => note.offsetHeight)")) == {250}


@pytest.mark.parametrize("language", ["en", "ar", "fr", "zh"])
def test_what_zones_ask_is_whole_below_the_board_where_it_is_cut_on_it(cockpit, language):
    behind.speak(cockpit, language)
    # A part that came in another language would have new words on each button, and those rest for a moment.
    cockpit.reload()
    to_a_step(cockpit, 2)
    cockpit.goto(f"/boards/for/{cockpit.workshop}/")
    boards = cockpit.locator("a[href$='/list/']").evaluate_all(
        "(all) => all.map((each) => each.href.match(/boards\\/([^/]+)/)[1])"
    )
    assert boards
    for board in boards:
        cockpit.goto(f"/reports/boards/{board}/picture/")
        usual, airy = cockpit.evaluate(HEADS, False), cockpit.evaluate(HEADS, True)
        assert [each for each in (*usual, *airy) if not each["below"]] == []
        cockpit.emulate_media(media="print")
        assert cockpit.locator(".pic-q > li").evaluate_all(
            "(all) => all.every((each) => each.scrollWidth <= each.clientWidth)"
        )
        cockpit.emulate_media(media="screen")
