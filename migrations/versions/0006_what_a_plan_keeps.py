"""Plans pause, open workshops, keep evidence and are signed off

Measures are counted by group and by tally; actions can be parked.
"""

import sqlalchemy as sa
from alembic import op

from app.db import Json, Moment

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def _item(name: str, *columns: sa.Column, keys: tuple[sa.ForeignKeyConstraint, ...] = ()) -> None:
    """A table of things that are numbered within their plan."""
    op.create_table(
        name,
        *columns,
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("plan_id", sa.String(length=22), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("created_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f(f"fk_{name}_plan_id")),
        *keys,
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sa.UniqueConstraint("plan_id", "number", name=op.f(f"uq_{name}_plan_id_number")),
    )
    op.create_index(op.f(f"ix_{name}_plan_id"), name, ["plan_id"], unique=False)


def upgrade() -> None:
    with op.batch_alter_table("measure", schema=None) as batch_op:
        batch_op.add_column(sa.Column("groups", Json, server_default="[]", nullable=False))
    with op.batch_alter_table("reading", schema=None) as batch_op:
        batch_op.add_column(sa.Column("shares", Json, server_default="{}", nullable=False))
        batch_op.add_column(sa.Column("tallied", sa.Boolean(), server_default=sa.false(), nullable=False))
    with op.batch_alter_table("ask", schema=None) as batch_op:
        batch_op.add_column(sa.Column("barrier", sa.Text(), server_default="", nullable=False))
    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.add_column(sa.Column("parked_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("parked_reason", sa.String(length=400), server_default="", nullable=False))
    _item(
        "parked",
        sa.Column("title", sa.String(length=400), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("again_on", sa.Date(), nullable=True),
    )
    _item(
        "thanks",
        sa.Column("title", sa.String(length=400), nullable=False),
        sa.Column("given_to", sa.String(length=120), nullable=False),
        sa.Column("given_by", sa.String(length=120), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
    )
    _item(
        "evidence",
        sa.Column("title", sa.String(length=400), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("url", sa.String(length=500), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("mime", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.String(length=22), nullable=True),
        sa.Column("check_in_id", sa.String(length=22), nullable=True),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("by_id", sa.String(length=22), nullable=True),
        keys=(
            sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_evidence_action_id")),
            sa.ForeignKeyConstraint(["check_in_id"], ["check_in.id"], name=op.f("fk_evidence_check_in_id")),
            sa.ForeignKeyConstraint(["by_id"], ["principal.id"], name=op.f("fk_evidence_by_id")),
        ),
    )
    for name in ("sha256", "action_id", "check_in_id"):
        op.create_index(op.f(f"ix_evidence_{name}"), "evidence", [name], unique=False)
    op.create_table(
        "plan_pause",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("plan_id", sa.String(length=22), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("by_id", sa.String(length=22), nullable=True),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("made_at", Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_pause_plan_id")),
        sa.ForeignKeyConstraint(["by_id"], ["principal.id"], name=op.f("fk_plan_pause_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_pause")),
    )
    op.create_index(op.f("ix_plan_pause_plan_id"), "plan_pause", ["plan_id"], unique=False)

    op.create_table(
        "plan_workshop",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("plan_id", sa.String(length=22), nullable=False),
        sa.Column("workshop_id", sa.String(length=22), nullable=False),
        sa.Column("occasion", sa.String(length=10), nullable=False),
        sa.Column("opened_at", Moment(timezone=True), nullable=False),
        sa.Column("opened_by", sa.String(length=22), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_workshop_plan_id")),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_plan_workshop_workshop_id")),
        sa.ForeignKeyConstraint(["opened_by"], ["principal.id"], name=op.f("fk_plan_workshop_opened_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_workshop")),
        sa.UniqueConstraint("workshop_id", name=op.f("uq_plan_workshop_workshop_id")),
    )
    op.create_index(op.f("ix_plan_workshop_plan_id"), "plan_workshop", ["plan_id"], unique=False)
    op.create_table(
        "plan_paper",
        sa.Column("board_id", sa.String(length=22), nullable=False),
        sa.Column("note_id", sa.String(length=24), nullable=False),
        sa.Column("plan_id", sa.String(length=22), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("item_id", sa.String(length=22), nullable=False),
        sa.Column("zone", sa.String(length=40), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_plan_paper_board_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_paper_plan_id")),
        sa.PrimaryKeyConstraint("board_id", "note_id", name=op.f("pk_plan_paper")),
    )
    _item(
        "commitment",
        sa.Column("title", sa.String(length=400), nullable=False),
        sa.Column("owner", sa.String(length=120), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("said", sa.String(length=400), nullable=False),
    )
    op.create_table(
        "sign_off",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("plan_id", sa.String(length=22), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("handover", sa.Text(), nullable=False),
        sa.Column("choice", sa.String(length=6), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("sponsor", sa.String(length=120), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("by_id", sa.String(length=22), nullable=True),
        sa.Column("created_at", Moment(timezone=True), nullable=False),
        sa.Column("follow_on", sa.Date(), nullable=False),
        sa.Column("followed_on", sa.Date(), nullable=True),
        sa.Column("followed", sa.Text(), nullable=False),
        sa.Column("next_plan_id", sa.String(length=22), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_sign_off_plan_id")),
        sa.ForeignKeyConstraint(["by_id"], ["principal.id"], name=op.f("fk_sign_off_by_id")),
        sa.ForeignKeyConstraint(["next_plan_id"], ["plan.id"], name=op.f("fk_sign_off_next_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_off")),
        sa.UniqueConstraint("plan_id", name=op.f("uq_sign_off_plan_id")),
    )
    op.create_table(
        "plan_share",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("plan_id", sa.String(length=22), nullable=False),
        sa.Column("token_digest", sa.String(length=43), nullable=False),
        sa.Column("label", sa.String(length=120), nullable=False),
        sa.Column("parts", Json, nullable=False),
        sa.Column("made_by", sa.String(length=22), nullable=True),
        sa.Column("made_at", Moment(timezone=True), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("revoked_at", Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_share_plan_id")),
        sa.ForeignKeyConstraint(["made_by"], ["principal.id"], name=op.f("fk_plan_share_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_share")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_plan_share_token_digest")),
    )
    op.create_index(op.f("ix_plan_share_plan_id"), "plan_share", ["plan_id"], unique=False)
    op.create_index(op.f("ix_plan_paper_plan_id"), "plan_paper", ["plan_id"], unique=False)


def downgrade() -> None:
    # Columns not in a batch: on SQLite that would drop tables which others refer to.
    op.drop_column("action", "parked_reason")
    op.drop_column("action", "parked_on")
    for name in ("plan_share", "sign_off", "commitment", "plan_paper", "plan_workshop", "plan_pause", "evidence", "thanks", "parked"):
        op.drop_table(name)
    op.drop_column("ask", "barrier")
    op.drop_column("reading", "tallied")
    op.drop_column("reading", "shares")
    op.drop_column("measure", "groups")
