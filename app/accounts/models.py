"""Who speaks: people who sign in and guests who join by code, their sessions and one-time links."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Model


class Kind(StrEnum):
    """What a principal is."""

    PERSON = "person"
    GUEST = "guest"


class AllianceRole(StrEnum):
    """What a person does for the whole alliance."""

    ADMINISTRATOR = "administrator"
    SECRETARIAT = "secretariat"
    REVIEWER = "reviewer"
    GOVERNANCE_BOARD = "governance board"
    REGIONAL_OFFICE = "regional office"


class Principal(Model):
    """Anybody who can act. A person has an e-mail address; a guest is known by a cookie alone.

    `auth_epoch` counts up whenever every session of the principal must end. `alliance_region`
    is the code of the region a regional office serves.
    """

    __tablename__ = "principal"
    __table_args__ = (
        CheckConstraint("kind = 'guest' OR email IS NOT NULL", name="people_have_an_address"),
        CheckConstraint("email = lower(email)", name="addresses_in_lower_case"),
    )
    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_abstract": True}  # noqa: RUF012 - read by SQLAlchemy

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(80))
    language: Mapped[str | None] = mapped_column(String(5))
    timezone: Mapped[str | None] = mapped_column(String(60))
    auth_epoch: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    alliance_role: Mapped[str | None] = mapped_column(String(20))
    alliance_region: Mapped[str | None] = mapped_column(String(40))

    # What Flask-Login asks of a user.
    is_authenticated = True
    is_anonymous = False

    @property
    def is_active(self) -> bool:
        return self.revoked_at is None

    def get_id(self) -> str:
        return self.id

    @property
    def is_person(self) -> bool:
        return self.kind == Kind.PERSON

    @property
    def is_administrator(self) -> bool:
        return self.alliance_role == AllianceRole.ADMINISTRATOR


class Person(Principal):
    """Somebody with an account."""

    __mapper_args__ = {"polymorphic_identity": Kind.PERSON}  # noqa: RUF012 - read by SQLAlchemy


class Guest(Principal):
    """Somebody who joined by code."""

    __mapper_args__ = {"polymorphic_identity": Kind.GUEST}  # noqa: RUF012 - read by SQLAlchemy


class WebSession(Model):
    """One signed-in device. Only the digest of its secret is kept.

    `secret` is known on the object that was just made, never on one read back: it goes
    into that device's cookie and nowhere else. `phone` is the same for people who share a device by turns.
    `browser` says which browser it is in (`browsers.mark`).
    """

    __tablename__ = "web_session"

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    secret_digest: Mapped[str] = mapped_column(String(43), unique=True)
    principal_id: Mapped[str] = mapped_column(ForeignKey("principal.id"), index=True)
    device: Mapped[str] = mapped_column(String(120))
    auth_epoch: Mapped[int]
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    phone: Mapped[str | None] = mapped_column(String(22))
    browser: Mapped[str] = mapped_column(String(43), default="", server_default="")

    principal: Mapped[Principal] = relationship(lazy="joined", innerjoin=True)

    secret = ""

    @property
    def is_phone(self) -> bool:
        """A guess from the device's name, good enough for a picture."""
        return self.device.endswith(("iPhone", "Android"))


class LinkPurpose(StrEnum):
    """What a one-time link lets its holder do."""

    SIGN_IN = "sign-in"
    INVITATION = "invitation"
    PASSWORD_RESET = "password-reset"  # noqa: S105 - a word, not a secret


class OneTimeLink(Model):
    """A link that works once: to accept an invitation, to set a new password, to sign in for the first time."""

    __tablename__ = "one_time_link"

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    token_digest: Mapped[str] = mapped_column(String(43), unique=True)
    purpose: Mapped[str] = mapped_column(String(20))
    principal_id: Mapped[str] = mapped_column(ForeignKey("principal.id"), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    principal: Mapped[Principal] = relationship(lazy="joined", innerjoin=True)

    @property
    def asks_name(self) -> bool:
        """Who comes for the first time says what they are called."""
        return self.principal.password_hash is None

    @property
    def asks_password(self) -> bool:
        return self.purpose != LinkPurpose.SIGN_IN or self.principal.password_hash is None


class RecoveryCode(Model):
    """How a guest goes on from another device: single use, and using it ends the old device's session."""

    __tablename__ = "recovery_code"

    code_digest: Mapped[str] = mapped_column(String(43), primary_key=True)
    principal_id: Mapped[str] = mapped_column(ForeignKey("principal.id"), index=True)
    created_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class FailedTry(Model):
    """One wrong password, kept for a quarter of an hour. `key` is a digest of who tried what, so it names nobody."""

    __tablename__ = "failed_try"
    __table_args__ = (Index("ix_failed_try_key_at", "key", "at"), Index("ix_failed_try_at", "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(43))
    at: Mapped[datetime]
