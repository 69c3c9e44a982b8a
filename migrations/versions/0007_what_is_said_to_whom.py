"""People of a plan are reached by mail: how, what was said to whom, and what came back

"""

import sqlalchemy as sa
from alembic import op

from app.db import Json, Moment

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "plan_contact",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("plan_id", sa.String(length=22), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("key", sa.String(length=240), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("timezone", sa.String(length=60), nullable=False),
        sa.Column("person_id", sa.String(length=22), nullable=True),
        sa.Column("muted_at", Moment(timezone=True), nullable=True),
        sa.Column("created_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["principal.id"], name=op.f("fk_plan_contact_person_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_contact_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_contact")),
        sa.UniqueConstraint("plan_id", "key", name=op.f("uq_plan_contact_plan_id_key")),
    )
    op.create_index(op.f("ix_plan_contact_plan_id"), "plan_contact", ["plan_id"])
    op.create_table(
        "mail_address",
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("stopped_at", Moment(timezone=True), nullable=True),
        sa.Column("bounced_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_mail_address")),
    )
    op.create_table(
        "digest",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("message_id", sa.String(length=120), nullable=False),
        sa.Column("token_digest", sa.String(length=43), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("headers", Json, nullable=False),
        sa.Column("made_at", Moment(timezone=True), nullable=False),
        sa.Column("try_at", Moment(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("sent_at", Moment(timezone=True), nullable=True),
        sa.Column("failed", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digest")),
        sa.UniqueConstraint("address", "on", name=op.f("uq_digest_address_on")),
        sa.UniqueConstraint("message_id", name=op.f("uq_digest_message_id")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_digest_token_digest")),
    )
    op.create_index("ix_digest_waiting", "digest", ["sent_at", "try_at"])
    op.create_table(
        "reminder",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("plan_id", sa.String(length=22), nullable=False),
        sa.Column("digest_id", sa.String(length=22), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=12), nullable=False),
        sa.Column("thing", sa.String(length=12), nullable=False),
        sa.Column("item_id", sa.String(length=22), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("token_digest", sa.String(length=43), nullable=True),
        sa.Column("link_id", sa.String(length=22), nullable=True),
        sa.Column("expires_at", Moment(timezone=True), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("answered_at", Moment(timezone=True), nullable=True),
        sa.Column("check_in_id", sa.String(length=22), nullable=True),
        sa.ForeignKeyConstraint(["check_in_id"], ["check_in.id"], name=op.f("fk_reminder_check_in_id")),
        sa.ForeignKeyConstraint(["digest_id"], ["digest.id"], name=op.f("fk_reminder_digest_id")),
        sa.ForeignKeyConstraint(["link_id"], ["check_in_link.id"], name=op.f("fk_reminder_link_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_reminder_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
        sa.UniqueConstraint(
            "address", "plan_id", "step", "thing", "item_id", "due_on", name=op.f("said_once")
        ),
        sa.UniqueConstraint("token_digest", name=op.f("uq_reminder_token_digest")),
    )
    op.create_index(op.f("ix_reminder_digest_id"), "reminder", ["digest_id"])
    op.create_index(op.f("ix_reminder_plan_id"), "reminder", ["plan_id"])
    op.create_table(
        "mail_reply",
        sa.Column("message_id", sa.String(length=200), nullable=False),
        sa.Column("digest_id", sa.String(length=22), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("received_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["digest_id"], ["digest.id"], name=op.f("fk_mail_reply_digest_id")),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_mail_reply")),
    )
    op.create_index(op.f("ix_mail_reply_digest_id"), "mail_reply", ["digest_id"])


def downgrade() -> None:
    for table in ("mail_reply", "reminder", "digest", "mail_address", "plan_contact"):
        op.drop_table(table)
