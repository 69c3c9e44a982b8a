"""Keeping which row something in a file became."""

from app.db import db
from app.demo import queries
from app.demo.errors import AlreadyLoaded
from app.demo.models import FileRow


def remember(source: str, row_id: str, *, demo: bool) -> None:
    """Write down what became of something in a file."""
    db.session.add(FileRow(source=source, demo=demo, row_id=row_id))


def refuse_twice(name: str, *, demo: bool) -> None:
    """Refuse a workshop that was loaded before.

    Raises:
        AlreadyLoaded: as it says.
    """
    if queries.row_id(f"workshop:{name}", demo=demo) is not None:
        raise AlreadyLoaded(name)
