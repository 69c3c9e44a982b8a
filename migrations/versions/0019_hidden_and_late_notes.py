"""The stage knows which hidden writings were not revealed and when open writing ended; boards, which notes came late"""

import sqlalchemy as sa
from alembic import op

from app.table_changes import add_column, in_batches, unlocked

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with unlocked():
        add_column("stage", sa.Column("held", _json(), nullable=False, server_default="[]"))
        add_column("stage", sa.Column("opening", sa.Integer(), nullable=False, server_default="0"))
        add_column("stage", sa.Column("shut", _json(), nullable=False, server_default="[]"))
    stage = sa.table("stage", sa.column("workshop_id", sa.String), sa.column("writing", sa.String), sa.column("opening", sa.Integer))
    for some in in_batches(stage, stage.c.workshop_id):
        op.execute(stage.update().where(some, stage.c.writing == "open").values(opening=1))
    op.create_table(
        "late_note",
        sa.Column("board_id", sa.String(length=22), nullable=False),
        sa.Column("element_id", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_late_note_board_id")),
        sa.PrimaryKeyConstraint("board_id", "element_id", name=op.f("pk_late_note")),
    )


def downgrade() -> None:
    op.drop_table("late_note")
    for column in ("shut", "opening", "held"):
        op.drop_column("stage", column)


def _json() -> sa.JSON:
    return sa.JSON().with_variant(sa.dialects.postgresql.JSONB(), "postgresql")
