"""Members find their own actions on the page they come to, and say there how far they are, but promise nothing else."""

import re

from app.db import db
from app.plans import services
from app.plans.models import Action
from app.plans.services import ActionWords
from tests.plans.conftest import SOON


def own(planned, name):
    """The actions that the first page of somebody shows as theirs."""
    page = planned.browser(name).get("/").text
    return re.findall(r'<li class="todo">\s*<div><p><a [^>]*><bdi>(.*?)</bdi>', page)


def give(planned, owner):
    """Let Dara give somebody an action; its id."""
    with planned.app.app_context():
        words = ActionWords(title="Sign with the ministry", owner=owner, due_on=SOON)
        return services.add_action(planned.people["Dara"], planned.plan_id, words).id


def test_an_action_stands_on_the_first_page_of_its_owner_alone(planned):
    assert own(planned, "Mo") == []

    give(planned, "Mo")

    assert {name: own(planned, name) for name in ("Mo", "Fay", "Dara", "Stranger", "Sec")} == {
        "Mo": ["Sign with the ministry"], "Fay": [], "Dara": [], "Stranger": [], "Sec": [],
    }  # fmt: skip


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
