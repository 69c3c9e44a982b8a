"""A phone that is scrolled down its list keeps its place when the room goes on, and is led to what is new above."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import rooms
from tests.browser.test_late_words import to_a_step, to_the_part
from tests.browser.test_votes import close_vote, open_vote


def line(page: Page):
    return page.locator("[data-above]")


def scroll_down(page: Page) -> int:
    """Scroll to the end of the list; where the page stands then."""
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_timeout(300)
    return page.evaluate("Math.round(scrollY)")


@pytest.fixture
def phone(cockpit: Page, come_in) -> Page:
    page = come_in("Ada", "phone")
    for number in range(1, 10):
        rooms.write(page, "hope", f"Labs stand idle {number}")
        expect(page.locator("li[data-note]")).to_have_count(number)
    expect(page.locator("li[data-note] [data-mark=safe]")).to_have_count(9)
    return page


def test_a_scrolled_phone_keeps_its_place_and_is_led_to_the_new_part(cockpit, phone):
    at = scroll_down(phone)
    assert at > 200

    to_the_part(cockpit, "All together")

    expect(line(phone)).to_contain_text("All together")
    expect(line(phone)).to_be_in_viewport(ratio=1)
    assert phone.evaluate("Math.round(scrollY)") == at
    line(phone).get_by_role("button", name="Show").click()
    expect(phone.locator("#step [data-stage=prompt]")).to_be_in_viewport(ratio=1)
    expect(phone.locator("#step")).to_be_focused()
    expect(line(phone)).to_have_count(0)
    rooms.press_next(cockpit)
    expect(phone.locator(".ph-bar")).to_contain_text("Step 2 of")
    expect(line(phone)).to_have_count(0)


def test_a_scrolled_phone_is_led_to_its_dots_and_to_the_result(cockpit, phone):
    scroll_down(phone)
    open_vote(cockpit)

    expect(line(phone)).to_contain_text("You have 5 of 5 dots left.")
    line(phone).get_by_role("button", name="Show").click()
    expect(phone.locator("#vote [data-left]")).to_be_in_viewport(ratio=1)
    expect(line(phone)).to_have_count(0)
    scroll_down(phone)
    close_vote(cockpit)
    expect(line(phone)).to_contain_text("The vote is closed")
    phone.evaluate("scrollTo(0, 0)")
    expect(phone.locator("#vote h2")).to_be_in_viewport()
    expect(line(phone)).to_have_count(0)


def test_whoever_reads_the_instruction_is_led_nowhere(cockpit, come_in):
    ada = come_in("Ada", "phone")

    to_a_step(cockpit, 1)

    expect(ada.locator(".ph-bar")).to_contain_text("Step 2 of")
    ada.wait_for_timeout(1000)
    expect(line(ada)).to_have_count(0)
