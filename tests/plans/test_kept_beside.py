"""What a plan keeps beside its actions: what was parked, thanks, what stands in the way, the first win."""

import re
from datetime import timedelta

import pytest

from app.db import db
from app.plans import days, services
from app.plans.errors import DueOutsidePlan, FirstWinLate
from app.plans.items import words as item_words
from app.plans.models import Action, Ask, Parked, Plan, Thanks
from app.plans.services import ActionWords, today_of


@pytest.fixture
def running(app, planned):
    """The plan on its day 3, in the hands of Dara; Mo reads it."""
    planned.dara = planned.people["Dara"]
    with app.app_context():
        plan = db.session.get(Plan, planned.plan_id)
        planned.today = today_of(plan)
        planned.begins = days.day_one_when(3, planned.today)
        roles = services.Roles(leader="Dara", sponsor="The director")
        services.change_plan(
            planned.dara, planned.plan_id, title="Fast", goal="30 tests", day_one=planned.begins, roles=roles
        )
    return planned


def test_what_does_not_move_the_number_is_parked_until_a_day_of_the_plan(app, running):
    with app.app_context():
        words = item_words.ParkedWords(
            title="A logo", reason="Nice, but later", again_on=running.today + timedelta(days=30)
        )
        services.add_item(running.dara, running.plan_id, Parked, words)
        late = item_words.ParkedWords(title="A film", again_on=running.today + timedelta(days=200))
        with pytest.raises(DueOutsidePlan):
            services.add_item(running.dara, running.plan_id, Parked, late)

        kept = db.session.get(Plan, running.plan_id).parked
        assert [(each.number, each.title, each.reason, each.again_on) for each in kept] == [
            (1, "A logo", "Nice, but later", words.again_on)
        ]


def test_thanks_and_barriers_are_written_by_one_and_read_by_the_other(running):
    dara, mo = running.browser("Dara"), running.browser("Mo")
    plan = f"/plans/{running.plan_id}/"

    assert 'value="The director"' in dara.get(plan + "thanks/").text
    wrong = dara.submit(plan + "thanks/", title="", to="Bo", by="The director")
    thanked = dara.submit(plan + "thanks/", title="Three quarters are right", to="Bo", by="The director")
    asked = dara.submit(
        plan + "asks/", title="A waiver", to="The ministry", barrier="The law wants a stamp", kind="law"
    )

    assert [answer.status_code for answer in (wrong, thanked, asked)] == [422, 303, 303]
    page = mo.get(plan).text
    assert "<bdi>The director</bdi> to <bdi>Bo</bdi>" in page
    assert "<bdi>The law wants a stamp</bdi>" in page
    with running.app.app_context():
        thanks = db.session.scalars(db.select(Thanks)).one()
        assert (thanks.title, thanks.to, thanks.by, thanks.given_on) == (
            "Three quarters are right", "Bo", "The director", running.today,
        )  # fmt: skip
        assert db.session.scalars(db.select(Ask)).one().barrier == "The law wants a stamp"


def test_the_first_win_is_done_by_day_15(app, running):
    words = ActionWords(title="Sign", owner="Bo", due_on=days.date_of(15, running.begins), first_win=True)
    with app.app_context():
        won = services.add_action(running.dara, running.plan_id, words)
        with pytest.raises(FirstWinLate):
            services.add_action(
                running.dara,
                running.plan_id,
                ActionWords(title="Late", owner="Bo", due_on=days.date_of(16, running.begins), first_win=True),
            )
        assert db.session.get(Action, won.id).first_win
    page = running.browser("Mo").get(f"/plans/{running.plan_id}/").text
    assert page.count("first win") == 1
    refused = running.browser("Dara").submit(
        f"/plans/actions/{won.id}/",
        title="Sign",
        owner="Bo",
        due_on=days.date_of(16, running.begins),
        first_win="y",
        status="todo",
    )
    assert refused.status_code == 422
    assert re.search(
        r'id="first_win-bad">.*The first win is done by day 15\. For a later day, untick this\.', refused.text
    )
    moved = running.browser("Dara").submit(
        f"/plans/actions/{won.id}/days/", start_on="", due_on=days.date_of(16, running.begins), reason="It takes longer"
    )
    assert moved.status_code == 422
    assert "For a later day, open the action and untick “The first win”." in moved.text


def test_a_parked_action_counts_nowhere_and_comes_back_as_it_was(app, running):
    dara, mo = running.browser("Dara"), running.browser("Mo")
    address = f"/plans/actions/{running.action_id}/"

    assert dara.submit(address + "parking/", parked_reason="").status_code == 422
    assert mo.submit(address + "parking/", parked_reason="Later").status_code == 403
    assert dara.submit(address + "parking/", parked_reason="It does not move the number").status_code == 303
    page = mo.get(f"/plans/{running.plan_id}/").text
    assert "It does not move the number" in page
    assert "No action yet." in page
    assert "Publish a calendar" not in mo.get(f"/plans/{running.plan_id}/kanban/").text
    with app.app_context():
        words = ActionWords(title="Sign", owner="Bo", due_on=running.today)
        assert services.add_action(running.dara, running.plan_id, words).number == 2

    assert dara.submit(address + "return/").status_code == 303
    with app.app_context():
        plan = db.session.get(Plan, running.plan_id)
        assert [(each.number, each.parked_on) for each in plan.actions] == [(1, None), (2, None)]
