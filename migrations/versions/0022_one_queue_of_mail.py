"""The letters of plans wait where every other mail does"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

COLUMNS = ("subject", "text", "headers", "try_at", "tries", "sent_at", "failed")

TAKE_OVER = """
    INSERT INTO outgoing_mail
        (id, address, subject, text, headers, message_id, made_at, try_at, tries, said, sent_at, failed_at)
    SELECT id, address, subject, text, headers, message_id, made_at, try_at, tries, '', NULL, NULL
    FROM digest WHERE sent_at IS NULL AND failed = ''
"""

GIVE_BACK = """
    UPDATE digest SET subject = mail.subject, text = mail.text, headers = mail.headers, try_at = mail.try_at,
        tries = mail.tries, sent_at = mail.sent_at, failed = CASE WHEN mail.failed_at IS NULL THEN '' ELSE 'given-up' END
    FROM outgoing_mail AS mail WHERE mail.message_id = digest.message_id
"""

NO_MORE_KNOWN = """
    UPDATE digest SET try_at = made_at, sent_at = made_at
    WHERE message_id NOT IN (SELECT message_id FROM outgoing_mail)
"""

NOT_TWICE = """
    DELETE FROM outgoing_mail
    WHERE sent_at IS NULL AND failed_at IS NULL AND message_id IN (SELECT message_id FROM digest)
"""


def upgrade() -> None:
    op.execute(TAKE_OVER)
    op.drop_index("ix_digest_waiting", "digest")
    for name in COLUMNS:
        op.drop_column("digest", name)


def downgrade() -> None:
    moment = sa.DateTime(timezone=True)
    json = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
    op.add_column("digest", sa.Column("subject", sa.String(200), nullable=False, server_default=""))
    op.add_column("digest", sa.Column("text", sa.Text(), nullable=False, server_default=""))
    op.add_column("digest", sa.Column("headers", json, nullable=False, server_default="{}"))
    op.add_column("digest", sa.Column("try_at", moment, nullable=False, server_default="1970-01-01 00:00:00+00"))
    op.add_column("digest", sa.Column("tries", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("digest", sa.Column("sent_at", moment))
    op.add_column("digest", sa.Column("failed", sa.String(20), nullable=False, server_default=""))
    for statement in (GIVE_BACK, NO_MORE_KNOWN, NOT_TWICE):
        op.execute(statement)
    op.create_index("ix_digest_waiting", "digest", ["sent_at", "try_at"])
