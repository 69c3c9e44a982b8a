"""A workshop from its making to its first action, in four real browsers: people act only through pages."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.rooms import (
    connected,
    go_on_until,
    join_by_code,
    join_code,
    join_with_keys_alone,
    make_workshop,
    press_next,
    speak_arabic,
    write,
    write_with_keys_alone,
)

TITLE = "What keeps our tests waiting"


@pytest.mark.row("S6", "R1", "M1", "M2")
def test_a_room_writes_together_and_a_note_becomes_an_action(open_browser, sign_in):
    cockpit = sign_in(open_browser("laptop"), "facilitator")
    workshop = make_workshop(cockpit, TITLE)
    code = join_code(cockpit, workshop)
    wall = sign_in(open_browser("projector"), "facilitator")
    wall.goto(f"/w/{workshop}/wall/")
    phone = open_browser("phone")
    speak_arabic(phone)
    join_by_code(phone, code, "نور")
    keys = open_browser("laptop")
    join_with_keys_alone(keys, code, "Teak")

    expect(wall.locator(".seat")).to_have_count(3)
    press_next(cockpit)

    expect(phone.locator("[data-zone='hope']")).to_be_visible()
    expect(keys.locator("[data-zone='hope']")).to_be_visible()
    expect(wall.locator(".bw-zone")).to_have_count(3)

    go_on_until(cockpit, "open")
    write(phone, "hope", "أن نغادر ومعنا شريك واحد")
    write_with_keys_alone(keys, "hope", "Leave with one partner")

    for screen in (phone, keys):
        expect(screen.locator("[data-zone='hope'] li[data-note]")).to_have_count(2)
    expect(wall.locator("[data-zone='hope'] li")).to_have_count(2)
    expect(phone.locator("[data-connection]")).to_have_attribute("data-connection", "connected")

    desk = sign_in(open_browser("laptop"), "facilitator")
    desk.goto(f"/w/{workshop}/")
    note = desk.locator("[data-zone='hope'] li[data-note]", has_text="Leave with one partner")
    note.locator("[data-menu] summary").click()
    note.get_by_role("button", name="Put it into the plan").click()
    form = desk.locator("#promotion")
    form.get_by_label("Who sees to it").fill("Lab manager")
    form.get_by_label("Until when").fill(f"{datetime.now(UTC) + timedelta(days=20):%Y-%m-%d}")
    form.get_by_role("button", name="Make it an action").click()

    expect(note.locator("[data-became]")).to_have_text("became action 1")
    expect(desk.get_by_role("dialog", name="Put it into the plan")).to_be_hidden()
    told = desk.locator(".bd-toast", has_text="It stands in the plan as action 1.")
    told.get_by_role("link", name="Open the plan").click()
    desk.wait_for_url(re.compile(r"/plans/[\w-]+/"))
    expect(desk.locator("#action-1")).to_contain_text("Lab manager")
    desk.locator("#action-1 .from a").first.click()
    desk.wait_for_url(re.compile(r"/boards/[\w-]+/list/"))
    expect(desk.locator("li[data-note]", has_text="Leave with one partner")).to_be_visible()


def test_what_is_written_in_private_reaches_nobody_until_the_reveal(open_browser, sign_in):
    secret = "my-own-words-7431"
    cockpit = sign_in(open_browser("laptop"), "facilitator")
    workshop = make_workshop(cockpit, "Private words")
    code = join_code(cockpit, workshop)
    ada, bo = open_browser("phone"), open_browser("laptop")
    heard: list[str] = []
    bo.on("websocket", lambda socket: socket.on("framereceived", lambda frame: heard.append(str(frame))))
    bo.on("response", lambda answer: heard.append(answer.url))
    join_by_code(ada, code, "Ada")
    join_by_code(bo, code, "Bo")
    press_next(cockpit)
    go_on_until(cockpit, "private")
    zone = ada.locator("[data-zone]").first.get_attribute("data-zone")

    write(ada, zone, secret)

    expect(ada.locator("li[data-note]", has_text=secret)).to_have_count(1)
    expect(ada.locator("[data-connection]")).to_have_attribute("data-connection", "connected")
    bo.reload()
    expect(bo.locator(f"[data-zone='{zone}']")).to_be_visible()
    assert secret not in bo.content()
    assert not any(secret in frame for frame in heard)

    press_next(cockpit)

    expect(bo.locator("li[data-note]", has_text=secret)).to_have_count(1)


@pytest.mark.row("R6")
def test_words_written_without_a_connection_wait_and_are_safe_afterwards(open_browser, sign_in, complaints):
    complaints.expected = ("ERR_INTERNET_DISCONNECTED", "after close", "Failed to fetch")
    cockpit = sign_in(open_browser("laptop"), "facilitator")
    workshop = make_workshop(cockpit, "A dead spot")
    code = join_code(cockpit, workshop)
    ada, bo = open_browser("phone"), open_browser("laptop")
    join_by_code(ada, code, "Ada")
    join_by_code(bo, code, "Bo")
    press_next(cockpit)
    go_on_until(cockpit, "open")
    connected(ada)

    ada.context.set_offline(True)
    expect(ada.locator("[data-connection]")).to_have_attribute("data-connection", "lost", timeout=40_000)
    write(ada, "hope", "Written in the dead spot")

    note = ada.locator("li[data-note]", has_text="Written in the dead spot")
    expect(note.locator("[data-mark='waiting']")).to_be_visible()
    expect(ada.locator("[data-connection] [data-words]")).to_contain_text("One note waits")

    ada.context.set_offline(False)

    expect(note.locator("[data-mark='safe']")).to_be_visible(timeout=30_000)
    expect(bo.locator("li[data-note]", has_text="Written in the dead spot")).to_have_count(1)
