"""What an action or a milestone is said to be on its plan's page, people outside and the table of the plan say too."""

import csv
import io

import pytest

from app.db import transaction
from app.plans import services
from app.plans.endings.sharing import Shown
from app.plans.models import Action, Milestone
from app.plans.queries import plan_found
from tests.plans.test_promises import said_in

WORDS = {
    "Publish the list, by noon": "2 days late",
    "Open the counter": "Not started",
    "First ten permits": "2 days late",
    "Law in force": "Planned",
    "The harbour signs": "At risk",
}


@pytest.fixture
def standing(app, ending):
    """A plan on day 32 with what is late, what lies ahead and what is at risk; Dara directs its centre."""
    ending.at(32)
    with app.app_context(), transaction():
        plan = plan_found(ending.plan_id)
        since = {"plan_id": plan.id, "created_at": plan.created_at}
        late, ahead, noon, counter, ten, law, harbour = ending.day(30), ending.day(75), *WORDS
        plan.actions += [
            Action(id="noon", number=7, title=noon, due_on=late, owner="Olu", **since),
            Action(id="counter", number=8, title=counter, due_on=ahead, owner="Bo", **since),
        ]
        plan.milestones += [
            Milestone(id="ten", number=7, title=ten, due_on=late, **since),
            Milestone(id="law", number=8, title=law, due_on=ahead, **since),
            Milestone(id="harbour", number=9, title=harbour, due_on=late, state="at_risk", **since),
        ]
    return ending


def test_people_outside_and_the_table_say_what_the_page_of_the_plan_says(app, standing):
    with app.app_context():
        parts = [Shown.ACTIONS, Shown.MILESTONES]
        token = services.share_plan(standing.dara, standing.plan_id, label="Ministry", parts=parts).token
    dara = standing.browser("Dara")
    outside = said_in(app.test_client().get(f"/p/{token}/").text)
    page = said_in(dara.get(f"/plans/{standing.plan_id}/").text)
    table = csv.DictReader(io.StringIO(dara.get(f"/reports/plans/{standing.plan_id}.csv").text.lstrip("\ufeff")))

    assert {row["Name"]: row["State"] for row in table if row["Name"] in WORDS} == WORDS
    for name, said in WORDS.items():
        assert said in outside.partition(name)[2][:60], name
    assert (page.count("Planned"), outside.count("Planned")) == (1, 1)
