"""A check-in on a phone, where the line comes and goes: no word is lost, and nothing is filed twice."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.demo import check_in_token

DONE = "Three founders met their partner"
NO_LINE = "ERR_INTERNET_DISCONNECTED"


FORBIDDEN = (
    """Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError") } })"""
)
FULL = """Storage.prototype.setItem = () => { throw new DOMException("no room", "QuotaExceededError") }"""


@pytest.fixture
def link(house) -> str:
    """The address of a link of one's own."""
    return f"/c/{check_in_token(house)}/"


def opened(phone: Page, link: str) -> Page:
    phone.goto(link)
    expect(heading(phone)).to_have_text("Check in")
    return phone


def heading(phone: Page):
    return phone.get_by_role("heading", level=1)


def file_it(phone: Page) -> None:
    phone.get_by_role("button", name="File the check-in").click()


def test_what_was_written_stands_there_when_the_link_is_opened_again(open_browser, link):
    phone = opened(open_browser("phone"), link)
    phone.locator("#done").fill(DONE)
    phone.get_by_label("Needs attention").check()
    phone.goto("/about/")

    opened(phone, link)

    expect(phone.locator("#done")).to_have_value(DONE)
    expect(phone.get_by_label("Needs attention")).to_be_checked()
    expect(phone.get_by_text("What you wrote before is back.")).to_be_visible()


@pytest.mark.row("P15")
def test_without_a_line_the_words_wait_and_are_filed_once_when_it_is_back(open_browser, link, complaints):
    complaints.expected = (NO_LINE,)
    phone = opened(open_browser("phone"), link)
    phone.locator("#done").fill(DONE)
    phone.context.set_offline(True)
    file_it(phone)

    expect(phone.get_by_text("What you wrote is kept on this phone")).to_be_in_viewport()
    expect(phone.locator("#done")).to_have_value(DONE)
    phone.context.set_offline(False)

    expect(heading(phone)).to_have_text("Filed")
    expect(phone.locator("main")).to_contain_text(DONE)
    phone.get_by_role("link", name="Add something").click()
    expect(heading(phone)).to_have_text("Check in")
    expect(phone.locator("#done")).to_have_value("")
    expect(phone.locator("[data-said=restored]")).to_be_hidden()


@pytest.mark.row("P15")
@pytest.mark.parametrize("device", [FORBIDDEN, FULL], ids=["forbidden", "full"])
def test_where_the_device_keeps_nothing_the_page_says_so_and_files_all_the_same(open_browser, link, complaints, device):
    complaints.expected = (NO_LINE,)
    phone = open_browser("phone")
    phone.add_init_script(device)
    opened(phone, link).locator("#done").fill(DONE)
    phone.context.set_offline(True)
    file_it(phone)

    expect(phone.get_by_text("This browser keeps nothing: leave this page open.")).to_be_in_viewport()
    expect(phone.get_by_text("What you wrote is kept on this phone")).to_be_hidden()
    phone.context.set_offline(False)

    expect(heading(phone)).to_have_text("Filed")
    expect(phone.locator("main")).to_contain_text(DONE)


def test_a_page_that_was_open_for_too_long_files_without_being_loaded_again(open_browser, link, complaints):
    complaints.expected = ("403",)
    phone = opened(open_browser("phone"), link)
    phone.locator("#done").fill(DONE)
    phone.eval_on_selector("form.check-in input[name=csrf_token]", "field => field.value = 'too old'")
    loads = []
    phone.on("framenavigated", lambda frame: loads.append(frame.url))
    file_it(phone)

    expect(heading(phone)).to_have_text("Filed")
    expect(phone.locator("main")).to_contain_text(DONE)
    assert len(loads) == 1, loads


def test_a_page_closed_without_a_line_files_when_it_is_opened_again(open_browser, link, complaints):
    complaints.expected = (NO_LINE,)
    phone = opened(open_browser("phone"), link)
    phone.locator("#done").fill(DONE)
    phone.context.set_offline(True)
    file_it(phone)
    expect(phone.locator("[data-said=waits]")).to_be_visible()
    again = phone.context.new_page()
    phone.close()
    again.context.set_offline(False)

    again.goto(link)

    expect(heading(again)).to_have_text("Filed")
    expect(again.locator("main")).to_contain_text(DONE)


def test_an_answer_lost_on_its_way_is_no_second_check_in(open_browser, link, complaints):
    complaints.expected = ("ERR_FAILED",)
    phone = opened(open_browser("phone"), link)
    phone.locator("#done").fill(DONE)

    def arrive_unseen(route):
        route.fetch(max_redirects=0)
        route.abort()

    phone.route("**/c/*/", arrive_unseen)
    file_it(phone)
    expect(phone.locator("[data-said=waits]")).to_be_visible()
    phone.unroute("**/c/*/")

    phone.goto(link)

    expect(heading(phone)).to_have_text("Filed")
    assert phone.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('check-in:'))") == []


def test_what_the_server_refuses_is_said_at_its_field(open_browser, link, complaints):
    complaints.expected = ("422",)
    phone = opened(open_browser("phone"), link)
    number = phone.locator(".counts input").first
    number.fill("10000000000000000")
    file_it(phone)

    expect(phone.locator(".counts .bad").first).to_contain_text("Write a number such as 12 or 0.5.")
    expect(number).to_have_value("10000000000000000")
    expect(phone.locator("[data-said=restored]")).to_be_hidden()


def test_without_a_line_too_nothing_waits_before_it_says_what_blocks(open_browser, link, complaints):
    complaints.expected = (NO_LINE,)
    phone = opened(open_browser("phone"), link)
    phone.locator("#done").fill(DONE)
    phone.locator("details.behind summary").first.evaluate("summary => summary.parentElement.open = true")
    move = phone.locator("select[name^=action-]:has([value=blocked])").first
    move.select_option("blocked")
    phone.context.set_offline(True)
    file_it(phone)

    why = phone.locator("#blocked")
    expect(why).to_be_focused()
    assert why.evaluate("why => why.validationMessage") == "Say what blocks it, in one sentence."
    expect(phone.locator("[data-said=waits]")).to_be_hidden()
    expect(phone.locator("#done")).to_have_value(DONE)

    why.fill("No permit")
    file_it(phone)
    expect(phone.locator("[data-said=waits]")).to_be_visible()
    phone.context.set_offline(False)
    expect(heading(phone)).to_have_text("Filed")
    expect(phone.locator("main")).to_contain_text("No permit")


def test_a_page_kept_without_a_reason_is_asked_for_it_and_loses_no_word(open_browser, link, complaints):
    complaints.expected = ("422",)
    phone = opened(open_browser("phone"), link)
    kept = """([done]) => {
      const page = document.querySelector("[data-check-in]")
      const action = document.querySelector("select[name^=action-]:has([value=blocked])").name
      const words = { done, [action]: "blocked" }
      const kept = JSON.stringify({ id: "kept-form-1", words, sends: true })
      localStorage.setItem(`check-in:${page.dataset.checkIn}`, kept)
    }"""
    phone.evaluate(kept, [DONE])

    phone.reload()

    expect(phone.locator("#blocked-bad")).to_contain_text("Say what blocks it, in one sentence.")
    expect(phone.locator("#done")).to_have_value(DONE)
    expect(phone.locator("select[name^=action-]:has([value=blocked])").first).to_have_value("blocked")


def test_who_wrote_while_the_link_was_revoked_copies_their_words(open_browser, sign_in, link, seeded, complaints):
    complaints.expected = ("410",)
    phone = opened(open_browser("phone"), link)
    phone.locator("#done").fill(DONE)
    desk = sign_in(open_browser("laptop"), "facilitator")
    desk.goto(f"/plans/{seeded['plan_id']}/links/")
    desk.get_by_role("button", name="Revoke").first.click()

    file_it(phone)

    expect(phone.locator("main")).to_contain_text("What you wrote was not filed.")
    expect(phone.get_by_label("What was done")).to_have_value(DONE)


def test_without_scripts_a_check_in_is_filed_as_well(open_browser, link):
    phone = opened(open_browser("phone", java_script_enabled=False), link)
    phone.locator("#done").fill(DONE)
    file_it(phone)

    expect(heading(phone)).to_have_text("Filed")
