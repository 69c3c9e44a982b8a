"""The portfolio asks the database as often for two hundred plans as for one, and no more than twelve times."""

from datetime import timedelta

import pytest

from app import clock
from app.centres.models import Centre
from app.db import db, transaction
from app.ids import new_id
from app.plans.days import today_in
from app.plans.models import Action, Ask, CheckIn, Measure, Milestone, Plan, Reading, Risk, StatusOverride
from tests.house.test_queries import asked_for

MANY = 200
MOST = 12


def add_plans(number: int) -> None:
    """Centres with a running plan each, which holds some of everything a status looks at."""
    now = clock.now()
    today = today_in("UTC", now)
    begins = today - timedelta(days=39)
    with transaction():
        for each in range(number):
            centre = Centre(id=new_id(), name=f"Centre {each}", region_code="ASP", timezone="UTC", created_at=now)
            plan = Plan(
                id=new_id(), centre=centre, title="A plan", day_one=begins, timezone="UTC", coach="Cleo", created_at=now
            )
            plan.actions = [
                Action(id=new_id(), number=at, title="Do it", due_on=today, created_at=now) for at in range(1, 6)
            ]
            plan.measures = [_measure(at, begins, now) for at in (1, 2)]
            plan.milestones = [Milestone(id=new_id(), number=1, title="Law", due_on=today, created_at=now)]
            plan.risks = [Risk(id=new_id(), number=1, title="Storm", created_at=now)]
            plan.asks = [Ask(id=new_id(), number=1, title="A letter", asked_on=today, created_at=now)]
            plan.check_ins = [CheckIn(id=new_id(), client_id=new_id(), on=today, filed_at=now)]
            plan.overrides = [StatusOverride(value="amber", reason="Storm", set_on=today, until=today, created_at=now)]
            db.session.add(plan)


def _measure(number, begins, now):
    measure = Measure(id=new_id(), number=number, name="Tests", baseline=0, target=100, main=True, created_at=now)
    measure.readings = [
        Reading(id=new_id(), on=begins + timedelta(days=10 * at), value=at, filed_at=now) for at in range(3)
    ]
    return measure


@pytest.mark.parametrize(
    "role",
    [{"alliance_role": "secretariat"}, {"alliance_role": "regional office", "alliance_region": "ASP"},
     {"alliance_role": "governance board"}],
    ids=["secretariat", "regional office", "governance board"],
)  # fmt: skip
def test_two_hundred_plans_ask_no_more_than_one(app, person, come_in, role):
    browser = come_in(person("Sec", **role))
    with app.app_context():
        add_plans(1)
    few = asked_for(app, browser, "/portfolio/")
    with app.app_context():
        add_plans(MANY - 1)

    many = asked_for(app, browser, "/portfolio/")

    assert many == few
    assert len(many) <= MOST
