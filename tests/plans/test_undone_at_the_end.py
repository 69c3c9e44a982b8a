"""What is critical and was not done when a plan was signed off is named afterwards, though its day came later."""

import re

import pytest

from app.plans import services
from app.plans.items.words import MilestoneWords
from app.plans.models import Milestone
from app.plans.services import ActionWords
from tests.plans.endings import complete, sign
from tests.plans.test_kept_in_sight import told_by
from tests.plans.test_promises import said_in

UNDONE = "not done at the sign-off"
COUNTED = "2 critical things promised and not done"


@pytest.fixture
def signed(app, ending, clock):
    """Signed off on day 95 with an action and a milestone of day 98 not done, read 8 days later."""
    ending.at(95)
    with app.app_context():
        complete(ending)
        words = ActionWords(title="Sign the lease", owner="Olu", due_on=ending.day(98), critical=True)
        services.add_action(ending.dara, ending.plan_id, words)
        words = MilestoneWords(title="Open the lab", due_on=ending.day(98), critical=True)
        services.add_item(ending.dara, ending.plan_id, Milestone, words)
    sign(app, ending)
    clock(8 * 24 * 3600)
    return ending


def test_the_plan_its_print_and_its_week_name_what_was_promised_and_not_done(app, signed):
    dara, at = signed.browser("Dara"), f"/plans/{signed.plan_id}/"
    page, printed, week = (said_in(dara.get(f"{at}{where}").text) for where in ("", "print/", "week/"))

    assert (page.count(UNDONE), page.count(COUNTED), "Next, in" in page) == (3, 1, False)
    assert (printed.count(UNDONE), printed.count(COUNTED)) == (3, 1)
    assert ("Sign the lease" in printed, "Open the lab" in printed) == (True, True)
    assert ("Sign the lease" in week, "Open the lab" in week, week.count(UNDONE)) == (True, True, 3)
    assert "Nothing is late or blocked." not in week


def test_the_portfolio_and_the_files_count_it(app, signed):
    portfolio = said_in(signed.browser("Sec").get("/portfolio/").text)
    filed = signed.browser("Dara").get(f"/reports/plans/{signed.plan_id}.csv").text

    assert (COUNTED in portfolio, COUNTED in told_by(app, signed)["Beside the status"], COUNTED in filed) == (
        True,
        True,
        True,
    )
    with app.app_context():
        services.reopen(signed.dara, signed.plan_id, reason="Too early")
    again = signed.browser("Sec").get("/portfolio/").text + signed.browser("Dara").get(f"/plans/{signed.plan_id}/").text
    # Of the first sign-off, beside how the plan stood at it.
    assert (again.count(COUNTED), len(re.findall(rf"signed off on day \d+, {COUNTED}", again)), UNDONE in again) == (
        2,
        2,
        False,
    )


def test_what_was_parked_is_counted_as_the_sign_off_lists_it(app, ending):
    ending.at(95)
    with app.app_context():
        complete(ending)
        words = ActionWords(title="Sign the lease", owner="Olu", due_on=ending.day(98), critical=True)
        services.park_action(ending.dara, services.add_action(ending.dara, ending.plan_id, words).id, reason="Later")
        words = MilestoneWords(title="Open the lab", due_on=ending.day(98), critical=True)
        services.add_item(ending.dara, ending.plan_id, Milestone, words)
    sign(app, ending)

    dara, at = ending.browser("Dara"), f"/plans/{ending.plan_id}/"
    pages = [said_in(dara.get(f"{at}{where}").text) for where in ("", "print/")]
    pages += [told_by(app, ending)["Beside the status"], dara.get(f"/reports/plans/{ending.plan_id}.csv").text]
    listed = dara.get(f"{at}sign-off/").text.partition("Promised and not done")[2].partition("<h2")[0]

    assert [COUNTED in page for page in pages] == [True] * 4
    assert "Critical and parked: Sign the lease" in pages[1]
    assert ("Sign the lease" in listed, "Open the lab" in listed) == (True, True)
