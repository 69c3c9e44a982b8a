"""What is typed into a long form and not saved is there again when its page is opened again in the tab."""

from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect

from tests.browser import behind
from tests.browser.canvas import look_at, open_plane, paper, write_at

BACK = "What you typed here before is back. It is not saved yet."


def back(page: Page):
    return page.locator("[data-begun]").filter(has_text=BACK)


def test_what_is_typed_into_the_details_of_a_workshop_outlives_a_look_at_the_agenda(cockpit):
    details = f"/w/{cockpit.workshop}/settings/"
    cockpit.goto(details)
    expect(back(cockpit)).to_be_hidden()
    cockpit.get_by_label("Title").fill("Labs that open at night")
    cockpit.get_by_label("Place").fill("Hall 2")
    cockpit.get_by_role("link", name="Agenda", exact=True).click()
    cockpit.wait_for_url("**/agenda/")

    cockpit.goto(details)

    expect(back(cockpit)).to_be_visible()
    expect(cockpit.get_by_label("Title")).to_have_value("Labs that open at night")
    expect(cockpit.get_by_label("Place")).to_have_value("Hall 2")
    cockpit.get_by_role("button", name="Save", exact=True).click()
    expect(cockpit.get_by_role("heading", level=1)).to_have_text("Labs that open at night")
    cockpit.goto(details)
    expect(cockpit.get_by_label("Place")).to_have_value("Hall 2")
    expect(back(cockpit)).to_be_hidden()


def test_what_is_back_may_be_discarded(cockpit):
    details = f"/w/{cockpit.workshop}/settings/"
    cockpit.goto(details)
    title = cockpit.get_by_label("Title").input_value()
    cockpit.get_by_label("Title").fill("Something else")
    names = cockpit.get_by_label("Show beside each note who wrote it")
    shown = names.is_checked()
    names.set_checked(not shown)
    cockpit.reload()

    expect(names).to_be_checked(checked=not shown)
    back(cockpit).get_by_role("button", name="Discard it").click()

    expect(names).to_be_checked(checked=shown)
    expect(cockpit.get_by_label("Title")).to_have_value(title)
    expect(back(cockpit)).to_be_hidden()
    cockpit.reload()
    expect(cockpit.get_by_label("Title")).to_have_value(title)
    expect(back(cockpit)).to_be_hidden()


def test_what_somebody_else_saved_meanwhile_stays(cockpit):
    details = f"/w/{cockpit.workshop}/settings/"
    cockpit.goto(details)
    cockpit.get_by_label("Title").fill("My title")
    cockpit.get_by_label("Place").fill("My hall")
    behind.send(cockpit, details, "/settings/", title="Their title")

    cockpit.goto(details)

    expect(cockpit.get_by_label("Title")).to_have_value("Their title")
    expect(cockpit.get_by_label("Place")).to_have_value("My hall")


def test_a_plan_that_was_made_leaves_nothing_in_the_form_of_the_next(open_browser, people, complaints):
    complaints.expected = ("422",)
    page = behind.sign_in(open_browser("phone"), *people["director"])
    page.goto("/plans/new/")
    page.get_by_label("Title", exact=True).fill("Tests in a day")
    page.locator("#actions-0-title").fill("Publish a calendar")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator(".bad").first).to_be_visible()
    page.goto("/plans/")

    page.goto("/plans/new/")

    expect(back(page)).to_be_visible()
    expect(page.get_by_label("Title", exact=True)).to_have_value("Tests in a day")
    expect(page.locator("#actions-0-title")).to_have_value("Publish a calendar")
    back(page).get_by_role("button").click()
    page.get_by_label("Title", exact=True).fill("Tests in two days")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tests in two days")
    page.goto("/plans/new/")
    expect(page.get_by_label("Title", exact=True)).to_have_value("")
    expect(back(page)).to_be_hidden()


def take_into_the_plan(desk: Page, words: str):
    """The form of the promotion, opened from the menu of a note."""
    paper(desk, words).click(button="right")
    desk.get_by_role("menuitem", name="Put it into the plan").click()
    return desk.locator("dialog[data-promotion] #promotion")


def test_what_is_typed_into_a_promotion_outlives_other_kinds_and_escape(at_the_plane, cockpit):
    ada = at_the_plane("Ada")
    look_at(ada)
    write_at(ada, 300, 200, "Leave with one partner")
    write_at(ada, 700, 200, "Come back with two")
    desk = open_plane(cockpit, cockpit.workshop)
    look_at(desk)
    due = f"{datetime.now(UTC) + timedelta(days=20):%Y-%m-%d}"
    form = take_into_the_plan(desk, "Leave with one partner")
    expect(back(desk)).to_be_hidden()
    form.get_by_label("Who sees to it").fill("Lab manager")
    form.get_by_label("Until when").fill(due)

    form.get_by_role("link", name="Milestone", exact=True).click()
    expect(form.get_by_label("By when")).to_have_value(due)
    form.get_by_role("link", name="Action", exact=True).click()

    expect(form.get_by_label("Who sees to it")).to_have_value("Lab manager")
    expect(form.get_by_label("Until when")).to_have_value(due)
    form.get_by_role("link", name="Milestone", exact=True).click()
    expect(form.get_by_label("By when")).to_have_value(due)
    desk.keyboard.press("Escape")
    expect(form).to_be_hidden()
    form = take_into_the_plan(desk, "Come back with two")
    form.get_by_role("link", name="Action", exact=True).click()
    expect(form.get_by_label("Who sees to it")).to_have_value("")
    expect(back(desk)).to_be_hidden()
    desk.keyboard.press("Escape")
    form = take_into_the_plan(desk, "Leave with one partner")
    form.get_by_role("link", name="Action", exact=True).click()
    expect(form.get_by_label("Who sees to it")).to_have_value("Lab manager")
    expect(form.get_by_label("Until when")).to_have_value(due)
    expect(back(desk)).to_be_visible()
    form.get_by_role("button", name="Make it an action").click()
    expect(desk.locator("[data-heard]")).to_have_text("It stands in the plan as action 1.")
    desk.goto(desk.url)
    assert desk.evaluate("() => Object.keys(sessionStorage).filter((name) => name.startsWith('form '))") == []


def test_what_is_back_in_a_promotion_may_be_discarded(at_the_plane, cockpit):
    ada = at_the_plane("Ada")
    look_at(ada)
    write_at(ada, 300, 200, "Leave with one partner")
    desk = open_plane(cockpit, cockpit.workshop)
    look_at(desk)
    form = take_into_the_plan(desk, "Leave with one partner")
    form.get_by_label("What will be done").fill("Leave with three")
    form.get_by_label("Who sees to it").fill("Lab manager")
    form.get_by_role("link", name="Milestone", exact=True).click()
    expect(form.get_by_label("What is reached")).to_have_value("Leave with three")
    form.get_by_role("link", name="Action", exact=True).click()
    expect(form.get_by_label("Who sees to it")).to_have_value("Lab manager")

    back(desk).get_by_role("button", name="Discard it").click()

    expect(form.get_by_label("What will be done")).to_have_value("Leave with one partner")
    expect(form.get_by_label("Who sees to it")).to_have_value("")
    desk.keyboard.press("Escape")
    form = take_into_the_plan(desk, "Leave with one partner")
    expect(form.get_by_label("What will be done")).to_have_value("Leave with one partner")
    expect(back(desk)).to_be_hidden()
