"""Plans are fetched as calendars, and remember when somebody looked at them last"""

import sqlalchemy as sa
from alembic import op

from app.db import Moment

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calendar_feed",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("plan_id", sa.String(length=22), nullable=True),
        sa.Column("centre_id", sa.String(length=22), nullable=True),
        sa.Column("made_by", sa.String(length=22), nullable=False),
        sa.Column("token_digest", sa.String(length=43), nullable=False),
        sa.Column("created_at", Moment(timezone=True), nullable=False),
        sa.Column("revoked_at", Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_calendar_feed_plan_id")),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_calendar_feed_centre_id")),
        sa.ForeignKeyConstraint(["made_by"], ["principal.id"], name=op.f("fk_calendar_feed_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_feed")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_calendar_feed_token_digest")),
    )
    for name in ("plan_id", "centre_id", "made_by"):
        op.create_index(op.f(f"ix_calendar_feed_{name}"), "calendar_feed", [name], unique=False)
    op.create_table(
        "plan_look",
        sa.Column("principal_id", sa.String(length=22), nullable=False),
        sa.Column("plan_id", sa.String(length=22), nullable=False),
        sa.Column("looked_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["principal_id"], ["principal.id"], name=op.f("fk_plan_look_principal_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_look_plan_id")),
        sa.PrimaryKeyConstraint("principal_id", "plan_id", name=op.f("pk_plan_look")),
    )
    op.create_index(op.f("ix_plan_look_plan_id"), "plan_look", ["plan_id"], unique=False)


def downgrade() -> None:
    op.drop_table("plan_look")
    op.drop_table("calendar_feed")
