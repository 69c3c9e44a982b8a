"""With whose account a sponsor answered, and whether their answer is no more than the word of who wrote the change"""

import sqlalchemy as sa
from alembic import op

from app.db import Json
from app.table_changes import add_column, unlocked

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

_DOUBTED = """
    UPDATE ask SET doubted = true
    WHERE address_by_id IS NOT NULL
    AND EXISTS (SELECT 1 FROM plan_agreement WHERE ask_id = ask.id AND by_id = ask.address_by_id)
"""
ASKS = sa.table(
    "ask",
    sa.column("id", sa.String),
    sa.column("address_by_id", sa.String),
    sa.column("by_account", sa.Boolean),
    sa.column("doubted", sa.Boolean),
)
EDITS = sa.table(
    "plan_edit",
    sa.column("id", sa.Integer),
    sa.column("kind", sa.String),
    sa.column("item_id", sa.String),
    sa.column("said", Json),
)


def upgrade() -> None:
    with unlocked():
        add_column("ask", sa.Column("by_account", sa.Boolean(), nullable=False, server_default=sa.false()))
        add_column("ask", sa.Column("doubted", sa.Boolean(), nullable=False, server_default=sa.false()))
        op.execute(_DOUBTED)
        _recall()


def downgrade() -> None:
    op.drop_column("ask", "doubted")
    op.drop_column("ask", "by_account")


def _recall() -> None:
    """Say again of each answer what its changes tell, where these tables were those of a newer version before."""
    told = (
        sa.select(EDITS.c.item_id, EDITS.c.said)
        .join(ASKS, ASKS.c.id == EDITS.c.item_id)
        .where(EDITS.c.kind == "ask", ASKS.c.address_by_id.is_not(None))
        .order_by(EDITS.c.id)
    )
    connection, last = op.get_bind(), dict[str, dict[str, bool]]()
    for ask_id, said in connection.execute(told).all():
        kept = {name: bool(said[name][1]) for name in ("by_account", "doubted") if name in said}
        last[ask_id] = {**last.get(ask_id, {}), **kept}
    for ask_id, kept in last.items():
        if kept:
            connection.execute(sa.update(ASKS).where(ASKS.c.id == ask_id).values(kept))
