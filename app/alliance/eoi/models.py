"""Expressions of interest and what gathers around them: parts, links, files, receipt, questions, reviews, decisions."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Principal
from app.alliance.calls.models import Call
from app.alliance.eoi.answers import Answers
from app.alliance.eoi.states import State
from app.centres.models import Centre
from app.db import Json, Model


class Interest(Model):
    """An expression of interest. Mails go to `email`, in `language`.

    `once` names the form that began it, so that sending twice is beginning once. `number` is what people call it
    by, from its submission on. `back_to` is the state a question was asked in. `checks` maps items of the
    eligibility list to what the desk found. `recommendation` is empty or holds `capabilities`, `scope`, `reason`
    and whether it differs from the rules' (`overrides`). `centre_id` is the centre that came out of it.
    """

    __tablename__ = "eoi"

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    call_id: Mapped[str] = mapped_column(ForeignKey("eoi_call.id"), index=True)
    once: Mapped[str] = mapped_column(String(43), unique=True)
    email: Mapped[str] = mapped_column(String(254), index=True)
    language: Mapped[str] = mapped_column(String(5))
    state: Mapped[str] = mapped_column(String(24), default=State.DRAFT)
    state_since: Mapped[datetime]
    created_at: Mapped[datetime]
    number: Mapped[str | None] = mapped_column(String(60), unique=True)
    back_to: Mapped[str | None] = mapped_column(String(24))
    checks: Mapped[dict[str, str]] = mapped_column(Json, default=dict)
    recommendation: Mapped[dict[str, object]] = mapped_column(Json, default=dict)
    centre_id: Mapped[str | None] = mapped_column(ForeignKey("centre.id"), index=True)

    call: Mapped[Call] = relationship(innerjoin=True)
    centre: Mapped[Centre | None] = relationship()
    parts: Mapped[list["InterestPart"]] = relationship(cascade="all, delete-orphan")
    files: Mapped[list["InterestFile"]] = relationship(
        order_by="(InterestFile.added_at, InterestFile.id)", cascade="all, delete-orphan"
    )
    receipt: Mapped["InterestReceipt | None"] = relationship(cascade="all, delete-orphan")
    moves: Mapped[list["InterestMove"]] = relationship(order_by="InterestMove.id", cascade="all, delete-orphan")
    questions: Mapped[list["InterestQuestion"]] = relationship(
        order_by="InterestQuestion.id", cascade="all, delete-orphan"
    )
    reviews: Mapped[list["InterestReview"]] = relationship(
        order_by="InterestReview.asked_at", cascade="all, delete-orphan"
    )
    decisions: Mapped[list["InterestDecision"]] = relationship(
        order_by="InterestDecision.id", cascade="all, delete-orphan"
    )

    @property
    def answers(self) -> Answers:
        """What was said so far."""
        return Answers({part.part: part.answers for part in self.parts})


class InterestPart(Model):
    """One part of the form as it was saved last. `version` counts saves, so that of two tabs none undoes the other."""

    __tablename__ = "eoi_part"

    eoi_id: Mapped[str] = mapped_column(ForeignKey("eoi.id"), primary_key=True)
    part: Mapped[str] = mapped_column(String(20), primary_key=True)
    answers: Mapped[dict[str, object]] = mapped_column(Json, default=dict)
    version: Mapped[int] = mapped_column(default=1)
    saved_at: Mapped[datetime]


class InterestLink(Model):
    """A secret link to one expression of interest. Only its digest is kept; each mail brings one of its own.

    It opens until `expires_at`, or until whoever holds another ended it.
    """

    __tablename__ = "eoi_link"

    token_digest: Mapped[str] = mapped_column(String(43), primary_key=True)
    eoi_id: Mapped[str] = mapped_column(ForeignKey("eoi.id"), index=True)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class InterestFile(Model):
    """A file that came with it; its bytes lie where all files of the house do. `kind` is what they say it is."""

    __tablename__ = "eoi_file"

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    eoi_id: Mapped[str] = mapped_column(ForeignKey("eoi.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    about: Mapped[str] = mapped_column(String(160), default="")
    kind: Mapped[str] = mapped_column(String(80))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    added_at: Mapped[datetime]


class InterestReceipt(Model):
    """What was submitted, to the letter, and the hash of it."""

    __tablename__ = "eoi_receipt"

    eoi_id: Mapped[str] = mapped_column(ForeignKey("eoi.id"), primary_key=True)
    submitted_at: Mapped[datetime]
    content: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))


class InterestMove(Model):
    """It went from one state to another. `by_id` is somebody of the desk; None: the applicant."""

    __tablename__ = "eoi_move"

    id: Mapped[int] = mapped_column(primary_key=True)
    eoi_id: Mapped[str] = mapped_column(ForeignKey("eoi.id"), index=True)
    before: Mapped[str] = mapped_column(String(24))
    after: Mapped[str] = mapped_column(String(24))
    reason: Mapped[str] = mapped_column(String(400), default="")
    at: Mapped[datetime]
    by_id: Mapped[str | None] = mapped_column(ForeignKey("principal.id"))


class InterestQuestion(Model):
    """A question of the desk, and the applicant's answer."""

    __tablename__ = "eoi_question"

    id: Mapped[int] = mapped_column(primary_key=True)
    eoi_id: Mapped[str] = mapped_column(ForeignKey("eoi.id"), index=True)
    question: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime]
    asked_by: Mapped[str] = mapped_column(ForeignKey("principal.id"))
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None]


class InterestReview(Model):
    """Somebody was asked to review. `conflict` is None until they declared; with one they see nothing more of it.

    `scores` map a criterion to 0 to 4, `reasons` to why. `filed_at`: from then on they see what others filed. Scores of
    somebody who declared a conflict later are set aside: kept, and counted no longer. Whoever runs the desk and
    declares a conflict unasked has a row too, asked by themselves.
    """

    __tablename__ = "eoi_review"
    __table_args__ = (UniqueConstraint("eoi_id", "reviewer_id"),)

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    eoi_id: Mapped[str] = mapped_column(ForeignKey("eoi.id"), index=True)
    reviewer_id: Mapped[str] = mapped_column(ForeignKey("principal.id"), index=True)
    asked_at: Mapped[datetime]
    asked_by: Mapped[str] = mapped_column(ForeignKey("principal.id"))
    declared_at: Mapped[datetime | None]
    conflict: Mapped[bool | None]
    conflict_words: Mapped[str] = mapped_column(String(400), default="")
    scores: Mapped[dict[str, int]] = mapped_column(Json, default=dict)
    reasons: Mapped[dict[str, str]] = mapped_column(Json, default=dict)
    comment: Mapped[str] = mapped_column(Text, default="")
    filed_at: Mapped[datetime | None]

    reviewer: Mapped[Principal] = relationship(lazy="joined", innerjoin=True, foreign_keys=[reviewer_id])

    @property
    def counts(self) -> bool:
        """Whether its scores are filed and not set aside."""
        return self.filed_at is not None and not self.conflict

    @property
    def is_set_aside(self) -> bool:
        """Whether its scores were filed before its reviewer declared a conflict."""
        return self.filed_at is not None and bool(self.conflict)


class InterestDecision(Model):
    """What was decided, on which day, and what the letter said of it."""

    __tablename__ = "eoi_decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    eoi_id: Mapped[str] = mapped_column(ForeignKey("eoi.id"), index=True)
    outcome: Mapped[str] = mapped_column(String(24))
    words: Mapped[str] = mapped_column(Text)
    decided_on: Mapped[date]
    at: Mapped[datetime]
    by_id: Mapped[str | None] = mapped_column(ForeignKey("principal.id"))
