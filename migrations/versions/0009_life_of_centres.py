"""Centres have a life, a fuller profile and cards; they ask, are asked and are paired; coaches leave notes"""

import sqlalchemy as sa
from alembic import op

from app.db import Json, Moment

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def _file_rows(before: sa.String, after: sa.String) -> None:
    """How long the names of rows are that came out of files: own canvases have longer ones."""
    with op.batch_alter_table("file_row", schema=None) as batch_op:
        batch_op.alter_column("row_id", existing_type=before, existing_nullable=False, type_=after)


def upgrade() -> None:
    _file_rows(sa.String(length=22), sa.String(length=30))
    with op.batch_alter_table("centre", schema=None) as batch_op:
        batch_op.add_column(sa.Column("phase", sa.String(length=10), server_default="active", nullable=False))
        batch_op.add_column(sa.Column("languages", Json, server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("more_languages", sa.String(length=200), server_default="", nullable=False))
        batch_op.add_column(sa.Column("retention_months", sa.Integer(), nullable=True))
    with op.batch_alter_table("workshop", schema=None) as batch_op:
        batch_op.add_column(sa.Column("guests_forgotten_at", Moment(timezone=True), nullable=True))
    op.create_table(
        "centre_partner",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("centre_id", sa.String(length=22), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("gives", sa.String(length=400), nullable=False),
        sa.Column("link", sa.String(length=400), nullable=False),
        sa.Column("added_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_centre_partner_centre_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_centre_partner")),
    )
    op.create_index(op.f("ix_centre_partner_centre_id"), "centre_partner", ["centre_id"])
    op.create_table(
        "centre_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.String(length=22), nullable=False),
        sa.Column("phase", sa.String(length=10), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by_id", sa.String(length=22), nullable=True),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("decided_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["principal.id"], name=op.f("fk_centre_step_by_id")),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_centre_step_centre_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_centre_step")),
    )
    op.create_index(op.f("ix_centre_step_centre_id"), "centre_step", ["centre_id"])


    op.create_table(
        "own_canvas",
        sa.Column("id", sa.String(length=30), nullable=False),
        sa.Column("centre_id", sa.String(length=22), nullable=False),
        sa.Column("source", sa.String(length=60), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("body", Json, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.String(length=22), nullable=True),
        sa.Column("made_at", Moment(timezone=True), nullable=False),
        sa.Column("changed_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_own_canvas_centre_id")),
        sa.ForeignKeyConstraint(["made_by"], ["principal.id"], name=op.f("fk_own_canvas_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_canvas")),
    )
    op.create_index(op.f("ix_own_canvas_centre_id"), "own_canvas", ["centre_id"])
    _add_practices()
    op.create_table(
        "coach_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.String(length=22), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by_id", sa.String(length=22), nullable=True),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("said_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["principal.id"], name=op.f("fk_coach_note_by_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_coach_note_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coach_note")),
    )
    op.create_index(op.f("ix_coach_note_plan_id"), "coach_note", ["plan_id"])
    _add_help()


def _add_practices() -> None:
    op.create_table(
        "practice_card",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("centre_id", sa.String(length=22), nullable=False),
        sa.Column("plan_id", sa.String(length=22), nullable=True),
        sa.Column("title", sa.String(length=160), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("done", "for_whom", "evidence")),
        sa.Column("links", Json, nullable=False),
        sa.Column("conditions", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("languages", Json, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("sent_back", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.String(length=22), nullable=True),
        sa.Column("made_at", Moment(timezone=True), nullable=False),
        sa.Column("moved_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_practice_card_centre_id")),
        sa.ForeignKeyConstraint(["made_by"], ["principal.id"], name=op.f("fk_practice_card_made_by")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_practice_card_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_card")),
    )
    for column in ("centre_id", "plan_id", "state"):
        op.create_index(op.f(f"ix_practice_card_{column}"), "practice_card", [column])
    op.create_table(
        "practice_adaptation",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("practice_id", sa.String(length=22), nullable=False),
        sa.Column("centre_id", sa.String(length=22), nullable=False),
        sa.Column("card_id", sa.String(length=22), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("said_by", sa.String(length=22), nullable=True),
        sa.Column("said_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["card_id"], ["practice_card.id"], name=op.f("fk_practice_adaptation_card_id")
        ),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_practice_adaptation_centre_id")),
        sa.ForeignKeyConstraint(
            ["practice_id"], ["practice_card.id"], name=op.f("fk_practice_adaptation_practice_id")
        ),
        sa.ForeignKeyConstraint(["said_by"], ["principal.id"], name=op.f("fk_practice_adaptation_said_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_adaptation")),
        sa.UniqueConstraint("practice_id", "centre_id", name=op.f("uq_practice_adaptation_practice_id_centre_id")),
    )
    for column in ("card_id", "centre_id", "practice_id"):
        op.create_index(op.f(f"ix_practice_adaptation_{column}"), "practice_adaptation", [column])


def _add_help() -> None:
    op.create_table(
        "help_request",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("centre_id", sa.String(length=22), nullable=False),
        sa.Column("to_centre_id", sa.String(length=22), nullable=True),
        sa.Column("topic", sa.String(length=12), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("by_id", sa.String(length=22), nullable=True),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("asked_at", Moment(timezone=True), nullable=False),
        sa.Column("moved_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["principal.id"], name=op.f("fk_help_request_by_id")),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_help_request_centre_id")),
        sa.ForeignKeyConstraint(["to_centre_id"], ["centre.id"], name=op.f("fk_help_request_to_centre_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_request")),
    )
    op.create_index(op.f("ix_help_request_centre_id"), "help_request", ["centre_id"])
    op.create_index("ix_help_request_to_centre_id_state", "help_request", ["to_centre_id", "state"])
    op.create_table(
        "help_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.String(length=22), nullable=False),
        sa.Column("centre_id", sa.String(length=22), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by_id", sa.String(length=22), nullable=True),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("said_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["principal.id"], name=op.f("fk_help_answer_by_id")),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_help_answer_centre_id")),
        sa.ForeignKeyConstraint(["request_id"], ["help_request.id"], name=op.f("fk_help_answer_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_answer")),
    )
    op.create_index(op.f("ix_help_answer_request_id"), "help_answer", ["request_id"])
    op.create_table(
        "shared_blockers",
        sa.Column("plan_id", sa.String(length=22), nullable=False),
        sa.Column("by_id", sa.String(length=22), nullable=True),
        sa.Column("since", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["principal.id"], name=op.f("fk_shared_blockers_by_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_shared_blockers_plan_id")),
        sa.PrimaryKeyConstraint("plan_id", name=op.f("pk_shared_blockers")),
    )
    op.create_table(
        "centre_pair",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("one_id", sa.String(length=22), nullable=False),
        sa.Column("other_id", sa.String(length=22), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("by_id", sa.String(length=22), nullable=True),
        sa.Column("made_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["principal.id"], name=op.f("fk_centre_pair_by_id")),
        sa.ForeignKeyConstraint(["one_id"], ["centre.id"], name=op.f("fk_centre_pair_one_id")),
        sa.ForeignKeyConstraint(["other_id"], ["centre.id"], name=op.f("fk_centre_pair_other_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_centre_pair")),
    )
    for column in ("one_id", "other_id"):
        op.create_index(op.f(f"ix_centre_pair_{column}"), "centre_pair", [column])


def downgrade() -> None:
    for table in ("centre_pair", "shared_blockers", "help_answer", "help_request"):
        op.drop_table(table)
    for table in ("coach_note", "practice_adaptation", "practice_card"):
        op.drop_table(table)
    for table in ("own_canvas", "centre_partner", "centre_step"):
        op.drop_table(table)
    # Not in a batch: on SQLite that would drop tables which others refer to.
    op.drop_column("workshop", "guests_forgotten_at")
    for name in ("retention_months", "more_languages", "languages", "phase"):
        op.drop_column("centre", name)
    op.execute("DELETE FROM file_row WHERE length(row_id) > 22")
    _file_rows(sa.String(length=30), sa.String(length=22))
