"""The names that a field for somebody suggests; whoever has another name types it."""

from app.plans.letters.contact_queries import staff_with_accounts
from app.plans.models import Plan
from app.plans.people import key_of, people_of


def names_at(centre_id: str) -> list[str]:
    """Return the names of those who work at a centre, whom a plan of it reaches by their accounts."""
    return list(staff_with_accounts(centre_id).values())


def names_to_pick(plan: Plan) -> list[str]:
    """Return the names of those who work at the centre of a plan and whom it names, each once."""
    names: dict[str, str] = {}
    for name in (*names_at(plan.centre_id), *(each.name for each in people_of(plan))):
        names.setdefault(key_of(name), name)
    return sorted(names.values(), key=str.casefold)
