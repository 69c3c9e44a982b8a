"""What is said and what must be there when a plan ends."""

from app.plans import services
from app.plans.items import words as item_words
from app.plans.models import Commitment, NextCycle
from app.plans.services import EvidenceWords, SignOffWords


def words(ending, **said):
    fields = {
        "result": "31 tests from five countries",
        "handover": "The lab runs the calendar",
        "choice": NextCycle.SCALE,
        "follow_on": ending.day(175),
        "why": "Others ask for it",
    }
    return SignOffWords(**{**fields, **said})


def complete(ending):
    """Add everything that must be there before a plan is signed off, and return the commitment among it."""
    register = EvidenceWords(title="The register", on=ending.today, url="https://example.org/register")
    services.add_evidence(ending.dara, ending.plan_id, register)
    commitment = item_words.CommitmentWords(title="The calendar stays open", owner="Lab")
    kept_up = services.add_item(ending.dara, ending.plan_id, Commitment, commitment)
    services.file_reading(ending.dara, ending.measure_id, on=ending.today, value=31)
    return kept_up
