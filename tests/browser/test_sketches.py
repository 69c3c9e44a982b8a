"""What is drawn by hand is a picture where no plane is: shown in the list, on the wall and on the small map."""

from playwright.sync_api import Page, expect

from tests.browser.test_drawn_things import lay, thing

PAINTED = """([left, top]) => {
  const map = document.querySelector("[data-mini]")
  const scale = map.width / 4800
  const { data } = map.getContext("2d").getImageData(left * scale - 3, top * scale - 3, 6, 6)
  return data.some((value) => value > 0)
}"""


def stroke(name: str, x: int, y: int, **more: object) -> dict:
    drawn = thing(name, "ink", x=x, y=y, pts=[0, 0, 60, 40, 60, -40], final=True, pen=8, **more)
    return {**drawn, "zone": "policy"}


def drawn_in(page: Page, zone: str):
    return page.locator(f"[data-zone='{zone}'] :is([data-sketch], .bw-drawn):not([hidden]) path")


def test_what_is_drawn_is_shown_and_handled_where_no_plane_is(come):
    ada, bo, wall = come("Ada", "list", "phone"), come("Bo", "plane"), come("Ada", "wall")
    before = bo.evaluate(PAINTED, [960, 440])

    lay(ada, stroke("one", 900, 400), stroke("two", 1_100, 500, colour="teal"))

    for page in (ada, wall):
        expect(drawn_in(page, "policy")).to_have_count(2)
    expect(ada.locator("[data-zone='policy'] [data-sketch] svg")).to_have_attribute("viewBox", "892 392 336 156")
    bo.wait_for_function(PAINTED, arg=[960, 440])
    assert before is False

    ada.locator("[data-zone='policy'] [data-act='sketch-move']").click()
    ada.get_by_role("dialog", name="Move to…").get_by_label("Zone").select_option("gaps")
    ada.get_by_role("button", name="Move", exact=True).click()
    for page in (ada, wall):
        expect(drawn_in(page, "gaps")).to_have_count(2)
        expect(drawn_in(page, "policy")).to_have_count(0)
    ways = bo.locator(".cv-stroke .cv-drawn").evaluate_all("(all) => all.map((path) => path.getAttribute('d'))")
    starts = [[float(number) for number in way[1:].split("m")[0].split()] for way in ways]
    assert [later - first for first, later in zip(*starts, strict=True)] == [200, 100]

    if not ada.locator("[data-zone='gaps']").get_attribute("open"):
        ada.locator("[data-zone='gaps'] > summary").click()
    ada.locator("[data-zone='gaps'] [data-act='sketch-delete']").click()
    expect(bo.locator(".cv-stroke")).to_have_count(0)
    expect(drawn_in(wall, "gaps")).to_have_count(0)
    ada.locator("[data-toast] [data-act='take-back']").click()
    expect(bo.locator(".cv-stroke")).to_have_count(2)


def test_whoever_may_not_delete_what_others_drew_is_not_offered_it(come):
    ada, cy = come("Ada", "list", "phone"), come("Cy", "list", "phone")

    lay(ada, stroke("hers", 900, 400))

    expect(drawn_in(cy, "policy")).to_have_count(1)
    expect(ada.locator("[data-zone='policy'] [data-act='sketch-delete']")).to_be_visible()
    expect(cy.locator("[data-zone='policy'] [data-act='sketch-delete']")).to_be_hidden()
