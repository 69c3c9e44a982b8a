"""One day from end to end, in four real browsers: workshop, notes, private words, group, votes, plan, check-in, status.

A facilitator (1366 px), the wall (1920 px), a participant on a phone in Arabic (360 px) and
one who uses the keyboard and the list alone. Everybody acts only through pages.
"""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.browser.rooms import (
    go_on_until,
    join_by_code,
    join_code,
    join_with_keys_alone,
    make_workshop,
    press_next,
    reveal,
    speak_arabic,
    turn,
    write,
    write_with_keys_alone,
)
from tests.browser.test_boards import choose, in_group, keys, menu_of, note
from tests.browser.test_votes import close_vote, hand, left, open_vote

PARTNER = "Leave with one partner"
ARABIC = "أن نغادر ومعنا شريك واحد"
SECRET = "Only I knew this until the reveal"
THEME = "One partner each"
ACTION = "Bring every founder together with one partner"


@pytest.mark.row("S6")
@pytest.mark.row("S7", "P5", "V1", partly=True)
def test_a_note_becomes_a_theme_is_voted_for_and_followed_to_its_check_in(open_browser, sign_in):
    cockpit = sign_in(open_browser("laptop"), "facilitator")
    workshop = make_workshop(cockpit, "One day from end to end")
    code = join_code(cockpit, workshop)
    wall = sign_in(open_browser("projector"), "facilitator")
    wall.goto(f"/w/{workshop}/wall/")
    phone = open_browser("phone")
    speak_arabic(phone)
    join_by_code(phone, code, "نور")
    teak = open_browser("laptop")
    join_with_keys_alone(teak, code, "Teak")
    expect(wall.locator(".seat")).to_have_count(3)
    press_next(cockpit)
    go_on_until(cockpit, "open")

    people_write_and_see_each_other(phone, teak, wall)
    what_is_private_appears_with_the_reveal(cockpit, phone, teak, wall)
    the_keyboard_makes_a_theme(teak, phone)
    the_room_votes_for_it(cockpit, phone, teak, wall)
    desk = the_theme_becomes_an_action(open_browser, sign_in, workshop)
    expect(teak.locator("[data-group]", has_text=THEME).locator("> header [data-became]")).to_have_text(
        "became action 1"
    )
    the_plan_is_published(desk)
    the_owner_checks_in_from_a_phone(desk, open_browser("phone"))
    the_plan_tells_the_whole_thread(desk)
    the_minutes_tell_the_day(teak, workshop)


def people_write_and_see_each_other(phone: Page, teak: Page, wall: Page) -> None:
    expect(phone.locator("[data-zone='hope']")).to_be_visible()
    expect(teak.locator("[data-zone='hope']")).to_be_visible()
    expect(phone.locator("[data-writing=open]")).to_be_visible()
    write(phone, "hope", ARABIC)
    expect(note(teak, ARABIC)).to_have_count(1)
    write_with_keys_alone(teak, "hope", PARTNER)

    for page in (phone, teak):
        expect(note(page, PARTNER)).to_have_count(1)
        expect(note(page, ARABIC)).to_have_count(1)
    expect(wall.locator("[data-zone='hope']")).to_contain_text(PARTNER)
    expect(phone.locator("html")).to_have_attribute("dir", "rtl")
    menu_of(teak, PARTNER).focus()
    choose(teak, "Change")
    keys(teak, "End")
    teak.keyboard.type(", not twenty cards")
    keys(teak, "Escape")
    expect(note(phone, f"{PARTNER}, not twenty cards")).to_have_count(1)


def what_is_private_appears_with_the_reveal(cockpit: Page, phone: Page, teak: Page, wall: Page) -> None:
    turn(cockpit, "private")
    expect(phone.locator("[data-writing=private]")).to_be_visible()
    write(phone, "hope", SECRET)
    expect(note(phone, SECRET).locator("[data-mark=safe]")).to_be_visible()
    expect(note(teak, SECRET)).to_have_count(0)
    expect(wall.locator("[data-zone='hope']")).not_to_contain_text(SECRET)

    reveal(cockpit)

    expect(note(teak, SECRET)).to_have_count(1)
    expect(wall.locator("[data-zone='hope']")).to_contain_text(SECRET)


def the_keyboard_makes_a_theme(teak: Page, phone: Page) -> None:
    menu_of(teak, PARTNER).focus()
    choose(teak, "Group with…")
    teak.keyboard.type(THEME)
    keys(teak, "Tab", "Space", "Enter")

    expect(in_group(teak, THEME, PARTNER)).to_have_count(1)
    expect(phone.locator("[data-group] li[data-note]")).to_have_count(2)


def the_room_votes_for_it(cockpit: Page, phone: Page, teak: Page, wall: Page) -> None:
    open_vote(cockpit, **{"Dots for each person": "3"})
    expect(left(teak)).to_have_text("You have 3 of 3 dots left.")
    mine = hand(teak, PARTNER).get_by_role("button", name="Give a dot")
    mine.focus()
    keys(teak, "Enter")
    expect(left(teak)).to_have_text("You have 2 of 3 dots left.")
    hand(phone, PARTNER).locator("[data-give]").click()
    hand(phone, SECRET).locator("[data-give]").click()
    expect(wall.locator("#wall-vote")).to_contain_text("2 of")
    expect(hand(teak, SECRET).locator(".dot")).to_have_count(0)
    close_vote(cockpit)

    expect(hand(teak, PARTNER)).to_have_text(re.compile("2 dots, rank 1 of"))
    expect(wall.locator("#wall-vote .vt-lines li").first).to_contain_text(PARTNER)


def the_theme_becomes_an_action(open_browser, sign_in, workshop: str) -> Page:
    """The facilitator's own desk, left on the page of the plan."""
    desk = sign_in(open_browser("laptop"), "facilitator")
    desk.goto(f"/w/{workshop}/?view=list")
    theme = desk.locator("[data-group]", has_text=THEME)
    theme.locator("> header [data-menu] > summary").click()
    desk.locator("[data-menu][open]").get_by_role("button", name="Put it into the plan").click()
    form = desk.locator("#promotion")
    form.get_by_label("What will be done").fill(ACTION)
    form.get_by_label("Who sees to it").fill("Lab manager")
    until = form.get_by_label("Until when")
    until.fill(until.get_attribute("min"))
    form.get_by_role("button", name="Make it an action").click()
    expect(theme.locator("> header [data-became]")).to_have_text("became action 1")
    desk.locator(".bd-toast").get_by_role("link", name="Open the plan").click()
    desk.wait_for_url(re.compile(r"/plans/[\w-]+/"))
    return desk


def the_plan_is_published(desk: Page) -> None:
    """First it is refused with the list of what is missing; then goal, day 1 and a measure are there."""
    publish = desk.get_by_role("button", name="Publish")
    expect(publish).to_be_disabled()
    desk.get_by_role("link", name="A goal: one result, a number, a date").click()
    desk.locator("#goal").fill("By day 100, forty founders have one partner each.")
    desk.locator("#day_one").fill(today().isoformat())
    desk.locator("#leader").fill("Lab manager")
    desk.locator("#sponsor").fill("The director")
    desk.get_by_role("button", name="Save").click()
    desk.get_by_role("link", name="A main measure: the number the goal names").click()
    for field, value in {"name": "Founders with a partner", "baseline": "0", "target": "40"}.items():
        desk.locator(f"#{field}").fill(value)
    desk.get_by_label("The goal names this number").check()
    desk.get_by_role("button", name="Save").click()
    desk.wait_for_url(re.compile(r"/plans/[\w-]+/(#.*)?$"))
    desk.get_by_role("button", name="Publish").click()

    expect(desk.locator("main")).to_contain_text("On track")


def today() -> date:
    """The date where the host centre is."""
    return datetime.now(ZoneInfo("Asia/Kolkata")).date()


def the_owner_checks_in_from_a_phone(desk: Page, owner: Page) -> None:
    """By a link, without an account; opening it changes nothing."""
    plan = desk.url
    desk.get_by_role("link", name="Links for those without an account").click()
    desk.locator("#owner").fill("Lab manager")
    desk.get_by_role("button", name="Make a link").click()
    link = desk.locator("#new-link").input_value()
    owner.goto(link)
    expect(owner.get_by_role("heading", level=1)).to_have_text("Check in")
    owner.get_by_label("Founders with a partner").fill("3")
    owner.locator("#done").fill("Three founders met their partner")
    owner.get_by_label(ACTION).select_option(label="Done")
    owner.get_by_role("button", name="File the check-in").click()
    expect(owner.get_by_role("heading", level=1)).to_have_text("Filed")
    desk.goto(plan)


def the_plan_tells_the_whole_thread(desk: Page) -> None:
    """Note, vote, action, check-in, status: all on the page of the plan."""
    action = desk.locator("#action-1")
    expect(action).to_contain_text(ACTION)
    expect(action).to_contain_text("Done")
    action.locator(".notes-of > summary").click()
    expect(action.locator(".notes-of")).to_contain_text(PARTNER)
    expect(action).to_contain_text("dots")
    expect(action.get_by_role("link", name="Check-in of day 1")).to_be_visible()
    expect(desk.locator("main")).to_contain_text("Three founders met their partner")
    expect(desk.locator("main")).to_contain_text("On track")


def the_minutes_tell_the_day(teak: Page, workshop: str) -> None:
    teak.goto(f"/reports/workshops/{workshop}/minutes/")

    for told in (THEME, PARTNER, ARABIC, ACTION, "Lab manager", "By day 100, forty founders have one partner each."):
        expect(teak.locator("main")).to_contain_text(told)
