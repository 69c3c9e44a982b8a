"""Names that belong to somebody else, as servers before this one let people choose them."""

from app import audit
from app.accounts.models import Person
from app.db import transaction


def call(person: Person, name: str) -> None:
    """Let a person bear a name that another has, or that is the sponsor's of a plan."""
    with transaction():
        person.name = name
        audit.record("profile.changed", f"principal:{person.id}", actor_id=person.id, renamed=True)
