"""What screen readers are told of controls and tables: short names, and what tells those of one name apart."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import rooms

ALIKE = ("form[data-compose] button", "[data-act=new-group]", "[data-act=new-thing]", ".bd-mic")


@pytest.mark.access("i")
def test_buttons_of_one_name_say_of_which_zone_they_are(come_in):
    ada = come_in("Ada")
    rooms.write(ada, "hope", "Idle lab days")

    for zone in ada.locator("[data-zone]").all():
        title = zone.locator("[data-title]").inner_text()
        for button in ALIKE:
            expect(zone.locator(button)).to_have_accessible_description(re.compile(f"^{title}"))


@pytest.mark.access("i")
@pytest.mark.parametrize("address", ["/plans/{plan_id}/", "/plans/{plan_id}/timeline/"])
def test_a_row_of_a_plan_is_named_by_its_action_alone(open_browser, sign_in, seeded, address):
    page = sign_in(open_browser("laptop"), "facilitator")
    page.goto(address.format(**seeded))

    rows = page.locator("main tbody tr[id] th[scope=row]")
    expect(rows.filter(has_text="Publish a shared online calendar")).to_have_accessible_name(
        "Publish a shared online calendar for idle lab days and open the first four slots"
    )
    assert rows.evaluate_all("all => all.filter(row => !row.getAttribute('aria-labelledby')).length") == 0


@pytest.mark.access("i")
def test_the_buttons_of_a_move_say_what_it_does(cockpit):
    expect(cockpit.locator("#cp-next")).to_have_accessible_description(re.compile(r"^Next part: Reveal\. People see"))
    rooms.press_next(cockpit)
    expect(cockpit.locator("#cp-back")).to_have_accessible_description(re.compile(r"^Back to: Write alone\."))


def test_the_four_ways_of_writing_lie_two_and_two(cockpit):
    buttons = cockpit.locator("[id^=cp-w-]").evaluate_all("""all => all.map(each => {
      const { left, top, width } = each.getBoundingClientRect()
      return [Math.round(left), Math.round(top), Math.round(width)]
    })""")

    columns, rows, widths = (sorted({each[at] for each in buttons}) for at in range(3))
    assert (len(buttons), len(columns), len(rows)) == (4, 2, 2)
    assert widths[-1] - widths[0] <= 2
