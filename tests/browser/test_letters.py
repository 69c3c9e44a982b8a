"""Answering a letter from a phone, with no script at all: one button, and what was filed."""

from playwright.sync_api import expect

from tests.browser.demo import letter_tokens


def test_one_button_of_a_letter_files_and_a_second_thought_is_another(open_browser, house):
    tokens = letter_tokens(house, "phone@example.org")
    page = open_browser("phone", java_script_enabled=False)

    page.goto(f"/a/{tokens['answer_token']}/")
    expect(page.get_by_text("You answer as Lab manager.")).to_be_visible()
    title = page.get_by_role("heading", level=1).inner_text()
    page.get_by_label("What is in the way").fill("The ministry is closed")
    page.get_by_role("button", name="Blocked").click()

    expect(page.get_by_role("heading", name="Filed", level=1)).to_be_visible()
    expect(page.get_by_role("main").get_by_text(title)).to_be_visible()
    expect(page.get_by_text("The ministry is closed")).to_be_visible()
    page.get_by_role("link", name="Say something else").click()
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_role("main").get_by_text("Done", exact=True)).to_be_visible()

    page.goto(f"/mail/{tokens['letter_token']}/")
    page.get_by_role("button", name="Send me no more").click()
    expect(page.get_by_text("phone@example.org gets no mails about 100-day plans.")).to_be_visible()
    page.get_by_role("button", name="Send them again").click()
    expect(page.get_by_role("button", name="Send me no more")).to_be_visible()
