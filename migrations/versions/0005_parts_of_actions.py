"""Actions have helpers and parts and wait for each other; plans have a scope, an agreement and a baton

What days and numbers were promised before is kept.
"""

import sqlalchemy as sa
from alembic import op

from app.db import Json, Moment

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.add_column(sa.Column("helpers", Json, server_default="[]", nullable=False))
    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.add_column(sa.Column("capability", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("initiative", sa.String(length=60), nullable=True))
        for name in ("scope_in", "scope_out", "agreement"):
            batch_op.add_column(sa.Column(name, sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("baton", sa.String(length=10), server_default="", nullable=False))
        batch_op.add_column(sa.Column("baton_since", sa.Date(), nullable=True))
    op.create_table(
        "action_part",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("action_id", sa.String(length=22), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("owner", sa.String(length=120), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("every", sa.Integer(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("created_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_action_part_action_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_part")),
        sa.UniqueConstraint("action_id", "number", name=op.f("uq_action_part_action_id_number")),
    )
    op.create_index(op.f("ix_action_part_action_id"), "action_part", ["action_id"])
    op.create_table(
        "action_need",
        sa.Column("action_id", sa.String(length=22), nullable=False),
        sa.Column("needs_id", sa.String(length=22), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_action_need_action_id")),
        sa.ForeignKeyConstraint(["needs_id"], ["action.id"], name=op.f("fk_action_need_needs_id")),
        sa.PrimaryKeyConstraint("action_id", "needs_id", name=op.f("pk_action_need")),
    )
    op.create_index(op.f("ix_action_need_needs_id"), "action_need", ["needs_id"])
    op.create_table(
        "due_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.String(length=22), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("item_id", sa.String(length=22), nullable=False),
        sa.Column("before", sa.Date(), nullable=True),
        sa.Column("after", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("by_id", sa.String(length=22), nullable=True),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("moved_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["principal.id"], name=op.f("fk_due_move_by_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_due_move_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_due_move")),
    )
    op.create_index(op.f("ix_due_move_plan_id"), "due_move", ["plan_id"])
    op.create_table(
        "measure_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("measure_id", sa.String(length=22), nullable=False),
        sa.Column("baseline", sa.Double(), nullable=True),
        sa.Column("target", sa.Double(), nullable=True),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("by_id", sa.String(length=22), nullable=True),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("moved_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["principal.id"], name=op.f("fk_measure_move_by_id")),
        sa.ForeignKeyConstraint(["measure_id"], ["measure.id"], name=op.f("fk_measure_move_measure_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure_move")),
    )
    op.create_index(op.f("ix_measure_move_measure_id"), "measure_move", ["measure_id"])


def downgrade() -> None:
    for table in ("measure_move", "due_move", "action_need", "action_part"):
        op.drop_table(table)
    # Not in a batch: on SQLite that would drop tables which others refer to.
    op.drop_column("action", "helpers")
    for name in ("baton_since", "baton", "agreement", "scope_out", "scope_in", "initiative", "capability"):
        op.drop_column("plan", name)
