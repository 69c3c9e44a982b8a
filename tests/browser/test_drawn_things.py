"""What files and programs bring to a board is shown as what it is: drawn on the plane, in words in the list."""

import html
import re

from playwright.sync_api import Page, expect

from tests.browser.canvas import look_at

SEND = """(ops) => {
  const { board, epoch, seat } = document.querySelector("[data-board]").dataset
  const csrf = document.querySelector("meta[name=csrf-token]").content
  const c = `program-${Date.now()}`
  const numbered = ops.map((op, index) => ({ n: index + 1, ...op }))
  return fetch(`/boards/${board}/ops/`, {
    method: "POST", headers: { "Content-Type": "application/json", "X-CSRFToken": csrf, Accept: "application/json" },
    body: JSON.stringify({ b: board, e: epoch, as: seat, c, ops: numbered }),
  }).then((answer) => answer.json())
}"""


def id_of(name: str) -> str:
    return f"e_{name:_<22}"


def thing(name: str, type_: str, text: str = "", **p: object) -> dict:
    """The op of a program that adds something."""
    parent = {"parent": p.pop("parent")} if "parent" in p else {}
    place = {"x": 300, "y": 300, "w": 300, "h": 150, **p}
    order = f"V{len(name)}{name[0].upper()}"
    return {
        "k": "el.add",
        "id": id_of(name),
        "type": type_,
        "zone": "hope",
        "z": order,
        "p": place,
        "t": text,
        **parent,
    }


def lay(page: Page, *ops: dict) -> None:
    """Send these as a program does, by the page's own right."""
    answer = page.evaluate(SEND, list(ops))
    assert [each.get("x") for each in answer["a"]] == [None] * len(ops), answer


def everything() -> list[dict]:
    return [
        thing("frame", "frame", "What we know", x=100, y=150, w=1_000, h=700),
        thing("labs", "note", "Idle lab days", x=200, y=300, parent=id_of("frame")),
        thing("oval", "shape", "Labs", form="oval", colour="teal", x=700, y=300, parent=id_of("frame")),
        thing("heard", "text", "What we heard", size="large", x=200, y=900),
        thing("line", "connector", "leads to", start=id_of("labs"), end=id_of("oval"), arrow="end"),
        thing("stroke", "ink", x=200, y=1_000, pts=[0, 0, 40, 30, 40, -30], final=True, pen=8),
        thing("comment", "comment", "Which labs?", about=id_of("labs")),
    ]


def test_everything_a_board_may_hold_is_drawn_on_the_plane_and_said_in_the_list(at_the_plane, come_in):
    ada, bo, cy = at_the_plane("Ada"), at_the_plane("Bo"), come_in("Cy", "phone")

    lay(ada, *everything())

    for page in (ada, bo):
        look_at(page)
        expect(page.locator(".cv-frame [data-text]")).to_have_text("What we know")
        expect(page.locator(".cv-shape.lagoon[data-form='oval'] [data-text]")).to_have_text("Labs")
        expect(page.locator(".cv-text[data-size='large'] [data-text]")).to_have_text("What we heard")
        expect(page.locator(".cv-line text")).to_have_text("leads to")
        expect(page.locator(".cv-stroke .cv-drawn")).to_have_attribute("d", "M200 1000m0 0l40 30l40 -30")
        expect(page.locator(".cv-said")).to_have_text("1 comment")
        expect(page.locator("li.cv-note [data-text]")).to_have_text(["Idle lab days"])
    kinds = cy.locator("[data-zone='hope'] [data-kind]")
    expect(kinds).to_have_text(
        [
            *("Frame", "Comment on “\u2068Idle lab days\u2069”", "Oval"),
            *("Arrow from “\u2068Idle lab days\u2069” to “\u2068Labs\u2069”", "A text"),
        ]
    )
    expect(cy.locator("[data-zone='hope'] [data-strokes]")).to_have_text("1 pen stroke is drawn here.")
    expect(cy.locator("[data-group] [data-note] [data-text]")).to_have_text(["Idle lab days", "Which labs?", "Labs"])


def test_the_list_a_server_draws_and_the_one_scripts_draw_say_the_same(at_the_plane, come_in):
    ada, cy = at_the_plane("Ada"), come_in("Cy")
    lay(ada, *everything())
    expect(cy.locator("[data-kind]")).to_have_count(5)
    drawn = cy.locator("[data-zone='hope'] :is([data-kind], [data-text], [data-strokes])").all_inner_texts()
    board = cy.locator("#board-list").get_attribute("data-board")

    page = cy.request.get(f"/boards/{board}/list/").text()

    zone = page.split('id="zone-hope"')[1].partition('<details class="zone"')[0]
    told = re.findall(r"<\w+ [^>]*data-(?:kind|text|strokes)[^>]*>([^<]*)<", zone)
    assert list(filter(None, map(html.unescape, told))) == list(filter(None, drawn))


def test_lines_go_where_their_ends_go_and_what_is_deleted_is_drawn_no_more(at_the_plane):
    ada, bo = at_the_plane("Ada"), at_the_plane("Bo")
    lay(ada, *everything())
    line = bo.locator(".cv-line .cv-drawn")
    before = line.get_attribute("d")

    lay(ada, {"k": "el.move", "id": id_of("labs"), "zone": "hope", "z": "V9", "x": 200, "y": 700})

    expect(line).not_to_have_attribute("d", before)
    lay(ada, {"k": "el.del", "ids": [id_of(name) for name in ("line", "stroke", "oval", "comment")]})
    for gone in (".cv-line", ".cv-stroke", ".cv-shape", ".cv-said"):
        expect(bo.locator(gone)).to_have_count(0)
