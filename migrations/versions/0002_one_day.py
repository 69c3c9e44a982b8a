"""One day"""

import sqlalchemy as sa
from alembic import op

import app.db

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ask",
        sa.Column("title", sa.String(length=400), nullable=False),
        sa.Column("asked_of", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("reply_by", sa.Date(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("plan_id", sa.String(length=22), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("created_at", app.db.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_ask_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ask")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_ask_plan_id_number")),
    )
    with op.batch_alter_table("ask", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ask_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "assumption",
        sa.Column("title", sa.String(length=400), nullable=False),
        sa.Column("test", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(length=120), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("plan_id", sa.String(length=22), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("created_at", app.db.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_assumption_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assumption")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_assumption_plan_id_number")),
    )
    with op.batch_alter_table("assumption", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assumption_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "check_in_link",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("plan_id", sa.String(length=22), nullable=False),
        sa.Column("token_digest", sa.String(length=43), nullable=False),
        sa.Column("owner", sa.String(length=120), nullable=False),
        sa.Column("created_by", sa.String(length=22), nullable=True),
        sa.Column("created_at", app.db.Moment(timezone=True), nullable=False),
        sa.Column("expires_at", app.db.Moment(timezone=True), nullable=False),
        sa.Column("revoked_at", app.db.Moment(timezone=True), nullable=True),
        sa.Column("used", sa.Integer(), server_default="0", nullable=False),
        sa.Column("used_at", app.db.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["created_by"], ["principal.id"], name=op.f("fk_check_in_link_created_by")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_check_in_link_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_in_link")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_check_in_link_token_digest")),
    )
    with op.batch_alter_table("check_in_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_check_in_link_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "decision",
        sa.Column("title", sa.String(length=400), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.String(length=120), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("undone_on", sa.Date(), nullable=True),
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("plan_id", sa.String(length=22), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("created_at", app.db.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_decision_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_decision_plan_id_number")),
    )
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decision_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "element_text",
        sa.Column("board_id", sa.String(length=22), nullable=False),
        sa.Column("element_id", sa.String(length=24), nullable=False),
        sa.Column("ystate", sa.LargeBinary(), nullable=False),
        sa.Column("chars", sa.Integer(), nullable=False),
        sa.Column("updated_seq", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_element_text_board_id")),
        sa.PrimaryKeyConstraint("board_id", "element_id", name=op.f("pk_element_text")),
    )
    op.create_table(
        "goal_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.String(length=22), nullable=False),
        sa.Column("goal", sa.Text(), nullable=False),
        sa.Column("day_one", sa.Date(), nullable=True),
        sa.Column("replaced_at", app.db.Moment(timezone=True), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("by_id", sa.String(length=22), nullable=True),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["principal.id"], name=op.f("fk_goal_version_by_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_goal_version_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal_version")),
    )
    with op.batch_alter_table("goal_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_goal_version_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "measure",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("plan_id", sa.String(length=22), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("unit", sa.String(length=60), nullable=False),
        sa.Column("baseline", sa.Double(), nullable=True),
        sa.Column("target", sa.Double(), nullable=True),
        sa.Column("direction", sa.String(length=5), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("counted_by", sa.String(length=120), nullable=False),
        sa.Column("main", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("proxy", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("curve", sa.String(length=10), nullable=False),
        sa.Column("steps", app.db.Json, nullable=False),
        sa.Column("created_at", app.db.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_measure_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measure")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_measure_plan_id_number")),
    )
    with op.batch_alter_table("measure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_measure_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "milestone",
        sa.Column("title", sa.String(length=400), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("critical", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("plan_id", sa.String(length=22), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("created_at", app.db.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_milestone_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_milestone_plan_id_number")),
    )
    with op.batch_alter_table("milestone", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_milestone_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "plan_item_origin",
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("item_id", sa.String(length=22), nullable=False),
        sa.Column("board_id", sa.String(length=22), nullable=False),
        sa.Column("note_id", sa.String(length=24), nullable=False),
        sa.Column("plan_id", sa.String(length=22), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("promoted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("details", app.db.Json, nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_plan_item_origin_board_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_item_origin_plan_id")),
        sa.PrimaryKeyConstraint("kind", "item_id", "board_id", "note_id", name=op.f("pk_plan_item_origin")),
    )
    with op.batch_alter_table("plan_item_origin", schema=None) as batch_op:
        batch_op.create_index("ix_plan_item_origin_note", ["board_id", "note_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_item_origin_plan_id"), ["plan_id"], unique=False)
        batch_op.create_index(
            "one_item_per_note",
            ["kind", "board_id", "note_id"],
            unique=True,
            sqlite_where=sa.text("promoted"),
            postgresql_where=sa.text("promoted"),
        )

    op.create_table(
        "plan_member",
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("part", sa.String(length=400), nullable=False),
        sa.Column("contact", sa.String(length=200), nullable=False),
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("plan_id", sa.String(length=22), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("created_at", app.db.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_member_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_member")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_plan_member_plan_id_number")),
    )
    with op.batch_alter_table("plan_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_member_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "risk",
        sa.Column("title", sa.String(length=400), nullable=False),
        sa.Column("likelihood", sa.String(length=10), nullable=True),
        sa.Column("impact", sa.String(length=10), nullable=True),
        sa.Column("response", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(length=120), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("plan_id", sa.String(length=22), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("created_at", app.db.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_risk_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_risk_plan_id_number")),
    )
    with op.batch_alter_table("risk", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_risk_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "status_override",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.String(length=22), nullable=False),
        sa.Column("value", sa.String(length=6), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("by_id", sa.String(length=22), nullable=True),
        sa.Column("set_on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("created_at", app.db.Moment(timezone=True), nullable=False),
        sa.Column("withdrawn_at", app.db.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["principal.id"], name=op.f("fk_status_override_by_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_status_override_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_override")),
    )
    with op.batch_alter_table("status_override", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_status_override_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "text_author",
        sa.Column("board_id", sa.String(length=22), nullable=False),
        sa.Column("element_id", sa.String(length=24), nullable=False),
        sa.Column("yclient", sa.BigInteger(), nullable=False),
        sa.Column("principal_id", sa.String(length=22), nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_text_author_board_id")),
        sa.PrimaryKeyConstraint("board_id", "element_id", "yclient", name=op.f("pk_text_author")),
    )
    op.create_table(
        "vote_round",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("board_id", sa.String(length=22), nullable=False),
        sa.Column("workshop_id", sa.String(length=22), nullable=False),
        sa.Column("zone", sa.String(length=60), nullable=True),
        sa.Column("budget", sa.Integer(), nullable=False),
        sa.Column("per_note", sa.Integer(), nullable=True),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("secret", sa.String(length=43), nullable=True),
        sa.Column("step_id", sa.String(length=22), nullable=True),
        sa.Column("phase", sa.Integer(), nullable=True),
        sa.Column("opened_at", app.db.Moment(timezone=True), nullable=False),
        sa.Column("closed_at", app.db.Moment(timezone=True), nullable=True),
        sa.Column("cancelled", sa.Boolean(), nullable=False),
        sa.Column("imported", sa.Boolean(), nullable=False),
        sa.Column("voters", sa.Integer(), nullable=False),
        sa.Column("candidates", sa.Integer(), nullable=False),
        sa.CheckConstraint("budget BETWEEN 1 AND 20", name=op.f("ck_vote_round_budget_in_range")),
        sa.CheckConstraint(
            "closed_at IS NOT NULL OR anonymous = (secret IS NOT NULL)",
            name=op.f("ck_vote_round_secret_while_anonymous"),
        ),
        sa.CheckConstraint(
            "closed_at IS NULL OR secret IS NULL", name=op.f("ck_vote_round_secret_dies_with_the_round")
        ),
        sa.CheckConstraint(
            "per_note IS NULL OR per_note BETWEEN 1 AND budget", name=op.f("ck_vote_round_per_note_in_range")
        ),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_vote_round_board_id")),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_vote_round_workshop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vote_round")),
    )
    with op.batch_alter_table("vote_round", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_vote_round_board_id"), ["board_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_vote_round_workshop_id"), ["workshop_id"], unique=False)
        batch_op.create_index(
            "one_open_round",
            ["board_id"],
            unique=True,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )

    op.create_table(
        "ballot",
        sa.Column("round_id", sa.String(length=22), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("voter_key", sa.String(length=43), nullable=True),
        sa.Column("element_id", sa.String(length=24), nullable=True),
        sa.ForeignKeyConstraint(["round_id"], ["vote_round.id"], name=op.f("fk_ballot_round_id")),
        sa.PrimaryKeyConstraint("round_id", "id", name=op.f("pk_ballot")),
    )
    with op.batch_alter_table("ballot", schema=None) as batch_op:
        batch_op.create_index("ix_ballot_voter", ["round_id", "voter_key"], unique=False)

    op.create_table(
        "check_in",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("plan_id", sa.String(length=22), nullable=False),
        sa.Column("client_id", sa.String(length=36), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("filed_at", app.db.Moment(timezone=True), nullable=False),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("by_role", sa.String(length=40), nullable=False),
        sa.Column("by_id", sa.String(length=22), nullable=True),
        sa.Column("link_id", sa.String(length=22), nullable=True),
        sa.Column("done", sa.Text(), nullable=False),
        sa.Column("next", sa.Text(), nullable=False),
        sa.Column("blocked", sa.Text(), nullable=False),
        sa.Column("help", sa.Text(), nullable=False),
        sa.Column("mood", sa.String(length=6), nullable=True),
        sa.Column("confidence", sa.Integer(), nullable=True),
        sa.Column("review", sa.String(length=10), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["principal.id"], name=op.f("fk_check_in_by_id")),
        sa.ForeignKeyConstraint(["link_id"], ["check_in_link.id"], name=op.f("fk_check_in_link_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_check_in_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_in")),
    )
    with op.batch_alter_table("check_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_check_in_plan_id"), ["plan_id"], unique=False)
        batch_op.create_index("one_check_in_per_form", ["plan_id", "client_id"], unique=True)

    op.create_table(
        "vote_result",
        sa.Column("round_id", sa.String(length=22), nullable=False),
        sa.Column("element_id", sa.String(length=24), nullable=False),
        sa.Column("dots", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("zone", sa.String(length=60), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(length=20), nullable=True),
        sa.Column("gloss", sa.Text(), nullable=True),
        sa.CheckConstraint("dots >= 1 AND rank >= 1", name=op.f("ck_vote_result_something_was_given")),
        sa.ForeignKeyConstraint(["round_id"], ["vote_round.id"], name=op.f("fk_vote_result_round_id")),
        sa.PrimaryKeyConstraint("round_id", "element_id", name=op.f("pk_vote_result")),
    )
    op.create_table(
        "vote_used",
        sa.Column("round_id", sa.String(length=22), nullable=False),
        sa.Column("voter_key", sa.String(length=43), nullable=False),
        sa.Column("budget", sa.Integer(), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.CheckConstraint("used BETWEEN 0 AND budget", name=op.f("ck_vote_used_within_budget")),
        sa.ForeignKeyConstraint(["round_id"], ["vote_round.id"], name=op.f("fk_vote_used_round_id")),
        sa.PrimaryKeyConstraint("round_id", "voter_key", name=op.f("pk_vote_used")),
    )
    op.create_table(
        "check_in_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("check_in_id", sa.String(length=22), nullable=False),
        sa.Column("action_id", sa.String(length=22), nullable=False),
        sa.Column("before", sa.String(length=12), nullable=False),
        sa.Column("after", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_check_in_move_action_id")),
        sa.ForeignKeyConstraint(["check_in_id"], ["check_in.id"], name=op.f("fk_check_in_move_check_in_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_in_move")),
    )
    with op.batch_alter_table("check_in_move", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_check_in_move_action_id"), ["action_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_check_in_move_check_in_id"), ["check_in_id"], unique=False)

    op.create_table(
        "reading",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("measure_id", sa.String(length=22), nullable=False),
        sa.Column("check_in_id", sa.String(length=22), nullable=True),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("by_id", sa.String(length=22), nullable=True),
        sa.Column("note", sa.String(length=400), nullable=False),
        sa.Column("filed_at", app.db.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["principal.id"], name=op.f("fk_reading_by_id")),
        sa.ForeignKeyConstraint(["check_in_id"], ["check_in.id"], name=op.f("fk_reading_check_in_id")),
        sa.ForeignKeyConstraint(["measure_id"], ["measure.id"], name=op.f("fk_reading_measure_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading")),
    )
    with op.batch_alter_table("reading", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reading_check_in_id"), ["check_in_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reading_measure_id"), ["measure_id"], unique=False)

    # Not in a batch: on SQLite that would drop tables which others refer to.
    op.add_column("action", sa.Column("blocked_since", sa.Date(), nullable=True))
    op.add_column("action", sa.Column("done_on", sa.Date(), nullable=True))
    op.add_column("action", sa.Column("first_win", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("action", sa.Column("progress", sa.Integer(), server_default="0", nullable=False))
    op.add_column("action", sa.Column("capability", sa.String(length=40), nullable=True))
    op.add_column("plan", sa.Column("sponsor", sa.String(length=120), server_default="", nullable=False))
    op.add_column("plan", sa.Column("coach", sa.String(length=120), server_default="", nullable=False))
    op.add_column("plan", sa.Column("leader", sa.String(length=120), server_default="", nullable=False))
    op.add_column("plan", sa.Column("data_keeper", sa.String(length=120), server_default="", nullable=False))
    op.add_column("plan", sa.Column("storyteller", sa.String(length=120), server_default="", nullable=False))
    op.add_column("plan", sa.Column("note", sa.Text(), server_default="", nullable=False))
    op.add_column("plan", sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    op.add_column("plan", sa.Column("published_at", app.db.Moment(timezone=True), nullable=True))
    op.add_column("principal", sa.Column("alliance_region", sa.String(length=40), nullable=True))
    op.add_column("step", sa.Column("votes", app.db.Json, server_default="{}", nullable=False))


def downgrade() -> None:
    # Not in a batch: on SQLite that would drop tables which others refer to.
    op.drop_column("step", "votes")
    op.drop_column("principal", "alliance_region")
    for name in ("published_at", "version", "note", "storyteller", "data_keeper", "leader", "coach", "sponsor"):
        op.drop_column("plan", name)
    for name in ("capability", "progress", "first_win", "done_on", "blocked_since"):
        op.drop_column("action", name)

    with op.batch_alter_table("reading", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reading_measure_id"))
        batch_op.drop_index(batch_op.f("ix_reading_check_in_id"))

    op.drop_table("reading")
    with op.batch_alter_table("check_in_move", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_check_in_move_check_in_id"))
        batch_op.drop_index(batch_op.f("ix_check_in_move_action_id"))

    op.drop_table("check_in_move")
    op.drop_table("vote_used")
    op.drop_table("vote_result")
    with op.batch_alter_table("check_in", schema=None) as batch_op:
        batch_op.drop_index("one_check_in_per_form")
        batch_op.drop_index(batch_op.f("ix_check_in_plan_id"))

    op.drop_table("check_in")
    with op.batch_alter_table("ballot", schema=None) as batch_op:
        batch_op.drop_index("ix_ballot_voter")

    op.drop_table("ballot")
    with op.batch_alter_table("vote_round", schema=None) as batch_op:
        batch_op.drop_index(
            "one_open_round", sqlite_where=sa.text("closed_at IS NULL"), postgresql_where=sa.text("closed_at IS NULL")
        )
        batch_op.drop_index(batch_op.f("ix_vote_round_workshop_id"))
        batch_op.drop_index(batch_op.f("ix_vote_round_board_id"))

    op.drop_table("vote_round")
    op.drop_table("text_author")
    with op.batch_alter_table("status_override", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_status_override_plan_id"))

    op.drop_table("status_override")
    with op.batch_alter_table("risk", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_risk_plan_id"))

    op.drop_table("risk")
    with op.batch_alter_table("plan_member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_member_plan_id"))

    op.drop_table("plan_member")
    with op.batch_alter_table("plan_item_origin", schema=None) as batch_op:
        batch_op.drop_index("one_item_per_note", sqlite_where=sa.text("promoted"), postgresql_where=sa.text("promoted"))
        batch_op.drop_index(batch_op.f("ix_plan_item_origin_plan_id"))
        batch_op.drop_index("ix_plan_item_origin_note")

    op.drop_table("plan_item_origin")
    with op.batch_alter_table("milestone", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_milestone_plan_id"))

    op.drop_table("milestone")
    with op.batch_alter_table("measure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_measure_plan_id"))

    op.drop_table("measure")
    with op.batch_alter_table("goal_version", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_goal_version_plan_id"))

    op.drop_table("goal_version")
    op.drop_table("element_text")
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_decision_plan_id"))

    op.drop_table("decision")
    with op.batch_alter_table("check_in_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_check_in_link_plan_id"))

    op.drop_table("check_in_link")
    with op.batch_alter_table("assumption", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_assumption_plan_id"))

    op.drop_table("assumption")
    with op.batch_alter_table("ask", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ask_plan_id"))

    op.drop_table("ask")
