"""A sign-off keeps what it sealed and who reopened it; promises keep their sponsor, and reviews who took them back"""

import sqlalchemy as sa
from alembic import op

from app.db import Json, Moment
from app.table_changes import add_column, unlocked

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

SIGN_OFFS = sa.table("sign_off", sa.column("reopened_at", Moment(timezone=True)))
ONE, STANDS = "one_sign_off_per_plan", sa.text("reopened_at IS NULL")


def _words(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), server_default="", nullable=False)


def _columns() -> dict[str, list[sa.Column[object]]]:
    """Return the columns that are new, by their table; each call makes new ones."""
    return {
        "check_in": [
            sa.Column("taken_back", sa.String(10), nullable=True),
            sa.Column("taken_back_at", Moment(timezone=True), nullable=True),
            _words("taken_back_by", 120),
            _words("taken_back_why", 400),
        ],
        "goal_version": [_words("sponsor", 120)],
        "measure_move": [
            _words("sponsor", 120),
            sa.Column("promised", Json, server_default="{}", nullable=False),
        ],
        "plan": [sa.Column("locked_at", Moment(timezone=True), nullable=True)],
        "plan_pause": [_words("agreed", 400), _words("sponsor", 120)],
        "sign_off": [
            sa.Column("sealed", sa.Text(), server_default="", nullable=False),
            _words("sha256", 64),
            sa.Column("reopened_at", Moment(timezone=True), nullable=True),
            _words("reopened_by", 120),
            _words("reopened_why", 400),
        ],
    }


def upgrade() -> None:
    with unlocked():
        for table, columns in _columns().items():
            for column in columns:
                add_column(table, column)
    # No other table refers to this one, so that it can be made anew on SQLite.
    with op.batch_alter_table("sign_off") as batch:
        batch.drop_constraint("uq_sign_off_plan_id", type_="unique")
    op.create_index(ONE, "sign_off", ["plan_id"], unique=True, sqlite_where=STANDS, postgresql_where=STANDS)


def downgrade() -> None:
    op.execute(SIGN_OFFS.delete().where(SIGN_OFFS.c.reopened_at.is_not(None)))
    op.drop_index(ONE, "sign_off")
    # Not in a batch: on SQLite that would drop tables which others refer to.
    for table, columns in _columns().items():
        for column in reversed(columns):
            op.drop_column(table, column.name)
    with op.batch_alter_table("sign_off") as batch:
        batch.create_unique_constraint("uq_sign_off_plan_id", ["plan_id"])
