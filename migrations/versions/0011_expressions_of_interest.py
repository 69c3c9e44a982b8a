"""Calls for expressions of interest, what comes in answer to them, and how it is read and decided"""

import sqlalchemy as sa
from alembic import op

from app.db import Json, Moment

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "eoi_call",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("title", Json, nullable=False),
        sa.Column("body", Json, nullable=False),
        sa.Column("languages", Json, nullable=False),
        sa.Column("criteria", Json, nullable=False),
        sa.Column("timezone", sa.String(length=60), nullable=False),
        sa.Column("opens_at", Moment(timezone=True), nullable=False),
        sa.Column("closes_at", Moment(timezone=True), nullable=False),
        sa.Column("published_at", Moment(timezone=True), nullable=True),
        sa.Column("numbered", sa.Integer(), nullable=False),
        sa.Column("scored_at", Moment(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", Moment(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(length=22), nullable=True),
        sa.ForeignKeyConstraint(["created_by"], ["principal.id"], name=op.f("fk_eoi_call_created_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_eoi_call")),
        sa.UniqueConstraint("sequence", name=op.f("uq_eoi_call_sequence")),
    )
    op.create_table(
        "eoi",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("call_id", sa.String(length=22), nullable=False),
        sa.Column("once", sa.String(length=43), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("state_since", Moment(timezone=True), nullable=False),
        sa.Column("created_at", Moment(timezone=True), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=True),
        sa.Column("back_to", sa.String(length=24), nullable=True),
        sa.Column("checks", Json, nullable=False),
        sa.Column("recommendation", Json, nullable=False),
        sa.Column("centre_id", sa.String(length=22), nullable=True),
        sa.ForeignKeyConstraint(["call_id"], ["eoi_call.id"], name=op.f("fk_eoi_call_id")),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_eoi_centre_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_eoi")),
        sa.UniqueConstraint("number", name=op.f("uq_eoi_number")),
        sa.UniqueConstraint("once", name=op.f("uq_eoi_once")),
    )
    op.create_index(op.f("ix_eoi_call_id"), "eoi", ["call_id"])
    op.create_index(op.f("ix_eoi_centre_id"), "eoi", ["centre_id"])
    op.create_index(op.f("ix_eoi_email"), "eoi", ["email"])
    op.create_table(
        "eoi_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("eoi_id", sa.String(length=22), nullable=False),
        sa.Column("outcome", sa.String(length=24), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.Column("by_id", sa.String(length=22), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["principal.id"], name=op.f("fk_eoi_decision_by_id")),
        sa.ForeignKeyConstraint(["eoi_id"], ["eoi.id"], name=op.f("fk_eoi_decision_eoi_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_eoi_decision")),
    )
    op.create_index(op.f("ix_eoi_decision_eoi_id"), "eoi_decision", ["eoi_id"])
    op.create_table(
        "eoi_file",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("eoi_id", sa.String(length=22), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("about", sa.String(length=160), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("added_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["eoi_id"], ["eoi.id"], name=op.f("fk_eoi_file_eoi_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_eoi_file")),
    )
    op.create_index(op.f("ix_eoi_file_eoi_id"), "eoi_file", ["eoi_id"])
    op.create_index(op.f("ix_eoi_file_sha256"), "eoi_file", ["sha256"])
    op.create_table(
        "eoi_link",
        sa.Column("token_digest", sa.String(length=43), nullable=False),
        sa.Column("eoi_id", sa.String(length=22), nullable=False),
        sa.Column("made_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["eoi_id"], ["eoi.id"], name=op.f("fk_eoi_link_eoi_id")),
        sa.PrimaryKeyConstraint("token_digest", name=op.f("pk_eoi_link")),
    )
    op.create_index(op.f("ix_eoi_link_eoi_id"), "eoi_link", ["eoi_id"])
    op.create_table(
        "eoi_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("eoi_id", sa.String(length=22), nullable=False),
        sa.Column("before", sa.String(length=24), nullable=False),
        sa.Column("after", sa.String(length=24), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("at", Moment(timezone=True), nullable=False),
        sa.Column("by_id", sa.String(length=22), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["principal.id"], name=op.f("fk_eoi_move_by_id")),
        sa.ForeignKeyConstraint(["eoi_id"], ["eoi.id"], name=op.f("fk_eoi_move_eoi_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_eoi_move")),
    )
    op.create_index(op.f("ix_eoi_move_eoi_id"), "eoi_move", ["eoi_id"])
    op.create_table(
        "eoi_part",
        sa.Column("eoi_id", sa.String(length=22), nullable=False),
        sa.Column("part", sa.String(length=20), nullable=False),
        sa.Column("answers", Json, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["eoi_id"], ["eoi.id"], name=op.f("fk_eoi_part_eoi_id")),
        sa.PrimaryKeyConstraint("eoi_id", "part", name=op.f("pk_eoi_part")),
    )
    op.create_table(
        "eoi_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("eoi_id", sa.String(length=22), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("asked_at", Moment(timezone=True), nullable=False),
        sa.Column("asked_by", sa.String(length=22), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["asked_by"], ["principal.id"], name=op.f("fk_eoi_question_asked_by")),
        sa.ForeignKeyConstraint(["eoi_id"], ["eoi.id"], name=op.f("fk_eoi_question_eoi_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_eoi_question")),
    )
    op.create_index(op.f("ix_eoi_question_eoi_id"), "eoi_question", ["eoi_id"])
    op.create_table(
        "eoi_receipt",
        sa.Column("eoi_id", sa.String(length=22), nullable=False),
        sa.Column("submitted_at", Moment(timezone=True), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["eoi_id"], ["eoi.id"], name=op.f("fk_eoi_receipt_eoi_id")),
        sa.PrimaryKeyConstraint("eoi_id", name=op.f("pk_eoi_receipt")),
    )
    op.create_table(
        "eoi_review",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("eoi_id", sa.String(length=22), nullable=False),
        sa.Column("reviewer_id", sa.String(length=22), nullable=False),
        sa.Column("asked_at", Moment(timezone=True), nullable=False),
        sa.Column("asked_by", sa.String(length=22), nullable=False),
        sa.Column("declared_at", Moment(timezone=True), nullable=True),
        sa.Column("conflict", sa.Boolean(), nullable=True),
        sa.Column("conflict_words", sa.String(length=400), nullable=False),
        sa.Column("scores", Json, nullable=False),
        sa.Column("reasons", Json, nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("filed_at", Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["asked_by"], ["principal.id"], name=op.f("fk_eoi_review_asked_by")),
        sa.ForeignKeyConstraint(["eoi_id"], ["eoi.id"], name=op.f("fk_eoi_review_eoi_id")),
        sa.ForeignKeyConstraint(["reviewer_id"], ["principal.id"], name=op.f("fk_eoi_review_reviewer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_eoi_review")),
        sa.UniqueConstraint("eoi_id", "reviewer_id", name=op.f("uq_eoi_review_eoi_id_reviewer_id")),
    )
    op.create_index(op.f("ix_eoi_review_eoi_id"), "eoi_review", ["eoi_id"])
    op.create_index(op.f("ix_eoi_review_reviewer_id"), "eoi_review", ["reviewer_id"])


def downgrade() -> None:
    for table in (
        "eoi_review",
        "eoi_receipt",
        "eoi_question",
        "eoi_part",
        "eoi_move",
        "eoi_link",
        "eoi_file",
        "eoi_decision",
        "eoi",
        "eoi_call",
    ):
        op.drop_table(table)
