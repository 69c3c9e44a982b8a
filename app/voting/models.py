"""Votes: rounds of dots on a board, the ballots cast in them, and what was counted when they closed.

A ballot has no time, and no table of an anonymous round names a seat. While it is open its
`secret` could tie a seat to its key; closing destroys the secret and the keys.
"""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Model
from app.workshops.dots import DotTerms


class Round(Model):
    """A round of dots on one board, open until `closed_at` is set.

    `zone` is None for the whole board. `per_note` is how many dots of one person a note may
    hold, None for as many as the budget has. `step_id` and `phase` say where in the agenda it
    was opened: a round of a phase closes with it, one opened by hand (`phase` is None) with its
    step. A `cancelled` round counts for nothing. `voters`, `candidates` (what could have got
    dots) are kept when it closes. `imported` totals came with a file, without ballots.
    """

    __tablename__ = "vote_round"
    __table_args__ = (
        Index(
            "one_open_round",
            "board_id",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
        CheckConstraint("budget BETWEEN 1 AND 20", name="budget_in_range"),
        CheckConstraint("per_note IS NULL OR per_note BETWEEN 1 AND budget", name="per_note_in_range"),
        CheckConstraint("closed_at IS NULL OR secret IS NULL", name="secret_dies_with_the_round"),
        CheckConstraint("closed_at IS NOT NULL OR anonymous = (secret IS NOT NULL)", name="secret_while_anonymous"),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    board_id: Mapped[str] = mapped_column(ForeignKey("board.id"), index=True)
    workshop_id: Mapped[str] = mapped_column(ForeignKey("workshop.id"), index=True)
    zone: Mapped[str | None] = mapped_column(String(60))
    budget: Mapped[int]
    per_note: Mapped[int | None]
    anonymous: Mapped[bool]
    secret: Mapped[str | None] = mapped_column(String(43))
    step_id: Mapped[str | None] = mapped_column(String(22))
    phase: Mapped[int | None]
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    cancelled: Mapped[bool] = mapped_column(default=False)
    imported: Mapped[bool] = mapped_column(default=False)
    voters: Mapped[int] = mapped_column(default=0)
    candidates: Mapped[int] = mapped_column(default=0)

    @property
    def open(self) -> bool:
        return self.closed_at is None

    @property
    def terms(self) -> DotTerms:
        """What people are told before they vote."""
        return DotTerms(dots=self.budget, one_per_note=self.per_note == 1, named=not self.anonymous, zone=self.zone)


class Used(Model):
    """How many of their dots somebody has given: the gate no ballot passes twice. `made` counts all they ever gave.

    In a closed anonymous round `voter_key` is random and says nothing.
    """

    __tablename__ = "vote_used"
    __table_args__ = (CheckConstraint("used BETWEEN 0 AND budget", name="within_budget"),)

    round_id: Mapped[str] = mapped_column(ForeignKey("vote_round.id"), primary_key=True)
    voter_key: Mapped[str] = mapped_column(String(43), primary_key=True)
    budget: Mapped[int]
    used: Mapped[int] = mapped_column(default=0)
    made: Mapped[int] = mapped_column(default=0)


class Ballot(Model):
    """One dot. Its id was made by the browser that gave it, so one that is sent again is the same.

    `element_id` is None once it was taken back: the id stays used until the round closes, so that
    a copy that was long under way gives nothing. `voter_key` is None in a closed anonymous round.
    In a closed round a row without an element is a dot that came too late: whose, and on what, is not kept.
    """

    __tablename__ = "ballot"
    __table_args__ = (Index("ix_ballot_voter", "round_id", "voter_key"),)

    round_id: Mapped[str] = mapped_column(ForeignKey("vote_round.id"), primary_key=True)
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    voter_key: Mapped[str | None] = mapped_column(String(43))
    element_id: Mapped[str | None] = mapped_column(String(24))


class Result(Model):
    """What an element got in a closed round, with its words as they were: the note itself may be erased later."""

    __tablename__ = "vote_result"
    __table_args__ = (CheckConstraint("dots >= 1 AND rank >= 1", name="something_was_given"),)

    round_id: Mapped[str] = mapped_column(ForeignKey("vote_round.id"), primary_key=True)
    element_id: Mapped[str] = mapped_column(String(24), primary_key=True)
    dots: Mapped[int]
    rank: Mapped[int]
    kind: Mapped[str] = mapped_column(String(12))
    zone: Mapped[str | None] = mapped_column(String(60))
    words: Mapped[str] = mapped_column(Text)
    lang: Mapped[str | None] = mapped_column(String(20))
    gloss: Mapped[str | None] = mapped_column(Text)
