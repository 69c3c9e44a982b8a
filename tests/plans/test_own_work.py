"""Who may only read a plan moves the actions they own, ticks their parts and files the numbers they count."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.accounts.services import close_account
from app.audit import AuditRow
from app.db import db
from app.errors import NotAllowed
from app.plans import services
from app.plans.errors import PlanSigned
from app.plans.models import Action, Measure, Part
from app.plans.queries import plan_found
from app.plans.services import ActionWords, ContactWords, MeasureWords, PartWords
from tests.plans.endings import complete, words

TESTS = MeasureWords(name="Tests", unit="tests", baseline=0, target=30, main=True)


@pytest.fixture
def owned(app, ending):
    """The published plan on day 40: Mo, a member, owns action 2 and counts; somebody else owns action 1."""
    ending.at(40)
    with app.app_context():
        said = ActionWords(title="Ask the labs", owner="mo ", due_on=ending.today + timedelta(days=9))
        ending.own_id = services.add_action(ending.dara, ending.plan_id, said).id
        said = replace(TESTS, counted_by="Mo")
        services.change_measure(ending.dara, ending.measure_id, said)
        part = PartWords(title="Write to three", owner="Mo")
        ending.part_id = services.add_part(ending.dara, ending.action_id, part).id
        ending.other_part_id = services.add_part(ending.dara, ending.action_id, PartWords(title="Call", owner="X")).id
    ending.mo = ending.people["Mo"]
    return ending


def test_a_member_moves_the_action_they_own_and_no_other(app, owned):
    mo = owned.browser("Mo")
    cards = mo.get(f"/plans/{owned.plan_id}/kanban/").text

    moved = mo.submit(f"/plans/actions/{owned.own_id}/status/", status="blocked", blocked_reason="No key")
    other = mo.submit(f"/plans/actions/{owned.action_id}/status/", status="done")
    part = mo.submit(f"/plans/actions/{owned.own_id}/status/", htmx=True, status="doing")

    assert f"/plans/actions/{owned.own_id}/status/" in cards
    assert f"/plans/actions/{owned.action_id}/status/" not in cards
    assert (moved.status_code, other.status_code, part.status_code) == (303, 403, 200)
    assert part.text.count("data-move") == 1
    with app.app_context():
        assert db.session.get(Action, owned.own_id).status == "doing"
        assert db.session.get(Action, owned.action_id).status == "todo"
        movers = db.session.scalars(db.select(AuditRow.actor_id).where(AuditRow.action == "action.move"))
        assert movers.all() == [owned.mo.id] * 2


def test_a_member_moves_from_the_list_of_their_own_actions(app, owned):
    mo = owned.browser("Mo")
    page = mo.get("/plans/mine/").text

    moved = mo.submit(f"/plans/actions/{owned.own_id}/status/", status="done", back="mine")
    ticked = mo.submit(f"/plans/parts/{owned.part_id}/tick/", done="yes", back="mine")

    assert f'action="/plans/actions/{owned.own_id}/status/"' in page
    assert f'action="/plans/parts/{owned.part_id}/tick/"' in page
    assert [(each.status_code, each.location) for each in (moved, ticked)] == [(303, "/plans/mine/")] * 2
    assert mo.submit(f"/plans/parts/{owned.other_part_id}/tick/", done="yes").status_code == 403
    with app.app_context():
        assert db.session.get(Action, owned.own_id).status == "done"
        assert [db.session.get(Part, each).done_on for each in (owned.part_id, owned.other_part_id)] == [
            owned.today, None
        ]  # fmt: skip


def test_a_member_files_the_numbers_they_count(app, owned):
    mo, at = owned.browser("Mo"), f"/plans/measures/{owned.measure_id}/"
    page = mo.get(at).text

    filed = mo.submit(f"{at}readings/", on=owned.today, value="7")
    tallied = mo.submit(f"{at}tally/", stroke="1")
    table = mo.submit(f"{at}table/", rows=f"{owned.day(30)} 4")

    assert ("File a number" in page, f"{at}edit/" in page) == (True, False)
    assert (filed.status_code, tallied.status_code, table.status_code) == (303, 303, 303)
    assert mo.submit(f"{at}edit/", name="Mine").status_code == 403
    with app.app_context():
        kept = db.session.get(Measure, owned.measure_id)
        assert (sorted(each.value for each in kept.readings), kept.name) == ([4, 7, 8], "Tests")


def test_numbers_somebody_else_counts_are_not_filed(app, owned):
    mo, at = owned.browser("Mo"), f"/plans/measures/{owned.measure_id}/"
    with app.app_context():
        services.change_measure(owned.dara, owned.measure_id, replace(TESTS, counted_by="The lab"))

    assert "File a number" not in mo.get(at).text
    assert mo.submit(f"{at}readings/", on=owned.today, value="7").status_code == 403
    assert mo.submit(f"{at}tally/", stroke="1").status_code == 403
    assert mo.get(f"{at}table/").status_code == 403

    roles = services.Roles(sponsor="The director", leader="Dara", data_keeper="Mo")
    with app.app_context():
        plan = plan_found(owned.plan_id)
        services.change_plan(
            owned.dara, owned.plan_id, title=plan.title, goal=plan.goal, day_one=plan.day_one, roles=roles
        )
    assert mo.submit(f"{at}readings/", on=owned.today, value="7").status_code == 303


def test_a_name_stands_for_the_account_it_is_reached_as_alone(app, owned):
    other = owned.employ("Ola", "member")
    with app.app_context():
        services.say_contact(owned.dara, owned.plan_id, "Mo", ContactWords(person_id=other.id))

        with pytest.raises(NotAllowed):
            services.move_action(owned.mo, owned.own_id, "done")
        services.move_action(other, owned.own_id, "done")


def test_a_name_two_people_on_the_staff_bear_stands_for_neither(app, owned):
    twin = owned.employ("Mo ", "member")
    with app.app_context():
        for somebody in (owned.mo, twin):
            with pytest.raises(NotAllowed):
                services.move_action(somebody, owned.own_id, "done")
        services.say_contact(owned.dara, owned.plan_id, "Mo", ContactWords(email=owned.mo.email))
        services.move_action(owned.mo, owned.own_id, "done")


def test_a_name_stands_for_the_one_bearer_whose_account_is_open(app, owned):
    twin = owned.employ("Mo ", "member")
    with app.app_context():
        close_account(twin.id, by=owned.people["Root"])
        services.move_action(owned.mo, owned.own_id, "done")

        assert db.session.get(Action, owned.own_id).status == "done"


def test_whoever_is_no_staff_owns_nothing_by_a_name(app, owned):
    with app.app_context():
        for_root = replace(TESTS, counted_by="Root")
        services.change_measure(owned.dara, owned.measure_id, for_root)
    root = owned.browser("Root")

    assert root.submit(f"/plans/measures/{owned.measure_id}/tally/", stroke="1").status_code == 403


def test_a_sealed_plan_is_moved_by_nobody(app, owned):
    owned.at(99)
    with app.app_context():
        complete(owned)
        services.sign_off(owned.dara, owned.plan_id, words(owned))
        with pytest.raises(PlanSigned):
            services.move_action(owned.mo, owned.own_id, "done")
    mo = owned.browser("Mo")

    assert "data-move" not in mo.get(f"/plans/{owned.plan_id}/kanban/").text
    assert f"/plans/actions/{owned.own_id}/status/" not in mo.get("/plans/mine/").text
