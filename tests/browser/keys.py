"""Somebody who has keys and no pointer, and after each step knows where they are."""

import re

from playwright.sync_api import Locator, Page, expect

FAR = 120
"""Presses of Tab after which somebody gives up."""

COVERED = """(focused) => {
  const { left, top, right, bottom } = focused.getBoundingClientRect()
  const [x, y] = [(Math.max(0, left) + Math.min(innerWidth, right)) / 2, (Math.max(0, top) + Math.min(innerHeight, bottom)) / 2]
  const seen = document.elementFromPoint(x, y)
  if (!seen) return `it is out of sight: ${[left, top, right, bottom]}`
  // A line is taken by what is drawn of it.
  const drawn = seen.closest("[data-line]")?.dataset.line === focused.dataset.note
  const own = drawn || focused.contains(seen) || seen.contains(focused) || [...(focused.labels ?? [])].some((each) => each.contains(seen))
  return own ? "" : `${seen.outerHTML.slice(0, 200)} lies over ${focused.outerHTML.slice(0, 200)}`
}"""  # noqa: E501
"""What lies over the middle of what has the focus, if something does."""


class Keys:
    """The hands of somebody at a page: Tab, arrows, Enter, and words."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)

    def walk_to(self, goal: Locator, *, back: bool = False) -> None:
        """Press Tab until it has the focus, as people do, and stand there."""
        for _ in range(FAR):
            if goal.evaluate("(each) => each === document.activeElement"):
                return self.stand_on(goal)
            self.press("Shift+Tab" if back else "Tab")
        raise AssertionError(f"Tab never reached {goal}")

    def walk_to_tool(self, tool: Locator) -> None:
        """Press Tab until a toolbar has the focus, then go with the arrows to one of its tools."""
        there = "(each) => each.closest('[role=toolbar]').contains(document.activeElement)"
        for _ in range(FAR):
            if tool.evaluate(there):
                break
            self.press("Tab")
        self.press("Home")
        for _ in range(FAR):
            if tool.evaluate("(each) => each === document.activeElement"):
                return self.stand_on(tool)
            self.press("ArrowDown")
        raise AssertionError(f"no arrow reached {tool}")

    def walk_to_menu(self, menu: Locator) -> None:
        """Press Tab back to the menus of a zone of the list, then go with the arrows to the one of a note."""
        there = """(each) => document.activeElement.matches("[data-menu] > summary")
          && each.closest("[data-zone]").contains(document.activeElement)"""
        for _ in range(FAR):
            if menu.evaluate(there):
                break
            self.press("Shift+Tab")
        self.press("Home")
        for _ in range(FAR):
            if menu.evaluate("(each) => each === document.activeElement"):
                return self.stand_on(menu)
            self.press("ArrowDown")
        raise AssertionError(f"no arrow reached {menu}")

    def stand_on(self, goal: Locator) -> None:
        """The focus is there, and nothing covers it."""
        expect(goal).to_be_focused()
        over = goal.evaluate(COVERED)
        assert over == "", over

    def open_zone(self, zone: str) -> None:
        """A zone of the list; another one closes."""
        place = self.page.locator(f"details[data-zone={zone}]")
        self.walk_to(place.locator("summary").first)
        if place.get_attribute("open") is None:
            self.press("Enter")
        expect(place).to_have_attribute("open", "")

    def choose(self, select: Locator, value: str) -> None:
        """Go through the options of a list with the arrows."""
        self.walk_to(select)
        select.press("Home")
        for _ in range(30):
            if select.input_value() == value:
                return
            self.press("ArrowDown")
        raise AssertionError(f"no arrow reached {value}")

    def come_in(self, code: str, name: str) -> None:
        """The code, a name, Enter."""
        self.page.goto("/j/")
        self.walk_to(self.page.locator("#code"))
        self.type(code)
        self.page.wait_for_url(re.compile(r"/j/\w{8}/"))
        self.walk_to(self.page.locator("input[name=name]"))
        self.type(name)
        self.press("Enter")
        self.page.wait_for_url(re.compile(r"/w/[\w-]+/"))

    def leave(self) -> None:
        """By the menu of one's own seat."""
        menu = self.page.locator("details.ph-me > summary")
        self.walk_to(menu, back=True)
        self.press("Enter")
        self.walk_to(self.page.locator(".ph-me a[href$='/seat/']"))
        self.press("Enter")
        self.page.wait_for_url(re.compile(r"/seat/"))
        self.walk_to(self.page.locator("form[action*='sign-out'] button"))
        self.press("Enter")
        self.page.wait_for_url(lambda url: "/seat/" not in url)
