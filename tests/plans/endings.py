"""What is said and what must be there when a plan ends."""

from app import clock
from app.db import db, transaction
from app.plans import services
from app.plans.items import words as item_words
from app.plans.models import Commitment, Evidence, Milestone, MilestoneState, NextCycle
from app.plans.queries import plan_found
from app.plans.services import ContactWords, EvidenceWords, MeasureWords, SignOffWords


def words(ending, **said):
    fields = {
        "result": "31 tests from five countries",
        "handover": "The lab runs the calendar",
        "choice": NextCycle.SCALE,
        "follow_on": ending.day(175),
        "why": "Others ask for it",
    }
    return SignOffWords(**{**fields, **said})


def say(plan_id, title, *, on, **more):
    """Keep evidence of words alone, as earlier servers did."""
    with transaction():
        row = {"plan_id": plan_id, "title": title, "on": on, "created_at": clock.now(), **more}
        db.session.add(Evidence(id="said", number=99, **row))


def complete(ending, note=""):
    """Add everything that must be there before a plan is signed off, and return the commitment among it."""
    register = EvidenceWords(title="The register", on=ending.today, url="https://example.org/register")
    services.add_evidence(ending.dara, ending.plan_id, register)
    commitment = item_words.CommitmentWords(title="The calendar stays open", owner="Lab")
    kept_up = services.add_item(ending.dara, ending.plan_id, Commitment, commitment)
    services.file_reading(ending.dara, ending.measure_id, on=ending.today, value=31, note=note)
    return kept_up


def reach(ending, title):
    """Add a critical milestone that was promised with the plan and reached today, with nothing that shows it."""
    plan = plan_found(ending.plan_id)
    reached = {"state": MilestoneState.DONE, "due_on": ending.today, "done_on": ending.today}
    with transaction():
        row = {"plan_id": plan.id, "number": 1, "created_at": plan.created_at, "critical": True, **reached}
        db.session.add(Milestone(id="half", title=title, **row))


def lower_promises(ending):
    """Lower the target and the goal from 30 to 10; return the id of the ask whether the sponsor Mo agrees."""
    director = ContactWords(email=ending.people["Mo"].email)
    services.say_contact(ending.dara, ending.plan_id, "The director", director, reason="Mo is the sponsor")
    lowered = MeasureWords(name="Tests", unit="tests", baseline=0, target=10, main=True)
    services.change_measure(ending.dara, ending.measure_id, lowered, why="They said so")
    plan = plan_found(ending.plan_id)
    said = {"title": plan.title, "day_one": plan.day_one, "reason": "They said so"}
    services.change_plan(ending.dara, ending.plan_id, goal="10 tests", **said)
    [ask] = [each for each in plan_found(ending.plan_id).asks if each.confirms]
    return ask.id


def sign(app, ending):
    with app.app_context():
        services.sign_off(ending.dara, ending.plan_id, words(ending))
