"""The portfolio in a real browser: a search narrows table and counts as one types, and works without scripts."""

import re

import pytest
from playwright.sync_api import expect

ROWS = ".folio-tb tbody tr"


@pytest.mark.row("C5", partly=True)
def test_a_search_narrows_the_table_and_its_counts_without_losing_ones_place(open_browser, sign_in):
    desk = sign_in(open_browser("laptop"), "administrator")
    desk.goto("/portfolio/")
    everything = desk.locator(ROWS).count()

    desk.get_by_role("searchbox", name="Find").press_sequentially("lotus", delay=20)

    expect(desk.locator(ROWS)).to_have_count(1)
    expect(desk.locator("#folio-counts a[href*='status=warn'] b")).to_have_text("1")
    expect(desk.locator("#folio-counts a[href*='status=off'] b")).to_have_text("0")
    expect(desk.locator("#f-q")).to_be_focused()
    expect(desk).to_have_url(re.compile(r"/portfolio/\?q=lotus$"))
    assert everything >= 10


def test_without_scripts_the_form_and_the_columns_do_the_same(open_browser, sign_in):
    desk = sign_in(open_browser("laptop", java_script_enabled=False), "administrator")
    desk.goto("/portfolio/")

    desk.get_by_label("Region").select_option("AFR")
    desk.get_by_role("button", name="Find").click()

    expect(desk.locator(ROWS)).to_have_count(3)
    desk.get_by_role("link", name="Day", exact=True).click()
    expect(desk.locator("th[aria-sort='ascending']")).to_have_text("Day")
    days = [int(text) for text in desk.locator(".c-day > .num").all_inner_texts()]
    assert (len(days), days) == (3, sorted(days))


def test_what_one_looks_for_goes_along_to_another_view_and_from_a_cell_back_to_its_plans(open_browser, sign_in):
    desk = sign_in(open_browser("laptop"), "administrator")
    desk.goto("/portfolio/")
    desk.get_by_label("Region").select_option("AFR")
    expect(desk.locator(ROWS)).to_have_count(3)

    desk.get_by_role("link", name="Where, and on what").click()

    expect(desk).to_have_url(re.compile(r"/portfolio/grid/\?region=AFR$"))
    cell = desk.locator(".heat a").filter(has_text="2")
    expect(cell).to_have_accessible_name("2 worst: Needs attention")
    cell.click()
    expect(desk.locator(ROWS)).to_have_count(2)
    desk.get_by_role("link", name="Timeline").click()
    expect(desk.locator(".time-tb tbody tr")).to_have_count(2)
