"""What a plan and its things said before somebody changed them or took them out"""

import sqlalchemy as sa
from alembic import op

from app.db import Json, Moment

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "plan_edit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.String(length=22), nullable=False),
        sa.Column("deed", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("item_id", sa.String(length=22), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("title", sa.String(length=400), nullable=False, server_default=""),
        sa.Column("said", Json, nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False, server_default=""),
        sa.Column("by_id", sa.String(length=22), nullable=True),
        sa.Column("by_name", sa.String(length=120), nullable=False, server_default=""),
        sa.Column("made_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["principal.id"], name=op.f("fk_plan_edit_by_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_edit_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_edit")),
    )
    op.create_index(op.f("ix_plan_edit_plan_id"), "plan_edit", ["plan_id"])


def downgrade() -> None:
    op.drop_table("plan_edit")
