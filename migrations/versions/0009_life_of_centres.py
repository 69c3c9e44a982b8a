"""Centres have a life: candidate, selected, active, closed"""

import sqlalchemy as sa
from alembic import op

from app.db import Moment

revision = "0009"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("centre", schema=None) as batch_op:
        batch_op.add_column(sa.Column("phase", sa.String(length=10), server_default="active", nullable=False))
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
        sa.ForeignKeyConstraint(["by_id"], ["principal.id"], name=op.f("fk_centre_step_by_id_principal")),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_centre_step_centre_id_centre")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_centre_step")),
    )
    op.create_index(op.f("ix_centre_step_centre_id"), "centre_step", ["centre_id"])


def downgrade() -> None:
    op.drop_table("centre_step")
    with op.batch_alter_table("centre", schema=None) as batch_op:
        batch_op.drop_column("phase")
