"""Which addresses of evidence lead to a page of this site, and show nothing of a result"""

import re
from urllib.parse import urlsplit

import sqlalchemy as sa
from alembic import op
from flask import current_app

from app.table_changes import add_column, unlocked

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None

EVIDENCE = sa.table(
    "evidence", sa.column("id", sa.String), sa.column("url", sa.String), sa.column("own_page", sa.Boolean)
)

CONTENT = re.compile(r"/(?:boards|showcase)/[^/]|/reports/workshops/[^/]+/minutes\b")
"""Boards, cards of the showcase and minutes show something."""


def upgrade() -> None:
    """Take the address that people type now for the one they typed then: rows say of no other."""
    with unlocked():
        add_column("evidence", sa.Column("own_page", sa.Boolean(), nullable=False, server_default=sa.false()))
    connection = op.get_bind()
    site = _site(current_app.config["PUBLIC_URL"])
    kept = connection.execute(sa.select(EVIDENCE.c.id, EVIDENCE.c.url).where(EVIDENCE.c.url != "")).all()
    for row in kept:
        if _site(row.url) == site and not CONTENT.match(urlsplit(row.url).path):
            connection.execute(EVIDENCE.update().where(EVIDENCE.c.id == row.id).values(own_page=True))


def downgrade() -> None:
    op.drop_column("evidence", "own_page")


def _site(address: str) -> tuple[str, int | None] | None:
    """Return host and port, without a usual port; None where an address cannot be read."""
    try:
        parts = urlsplit(address)
        return (parts.hostname or "").removeprefix("www."), None if parts.port in {80, 443} else parts.port
    except ValueError:
        return None
