"""What a sponsor is asked to agree to, line by line, and whether they do"""

import sqlalchemy as sa
from alembic import op

from app.db import Json, Moment

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("ask", sa.Column("confirms", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("ask", sa.Column("verdict", sa.String(length=3), nullable=False, server_default=""))
    op.add_column("ask", sa.Column("verdict_by", sa.String(length=120), nullable=False, server_default=""))
    op.create_table(
        "plan_agreement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.String(length=22), nullable=False),
        sa.Column("ask_id", sa.String(length=22), nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("item_id", sa.String(length=22), nullable=False),
        sa.Column("row_id", sa.String(length=22), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False, server_default=""),
        sa.Column("said", Json, nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("sponsor", sa.String(length=120), nullable=False),
        sa.Column("own", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("by_id", sa.String(length=22), nullable=True),
        sa.Column("by_name", sa.String(length=120), nullable=False, server_default=""),
        sa.Column("made_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["ask_id"], ["ask.id"], name=op.f("fk_plan_agreement_ask_id")),
        sa.ForeignKeyConstraint(["by_id"], ["principal.id"], name=op.f("fk_plan_agreement_by_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_agreement_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_agreement")),
    )
    op.create_index(op.f("ix_plan_agreement_plan_id"), "plan_agreement", ["plan_id"])
    op.create_index(op.f("ix_plan_agreement_ask_id"), "plan_agreement", ["ask_id"])


def downgrade() -> None:
    op.drop_table("plan_agreement")
    for column in ("verdict_by", "verdict", "confirms"):
        op.drop_column("ask", column)
