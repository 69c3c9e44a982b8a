"""What counts for a board at this moment: its canvas, the stage of its workshop, and the seats that act."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, Table, select

from app.boards import policy
from app.boards.engine.state import Context
from app.boards.log import Locked
from app.workshops.models import Seat, Stage, Workshop, WorkshopCanvas
from app.workshops.stage import Writing

_seats: Table = Seat.metadata.tables["seat"]
_stages: Table = Stage.metadata.tables["stage"]
_workshops: Table = Workshop.metadata.tables["workshop"]
_canvases: Table = WorkshopCanvas.metadata.tables["workshop_canvas"]


@dataclass(frozen=True, slots=True)
class Ground:
    """The canvas frozen into the workshop, as far as ops are concerned. It never changes."""

    zones: frozenset[str]
    anonymous: bool


@dataclass(frozen=True, slots=True)
class ActingSeat:
    """A seat as it is now."""

    id: str
    role: str
    removed: bool


@dataclass(frozen=True, slots=True)
class Scene:
    """The rules of the moment, and who acts: seats by the principal who sits there."""

    ground: Ground
    seats: Mapping[str, ActingSeat]
    writing: str
    frozen: bool
    generation: int
    names_shown: bool
    rules: Mapping[str, object]

    def context(self, seat: ActingSeat) -> Context:
        """The rules as they are for one seat."""
        return Context(
            seat=seat.id,
            rights=policy.rights(seat.role, policy.mode(self.writing, frozen=self.frozen), self.rules),
            private=self.writing == Writing.PRIVATE,
            generation=self.generation,
            zones=self.ground.zones,
            named=self.names_shown and not self.ground.anonymous,
        )


def read_ground(connection: Connection, board: Locked) -> Ground:
    """The zones of a board's canvas, and whether its notes never name anybody."""
    body = connection.scalar(
        select(_canvases.c.body).where(_canvases.c.workshop_id == board.workshop_id, _canvases.c.canvas == board.canvas)
    )
    if body is None:
        return Ground(frozenset(), anonymous=False)
    return Ground(frozenset(zone["id"] for zone in body["zones"]), bool(body.get("default_anonymous")))


def read_scene(connection: Connection, board: Locked, ground: Ground, principals: Collection[str]) -> Scene:
    """The stage of the board's workshop and the seats of these principals, read now."""
    stage = connection.execute(
        select(_stages.c.writing, _stages.c.frozen, _stages.c.generation, _workshops.c.names_shown)
        .join(_workshops, _workshops.c.id == _stages.c.workshop_id)
        .where(_stages.c.workshop_id == board.workshop_id)
    ).one()
    seats = connection.execute(
        select(_seats.c.principal_id, _seats.c.id, _seats.c.role, _seats.c.removed_at).where(
            _seats.c.workshop_id == board.workshop_id, _seats.c.principal_id.in_(principals)
        )
    )
    return Scene(
        ground,
        {seat.principal_id: ActingSeat(seat.id, seat.role, seat.removed_at is not None) for seat in seats},
        stage.writing,
        stage.frozen,
        stage.generation,
        stage.names_shown,
        board.rules,
    )
