"""Workshops: what is planned, who sits where, and what every screen in the room follows."""

from datetime import date, datetime, time
from enum import StrEnum

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.centres.models import Centre
from app.db import Json, Model
from app.ids import new_key
from app.workshops.stage import Writing

workshop_cohost = Table(
    "workshop_cohost",
    Model.metadata,
    Column("workshop_id", ForeignKey("workshop.id"), primary_key=True),
    Column("centre_id", ForeignKey("centre.id"), primary_key=True),
)


class WorkshopKind(StrEnum):
    """What a workshop is for."""

    CO_CREATION = "co-creation"
    COUNTRY_PROFILE = "country-profile"
    REGIONAL_FORUM = "regional-forum"
    STUDY_GROUP = "study-group"
    POLICY_EXPERIMENT = "policy-experiment"
    EXPRESSION_OF_INTEREST = "expression-of-interest"
    MIDPOINT_REVIEW = "midpoint-review"
    CLOSING_REVIEW = "closing-review"
    OTHER = "other"


class Ask(StrEnum):
    """What joining people may be asked; each answer is optional."""

    TABLE = "table"
    ORGANISATION = "organisation"
    ROLE = "role"
    REGION = "region"


class Workshop(Model):
    """A workshop: a question, a host, an agenda over one or several days.

    `host_id` is the centre that hosts it; a host without a centre (the Lab, the
    secretariat, a partner) is named in `host_name`. `code` is the join code, eight
    Crockford characters without the space people see; it is None once the workshop
    is closed. `asks` lists what joining people may say about themselves, any of `Ask`.
    `language` is one the product speaks; `languages` are those people may write in, the
    first of them `language`. `version` counts changes of what it says of itself, `agenda_version`
    those of the agenda, so that a stale tab cannot undo what somebody else did. `veil` is the key
    behind which seats stand where nobody is named: every open workshop has one, and closing it
    destroys it.
    """

    __tablename__ = "workshop"

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    title: Mapped[str] = mapped_column(String(160))
    question: Mapped[str] = mapped_column(String(400), default="")
    kind: Mapped[str] = mapped_column(String(40), default=WorkshopKind.CO_CREATION)
    host_id: Mapped[str | None] = mapped_column(ForeignKey("centre.id"), index=True)
    host_name: Mapped[str] = mapped_column(String(160), default="")
    place: Mapped[str] = mapped_column(String(160), default="")
    timezone: Mapped[str] = mapped_column(String(60))
    language: Mapped[str] = mapped_column(String(5))
    languages: Mapped[list[str]] = mapped_column(Json, default=list)
    expected: Mapped[int | None]
    tables: Mapped[int] = mapped_column(default=0)
    asks: Mapped[list[str]] = mapped_column(Json, default=list)
    consent: Mapped[str] = mapped_column(Text, default="")
    names_shown: Mapped[bool] = mapped_column(default=False)
    code: Mapped[str | None] = mapped_column(String(8), unique=True)
    joining_locked: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=0, server_default="0")
    agenda_version: Mapped[int] = mapped_column(default=1)
    created_by: Mapped[str] = mapped_column(ForeignKey("principal.id"))
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    guests_forgotten_at: Mapped[datetime | None]
    veil: Mapped[bytes | None] = mapped_column(LargeBinary, default=new_key)

    host: Mapped[Centre | None] = relationship()
    cohosts: Mapped[list[Centre]] = relationship(secondary=workshop_cohost)
    days: Mapped[list["Day"]] = relationship(order_by="Day.position", cascade="all, delete-orphan")
    steps: Mapped[list["Step"]] = relationship(order_by="Step.position", cascade="all, delete-orphan")


class Day(Model):
    """One day of a workshop: its date and the local time its first step starts."""

    __tablename__ = "workshop_day"
    __table_args__ = (UniqueConstraint("workshop_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[str] = mapped_column(ForeignKey("workshop.id"))
    position: Mapped[int]
    date: Mapped[date]
    starts_at: Mapped[time]


class Sharing(StrEnum):
    """How private notes become public: all at once, or a few picked by each person."""

    REVEAL = "reveal"
    PICK = "pick"


class Step(Model):
    """One step of the agenda. `position` orders all steps of the workshop; `day` is the position of its day.

    `title` and `prompt` map a language to words, the prompt being the question on every
    screen; an empty one means the canvas's own name and purpose. `lead`, `room` and
    `materials` are for the run sheet.
    `screen` is what people see: the id of a canvas of this workshop, or None for talk
    without a canvas. `phases` is a list of `{"kind", "minutes", "line"}` in order, copied
    from the canvas's flow and editable; `line` maps languages to the sentence read aloud.
    `moderated` says that a facilitator looks at notes before all see them.
    `votes` says how people vote here (`dots.DotTerms`).
    """

    __tablename__ = "step"
    __table_args__ = (CheckConstraint("minutes BETWEEN 1 AND 600", name="minutes_in_range"),)

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    workshop_id: Mapped[str] = mapped_column(ForeignKey("workshop.id"), index=True)
    position: Mapped[int]
    day: Mapped[int] = mapped_column(default=0)
    title: Mapped[dict[str, str]] = mapped_column(Json, default=dict)
    prompt: Mapped[dict[str, str]] = mapped_column(Json, default=dict)
    minutes: Mapped[int]
    screen: Mapped[str | None] = mapped_column(String(60))
    sharing: Mapped[str] = mapped_column(String(10), default=Sharing.REVEAL)
    moderated: Mapped[bool] = mapped_column(default=False, server_default=false())
    phases: Mapped[list[dict[str, object]]] = mapped_column(Json, default=list)
    note: Mapped[str] = mapped_column(Text, default="")
    lead: Mapped[str] = mapped_column(String(120), default="")
    room: Mapped[str] = mapped_column(String(120), default="")
    materials: Mapped[str] = mapped_column(String(400), default="")
    votes: Mapped[dict[str, object]] = mapped_column(Json, default=dict, server_default="{}")


class WorkshopCanvas(Model):
    """A canvas as it stood when it came into the workshop; later changes of the library do not reach it.

    `body` is the canvas in the library's own JSON, with zones and words in six languages.
    """

    __tablename__ = "workshop_canvas"

    workshop_id: Mapped[str] = mapped_column(ForeignKey("workshop.id"), primary_key=True)
    canvas: Mapped[str] = mapped_column(String(60), primary_key=True)
    body: Mapped[dict[str, object]] = mapped_column(Json)


class Stage(Model):
    """What every screen in the room follows: one row per workshop.

    `step_id` is None before the start and after the end. `phase` counts from 0 within the
    step's phases. `version` counts up with every change, so that a screen that slept knows
    it is behind, and so that of two people pressing *Next* at once one moves the room.
    The timer runs while `timer_ends_at` is set; a paused one keeps `timer_left` seconds.
    `timer_rang_at` is set once when it ends. `generation` counts the hidden writings that are over,
    `held` are those of them that were not revealed; `opening` counts stretches of open writing, `shut` are those
    that ended not long ago; `voted` are the phases in which people have voted (`stage.Held`, `stage.Shut`,
    `stage.Voted`). `spotlight` is the zone or the element that the wall shows alone, see `stage.show_alone`.
    """

    __tablename__ = "stage"

    workshop_id: Mapped[str] = mapped_column(ForeignKey("workshop.id"), primary_key=True)
    version: Mapped[int] = mapped_column(default=0)
    step_id: Mapped[str | None] = mapped_column(String(22))
    phase: Mapped[int] = mapped_column(default=0)
    writing: Mapped[str] = mapped_column(String(10), default=Writing.CLOSED)
    frozen: Mapped[bool] = mapped_column(default=False)
    generation: Mapped[int] = mapped_column(default=0)
    held: Mapped[list[tuple[int, str | None, bool]]] = mapped_column(Json, default=list, server_default="[]")
    opening: Mapped[int] = mapped_column(default=0, server_default="0")
    shut: Mapped[list[tuple[int, int]]] = mapped_column(Json, default=list, server_default="[]")
    voted: Mapped[list[tuple[str, int]]] = mapped_column(Json, default=list, server_default="[]")
    started_at: Mapped[datetime | None]
    step_started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    timer_seconds: Mapped[int] = mapped_column(default=0)
    timer_ends_at: Mapped[datetime | None]
    timer_left: Mapped[int | None]
    timer_rang_at: Mapped[datetime | None]
    spotlight: Mapped[str | None] = mapped_column(String(80))


class Visit(Model):
    """A step as it was really run: kept so that the minutes and the next agenda know the true times."""

    __tablename__ = "step_visit"

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[str] = mapped_column(ForeignKey("workshop.id"), index=True)
    step_id: Mapped[str] = mapped_column(String(22))
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class SeatRole(StrEnum):
    """What somebody does in a workshop. A wall is a screen, not a person: it sees what all see and does nothing."""

    FACILITATOR = "facilitator"
    CO_FACILITATOR = "co-facilitator"
    PARTICIPANT = "participant"
    OBSERVER = "observer"
    WALL = "wall"


LEADING_ROLES = frozenset({SeatRole.FACILITATOR, SeatRole.CO_FACILITATOR})
"""Who moves the room, lets people in and changes roles."""


class Seat(Model):
    """A principal in a workshop. Ids read `s_…`, so that no frame can mistake one for a note.

    `name_skeleton` is the name as the eye sees it; among those who were not removed it is
    unique, so nobody can join as a look-alike of somebody else. `asked_at` is when somebody asked to come in
    again; until a facilitator says yes the seat is a removed one. `refused_at` is when one said no. `came_at` is when
    the person was there first: somebody invited to facilitate may never come. Nobody else has a seat without coming
    in, so where it is not noted of them they came when they joined.
    """

    __tablename__ = "seat"
    __table_args__ = (
        UniqueConstraint("workshop_id", "principal_id"),
        Index(
            "one_seat_per_name",
            "workshop_id",
            "name_skeleton",
            unique=True,
            sqlite_where=text("removed_at IS NULL"),
            postgresql_where=text("removed_at IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(String(24), primary_key=True)
    workshop_id: Mapped[str] = mapped_column(ForeignKey("workshop.id"), index=True)
    principal_id: Mapped[str] = mapped_column(ForeignKey("principal.id"), index=True)
    role: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(80))
    name_skeleton: Mapped[str] = mapped_column(String(160))
    table: Mapped[str] = mapped_column("table_name", String(40), default="")
    organisation: Mapped[str] = mapped_column(String(120), default="")
    position: Mapped[str] = mapped_column(String(120), default="")
    region: Mapped[str] = mapped_column(String(40), default="")
    consented_at: Mapped[datetime | None]
    joined_at: Mapped[datetime]
    came_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]
    asked_at: Mapped[datetime | None]
    refused_at: Mapped[datetime | None]

    workshop: Mapped[Workshop] = relationship(innerjoin=True)

    @property
    def first_there_at(self) -> datetime | None:
        """When the person was there first; None for somebody invited who did not come yet."""
        return self.came_at or (None if self.facilitates else self.joined_at)

    @property
    def facilitates(self) -> bool:
        return self.role in LEADING_ROLES
