"""Timeline and cards say what is critical, or was, and which critical actions are parked."""

import re

import pytest

from app.db import db, transaction
from app.plans import services
from app.plans.items.words import MilestoneWords
from app.plans.models import Action, Milestone
from app.plans.services import ActionWords
from tests.plans.test_promises import said_in

VIEWS = ("timeline/", "kanban/")


@pytest.fixture
def weighty(app, ending):
    """The published plan on day 10: “Sign” is critical, “Print” was, “Open the lab” is a critical milestone."""
    ending.at(10)
    with app.app_context():
        for title in ("Sign", "Print"):
            words = ActionWords(title=title, owner="Olu", due_on=ending.day(40), critical=title == "Sign")
            action = services.add_action(ending.dara, ending.plan_id, words)
            setattr(ending, title.lower(), action.id)
        lab = MilestoneWords(title="Open the lab", due_on=ending.day(50), critical=True)
        services.add_item(ending.dara, ending.plan_id, Milestone, lab)
        with transaction():
            db.session.get(Action, ending.print).was_critical = True
    return ending


def read(plan, view):
    return plan.browser("Mo").get(f"/plans/{plan.plan_id}/{view}").text


def test_the_timeline_says_what_is_critical_in_picture_and_table(weighty):
    page = read(weighty, "timeline/")
    labels = [each for each in re.findall(r'aria-label="([^"]+)"', page) if "Day " in each]
    names = said_in(page.partition('<ol class="tl-names"')[2].partition("</ol>")[0])
    rows = [said_in(each) for each in re.findall(r'<tr id="days-.*?</tr>', page, re.DOTALL)]

    assert [("critical" in each, "was critical" in each) for each in labels] == [
        (False, False), (True, False), (True, True), (True, False),
    ]  # fmt: skip
    assert [f"{name} critical" in names for name in ("Sign", "Open the lab", "Publish a calendar")] == [
        True, True, False,
    ]  # fmt: skip
    assert "Print was critical" in names
    assert [each for each in rows if "critical" in each] == [each for each in rows if "Publish" not in each]


@pytest.mark.parametrize("view", VIEWS)
def test_views_name_critical_actions_that_are_parked(app, weighty, view):
    before = read(weighty, view)
    with app.app_context():
        for action_id in (weighty.sign, weighty.print, weighty.action_id):
            services.park_action(weighty.dara, action_id, reason="Later")
    after = read(weighty, view)

    assert "Critical and parked" not in said_in(before)
    assert "Critical and parked: Sign, Print" in said_in(after)
    [number] = re.findall(rf'href="/plans/{weighty.plan_id}/#action-(\d+)"><bdi>Sign<', after)
    assert f'id="action-{number}"' in read(weighty, "")


@pytest.mark.parametrize("view", VIEWS)
def test_views_without_critical_actions_that_are_parked_say_nothing(app, weighty, view):
    with app.app_context():
        services.park_action(weighty.dara, weighty.action_id, reason="Later")

    assert "Critical and parked" not in said_in(read(weighty, view))
