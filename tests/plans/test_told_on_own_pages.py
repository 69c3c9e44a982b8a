"""What lists of plans say beside the status, the plan's own page, its print and its public page say as well."""

import re

import pytest

from app.db import db, transaction
from app.plans import services
from app.plans.endings.sharing import Shown
from app.plans.items.words import MilestoneWords
from app.plans.models import Action, ActionStatus, Milestone, MilestoneState
from app.plans.queries import plan_found
from app.plans.services import ActionWords
from tests.plans.test_kept_in_sight import shared
from tests.plans.test_promises import said_in

SAID = [
    "2 critical things done late",
    "1 critical action was late when it was moved",
    "2 critical things were first promised in other words",
    "2 things are not critical any more",
    "1 critical thing done, nothing shown yet",
    "1 critical thing done, nothing says how one sees it",
]


PAGES = ("list", "portfolio", "plan", "print/", "week/", "file", "outside")


@pytest.fixture
def tidied(app, ending):
    """A plan on day 99 of which critical things were done late, put in other words, made light and not shown."""
    ending.at(99)
    with app.app_context(), transaction():
        plan = plan_found(ending.plan_id)
        promised = {"plan_id": plan.id, "due_on": ending.day(94), "critical": True, "created_at": plan.created_at}
        sign = Action(id="sign", number=7, title="Sign", owner="Olu", **promised)
        bank = Action(id="bank", number=8, title="Ask the bank", owner="Olu", **promised)
        db.session.add_all([sign, bank, Milestone(id="half", number=1, title="Half of it", **promised)])
    with app.app_context():
        words = ActionWords(title="Write", owner="Olu", due_on=ending.day(94), status=ActionStatus.DONE, critical=False)
        services.change_action(ending.dara, "sign", words, reason="Slower")
        later = ActionWords(title="Ask the bank", owner="Olu", due_on=ending.day(100), critical=False)
        services.change_action(ending.dara, "bank", later, reason="Slower")
        some = MilestoneWords(title="Some of it", due_on=ending.day(94), critical=True, state=MilestoneState.DONE)
        services.change_item(ending.dara, Milestone, "half", some, reason="Slower")
    return ending


def told_by(app, tidied):
    """Return what is said beside the status in each list and on each page of the plan itself."""
    token, dara = shared(app, tidied, Shown.STATUS), tidied.browser("Dara")
    pages = [("list", dara, "/plans/"), ("portfolio", tidied.browser("Sec"), "/portfolio/")]
    own = [(at or "plan", dara, f"/plans/{tidied.plan_id}/{at}") for at in ("", "print/", "week/")]
    own += [("file", dara, f"/reports/plans/{tidied.plan_id}.csv")]
    pages += [*own, ("outside", app.test_client(), f"/p/{token}/")]
    return {name: said_in(browser.get(at).text) for name, browser, at in pages}


def test_each_page_of_a_plan_says_once_what_lists_count_of_critical_things(app, tidied):
    told = told_by(app, tidied)

    counted = {name: [page.count(said) for said in SAID] for name, page in told.items()}
    assert counted == dict.fromkeys(PAGES, [1] * len(SAID))


def test_they_follow_each_other_in_the_same_order_everywhere(app, tidied):
    pages = told_by(app, tidied).values()

    assert [sorted(SAID, key=page.index) for page in pages] == [SAID] * len(pages)


def test_a_plan_that_kept_everything_says_nothing_of_it(app, ending):
    ending.at(99)

    said = re.compile(r"critical thing|not critical any more|when it was moved")
    assert {name: said.findall(page) for name, page in told_by(app, ending).items()} == {name: [] for name in PAGES}


@pytest.mark.parametrize("part", [Shown.GOAL, Shown.EVIDENCE, Shown.ACTIONS])
def test_people_outside_read_it_once_whatever_parts_they_are_shown(app, tidied, part):
    page = said_in(app.test_client().get(f"/p/{shared(app, tidied, part)}/").text)

    assert [page.count(said) for said in SAID] == [1] * len(SAID)


def test_people_outside_read_once_how_many_others_were_late_when_they_were_moved(app, tidied):
    with app.app_context(), transaction():
        db.session.get_one(Action, "bank").was_critical = False

    page = said_in(app.test_client().get(f"/p/{shared(app, tidied, Shown.STATUS, Shown.ACTIONS)}/").text)

    assert page.count("when it was moved") == 2
    assert page.count("1 action was late when it was moved") == 1


def test_the_sign_off_says_before_it_how_the_plan_stands_and_why(app, tidied):
    page = tidied.browser("Dara").get(f"/plans/{tidied.plan_id}/sign-off/").text
    head = page.partition("<h1>")[2].partition("<form")[0]
    told = said_in(head)

    assert ("Needs attention" in told, [told.count(said) for said in SAID]) == (True, [1] * len(SAID))
    assert f'<a href="/plans/{tidied.plan_id}/#action-' in head
