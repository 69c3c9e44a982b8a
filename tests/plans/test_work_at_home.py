"""Members find their own actions on the page they come to, and say there how far they are, but promise nothing else."""

import re

import pytest
from sqlalchemy import event

from app import clock
from app.db import db, transaction
from app.ids import new_id
from app.plans import services
from app.plans.models import Action, Ask, Plan
from app.plans.services import ActionWords, ContactWords, PartWords
from tests.plans.conftest import SOON


def own(planned, name):
    """The actions that the first page of somebody shows as theirs."""
    page = planned.browser(name).get("/").text
    return re.findall(r'<li class="todo">\s*<div><p><a [^>]*><bdi>(.*?)</bdi>', page)


def give(planned, owner, **more):
    """Let Dara give somebody an action; its id."""
    with planned.app.app_context():
        words = ActionWords(title="Sign with the ministry", owner=owner, due_on=SOON, **more)
        return services.add_action(planned.people["Dara"], planned.plan_id, words).id


@pytest.fixture
def beside(planned):
    """Another plan of the centre, in which Fay has something to do and Nia is asked for money."""
    made_at = clock.now()
    with planned.app.app_context(), transaction():
        plan = Plan(id=new_id(), centre_id=planned.centre.id, title="Beside", timezone="UTC", created_at=made_at)
        plan.actions = [Action(id=new_id(), number=1, title="Print", owner="Fay", due_on=SOON, created_at=made_at)]
        plan.asks = [Ask(id=new_id(), number=1, title="Money", to="Nia", asked_on=made_at.date(), created_at=made_at)]
        db.session.add(plan)
    return planned


def plans_read(planned, name, address):
    """The titles of the plans that a page of somebody reads."""
    read = set()

    def note(plan, _context):
        read.add(plan.title)

    browser = planned.browser(name)
    event.listen(Plan, "load", note)
    try:
        assert browser.get(address).status_code == 200
    finally:
        event.remove(Plan, "load", note)
    return read


def test_an_action_stands_on_the_first_page_of_its_owner_alone(planned):
    assert own(planned, "Mo") == []

    give(planned, "Mo")

    assert {name: own(planned, name) for name in ("Mo", "Fay", "Dara", "Stranger", "Sec")} == {
        "Mo": ["Sign with the ministry"], "Fay": [], "Dara": [], "Stranger": [], "Sec": [],
    }  # fmt: skip


@pytest.mark.parametrize("address", ["/", "/plans/mine/"])
def test_only_plans_in_which_something_waits_for_somebody_are_read(beside, address):
    give(beside, "Mo")
    with beside.app.app_context():
        theirs = db.session.get(Plan, beside.plan_id).title

    read = {name: plans_read(beside, name, address) for name in ("Mo", "Fay", "Dara", "Sec")}

    assert read == {"Mo": {theirs}, "Fay": {"Beside"}, "Dara": set(), "Sec": set()}


@pytest.mark.parametrize("address", ["/", "/plans/mine/"])
def test_a_plan_that_asks_somebody_is_read_for_them(beside, address):
    with beside.app.app_context(), transaction():
        db.session.execute(db.update(Ask).where(Ask.to == "Nia").values(to="  mO"))

    assert (plans_read(beside, "Mo", address), plans_read(beside, "Dara", address)) == ({"Beside"}, set())


def test_who_helps_finds_that_there_until_it_is_done(planned):
    helped = give(planned, "Fay", helpers=("Bo", " mO"))
    assert own(planned, "Mo") == ["Sign with the ministry"]

    with planned.app.app_context():
        services.move_action(planned.people["Dara"], helped, "done")

    assert own(planned, "Mo") == []


def test_whoever_has_a_part_finds_it_there_until_it_is_done(planned):
    parted, dara = give(planned, "Bo"), planned.people["Dara"]
    with planned.app.app_context():
        part_id = services.add_part(dara, parted, PartWords(title="Write to them", owner="MO", due_on=SOON)).id
    assert own(planned, "Mo") == ["Write to them"]

    with planned.app.app_context():
        services.tick_part(dara, part_id, done=True)

    assert own(planned, "Mo") == []


def test_what_stands_under_a_name_that_is_reached_as_somebody_is_theirs_there(planned):
    action_id = give(planned, "The  Printer")
    dara = planned.people["Dara"]
    assert own(planned, "Mo") == []

    with planned.app.app_context():
        services.say_contact(dara, planned.plan_id, "the printer", ContactWords(email="mo@example.org"))
    assert own(planned, "Mo") == ["Sign with the ministry"]

    with planned.app.app_context(), transaction():
        db.session.get(Action, action_id).parked_on = SOON
    assert own(planned, "Mo") == []


def test_the_owner_says_there_how_far_it_is_and_others_read_it(planned):
    action_id = give(planned, "Mo")
    mo = planned.browser("Mo")
    [address] = re.findall(r'action="(/plans/actions/[^"]+/status/)"', mo.get("/").text)

    moved = mo.submit(address, status="doing", back="home")

    assert (moved.status_code, moved.location) == (303, "/")
    with planned.app.app_context():
        assert db.session.get(Action, action_id).status == "doing"


def test_the_owner_changes_no_promise(planned):
    action_id = give(planned, "Mo")

    refused = planned.browser("Mo").submit(
        f"/plans/actions/{action_id}/", title="Nothing", owner="Mo", due_on=SOON.isoformat(), status="doing"
    )

    assert refused.status_code == 403
    with planned.app.app_context():
        action = db.session.get(Action, action_id)
        assert (action.title, action.due_on, action.critical) == ("Sign with the ministry", SOON, False)


def test_what_is_done_leaves_the_first_page(planned):
    action_id = give(planned, "Mo")

    planned.browser("Mo").submit(f"/plans/actions/{action_id}/status/", status="done", back="home")

    assert own(planned, "Mo") == []


def test_the_three_most_urgent_stand_there_and_a_word_leads_to_the_others(planned):
    for owner, number in (("Mo", 5), ("Fay", 3)):
        for _each in range(number):
            give(planned, owner)

    more = {name: re.findall(r"(\d+ more actions?)</a>", planned.browser(name).get("/").text) for name in ("Mo", "Fay")}

    assert (len(own(planned, "Mo")), len(own(planned, "Fay")), more) == (3, 3, {"Mo": ["2 more actions"], "Fay": []})
