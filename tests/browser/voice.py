"""What is said in a page to whoever listens to it, one thing after the other."""

from playwright.sync_api import Page

LISTEN = """() => {
  const place = document.querySelector("[data-heard]")
  globalThis.said = []
  const note = () => place.textContent && said.push([performance.now(), place.textContent])
  new MutationObserver(note).observe(place, { childList: true })
}"""
"""Writes down what is said in the page from now on, and when."""


def listen(page: Page) -> Page:
    page.evaluate(LISTEN)
    return page


def said(page: Page) -> list[tuple[float, str]]:
    """When what was said, in milliseconds of the page."""
    return page.evaluate("() => said")


def heard(page: Page) -> str:
    return " ".join(words for _at, words in said(page))


def hears(page: Page, words: str) -> None:
    """Wait until this has been said; whatever is said next may stand in its place by now."""
    page.wait_for_function("(words) => said.some(([, each]) => each.includes(words))", arg=words)
