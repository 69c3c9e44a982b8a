"""Three centres in two regions with a plan each, the people around them, and what stands in a table."""

import re
from datetime import timedelta

import pytest

from app import clock
from app.centres.models import Centre, Staff, Term
from app.db import db, transaction
from app.ids import new_id
from app.plans.days import today_in
from app.plans.models import Action, CheckIn, Measure, Plan, Reading


@pytest.fixture
def house(app, person, come_in):
    """Three centres in two regions, each with a plan, and people around them."""
    from app.centres.services import load_terms

    with app.app_context():
        load_terms()
        plans = {
            "coral": add_plan("Coral Innovation House", "AFR", day=31, read=2.0, coach="Cleo"),
            "lotus": add_plan("Lotus Islands Desk", "ASP", day=12, read=40.0),
            "norvale": add_plan("Norvale Accelerator", "ASP", day=-13),
        }
    roles = {
        "Root": {"alliance_role": "administrator"},
        "Sec": {"alliance_role": "secretariat"},
        "Gov": {"alliance_role": "governance board"},
        "Rae": {"alliance_role": "regional office", "alliance_region": "ASP"},
        "Nora": {"alliance_role": "regional office"},
        "Rev": {"alliance_role": "reviewer"},
        "Dara": {},
        "Stranger": {},
    }
    browsers = {name: come_in(person(name, **fields)) for name, fields in roles.items()}
    with app.app_context(), transaction():
        dara = db.session.scalar(db.select(Plan.centre_id).where(Plan.id == plans["coral"]))
        who = db.session.execute(db.text("SELECT id FROM principal WHERE name = 'Dara'")).scalar_one()
        db.session.add(Staff(centre_id=dara, principal_id=who, role="director", since=clock.now()))
    return plans, browsers


def add_plan(name, region, *, day, read=None, coach=""):
    """A plan that is on a day of its own, with a main measure from 0 to 100 read yesterday and an action due then."""
    now = clock.now()
    today = today_in("UTC", now)
    with transaction():
        terms = db.session.scalars(db.select(Term).where(Term.kind == "capability", Term.code == "sme")).all()
        centre = Centre(
            id=new_id(),
            name=name,
            region_code=region,
            type_code="technology_acceleration",
            timezone="UTC",
            created_at=now,
        )
        centre.terms = list(terms) if region == "AFR" else []
        begins = today - timedelta(days=day - 1)
        plan = Plan(
            id=new_id(),
            centre=centre,
            title=f"Plan of {name}",
            day_one=begins,
            timezone="UTC",
            coach=coach,
            created_at=min(now, now - timedelta(days=day)),
            published_at=min(now, now - timedelta(days=day)),
        )
        yesterday = today - timedelta(days=1)
        if read is not None:
            measure = Measure(
                id=new_id(), number=1, name="Tests", unit="firms", baseline=0, target=100, main=True,
                created_at=plan.created_at,
            )  # fmt: skip
            measure.readings = [
                Reading(id=new_id(), on=begins, value=0, filed_at=now - (today - begins)),
                Reading(id=new_id(), on=yesterday, value=read, filed_at=now - (today - yesterday)),
            ]
            plan.measures = [measure]
            plan.check_ins = [CheckIn(id=new_id(), client_id=new_id(), on=yesterday, filed_at=now)]
            plan.actions = [
                Action(id=new_id(), number=1, title="Do it", due_on=yesterday, created_at=now),
                Action(id=new_id(), number=2, title="Ask", due_on=today, status="blocked", created_at=now),
            ]
        db.session.add(plan)
    return plan.id


def rows_in(text):
    """What each row of the table says, tags away."""
    body = re.search(r"<tbody>(.*)</tbody>", text, re.DOTALL)
    found = re.findall(r"<tr>(.*?)</tr>", body.group(1), re.DOTALL) if body else []
    return [" ".join(re.sub(r"<[^>]+>", " ", each).split()) for each in found]
