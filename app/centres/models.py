"""Centres and the words that describe them: types, capabilities, regions, countries, initiatives, priorities, resolutions."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Column, ForeignKey, String, Table, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Principal
from app.db import Json, Model


class TermKind(StrEnum):
    """Which list a term belongs to."""

    CENTRE_TYPE = "centre_type"
    CAPABILITY = "capability"
    REGION = "region"
    COUNTRY = "country"
    INITIATIVE = "initiative"
    PRIORITY = "priority"
    RESOLUTION = "resolution"


class Term(Model):
    """A word of the alliance that an administrator edits, in up to six languages.

    `cycle` is empty except for regional initiatives, whose codes mean something else
    in each cycle ("2023-2025"). `parent_code` is the region of a country or initiative.
    `title` and `text` map a language to words; `facts` hold what only one kind needs:
    ownership, scopes and resources of a centre type, each by language.
    """

    __tablename__ = "term"
    __table_args__ = (UniqueConstraint("kind", "cycle", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    cycle: Mapped[str] = mapped_column(String(12), default="")
    code: Mapped[str] = mapped_column(String(40))
    parent_code: Mapped[str | None] = mapped_column(String(40))
    title: Mapped[dict[str, str]] = mapped_column(Json)
    text: Mapped[dict[str, str]] = mapped_column(Json, default=dict)
    facts: Mapped[dict[str, object]] = mapped_column(Json, default=dict)
    position: Mapped[int] = mapped_column(default=0)
    retired_at: Mapped[datetime | None]


centre_term = Table(
    "centre_term",
    Model.metadata,
    Column("centre_id", ForeignKey("centre.id"), primary_key=True),
    Column("term_id", ForeignKey("term.id"), primary_key=True),
)


class Centre(Model):
    """An organisation that hosts workshops and owns plans.

    Type, region, country, capabilities and initiatives are terms; type, region and
    country are kept by code so that a centre may stand before its words do.
    """

    __tablename__ = "centre"

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    code: Mapped[str | None] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(160))
    about: Mapped[str] = mapped_column(Text, default="")
    type_code: Mapped[str | None] = mapped_column(String(40))
    ownership: Mapped[str] = mapped_column(String(200), default="")
    scope: Mapped[str] = mapped_column(String(20), default="national")
    resources: Mapped[str] = mapped_column(Text, default="")
    governance: Mapped[str] = mapped_column(Text, default="")
    region_code: Mapped[str | None] = mapped_column(String(40), index=True)
    country_code: Mapped[str | None] = mapped_column(String(40))
    timezone: Mapped[str] = mapped_column(String(60), default="UTC")
    language: Mapped[str] = mapped_column(String(5), default="en")
    created_at: Mapped[datetime]

    terms: Mapped[list[Term]] = relationship(secondary=centre_term, order_by=Term.position)


class StaffRole(StrEnum):
    """What a person does in a centre."""

    DIRECTOR = "director"
    FACILITATOR = "facilitator"
    MEMBER = "member"


class Staff(Model):
    """A person's role in a centre."""

    __tablename__ = "staff"

    centre_id: Mapped[str] = mapped_column(ForeignKey("centre.id"), primary_key=True)
    principal_id: Mapped[str] = mapped_column(ForeignKey("principal.id"), primary_key=True, index=True)
    role: Mapped[str] = mapped_column(String(20))
    since: Mapped[datetime]

    centre: Mapped[Centre] = relationship(innerjoin=True)
    person: Mapped[Principal] = relationship(lazy="joined", innerjoin=True)
