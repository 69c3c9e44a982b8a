"""Plans looked at in other ways: bars and cards are moved by hand and by keys, pages of others follow, paper holds."""

import json
import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from operator import itemgetter

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.beside import inside
from tests.browser import behind
from tests.browser.conftest import speak
from tests.browser.test_canvas_rules import fingers_on

TODAY = 10
"""Which day of the plan it is: bars move from here on."""


@pytest.fixture
def plan(open_browser, people, seeded) -> str:
    """A published plan on its day 10 with an action that lies on days 20 to 40; its id."""
    page = behind.sign_in(open_browser("laptop"), *people["facilitator"])
    at = f"/plans/of/{seeded['centre_id']}/new/"
    made = behind.send(page, at, at, title="Tests in a day", goal="Thirty tests", day_one=date(1))
    plan = re.search(r"/plans/([\w-]+)/", made.headers["location"])[1]
    at = f"/plans/{plan}/measures/"
    behind.send(page, at, at, name="Tests", baseline="0", target="30", main="y")
    at = f"/plans/{plan}/actions/"
    behind.send(page, at, at, title="Publish a calendar", owner="Bo", start_on=date(20), due_on=date(40))
    at = f"/plans/{plan}/goal/"
    behind.send(page, at, at, leader="Bo", sponsor="Spo")
    behind.send(page, f"/plans/{plan}/", "/publication/")
    return plan


@pytest.fixture
def watch(open_browser, people, plan):
    """`watch("director", "timeline")`: somebody's page of a view of that plan, connected."""

    def come(who: str, view: str, size: str = "laptop", language: str = "en") -> Page:
        page = behind.sign_in(open_browser(size, language), *people[who])
        with page.expect_websocket(lambda socket: "socket.io" in socket.url) as opened:
            page.goto(f"/plans/{plan}/{view}/")
        opened.value.wait_for_event("framereceived")
        return page

    return come


def date(day: int) -> str:
    """The date of a day. It may be another day already where the plan is; nothing here lies so near to today."""
    return (datetime.now(UTC).date() + timedelta(days=day - TODAY)).isoformat()


def bar(page: Page) -> Locator:
    return page.locator("#bar-action-1")


def lasts(page: Page, days: str) -> None:
    expect(bar(page)).to_have_accessible_name(f"Action 1, Publish a calendar, {days}")


def take(page: Page, days: int, *, at: float = 0.5, of: Locator | None = None) -> None:
    """Take the bar at a share of its length and move it so many days to the right, without letting go."""
    shape = of or bar(page).locator(".tl-body")
    shape.scroll_into_view_if_needed()
    box = shape.bounding_box()
    day = page.locator(".tl-svg").bounding_box()["width"] / 100
    x, y = box["x"] + box["width"] * at, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + days * day / 2, y, steps=3)
    page.mouse.move(x + days * day, y, steps=3)


def say_why(page: Page, words: str) -> None:
    page.locator("#why-moved-reason").fill(words)
    page.locator("#why-moved button[value=save]").click()


@pytest.mark.row("P2")
def test_a_bar_is_moved_by_hand_says_why_and_the_others_see_it(watch):
    ada, dara = watch("facilitator", "timeline"), watch("director", "timeline")

    take(ada, 5)
    expect(ada.locator(".tl-says")).to_have_text("Days 25–45")
    ada.mouse.up()
    expect(ada.locator("#why-moved")).to_contain_text("Days 20–40 → Days 25–45")
    say_why(ada, "The labs are closed")

    lasts(ada, "Days 25–45")
    lasts(dara, "Days 25–45")
    expect(dara.locator("#days-action-1")).to_contain_text("The labs are closed")


def test_whoever_says_no_reason_or_presses_escape_finds_the_bar_where_it_was(watch):
    ada = watch("facilitator", "timeline")
    width = bar(ada).locator(".tl-body").get_attribute("x")

    take(ada, 5)
    ada.mouse.up()
    ada.locator("#why-moved").get_by_role("button", name="Put it back").click()
    expect(bar(ada).locator(".tl-body")).to_have_attribute("x", width)
    take(ada, 9)
    ada.keyboard.press("Escape")
    ada.mouse.up()
    expect(ada.locator("#why-moved")).to_be_hidden()

    expect(bar(ada).locator(".tl-body")).to_have_attribute("x", width)
    ada.reload()
    lasts(ada, "Days 20–40")


def test_by_its_beginning_a_bar_moves_without_a_word_and_what_comes_meanwhile_waits(watch):
    ada, dara = watch("facilitator", "timeline"), watch("director", "timeline")

    take(dara, 5)
    take(ada, -8, at=0.01)
    ada.mouse.up()
    lasts(ada, "Days 12–40")
    dara.wait_for_timeout(500)
    expect(dara.locator(".tl-says")).to_have_text("Days 25–45")
    dara.keyboard.press("Escape")
    dara.mouse.up()

    lasts(dara, "Days 12–40")


def test_a_bar_taken_again_while_its_move_is_on_its_way_stays_in_the_hand(watch):
    ada = watch("facilitator", "timeline")
    sent: list[Route] = []
    ada.route("**/plans/**", lambda each: sent.append(each) if each.request.method == "POST" else each.fallback())
    take(ada, -8, at=0.01)
    with ada.expect_request(lambda each: each.method == "POST"):
        ada.mouse.up()
    take(ada, 5)
    expect(ada.locator(".tl-says")).to_have_text("Days 25–45")

    with ada.expect_response(lambda each: each.request.method == "POST"):
        sent[0].continue_()
    ada.wait_for_timeout(500)

    expect(ada.locator(".tl-says")).to_have_text("Days 25–45")
    ada.keyboard.press("Escape")
    ada.mouse.up()
    lasts(ada, "Days 12–40")


def test_by_keys_a_bar_moves_a_day_or_a_week_and_never_leaves_the_plan(watch):
    ada = watch("facilitator", "timeline")
    bar(ada).focus()
    for key in ("ArrowRight", "Shift+ArrowRight", "ArrowLeft", "Shift+ArrowRight"):
        ada.keyboard.press(key)
    expect(ada.locator("[data-timeline-says]")).to_have_text("Days 34–54")
    ada.keyboard.press("Escape")
    expect(ada.locator("[data-timeline-says]")).to_have_text("Days 20–40")
    for _ in range(10):
        ada.keyboard.press("Shift+ArrowRight")
    expect(ada.locator("[data-timeline-says]")).to_have_text("Days 80–100")
    ada.keyboard.press("Enter")
    say_why(ada, "After the holidays")

    lasts(ada, "Days 80–100")
    expect(bar(ada)).to_be_focused()


def test_a_diamond_is_moved_by_hand_and_by_keys_as_a_bar_is(watch, plan):
    ada = watch("facilitator", "timeline")
    behind.send(ada, f"/plans/{plan}/milestones/", f"/plans/{plan}/milestones/", title="Half the labs", due_on=date(50))
    ada.reload()
    diamond = ada.locator("#bar-milestone-1")
    name = "Milestone, Half the labs, Day {}"

    take(ada, 10, of=diamond.locator(".tl-diamond"))
    expect(ada.locator(".tl-says")).to_have_text("Day 60")
    ada.mouse.up()
    say_why(ada, "Two labs more")
    expect(diamond).to_have_accessible_name(name.format(60))

    diamond.focus()
    ada.keyboard.press("Shift+ArrowLeft")
    ada.keyboard.press("Enter")
    say_why(ada, "One of them came early")
    expect(diamond).to_have_accessible_name(name.format(53))
    expect(ada.locator("#days-milestone-1")).to_contain_text("One of them came early")


def test_read_from_the_right_a_bar_moves_the_other_way(watch):
    page = watch("facilitator", "timeline", language="ar")

    take(page, -5)
    page.mouse.up()
    say_why(page, "The labs are closed")

    expect(bar(page)).to_have_attribute("data-due", "45")


def column(page: Page, name: str) -> Locator:
    return page.locator(f"[data-column={name}]")


def carry(page: Page, to: str, *, by: str = "h3") -> None:
    """Carry the card to a column, by its heading or its grip."""
    start, end = page.locator(f".card {by}").bounding_box(), column(page, to).bounding_box()
    page.mouse.move(start["x"] + 4, start["y"] + 4)
    page.mouse.down()
    page.mouse.move(start["x"] + 40, start["y"] + 20, steps=3)
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + 40, steps=5)


@pytest.mark.row("P1")
def test_a_card_is_carried_to_another_column_and_says_what_blocks_it(watch):
    ada, dara = watch("facilitator", "kanban"), watch("director", "kanban")

    carry(ada, "doing")
    ada.mouse.up()
    for page in (ada, dara):
        expect(column(page, "doing").locator(".card")).to_have_count(1)
    carry(ada, "blocked", by="[data-grip]")
    ada.mouse.up()
    ada.locator("#why-blocked button[value='']").click()
    expect(column(ada, "doing").locator(".card")).to_have_count(1)
    carry(ada, "blocked")
    ada.mouse.up()
    ada.locator("#why-blocked-reason").fill("No permit")
    ada.locator("#why-blocked button[value=save]").click()

    for page in (ada, dara):
        expect(column(page, "blocked").locator(".card")).to_contain_text("No permit")


@pytest.mark.row("P1")
def test_a_card_is_dropped_below_the_last_one_of_an_empty_column_too(watch):
    page = watch("facilitator", "kanban")
    high, empty = column(page, "todo").bounding_box(), column(page, "doing").bounding_box()
    assert empty["height"] >= max(160, high["height"] - 1)
    page.locator(".card h3").hover()
    page.mouse.down()
    page.mouse.move(empty["x"] + empty["width"] / 2, empty["y"] + empty["height"] - 6, steps=8)
    page.mouse.up()

    expect(column(page, "doing").locator(".card")).to_have_count(1)


def test_a_card_in_the_hand_stays_there_while_others_move_it_and_escape_puts_it_back(watch):
    ada, dara = watch("facilitator", "kanban"), watch("director", "kanban")

    carry(dara, "done")
    ada.locator(".card select").select_option("doing")
    ada.locator(".card form button").last.click()
    expect(column(ada, "doing").locator(".card")).to_have_count(1)
    dara.wait_for_timeout(500)
    expect(dara.locator(".card-held")).to_have_count(1)
    dara.keyboard.press("Escape")
    dara.mouse.up()

    expect(column(dara, "doing").locator(".card")).to_have_count(1)


def middle(place: Locator) -> tuple[float, float]:
    place.scroll_into_view_if_needed()
    box = place.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_card_carried_while_its_move_is_on_its_way_stays_in_the_hand_and_is_blocked_as_said(watch):
    ada = watch("facilitator", "kanban")
    sent: list[Route] = []
    ada.route("**/plans/**", lambda each: sent.append(each) if each.request.method == "POST" else each.fallback())
    card = ada.locator("#action-1")
    carry(ada, "doing")
    with ada.expect_request(lambda each: each.method == "POST"):
        ada.mouse.up()
    carry(ada, "blocked")

    with ada.expect_response(lambda each: each.request.method == "POST"):
        sent[0].continue_()
    ada.wait_for_timeout(500)

    expect(card).to_have_class(re.compile("card-held"))
    ada.unroute("**/plans/**")
    ada.mouse.up()
    ada.locator("#why-blocked-reason").fill("No budget")
    ada.locator("#why-blocked button[value=save]").click()
    expect(ada.locator("[data-column=blocked] #action-1")).to_contain_text("No budget")


def test_with_a_finger_a_bar_moves_by_itself_and_a_card_by_its_grip(watch, plan):
    phone = watch("facilitator", "timeline", "phone")
    touch, (x, y) = fingers_on(phone), middle(bar(phone).locator(".tl-body"))
    day = phone.locator(".tl-svg").bounding_box()["width"] / 100

    touch("touchStart", (x, y))
    for step in range(1, 6):
        touch("touchMove", (x + 2 * step * day, y))
    touch("touchEnd")
    say_why(phone, "The labs are closed")
    lasts(phone, "Days 30–50")

    phone.goto(f"/plans/{plan}/kanban/")
    start, end = middle(phone.locator("[data-grip]")), column(phone, "doing").bounding_box()
    touch("touchStart", start)
    for step in range(1, 6):
        touch("touchMove", (start[0] - 10 * step, start[1] + (end["y"] + 20 - start[1]) * step / 5))
    touch("touchEnd")
    expect(column(phone, "doing").locator(".card")).to_have_count(1)


TOO_LONG = "cells => cells.filter(cell => cell.scrollWidth > cell.clientWidth).map(cell => cell.innerText)"


def on_paper(page: Page, plan: str, language: str) -> tuple[int, int, float]:
    """Go to a printed plan; return how many pages it takes, and of its sheet what is cut off below and what is free."""
    speak(page, language)
    page.goto(f"/plans/{plan}/print/")
    paper = page.pdf(prefer_css_page_size=True)
    whole, shown, last = page.locator(".one-sheet").evaluate("""sheet => [
      sheet.scrollHeight, sheet.clientHeight,
      sheet.lastElementChild.getBoundingClientRect().bottom - sheet.getBoundingClientRect().top
    ]""")
    return len(re.findall(rb"/Type\s*/Page\b", paper)), max(0, whole - shown), shown - last


def test_a_plan_is_printed_on_one_page_whatever_it_holds(open_browser, people, plan):
    page = behind.sign_in(open_browser("laptop"), *people["facilitator"])
    at = f"/plans/{plan}/actions/"
    for number in range(16):
        long = f"{number} " + 12 * "A very long sentence about what will be done "
        behind.send(page, at, at, title=long[:400].strip(), owner=40 * "Bo ", due_on=date(11 + 5 * number))
    behind.send(page, at, at, title=9 * "نشر تقويم المختبرات ", owner=4 * "مديرة المختبر ", due_on=date(11))
    sponsor, more = "Dara Director", {"goal": 30 * "Thirty tests a week ", "reason": "More", "sponsor_reason": "Left"}
    behind.send(page, f"/plans/{plan}/goal/", f"/plans/{plan}/goal/", sponsor=sponsor, **more)
    at, day = f"/plans/{plan}/pauses/", date(5)
    behind.send(page, at, at, first=day, last=day, reason="A flood", agreed="One day")
    director = behind.sign_in(open_browser("laptop"), *people["director"])
    behind.send(director, "/plans/mine/", "/consent/", verdict="no")

    page.goto(f"/plans/{plan}/kanban/")
    moves = page.locator('.card form[action$="/status/"]').first.get_attribute("action")
    behind.send(page, f"/plans/{plan}/kanban/", moves, status="blocked", blocked_reason="No permit")

    page.set_viewport_size({"width": 703, "height": 1032})
    page.emulate_media(media="print")
    for language in ("en", "ar", "ru"):
        pages, cut, _free = on_paper(page, plan, language)

        assert page.locator("html").get_attribute("lang") == language
        assert (pages, cut) == (1, 0)
        expect(page.locator(".one-no").first).to_contain_text(sponsor)
        expect(page.locator(".one-first q")).to_be_visible()
        for word, direction in (("نشر", "rtl"), ("A very long", "ltr")):
            title = page.locator(".one-t th[scope=row]", has_text=word).first
            assert title.evaluate("title => getComputedStyle(title).direction") == direction, "it is cut at its end"
        assert page.locator(".one-t td:first-child").evaluate_all(TOO_LONG) == [], "a state is read whole"


def test_reasons_are_printed_to_their_end_and_leave_a_plan_on_one_page(open_browser, people, seeded):
    page = behind.sign_in(open_browser("laptop"), *people["facilitator"])
    at = f"/plans/of/{seeded['centre_id']}/new/"
    made = behind.send(page, at, at, title="Permits in a day", goal=30 * "Forty permits ", day_one=date(1))
    plan = re.search(r"/plans/([\w-]+)/", made.headers["location"])[1]
    at, lines = f"/plans/{plan}/actions/", (9 * "نشر تقويم المختبرات ", 15 * "What will be done at last ")
    for number in range(30):
        title, owner = f"{lines[number % 2]}{number}", 40 * "Bo "
        behind.send(page, at, at, title=title, owner=owner, due_on=date(1), critical="y")
    at = f"/plans/{plan}/measures/"
    behind.send(page, at, at, name="Permits", baseline="0", target="40", main="y")
    at = f"/plans/{plan}/goal/"
    behind.send(page, at, at, leader="Bo", sponsor="Spo")
    behind.send(page, f"/plans/{plan}/", "/publication/")

    page.set_viewport_size({"width": 703, "height": 1032})
    page.emulate_media(media="print")
    for language in ("en", "ar", "ru"):
        pages, cut, _free = on_paper(page, plan, language)
        reasons = page.locator(".one-reasons")

        assert (pages, cut) == (1, 0)
        assert reasons.get_by_role("link").count() > 6
        box, last = (each.bounding_box() for each in (reasons, reasons.locator("span.soft")))
        assert last["y"] + last["height"] / 2 < box["y"] + box["height"], "no reason is cut off"
        expect(page.locator(".one-t th[scope=row]")).to_have_count(4)


CUT_IN_PRINT = """all => all
  .filter(each => each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 8)
  .map(each => each.textContent.trim())"""
"""What has a line more than is to be seen, or words further than where it ends."""


def send_back(house, plan: str, days: int) -> None:
    """Let a plan that was published today have been published so many days ago; its other actions are done today."""
    from app.db import db
    from app.plans.models import Plan

    back = timedelta(days=days)
    with inside(house.environ):
        kept = db.session.get_one(Plan, plan)
        kept.day_one, kept.published_at = kept.day_one - back, kept.published_at - back
        for each in (kept, *kept.actions, *kept.measures):
            each.created_at -= back
        for each in kept.actions:
            each.due_on -= back
            each.done_on -= back if each.critical else timedelta()
        db.session.commit()


@pytest.fixture
def signed_with_a_pause(open_browser, people, seeded, house) -> tuple[Page, str]:
    """A plan that was signed off, with a pause to which its sponsor never agreed and on which its number rests."""
    page, days = behind.sign_in(open_browser("laptop"), *people["facilitator"]), 108
    at = f"/plans/of/{seeded['centre_id']}/new/"
    made = behind.send(page, at, at, title="Start-ups", goal="60 start-ups have tested", day_one=date(1))
    plan = re.search(r"/plans/([\w-]+)/", made.headers["location"])[1]

    def add(kind: str, **said: str) -> None:
        behind.send(page, f"/plans/{plan}/{kind}/", f"/plans/{plan}/{kind}/", **said)

    add("measures", name="Start-ups that tested", unit="start-ups", baseline="0", target="60", main="y")
    add("actions", title="Sign the slot agreement", owner="Bo", due_on=date(41), critical="y", status="done")
    for number, due in ((1, 62), (2, 95)):
        add("actions", title=f"Invite start-ups {number}", owner="Bo", due_on=date(due), status="done")
    add("goal", leader="Bo", sponsor="Dara Director")
    behind.send(page, f"/plans/{plan}/", "/publication/")
    send_back(house, plan, days)
    add("pauses", first=date(90 - days), last=date(103 - days), reason="A flood", agreed="Yes")
    [at] = set(re.findall(r'"(/plans/measures/[^/"]+/)"', page.request.get(f"/plans/{plan}/").text()))
    for day, value in ((41, 24), (76, 50), (110, 60)):
        behind.send(page, at, "/readings/", on=date(day - days), value=str(value), note="Counted")
    add("evidence", title="The register", on=date(110 - days), url="https://example.org/register")
    add("commitments", title="The slots stay open", owner="Bo")
    said = {"result": "60 start-ups", "handover": "The lab", "choice": "scale", "why": "More ask"}
    add("sign-off", follow_on=date(190 - days), **said)
    return page, plan


def test_paper_prints_sentences_to_their_end_and_as_many_actions_as_have_room_beside_them(signed_with_a_pause):
    page, plan = signed_with_a_pause
    page.set_viewport_size({"width": 703, "height": 1032})
    page.emulate_media(media="print")
    for language in ("en", "ar", "ru"):
        pages, cut, free = on_paper(page, plan, language)
        assert (pages, cut, 0 < free < 100) == (1, 0, True)
        sentences = page.locator(".one-said p, .one-n, .one-line li, .one-line dd, .one-2 > section, .one-2 section p")
        assert sentences.evaluate_all(CUT_IN_PRINT) == []
        if language == "en":
            expect(page.locator(".one-t th[scope=row]")).to_have_count(1)
            expect(page.locator(".one-t")).to_contain_text("1 more, 1 of them done")
            expect(page.locator(".one-n")).to_contain_text(
                "counts only with a pause that the sponsor has not agreed to"
            )
            asks = page.get_by_role("listitem")
            expect(asks.first).to_contain_text("A pause Dara Director had not answered before the sign-off.")
            expect(page.locator(".one-2")).to_contain_text("First counted on day 41.")
            assert page.locator(".one-said p").count() > 4
            expect(page.locator(".one-reasons .soft")).to_have_count(0)


def test_a_page_full_of_actions_ends_with_the_sheet_and_says_the_days_they_were_moved_to(open_browser, people, plan):
    page = behind.sign_in(open_browser("laptop"), *people["facilitator"])

    def add(kind: str, **said: str) -> None:
        behind.send(page, f"/plans/{plan}/{kind}/", f"/plans/{plan}/{kind}/", **said)

    for number in range(30):
        add("actions", title=f"Publish the calendar {number}", owner="Bo", due_on=date(11 + 2 * number))
    for number in range(6):
        add("asks", title=f"{number} Will you give the lab a room with a key for each team?", to="The ministry")
    add("pauses", first=date(5), last=date(5), reason="A flood", agreed="One day")

    page.set_viewport_size({"width": 703, "height": 1032})
    page.emulate_media(media="print")
    for language in ("en", "ar", "ru", "zh"):
        pages, cut, free = on_paper(page, plan, language)
        assert (pages, cut, 0 < free < 100) == (1, 0, True), language
        expect(page.locator(".one-t .r s").first).to_be_visible()
        assert page.locator(".one-t .r").evaluate_all(TOO_LONG) == [], "the day it was moved to is read whole"
        assert page.locator(".one-line li").evaluate_all(CUT_IN_PRINT) == []


def reopened_once(house, plan: str) -> None:
    """Let a plan have been signed off today without any of its actions and reopened; all of them are done now."""
    from app import clock
    from app.db import db
    from app.plans.models import Plan, SignOff

    today = datetime.now(UTC).date()
    with inside(house.environ):
        kept = db.session.get_one(Plan, plan)
        undone = [{"number": each.number, "status": each.status} for each in kept.actions]
        for each in kept.actions:
            each.status, each.done_on = "done", today
        signed = {"signed_on": today, "created_at": clock.now(), "reopened_at": clock.now(), "follow_on": today}
        words = {"result": "Nothing", "handover": "Nobody", "choice": "reset"}
        kept.sign_offs.append(SignOff(id="early", sealed=json.dumps({"actions": undone}), **words, **signed))
        db.session.commit()


def test_a_page_of_what_was_not_done_at_an_earlier_sign_off_ends_with_the_sheet(open_browser, people, plan, house):
    page = behind.sign_in(open_browser("laptop"), *people["facilitator"])
    for number in range(30):
        said = {"title": f"Publish the calendar {number}", "owner": "Bo", "due_on": date(11 + 2 * number)}
        behind.send(page, f"/plans/{plan}/actions/", f"/plans/{plan}/actions/", **said)
    reopened_once(house, plan)

    page.set_viewport_size({"width": 703, "height": 1032})
    page.emulate_media(media="print")
    for language in ("en", "ar", "ru"):
        pages, cut, free = on_paper(page, plan, language)
        assert (pages, cut, 0 < free < 100) == (1, 0, True), language
        assert page.locator(".one-t td:first-child .st-off").count() > 5
        assert page.locator(".one-t td:first-child").evaluate_all(TOO_LONG) == []


@pytest.mark.parametrize("size", ["laptop", "phone"])
def test_nothing_below_the_days_of_a_plan_that_paused_lies_on_something_else(open_browser, people, plan, size):
    page = behind.sign_in(open_browser(size), *people["facilitator"])
    at = f"/plans/{plan}/pauses/"
    behind.send(page, at, at, first=date(TODAY - 5), last=date(TODAY + 3), reason="A flood", agreed="Agreed")
    page.goto(f"/plans/{plan}/")

    below = page.locator("p.next, p:has(+ .next), .next + .say, .days-h")
    expect(page.locator("p.next")).to_be_visible()
    expect(page.get_by_text("without that it would end on")).to_be_visible()
    boxes = sorted(
        below.evaluate_all("all => all.map((each) => each.getBoundingClientRect().toJSON())"), key=itemgetter("top")
    )
    assert len(boxes) == 4
    assert [one for one, other in pairwise(boxes) if other["top"] < one["bottom"]] == []


LINES = "all => all.map(each => each.getClientRects().length)"


def test_what_was_done_or_told_late_is_read_on_paper_and_a_phone_too(open_browser, people, seeded):
    page = behind.sign_in(open_browser("laptop"), *people["facilitator"])
    at, late = f"/plans/of/{seeded['centre_id']}/new/", date(3)
    made = behind.send(page, at, at, title="Permits in a day", goal="Forty permits", day_one=date(1))
    plan = re.search(r"/plans/([\w-]+)/", made.headers["location"])[1]
    for kind, said in (
        ("measures", {"name": "Permits", "baseline": "0", "target": "40", "main": "y"}),
        *(("actions", {"title": f"Sign {at}", "owner": "Olu", "due_on": late, "status": "done"}) for at in range(8)),
        *(("milestones", {"title": f"Half {at}", "due_on": late, "critical": "y"}) for at in range(2)),
    ):
        behind.send(page, f"/plans/{plan}/{kind}/", f"/plans/{plan}/{kind}/", **said)
    told = page.request.get(f"/plans/{plan}/").text()
    for at in dict.fromkeys(re.findall(r'"(/plans/milestones/[^/"]+/)"', told)):
        behind.send(page, at, at, state="done")
    [at] = set(re.findall(r'"(/plans/measures/[^/"]+/)"', told))
    for value in ("3", "4"):
        behind.send(page, at, "/readings/", on=date(4), value=value, note="Recounted")

    page.set_viewport_size({"width": 360, "height": 780})
    page.goto(f"/plans/{plan}/")
    expect(page.locator(".mst .st-off").first).to_contain_text(re.compile("[78] days late: done "))
    page.locator(".mst .st-off").evaluate_all("all => all.forEach(each => each.append(', pauses not counted'))")
    assert page.locator(".mst .num b").evaluate_all(LINES) == [1, 1], "how late it was leaves room for its day"
    assert page.evaluate("document.documentElement.scrollWidth") == 360

    page.set_viewport_size({"width": 703, "height": 1032})
    page.emulate_media(media="print")
    for language, said, hollow in (
        ("en", re.compile("[78] days late: done "), "Hollow: 1 number"),
        ("ar", "", ""),
        ("ru", "", ""),
    ):
        pages, cut, _free = on_paper(page, plan, language)

        assert (pages, cut) == (1, 0)
        days = page.locator(".one-t td:first-child .st-off")
        expect(days).to_have_count(page.locator(".one-t .st-ok").count())
        assert days.count() > 2, "milestones and actions are printed"
        for each in days.all():
            expect(each).to_be_visible()
            expect(each).to_contain_text(said)
        expect(page.locator(".chart-g + p")).to_contain_text(hollow)
        assert page.locator(".one-2 > section").evaluate_all(CUT_IN_PRINT) == [], "the curve and its words are whole"


def test_printed_states_are_read_whole_and_a_printed_sign_off_has_no_menus(open_browser, people, seeded):
    page = behind.sign_in(open_browser("laptop"), *people["facilitator"])
    page.set_viewport_size({"width": 703, "height": 1032})
    page.emulate_media(media="print")
    for language in ("en", "ar", "es", "fr", "ru", "zh"):
        speak(page, language)
        page.goto(f"/plans/{seeded['plan_id']}/print/")
        expect(page.locator(".one-t .st-ok").first).to_be_visible()
        assert page.locator(".one-t td:first-child").evaluate_all(TOO_LONG) == []
    page.goto(f"/plans/{seeded['plan_id']}/sign-off/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("banner")).to_be_hidden()


def test_quoted_words_of_another_direction_have_their_marks_where_they_begin_and_end(open_browser, people, seeded):
    page = behind.sign_in(open_browser("phone", "ar"), *people["facilitator"])
    page.goto(f"/plans/{seeded['plan_id']}/")

    said = page.locator(".reason q").first
    expect(said).to_contain_text("Shielded-room tests")
    assert said.evaluate("(said) => [getComputedStyle(said).direction, getComputedStyle(said).quotes]") == [
        "ltr", '"“" "”" "‘" "’"'
    ]  # fmt: skip


def test_a_value_stands_before_its_aim_from_the_right_too(open_browser, sign_in, seeded):
    page = open_browser("phone", "ar")
    speak(page, "ar")
    sign_in(page, "facilitator").goto(f"/plans/{seeded['plan_id']}/")

    number = page.locator(".me b", has_text="days")
    expect(number).to_have_text(re.compile("16 days، "))
    value, aim = (number.locator("bdi bdi").nth(at).bounding_box() for at in (0, 1))
    unit = number.locator("bdi bdi").first.evaluate("""value => {
      const range = document.createRange()
      range.setStart(value.firstChild, value.textContent.indexOf("d"))
      range.setEndAfter(value.lastChild)
      return range.getBoundingClientRect().left
    }""")
    assert aim["x"] < value["x"] < unit


OUTSIDE_THE_CHART = """charts => charts.flatMap(chart => {
  const frame = chart.getBoundingClientRect()
  return [...chart.querySelectorAll("text")].filter(text => {
    const words = text.getBoundingClientRect()
    return words.width && (words.left < frame.left - 1 || words.right > frame.right + 1)
  }).map(text => text.textContent)
})"""


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_words_of_a_chart_lie_within_it_on_a_phone(open_browser, people, seeded, language):
    page = behind.sign_in(open_browser("phone"), *people["facilitator"])
    at, today = f"/plans/of/{seeded['centre_id']}/new/", 86
    made = behind.send(page, at, at, title="Start-ups", goal="60 start-ups", day_one=date(TODAY + 1 - today))
    plan = re.search(r"/plans/([\w-]+)/", made.headers["location"])[1]
    at = f"/plans/{plan}/measures/"
    for name, main in (("Tests", "y"), ("Permits", ""), ("Labs", "")):
        behind.send(page, at, at, name=name, baseline="0", target="60", main=main)
    told = page.request.get(f"/plans/{plan}/").text()
    measures = list(dict.fromkeys(re.findall(r'"(/plans/measures/[^/"]+/)"', told)))
    readings = ((76, 50), (30, 20)), ((20, 15),), ((today, 58), (50, 1))
    for at, read in zip(measures, readings, strict=True):
        for day, value in read:
            on, number = date(TODAY + day - today), str(value)
            behind.send(page, at, "/readings/", on=on, value=number, note="Counted")

    speak(page, language)
    for width in (320, 360, 390, 414):
        page.set_viewport_size({"width": width, "height": 780})
        for at in (f"/plans/{plan}/", *measures):
            page.goto(at)
            expect(page.locator("svg.chart .c-b").first).to_be_visible()
            assert page.locator("svg.chart[role=img]").evaluate_all(OUTSIDE_THE_CHART) == [], (width, at)


def test_the_reason_of_a_moved_day_stands_in_one_piece_beside_its_date(open_browser, people, plan):
    page = behind.sign_in(open_browser("laptop", "ar"), *people["facilitator"])
    page.goto(f"/plans/{plan}/list/")
    action = re.search(r"/plans/actions/([\w-]+)/", page.content())[1]
    moved = {"start_on": date(20), "due_on": date(50), "reason": "Year end holidays of everybody"}
    behind.send(page, f"/plans/{plan}/timeline/", f"/plans/actions/{action}/days/", **moved)
    page.goto(f"/plans/{plan}/")
    reason = page.locator("#action-1 .moved q")

    expect(reason).to_have_text("Year end holidays of everybody")
    assert page.locator("html").get_attribute("dir") == "rtl"
    # It breaks over lines, in one box of its own.
    boxes, height, line = reason.evaluate(
        "(each) => [each.getClientRects().length, each.offsetHeight, parseFloat(getComputedStyle(each).lineHeight)]"
    )
    assert (boxes, height > 1.5 * line) == (1, True)


def test_a_glance_at_a_plan_counts_as_a_look(open_browser, people, plan):
    """Whoever leaves the page as soon as it is there looked at it too."""
    team, reader = (behind.sign_in(open_browser("laptop"), *people[who]) for who in ("facilitator", "director"))
    reader.goto(f"/plans/{plan}/")
    reader.goto("/plans/")
    at = f"/plans/{plan}/actions/"
    behind.send(team, at, at, title="Rent a room", owner="Bo", due_on=date(50))

    reader.goto(f"/plans/{plan}/")
    expect(reader.locator(".since")).to_contain_text(re.compile(r"Since you looked on \d+ \w+:"))
