"""What a board's presence must know of its workshop at the moment it tells of it."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, Table, bindparam, select

from app.boards.engine.state import EVERYONE
from app.boards.tables import boards, elements
from app.boards.told import Rules
from app.db import db
from app.workshops.models import Stage, Workshop, WorkshopCanvas
from app.workshops.stage import Writing

_stages: Table = Stage.metadata.tables["stage"]
_workshops: Table = Workshop.metadata.tables["workshop"]

_RULES = (
    select(boards.c.id, _stages.c.writing, _workshops.c.names_shown)
    .join_from(boards, _stages, _stages.c.workshop_id == boards.c.workshop_id)
    .join(_workshops, _workshops.c.id == _stages.c.workshop_id)
    .where(boards.c.id.in_(bindparam("boards", expanding=True)))
)
_ELEMENTS = select(
    elements.c.board_id,
    elements.c.id,
    ((elements.c.audience == EVERYONE) & elements.c.deleted_seq.is_(None)).label("public"),
    (elements.c.author_id.is_not(None) & ~elements.c.named).label("unnamed"),
).where(
    elements.c.board_id.in_(bindparam("boards", expanding=True)), elements.c.id.in_(bindparam("ids", expanding=True))
)


class Standing(NamedTuple):
    """How a board stands: its rules; which of the elements asked about all see, and which somebody wrote unnamed."""

    rules: Rules
    public: set[str]
    unnamed: set[str]


def never_names(workshop_id: str, canvas: str) -> bool:
    """Whether a canvas forbids names, whatever its workshop says. It never changes."""
    body = db.session.scalar(
        select(WorkshopCanvas.body).where(WorkshopCanvas.workshop_id == workshop_id, WorkshopCanvas.canvas == canvas)
    )
    return bool(body and body.get("default_anonymous"))


def standing_now(asked: Mapping[str, Collection[str]]) -> dict[str, Standing]:
    """How boards stand just now, each with the elements that are asked about; a board that is gone is left out.

    All of them in two questions at most, as Core asks them: this is asked many times a second.
    """
    with db.engine.connect() as connection:
        about = _elements(connection, {board: ids for board, ids in asked.items() if ids})
        # The rules come last: of all that is known they are what must be youngest.
        rules = rules_now(connection, asked)
    found = {board: Standing(each, set(), set()) for board, each in rules.items()}
    for board, element, public, unnamed in about:
        if board in found:
            if public:
                found[board].public.add(element)
            if unnamed:
                found[board].unnamed.add(element)
    return found


def rules_now(connection: Connection, asked: Collection[str]) -> dict[str, Rules]:
    """Of each board whether people write alone just now, and whether its workshop shows names."""
    rows = connection.execute(_RULES, {"boards": list(asked)})
    return {board: Rules(private=writing == Writing.PRIVATE, named=named) for board, writing, named in rows}


def _elements(connection: Connection, asked: Mapping[str, Collection[str]]) -> list[tuple[str, str, bool, bool]]:
    """Each element with its board, whether all see it, and whether somebody wrote it unnamed."""
    if not asked:
        return []
    ids = {id_ for those in asked.values() for id_ in those}
    # An id asked of one board is looked for on all of them; on another it is hardly ever found.
    return [tuple(row) for row in connection.execute(_ELEMENTS, {"boards": list(asked), "ids": list(ids)})]
