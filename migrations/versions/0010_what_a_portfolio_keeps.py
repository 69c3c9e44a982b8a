"""Tables of the portfolio are made as files, views of it are saved; measures say which indicator of the alliance they count"""

import sqlalchemy as sa
from alembic import op

from app.db import Json, Moment

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("measure", schema=None) as batch_op:
        batch_op.add_column(sa.Column("definition", sa.String(length=40), nullable=True))
    op.create_table(
        "portfolio_export",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("principal_id", sa.String(length=22), nullable=False),
        sa.Column("view", sa.String(length=12), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("form", sa.String(length=4), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("reach", sa.String(length=8), nullable=False),
        sa.Column("plans", Json, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("made_at", Moment(timezone=True), nullable=False),
        sa.Column("beat_at", Moment(timezone=True), nullable=False),
        sa.Column("expires_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["principal_id"], ["principal.id"], name=op.f("fk_portfolio_export_principal_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_portfolio_export")),
    )
    op.create_index(op.f("ix_portfolio_export_principal_id"), "portfolio_export", ["principal_id"])
    op.create_index(op.f("ix_portfolio_export_expires_at"), "portfolio_export", ["expires_at"])
    op.create_table(
        "saved_view",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("owner_id", sa.String(length=22), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("view", sa.String(length=12), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("made_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["principal.id"], name=op.f("fk_saved_view_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
    )
    op.create_index(op.f("ix_saved_view_owner_id"), "saved_view", ["owner_id"])


def downgrade() -> None:
    op.drop_table("saved_view")
    op.drop_table("portfolio_export")
    # Not in a batch: on SQLite that would drop a table which others refer to.
    op.drop_column("measure", "definition")
