"""Browsers of people: how large their windows are, and what is to be heard of their complaints."""

import subprocess

from playwright.sync_api import ConsoleMessage, Page

from tests.house_process import ROOT

SIZES = {"narrow": (320, 640), "phone": (360, 740), "laptop": (1366, 768), "projector": (1920, 1080)}

WATCH_THE_FOCUS = """(() => {
  let held = document.body
  let swaps = 0
  let waiting = 0
  const nowhere = () => document.activeElement === document.body
  document.addEventListener("htmx:before:swap", () => {
    if (!nowhere() || !waiting) held = document.activeElement
  })
  document.addEventListener("htmx:after:swap", () => {
    const swap = ++swaps
    waiting++
    setTimeout(() => {
      waiting--
      const taken = nowhere() && held !== document.body && !held.isConnected
      // Of swaps that follow one another the last is asked: until then the focus may still be on its way.
      setTimeout(() => {
        if (!taken || !nowhere() || swap !== swaps) return
        console.error(`A swap lost the focus of ${held.outerHTML.slice(0, 120)}`)
      }, 100)
    })
  })
})()"""
"""In every page of every journey: what is swapped keeps the focus, or sets it."""


def browser_of_this_machine() -> str:
    """Return where the browser is that the tests use, or nothing; `make doctor` says how to get one."""
    found = subprocess.run(["tools/browser.sh", "--find"], cwd=ROOT, check=True, capture_output=True, text=True)
    return found.stdout.strip()


class Complaints:
    """What browsers complained about: policy violations, console errors, failed scripts."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.expected: tuple[str, ...] = ()

    def listen(self, page: Page) -> None:
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.heard.append(f"{page.url}: {error} {error.stack}"))

    def _note(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not any(words in message.text for words in self.expected):
            self.heard.append(f"{message.location.get('url', '')}: {message.text}")
