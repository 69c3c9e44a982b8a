"""All writing stops while somebody on a phone changes a note: what they type stays, is said at the field, and waits."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import rooms
from tests.browser.test_typing_together import change

FROZEN = "Frozen for a moment: the facilitator has stopped all writing. What you have typed stays."


def press_freeze(cockpit: Page) -> None:
    cockpit.locator("#cp-freeze").click()
    expect(cockpit.get_by_role("button", name="Let go again")).to_be_visible()


def let_go(cockpit: Page) -> None:
    cockpit.get_by_role("button", name="Let go again").click()
    expect(cockpit.get_by_role("button", name="Freeze everything")).to_be_visible()


@pytest.fixture
def changing(cockpit: Page, come_in):
    """A phone far down its list, in the field of its last note when all writing stops; and a laptop beside."""
    phone, laptop = come_in("Ada", "phone"), come_in("Bo")
    for number in range(1, 9):
        rooms.write(phone, "hope", f"Labs stand idle {number}")
        expect(phone.locator("li[data-note]")).to_have_count(number)
    expect(laptop.locator("li[data-note]")).to_have_count(8)
    field = change(phone, "Labs stand idle 8")
    field.press_sequentially(", all of them")
    expect(laptop.get_by_text("Labs stand idle 8, all of them")).to_be_visible()
    press_freeze(cockpit)
    return phone, laptop, field


def test_what_is_typed_while_all_is_frozen_waits_at_its_field_and_goes_on_with_the_room(cockpit, changing):
    phone, laptop, field = changing
    expect(phone.locator("form[data-edit]").get_by_text(FROZEN)).to_be_in_viewport()

    field.press_sequentially(" on Fridays")

    expect(field).to_have_value("Labs stand idle 8, all of them on Fridays")
    expect(laptop.get_by_text("on Fridays")).to_have_count(0)
    let_go(cockpit)
    expect(phone.locator("form[data-edit]").get_by_text(FROZEN)).to_be_hidden()
    expect(laptop.get_by_text("Labs stand idle 8, all of them on Fridays")).to_be_visible()
    field.press_sequentially("!")
    expect(laptop.get_by_text("Labs stand idle 8, all of them on Fridays!")).to_be_visible()


@pytest.mark.parametrize("leaves", ["finishes", "loads the page again"])
def test_words_typed_while_all_is_frozen_reach_the_board_though_their_field_is_gone(cockpit, changing, leaves):
    phone, laptop, field = changing
    field.press_sequentially(" on Fridays")
    if leaves == "finishes":
        phone.get_by_role("button", name="Finish writing").click()
        expect(phone.locator("li[data-note]", has_text="on Fridays")).to_have_count(1)
    else:
        phone.wait_for_timeout(500)
        phone.reload()
        rooms.connected(phone)
        # What waits is taken up once somebody touches the board.
        phone.locator("[data-way] a").first.click()

    let_go(cockpit)

    expect(laptop.get_by_text("Labs stand idle 8, all of them on Fridays")).to_be_visible(timeout=30_000)
    expect(phone.locator("[data-returned] li, [data-refused] li")).to_have_count(0)
