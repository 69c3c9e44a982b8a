"""What counts for a board at this moment: its canvas, the stage of its workshop, and the seats that act."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, Row, Table, bindparam, select

from app import clock
from app.boards import policy
from app.boards.alias import alias_of
from app.boards.engine.audience import Hearer
from app.boards.engine.room import Place, Room
from app.boards.engine.schema import AddElement, Op
from app.boards.engine.state import Context, Refusal
from app.boards.log import Locked
from app.canvases.canvas import Canvas, Zone
from app.canvases.geometry import Box, box
from app.canvases.placing import head, size_on
from app.workshops.models import LEADING_ROLES, Seat, Stage, Workshop, WorkshopCanvas
from app.workshops.moderation import is_elsewhere, moderated_on, picked_on
from app.workshops.stage import Held, Shut, StageState, Writing, is_late

_seats: Table = Seat.metadata.tables["seat"]
_stages: Table = Stage.metadata.tables["stage"]
_workshops: Table = Workshop.metadata.tables["workshop"]
_canvases: Table = WorkshopCanvas.metadata.tables["workshop_canvas"]


_STAGE = (
    select(
        _stages.c.writing,
        _stages.c.frozen,
        _stages.c.generation,
        _stages.c.opening,
        _stages.c.shut,
        _stages.c.held,
        _workshops.c.names_shown,
        _workshops.c.closed_at,
        _workshops.c.veil,
        moderated_on(bindparam("canvas")).label("moderated"),
        picked_on(bindparam("canvas")).label("picked"),
        is_elsewhere(bindparam("canvas")).label("elsewhere"),
    )
    .join(_workshops, _workshops.c.id == _stages.c.workshop_id)
    .where(_stages.c.workshop_id == bindparam("workshop"))
)
_SEATS = select(_seats.c.principal_id, _seats.c.id, _seats.c.role, _seats.c.removed_at).where(
    _seats.c.workshop_id == bindparam("workshop"), _seats.c.principal_id.in_(bindparam("principals", expanding=True))
)


@dataclass(frozen=True, slots=True)
class Ground:
    """The canvas frozen into the workshop, as far as ops are concerned. It never changes."""

    zones: frozenset[str]
    anonymous: bool
    fields: Mapping[str, frozenset[str]] = field(default_factory=dict)
    rooms: Mapping[str, Room] = field(default_factory=dict)


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
    moderated: bool
    closed: bool
    veil: bytes | None
    rules: Mapping[str, object]
    openings: frozenset[int] = frozenset()
    """The stretches of open writing of which something may still come in."""
    held: frozenset[int] = frozenset()
    """The hidden writings that are over and were not revealed on this board."""
    waiting: frozenset[int] = frozenset()
    """Those of them that may still be revealed: the end of the workshop did not leave them with their authors."""
    picked: bool = False
    """Whether people pick what they share of what they wrote here: then no reveal shows it for them."""
    elsewhere: bool = False
    """True when the room is on another board just now."""

    @property
    def left(self) -> frozenset[int]:
        """Return the hidden writings that the end of the workshop left with their authors."""
        return self.held - self.waiting

    @property
    def mode(self) -> str:
        """Return the mode of the stage as far as this board goes."""
        return policy.mode(self.writing, frozen=self.frozen, elsewhere=self.elsewhere)

    def was_revealed(self, generation: int) -> bool:
        """Whether what was written alone for this reveal is there for everybody by now."""
        return 0 < generation <= self.generation and generation not in self.held and not self.picked

    def as_composed(self, context: Context, role: str, op: Op) -> Context | Refusal:
        """The rules for an op that was composed while everybody wrote in the open, or alone, should that be over.

        Nothing composed for all becomes private: within the grace it waits for a facilitator, later it is refused.
        With what was composed for oneself its author goes on.
        """
        alone = 0 < op.pm <= self.generation
        if self.mode == Writing.OPEN or not (op.opening or alone):
            return context
        then = replace(context, rights=policy.rights(role, Writing.OPEN, self.rules), late=context.rights)
        if alone:
            return then
        if context.leads:
            return replace(context, private=False)
        if op.opening in self.openings:
            return replace(then, private=False)
        return Refusal("too-late") if context.private and isinstance(op, AddElement) else context

    def context(self, seat: ActingSeat) -> Context:
        """The rules as they are for one seat."""
        return Context(
            seat=seat.id,
            rights=policy.rights(seat.role, self.mode, self.rules),
            private=self.writing == Writing.PRIVATE,
            generation=self.generation,
            zones=self.ground.zones,
            alias=alias_of(self.veil, seat.id),
            named=self.names_shown and not self.ground.anonymous,
            leads=seat.role in LEADING_ROLES,
            fields=self.ground.fields,
            moderated=self.moderated and seat.role not in LEADING_ROLES,
            narrowed=policy.narrowed(seat.role, self.rules),
            rooms=self.ground.rooms,
        )


def read_ground(connection: Connection, board: Locked) -> Ground:
    """The zones of a board's canvas with what they ask of notes, and whether those never name anybody."""
    body = connection.scalar(
        select(_canvases.c.body).where(_canvases.c.workshop_id == board.workshop_id, _canvases.c.canvas == board.canvas)
    )
    if body is None:
        return Ground(frozenset(), anonymous=False)
    fields = {zone["id"]: _asked(zone) for zone in body["zones"]}
    return Ground(frozenset(fields), bool(body.get("default_anonymous")), fields, rooms_of(Canvas.from_body(body)))


def rooms_of(canvas: Canvas) -> dict[str, Room]:
    """Where the zones of a canvas lie, and how wide notes begin on it."""
    usual = size_on(canvas).width
    return {zone.id: _room(zone, canvas.ring_inside(zone), usual) for zone in canvas.zones}


def _room(zone: Zone, inside: Zone | None, usual: int) -> Room:
    outer, inner = box(zone), box(inside) if inside else None
    return Room(_place(outer), _place(inner) if inner else None, head(zone), usual)


def _place(ground: Box) -> Place:
    return Place(ground.left, ground.top, ground.right, ground.bottom)


def read_scene(connection: Connection, board: Locked, ground: Ground, principals: Collection[str]) -> Scene:
    """The stage of the board's workshop and the seats of these principals, read now."""
    stage = connection.execute(_STAGE, {"workshop": board.workshop_id, "canvas": board.canvas}).one()
    seats = connection.execute(_SEATS, {"workshop": board.workshop_id, "principals": list(principals)})
    hidden = [Held.read(each) for each in stage.held]
    return Scene(
        ground,
        {seat.principal_id: ActingSeat(seat.id, seat.role, seat.removed_at is not None) for seat in seats},
        stage.writing,
        stage.frozen,
        stage.generation,
        stage.names_shown,
        bool(stage.moderated),
        stage.closed_at is not None,
        stage.veil,
        board.rules,
        _openings(stage),
        frozenset(held.generation for held in hidden if board.canvas not in held.shown),
        frozenset(held.generation for held in hidden if not held.left),
        bool(stage.picked),
        bool(stage.elsewhere),
    )


def marks_of_removed(connection: Connection, workshop_id: str, veil: bytes | None) -> frozenset[str]:
    """Return the seats that were ended, with what stands for each where nobody is named: audiences of their own."""
    ended = (_seats.c.workshop_id == workshop_id, _seats.c.removed_at.is_not(None))
    seats = connection.scalars(select(_seats.c.id).where(*ended)).all()
    return frozenset(seats) | {alias for seat in seats if (alias := alias_of(veil, seat))}


def seats_behind(
    connection: Connection, workshop_id: str, veil: bytes | None, whose: Mapping[str, str]
) -> dict[str, list[str]]:
    """Return which of these elements, each with its author or inbox, each seat wrote that is not removed."""
    sitting = (_seats.c.workshop_id == workshop_id, _seats.c.removed_at.is_(None))
    found: dict[str, list[str]] = {}
    for seat in connection.scalars(select(_seats.c.id).where(*sitting)):
        hearer = Hearer(seat, alias=alias_of(veil, seat))
        own = {*hearer.names, *hearer.inboxes}
        if ids := [id_ for id_, mark in whose.items() if mark in own]:
            found[seat] = ids
    return found


def _openings(stage: Row[Any]) -> frozenset[int]:
    state = StageState(
        writing=Writing(stage.writing), opening=stage.opening, shut=tuple(Shut(*each) for each in stage.shut)
    )
    known = {stage.opening, *(each.opening for each in state.shut)}
    return frozenset(opening for opening in known if is_late(state, opening, clock.now()))


def _asked(zone: Mapping[str, Any]) -> frozenset[str]:
    """What a zone asks of its notes, by name."""
    return frozenset([*zone.get("fields", ()), *(["score"] if zone.get("scorable") else ())])
