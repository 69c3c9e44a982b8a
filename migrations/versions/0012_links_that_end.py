"""Links to expressions of interest end: by themselves half a year after they were made, or by another of them"""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

from app.db import Moment

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

HALF_A_YEAR = timedelta(days=180)


def upgrade() -> None:
    with op.batch_alter_table("eoi_link", schema=None) as batch_op:
        batch_op.add_column(sa.Column("expires_at", Moment(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("revoked_at", Moment(timezone=True), nullable=True))
    links = sa.table(
        "eoi_link",
        sa.column("token_digest", sa.String),
        sa.column("made_at", Moment(timezone=True)),
        sa.column("expires_at", Moment(timezone=True)),
    )
    connection = op.get_bind()
    for token_digest, made_at in connection.execute(sa.select(links.c.token_digest, links.c.made_at)).all():
        this = links.c.token_digest == token_digest
        connection.execute(links.update().where(this).values(expires_at=made_at + HALF_A_YEAR))
    with op.batch_alter_table("eoi_link", schema=None) as batch_op:
        batch_op.alter_column("expires_at", existing_type=Moment(timezone=True), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("eoi_link", schema=None) as batch_op:
        batch_op.drop_column("revoked_at")
        batch_op.drop_column("expires_at")
