"""How names of a plan are reached, what was said to whom, and the letters in which it went out and came back."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Principal
from app.db import Model
from app.plans.models.check_ins import CheckIn, CheckInLink


class Contact(Model):
    """How a name of a plan is reached: by an address of its own, or as the person with an account it stands for.

    `key` is the name as names are compared (`people.key_of`). An empty `timezone` is the
    plan's. `muted_at`: whoever changes the plan wants no mail sent to this name. `chosen_by_id` is who chose this
    account or address once the plan was published, on `chosen_on` and at `chosen_at`; None: it is the one of before,
    or somebody of the alliance vouches for it: `confirmed_by`, on `confirmed_on`.
    """

    __tablename__ = "plan_contact"
    __table_args__ = (UniqueConstraint("plan_id", "key"),)

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    plan_id: Mapped[str] = mapped_column(ForeignKey("plan.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    key: Mapped[str] = mapped_column(String(240))
    email: Mapped[str] = mapped_column(String(254), default="")
    language: Mapped[str] = mapped_column(String(5), default="en")
    timezone: Mapped[str] = mapped_column(String(60), default="")
    person_id: Mapped[str | None] = mapped_column(ForeignKey("principal.id"))
    muted_at: Mapped[datetime | None]
    chosen_by_id: Mapped[str | None] = mapped_column(String(22))
    chosen_on: Mapped[date | None]
    chosen_at: Mapped[datetime | None]
    confirmed_by: Mapped[str] = mapped_column(String(120), default="", server_default="")
    confirmed_on: Mapped[date | None]
    created_at: Mapped[datetime]

    person: Mapped[Principal | None] = relationship(lazy="joined")


class MailAddress(Model):
    """What an address itself said: that it wants no mail, or that its server does not take any, since which day.

    It counts in every plan. Who has no row is written to.
    """

    __tablename__ = "mail_address"

    address: Mapped[str] = mapped_column(String(254), primary_key=True)
    stopped_at: Mapped[datetime | None]
    bounced_on: Mapped[date | None]


class Digest(Model):
    """One letter to one address for one date there.

    `message_id` is that of the mail in which it goes out. `token_digest` is of the secret in its reply address.
    """

    __tablename__ = "digest"
    __table_args__ = (UniqueConstraint("address", "on"),)

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    address: Mapped[str] = mapped_column(String(254))
    on: Mapped[date]
    language: Mapped[str] = mapped_column(String(5))
    message_id: Mapped[str] = mapped_column(String(120), unique=True)
    token_digest: Mapped[str] = mapped_column(String(43), unique=True)
    made_at: Mapped[datetime]

    reminders: Mapped[list["Reminder"]] = relationship(order_by="Reminder.position", back_populates="digest")


class Reminder(Model):
    """One thing that was said to one address: `step` of `thing` `item_id`, which is due on `due_on`.

    It is said once; a thing that is due on another day begins anew. `position` is its number
    in the letter, by which it is answered by mail, and `token_digest` of the secret in its own link. It is
    answered through `link_id`, the check-in link of `name`; both are None where
    there is nothing to answer. `answers` counts what was filed by it, `check_in_id` is the last of that.
    """

    __tablename__ = "reminder"
    __table_args__ = (UniqueConstraint("address", "plan_id", "step", "thing", "item_id", "due_on", name="said_once"),)

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    plan_id: Mapped[str] = mapped_column(ForeignKey("plan.id"), index=True)
    digest_id: Mapped[str] = mapped_column(ForeignKey("digest.id"), index=True)
    position: Mapped[int]
    step: Mapped[str] = mapped_column(String(12))
    thing: Mapped[str] = mapped_column(String(12))
    item_id: Mapped[str] = mapped_column(String(22))
    due_on: Mapped[date]
    address: Mapped[str] = mapped_column(String(254))
    name: Mapped[str] = mapped_column(String(120))
    token_digest: Mapped[str | None] = mapped_column(String(43), unique=True)
    link_id: Mapped[str | None] = mapped_column(ForeignKey("check_in_link.id"))
    expires_at: Mapped[datetime]
    answers: Mapped[int] = mapped_column(default=0)
    answered_at: Mapped[datetime | None]
    check_in_id: Mapped[str | None] = mapped_column(ForeignKey("check_in.id"))

    digest: Mapped[Digest] = relationship(back_populates="reminders")
    link: Mapped[CheckInLink | None] = relationship()
    check_in: Mapped[CheckIn | None] = relationship()


class MailReply(Model):
    """A letter that came back, by its Message-ID, so that the same one is read once; `code` is what became of it."""

    __tablename__ = "mail_reply"

    message_id: Mapped[str] = mapped_column(String(200), primary_key=True)
    digest_id: Mapped[str] = mapped_column(ForeignKey("digest.id"), index=True)
    code: Mapped[str] = mapped_column(String(20))
    received_at: Mapped[datetime]
