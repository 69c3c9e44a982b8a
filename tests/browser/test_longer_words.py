"""A language forty per cent longer than English: what it clips, a real translation will clip too."""

import pytest
from playwright.sync_api import Page, ViewportSize

from app.i18n import PSEUDO
from tests.browser.conftest import SIZES
from tests.browser.faults import Quiet
from tests.browser.visits import PAGES

CLIPPED = """() => [...document.querySelectorAll("body *")].filter((place) => {
  const own = [...place.childNodes].some((node) => node.nodeType === 3 && node.textContent.includes("~~"))
  if (!own || !place.checkVisibility() || place.closest(".vh, .skip, template, select, svg")) return false
  const style = getComputedStyle(place)
  if (style.clipPath !== "none") return false
  // Links of a bar lie side by side: words that stand out of one run into the next.
  if (place.matches(".tabs > a") && place.scrollWidth > place.clientWidth + 1) return true
  const cut = style.overflowX !== "visible" || style.overflowY !== "visible"
  if (cut && (place.scrollWidth > place.clientWidth + 1 || place.scrollHeight > place.clientHeight + 1)) return true
  const box = place.getBoundingClientRect()
  return box.right > document.documentElement.clientWidth + 1 && !place.closest(".scroll, .tabs, [data-beside]")
}).map((place) => place.outerHTML.slice(0, 160))"""


@pytest.mark.long
def test_a_longer_language_clips_nothing_on_a_phone_and_on_a_laptop(visitors, seeded):
    wrong = []
    spoken = 0
    quiet: dict[Page, Quiet] = {}

    for endpoint, visits in PAGES.items():
        for who, address in visits:
            page: Page = visitors(who, "phone", PSEUDO)
            coming = quiet[page] = quiet.get(page) or Quiet(page)
            page.goto(address.format(**seeded))
            coming.wait()
            spoken += page.evaluate("document.documentElement.outerHTML.includes('~~')")
            for size in ("laptop", "phone"):
                width, height = SIZES[size]
                page.set_viewport_size(ViewportSize(width=width, height=height))
                wrong += [f"{endpoint} for {who} on a {size}: {found}" for found in page.evaluate(CLIPPED)]

    assert spoken > len(PAGES) * 0.9, "the pages speak the longer language"
    assert "\n".join(wrong) == ""
