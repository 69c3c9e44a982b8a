"""An action or a milestone that came into a plan after it was published says on which day, wherever it is listed."""

from datetime import timedelta

import pytest

from app.db import db, transaction
from app.moments import day_month_year
from app.plans import services
from app.plans.endings.sharing import Shown
from app.plans.items.words import MilestoneWords
from app.plans.models import Action, Milestone, Plan
from app.plans.services import ActionWords
from tests.plans.test_promises import said_in


@pytest.fixture
def read(app, ending):
    """Return each page that lists what is to do, as its readers see it."""
    with app.app_context():
        parts = [Shown.ACTIONS, Shown.MILESTONES]
        token = services.share_plan(ending.dara, ending.plan_id, label="Ministry", parts=parts).token
    at = f"/plans/{ending.plan_id}/"

    def pages():
        shown = {page: said_in(ending.browser("Dara").get(f"{at}{page}").text) for page in ("", "print/")}
        return {**shown, "outside": said_in(app.test_client().get(f"/p/{token}/").text)}

    return pages


def add(app, ending):
    with app.app_context():
        due_on = ending.day(60)
        words = ActionWords(title="Buy reagents", owner="Lab manager", due_on=due_on)
        services.add_action(ending.dara, ending.plan_id, words)
        reached = MilestoneWords(title="Reagents are there", due_on=due_on, critical=True)
        services.add_item(ending.dara, ending.plan_id, Milestone, reached)


def publish_with_all(app):
    """Let everything there is be in the plan as it was published."""
    with app.app_context(), transaction():
        for item in (*db.session.scalars(db.select(Action)), *db.session.scalars(db.select(Milestone))):
            item.created_at = item.plan.published_at


def test_what_was_added_says_on_which_day_and_nothing_else_does(app, ending, read):
    ending.at(40)
    publish_with_all(app)
    before = read()

    add(app, ending)

    assert {page for page, text in before.items() if "added on" in text} == set()
    after = read()
    assert {page: text.count("added on day 40") for page, text in after.items()} == {"": 2, "print/": 1, "outside": 2}
    assert "Buy reagents added on day 40" in after["outside"]
    assert "Reagents are there added on day 40" in after["outside"]
    assert "added on day 40 Buy reagents" in after["print/"]
    publish_with_all(app)
    assert {page for page, text in read().items() if "added on" in text} == set()


def test_a_critical_milestone_that_is_printed_says_when_it_was_added(app, ending, read):
    ending.at(40)
    publish_with_all(app)
    add(app, ending)
    with app.app_context(), transaction():
        db.session.scalars(db.select(Milestone)).one().due_on = ending.day(30)

    assert "added on day 40 Reagents are there" in read()["print/"]


def test_what_was_added_before_day_one_says_its_date(app, ending, read):
    ending.at(-3)
    publish_with_all(app)
    with app.app_context(), transaction():
        plan = db.session.get(Plan, ending.plan_id)
        plan.published_at -= timedelta(days=1)
    add(app, ending)

    with app.test_request_context():
        said = f"added on {day_month_year(ending.today)}"
    assert said in read()["outside"]
