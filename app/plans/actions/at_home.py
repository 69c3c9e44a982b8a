"""What somebody has to do in the plans of their centres, for the page they come to when they sign in."""

from collections.abc import Mapping
from typing import Final

from app.accounts.models import Principal
from app.plans import services
from app.plans.actions import todo_queries
from app.plans.actions.todo import Todo, When, todos
from app.plans.letters import name_queries
from app.plans.words import in_templates
from app.plans.works import Works

MOST: Final = 3
"""How many stand there: below them stands the workshop of the day. All others are in “My actions”."""


def work_at_home(person: Principal) -> Mapping[str, object]:
    """Return what the list of somebody's own actions is drawn from; nothing where they have none to do."""
    names = name_queries.names_of(person)
    plans = todo_queries.plans_worked_on_at_centres_of(person, names)
    found = todos(plans, names, services.today_of)
    total = sum(map(len, found.values()))
    if not total:
        return {}
    own = name_queries.own_names_in(person, plans)
    works = {plan.id: Works(may_change=False, names=own[plan.id]) for plan in plans}
    return {
        **in_templates(),
        "todos": _first(found),
        "more": total - MOST,
        "works": works,
        "who": person,
        "asks": [],
        "agreed": [],
    }


def _first(found: Mapping[When, list[Todo]]) -> Mapping[When, list[Todo]]:
    """Return those that are most urgent, each where it stood."""
    urgent = [todo for when in When for todo in found[when]][:MOST]
    return {when: [todo for todo in urgent if todo.when == when] for when in When}
