"""The name somebody chooses for themselves."""

from app import aside
from app.accounts import names
from app.accounts.errors import NameTaken
from app.accounts.events import NameWanted
from app.accounts.models import Principal
from app.accounts.queries import names_beside
from app.events import ask


def take_name(person: Principal, name: str) -> None:
    """Give a person the name they chose, in the caller's transaction.

    What people did is told by their names: whoever took another's would speak as them, also once they gave it back.

    Raises:
        NameTaken (422): another account has it, or it is that of the sponsor or coach of a plan, or it looks the same.
        BadName (422): nobody could read or say it.
    """
    chosen = names.clean(name)
    if names.skeleton(chosen) != names.skeleton(person.name) and _is_taken(chosen, person):
        raise NameTaken
    person.name = chosen


def _is_taken(name: str, person: Principal) -> bool:
    looks, others = names.skeleton(name), names_beside(person)
    has_another = aside.compute(lambda: any(names.skeleton(each) == looks for each in others))
    return has_another or any(ask(NameWanted(person.id, name)))
