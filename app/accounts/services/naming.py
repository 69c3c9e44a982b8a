"""The name somebody chooses for themselves."""

from app import aside
from app.accounts import names
from app.accounts.errors import NameInPlan, NameTaken
from app.accounts.events import NameWanted
from app.accounts.models import Principal
from app.accounts.queries import names_beside
from app.accounts.titles import refuse_title
from app.events import ask


def take_name(person: Principal, name: str) -> None:
    """Give a person the name they chose, in the caller's transaction.

    What people did is told by their names: whoever took another's would speak as them, also once they gave it back.

    Raises:
        NameOfRole (422): it consists of words for roles.
        NameTaken (422): another account has it, or one that looks the same.
        NameInPlan (422): it is the name of the sponsor or coach of a plan, or holds it.
        BadName (422): nobody could read or say it.
    """
    chosen = names.clean(name)
    if names.skeleton(chosen) != names.skeleton(person.name):
        refuse_title(chosen)
        _refuse_taken(chosen, person)
    person.name = chosen


def given_name(name: str) -> str:
    """Return the name that somebody who is invited gets until they choose their own.

    Raises:
        NameOfRole (422): it consists of words for roles.
        BadName (422): nobody could read or say it.
    """
    given = names.clean(name)
    refuse_title(given)
    return given


def _refuse_taken(name: str, person: Principal) -> None:
    looks, others = names.skeleton(name), names_beside(person)
    if aside.compute(lambda: any(names.skeleton(each) == looks for each in others)):
        raise NameTaken
    if any(ask(NameWanted(person.id, name))):
        raise NameInPlan
