"""Centres and the words that describe them, from types and capabilities to initiatives and resolutions."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Column, ForeignKey, String, Table, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Principal
from app.centres.life import Phase
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
    INDICATOR = "indicator"


class Term(Model):
    """A word of the alliance that an administrator edits, in up to six languages.

    `cycle` is empty except for regional initiatives, whose codes mean something else
    in each cycle ("2023-2025"). `parent_code` is the region of a country or initiative.
    `title` and `text` map a language to words; `facts` hold what only some kinds need,
    as `app.centres.kinds` lists it. `version` counts an administrator's changes: 0 is
    as shipped.
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
    version: Mapped[int] = mapped_column(default=0)
    retired_at: Mapped[datetime | None]

    @property
    def key(self) -> str:
        """What names the term among those of its kind: `trends`, `2023-2025/ASP4`."""
        return f"{self.cycle}/{self.code}" if self.cycle else self.code

    @property
    def confirmed(self) -> bool:
        """Whether the title was checked against its source; an unconfirmed one is a topic, not a title."""
        return self.facts.get("confirmed") is not False

    def fact(self, name: str) -> dict[str, str]:
        """Words of the term beside its title and text; empty when it has none of that name."""
        words = self.facts.get(name)
        return words if isinstance(words, dict) else {}


centre_term = Table(
    "centre_term",
    Model.metadata,
    Column("centre_id", ForeignKey("centre.id"), primary_key=True),
    Column("term_id", ForeignKey("term.id"), primary_key=True),
)


class Centre(Model):
    """An organisation that hosts workshops and owns plans.

    Type, region, country, capabilities and initiatives are terms; type, region and
    country are kept by code so that a centre may stand before its words do. `phase` is
    that of its last `LifeStep`; a centre without steps is active since it was made. It
    works in its `language`, in the `languages` of the house beside it and in
    `more_languages`, named in words. So many `retention_months` after one of its workshops
    closed, the names of its guests are erased; None: they stay.
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
    languages: Mapped[list[str]] = mapped_column(Json, default=list, server_default="[]")
    more_languages: Mapped[str] = mapped_column(String(200), default="", server_default="")
    retention_months: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=0)
    phase: Mapped[str] = mapped_column(String(10), default=Phase.ACTIVE, server_default=Phase.ACTIVE)
    created_at: Mapped[datetime]

    terms: Mapped[list[Term]] = relationship(secondary=centre_term, order_by=(Term.cycle, Term.position, Term.id))

    @property
    def is_closed(self) -> bool:
        """Whether it hosts no more workshops and owns no more plans than it has."""
        return self.phase == Phase.CLOSED

    def terms_of(self, kind: TermKind) -> list[Term]:
        """The centre's capabilities or its initiatives, in their order."""
        return [term for term in self.terms if term.kind == kind]


class LifeStep(Model):
    """A phase of a centre's life that began `on` a day there: who decided it, and in which words."""

    __tablename__ = "centre_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    centre_id: Mapped[str] = mapped_column(ForeignKey("centre.id"), index=True)
    phase: Mapped[str] = mapped_column(String(10))
    on: Mapped[date]
    words: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[str | None] = mapped_column(ForeignKey("principal.id"))
    by_name: Mapped[str] = mapped_column(String(120), default="")
    decided_at: Mapped[datetime]


class Partner(Model):
    """Who works with a centre, what they give, and where one reads about them."""

    __tablename__ = "centre_partner"

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    centre_id: Mapped[str] = mapped_column(ForeignKey("centre.id"), index=True)
    name: Mapped[str] = mapped_column(String(160))
    gives: Mapped[str] = mapped_column(String(400), default="")
    link: Mapped[str] = mapped_column(String(400), default="")
    added_at: Mapped[datetime]


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
