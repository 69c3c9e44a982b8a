"""The house"""

import sqlalchemy as sa
from alembic import op

import app.db

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", app.db.Moment(timezone=True), nullable=False),
        sa.Column("actor_id", sa.String(length=22), nullable=True),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("target", sa.String(length=120), nullable=False),
        sa.Column("details", app.db.Json, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_actor_id"), ["actor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_target"), ["target"], unique=False)

    op.create_table(
        "centre",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=True),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("type_code", sa.String(length=40), nullable=True),
        sa.Column("ownership", sa.String(length=200), nullable=False),
        sa.Column("scope", sa.String(length=20), nullable=False),
        sa.Column("resources", sa.Text(), nullable=False),
        sa.Column("governance", sa.Text(), nullable=False),
        sa.Column("region_code", sa.String(length=40), nullable=True),
        sa.Column("country_code", sa.String(length=40), nullable=True),
        sa.Column("timezone", sa.String(length=60), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", app.db.Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_centre")),
        sa.UniqueConstraint("code", name=op.f("uq_centre_code")),
    )
    with op.batch_alter_table("centre", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_centre_region_code"), ["region_code"], unique=False)

    op.create_table(
        "failed_try",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=43), nullable=False),
        sa.Column("at", app.db.Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_failed_try")),
    )
    with op.batch_alter_table("failed_try", schema=None) as batch_op:
        batch_op.create_index("ix_failed_try_key_at", ["key", "at"], unique=False)

    op.create_table(
        "file_row",
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("row_id", sa.String(length=22), nullable=False),
        sa.PrimaryKeyConstraint("source", "demo", name=op.f("pk_file_row")),
    )
    with op.batch_alter_table("file_row", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_file_row_row_id"), ["row_id"], unique=False)

    op.create_table(
        "principal",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=True),
        sa.Column("timezone", sa.String(length=60), nullable=True),
        sa.Column("auth_epoch", sa.Integer(), nullable=False),
        sa.Column("created_at", app.db.Moment(timezone=True), nullable=False),
        sa.Column("revoked_at", app.db.Moment(timezone=True), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("alliance_role", sa.String(length=20), nullable=True),
        sa.CheckConstraint("kind = 'guest' OR email IS NOT NULL", name=op.f("ck_principal_people_have_an_address")),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_principal_addresses_in_lower_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_principal")),
        sa.UniqueConstraint("email", name=op.f("uq_principal_email")),
    )
    op.create_table(
        "term",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("cycle", sa.String(length=12), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("parent_code", sa.String(length=40), nullable=True),
        sa.Column("title", app.db.Json, nullable=False),
        sa.Column("text", app.db.Json, nullable=False),
        sa.Column("facts", app.db.Json, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("retired_at", app.db.Moment(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term")),
        sa.UniqueConstraint("kind", "cycle", "code", name=op.f("uq_term_kind_cycle_code")),
    )
    op.create_table(
        "used_ticket",
        sa.Column("nonce", sa.String(length=22), nullable=False),
        sa.Column("expires_at", app.db.Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("nonce", name=op.f("pk_used_ticket")),
    )
    with op.batch_alter_table("used_ticket", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_used_ticket_expires_at"), ["expires_at"], unique=False)

    op.create_table(
        "centre_term",
        sa.Column("centre_id", sa.String(length=22), nullable=False),
        sa.Column("term_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_centre_term_centre_id")),
        sa.ForeignKeyConstraint(["term_id"], ["term.id"], name=op.f("fk_centre_term_term_id")),
        sa.PrimaryKeyConstraint("centre_id", "term_id", name=op.f("pk_centre_term")),
    )
    op.create_table(
        "one_time_link",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("token_digest", sa.String(length=43), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("principal_id", sa.String(length=22), nullable=False),
        sa.Column("created_at", app.db.Moment(timezone=True), nullable=False),
        sa.Column("expires_at", app.db.Moment(timezone=True), nullable=False),
        sa.Column("used_at", app.db.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["principal_id"], ["principal.id"], name=op.f("fk_one_time_link_principal_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_one_time_link")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_one_time_link_token_digest")),
    )
    with op.batch_alter_table("one_time_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_one_time_link_principal_id"), ["principal_id"], unique=False)

    op.create_table(
        "page",
        sa.Column("slug", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", app.db.Json, nullable=False),
        sa.Column("lead", app.db.Json, nullable=False),
        sa.Column("body", app.db.Json, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", app.db.Moment(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=22), nullable=True),
        sa.ForeignKeyConstraint(["changed_by"], ["principal.id"], name=op.f("fk_page_changed_by")),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_page")),
    )
    op.create_table(
        "recovery_code",
        sa.Column("code_digest", sa.String(length=43), nullable=False),
        sa.Column("principal_id", sa.String(length=22), nullable=False),
        sa.Column("created_at", app.db.Moment(timezone=True), nullable=False),
        sa.Column("used_at", app.db.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["principal_id"], ["principal.id"], name=op.f("fk_recovery_code_principal_id")),
        sa.PrimaryKeyConstraint("code_digest", name=op.f("pk_recovery_code")),
    )
    with op.batch_alter_table("recovery_code", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recovery_code_principal_id"), ["principal_id"], unique=False)

    op.create_table(
        "staff",
        sa.Column("centre_id", sa.String(length=22), nullable=False),
        sa.Column("principal_id", sa.String(length=22), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("since", app.db.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_staff_centre_id")),
        sa.ForeignKeyConstraint(["principal_id"], ["principal.id"], name=op.f("fk_staff_principal_id")),
        sa.PrimaryKeyConstraint("centre_id", "principal_id", name=op.f("pk_staff")),
    )
    with op.batch_alter_table("staff", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_staff_principal_id"), ["principal_id"], unique=False)

    op.create_table(
        "web_session",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("secret_digest", sa.String(length=43), nullable=False),
        sa.Column("principal_id", sa.String(length=22), nullable=False),
        sa.Column("device", sa.String(length=120), nullable=False),
        sa.Column("auth_epoch", sa.Integer(), nullable=False),
        sa.Column("created_at", app.db.Moment(timezone=True), nullable=False),
        sa.Column("seen_at", app.db.Moment(timezone=True), nullable=False),
        sa.Column("expires_at", app.db.Moment(timezone=True), nullable=False),
        sa.Column("revoked_at", app.db.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["principal_id"], ["principal.id"], name=op.f("fk_web_session_principal_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_web_session")),
        sa.UniqueConstraint("secret_digest", name=op.f("uq_web_session_secret_digest")),
    )
    with op.batch_alter_table("web_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_web_session_principal_id"), ["principal_id"], unique=False)

    op.create_table(
        "workshop",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("question", sa.String(length=400), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("host_id", sa.String(length=22), nullable=True),
        sa.Column("host_name", sa.String(length=160), nullable=False),
        sa.Column("place", sa.String(length=160), nullable=False),
        sa.Column("timezone", sa.String(length=60), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("languages", app.db.Json, nullable=False),
        sa.Column("expected", sa.Integer(), nullable=True),
        sa.Column("tables", sa.Integer(), nullable=False),
        sa.Column("asks", app.db.Json, nullable=False),
        sa.Column("consent", sa.Text(), nullable=False),
        sa.Column("names_shown", sa.Boolean(), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=True),
        sa.Column("joining_locked", sa.Boolean(), nullable=False),
        sa.Column("agenda_version", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.String(length=22), nullable=False),
        sa.Column("created_at", app.db.Moment(timezone=True), nullable=False),
        sa.Column("closed_at", app.db.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["created_by"], ["principal.id"], name=op.f("fk_workshop_created_by")),
        sa.ForeignKeyConstraint(["host_id"], ["centre.id"], name=op.f("fk_workshop_host_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshop")),
        sa.UniqueConstraint("code", name=op.f("uq_workshop_code")),
    )
    with op.batch_alter_table("workshop", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_workshop_host_id"), ["host_id"], unique=False)

    op.create_table(
        "board",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("workshop_id", sa.String(length=22), nullable=False),
        sa.Column("canvas", sa.String(length=60), nullable=False),
        sa.Column("group_id", sa.String(length=22), nullable=True),
        sa.Column("epoch", sa.String(length=22), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("rules", app.db.Json, nullable=False),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_board_workshop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board")),
    )
    with op.batch_alter_table("board", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_board_workshop_id"), ["workshop_id"], unique=False)
        batch_op.create_index(
            "one_plenary_board",
            ["workshop_id", "canvas"],
            unique=True,
            sqlite_where=sa.text("group_id IS NULL"),
            postgresql_where=sa.text("group_id IS NULL"),
        )

    op.create_table(
        "plan",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("centre_id", sa.String(length=22), nullable=False),
        sa.Column("workshop_id", sa.String(length=22), nullable=True),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("goal", sa.Text(), nullable=False),
        sa.Column("day_one", sa.Date(), nullable=True),
        sa.Column("timezone", sa.String(length=60), nullable=False),
        sa.Column("created_at", app.db.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_plan_centre_id")),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_plan_workshop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
        sa.UniqueConstraint("workshop_id", name=op.f("uq_plan_workshop_id")),
    )
    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_centre_id"), ["centre_id"], unique=False)

    op.create_table(
        "seat",
        sa.Column("id", sa.String(length=24), nullable=False),
        sa.Column("workshop_id", sa.String(length=22), nullable=False),
        sa.Column("principal_id", sa.String(length=22), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("name_skeleton", sa.String(length=160), nullable=False),
        sa.Column("table_name", sa.String(length=40), nullable=False),
        sa.Column("organisation", sa.String(length=120), nullable=False),
        sa.Column("position", sa.String(length=120), nullable=False),
        sa.Column("region", sa.String(length=40), nullable=False),
        sa.Column("consented_at", app.db.Moment(timezone=True), nullable=True),
        sa.Column("joined_at", app.db.Moment(timezone=True), nullable=False),
        sa.Column("removed_at", app.db.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["principal_id"], ["principal.id"], name=op.f("fk_seat_principal_id")),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_seat_workshop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat")),
        sa.UniqueConstraint("workshop_id", "principal_id", name=op.f("uq_seat_workshop_id_principal_id")),
    )
    with op.batch_alter_table("seat", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_seat_principal_id"), ["principal_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_seat_workshop_id"), ["workshop_id"], unique=False)
        batch_op.create_index(
            "one_seat_per_name",
            ["workshop_id", "name_skeleton"],
            unique=True,
            sqlite_where=sa.text("removed_at IS NULL"),
            postgresql_where=sa.text("removed_at IS NULL"),
        )

    op.create_table(
        "stage",
        sa.Column("workshop_id", sa.String(length=22), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.String(length=22), nullable=True),
        sa.Column("phase", sa.Integer(), nullable=False),
        sa.Column("writing", sa.String(length=10), nullable=False),
        sa.Column("frozen", sa.Boolean(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("started_at", app.db.Moment(timezone=True), nullable=True),
        sa.Column("step_started_at", app.db.Moment(timezone=True), nullable=True),
        sa.Column("ended_at", app.db.Moment(timezone=True), nullable=True),
        sa.Column("timer_seconds", sa.Integer(), nullable=False),
        sa.Column("timer_ends_at", app.db.Moment(timezone=True), nullable=True),
        sa.Column("timer_left", sa.Integer(), nullable=True),
        sa.Column("timer_rang_at", app.db.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_stage_workshop_id")),
        sa.PrimaryKeyConstraint("workshop_id", name=op.f("pk_stage")),
    )
    op.create_table(
        "step",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("workshop_id", sa.String(length=22), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("title", app.db.Json, nullable=False),
        sa.Column("prompt", app.db.Json, nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("screen", sa.String(length=60), nullable=True),
        sa.Column("sharing", sa.String(length=10), nullable=False),
        sa.Column("phases", app.db.Json, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("lead", sa.String(length=120), nullable=False),
        sa.Column("room", sa.String(length=120), nullable=False),
        sa.Column("materials", sa.String(length=400), nullable=False),
        sa.CheckConstraint("minutes BETWEEN 1 AND 600", name=op.f("ck_step_minutes_in_range")),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_step_workshop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step")),
    )
    with op.batch_alter_table("step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_step_workshop_id"), ["workshop_id"], unique=False)

    op.create_table(
        "step_visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.String(length=22), nullable=False),
        sa.Column("step_id", sa.String(length=22), nullable=False),
        sa.Column("started_at", app.db.Moment(timezone=True), nullable=False),
        sa.Column("ended_at", app.db.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_step_visit_workshop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step_visit")),
    )
    with op.batch_alter_table("step_visit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_step_visit_workshop_id"), ["workshop_id"], unique=False)

    op.create_table(
        "workshop_canvas",
        sa.Column("workshop_id", sa.String(length=22), nullable=False),
        sa.Column("canvas", sa.String(length=60), nullable=False),
        sa.Column("body", app.db.Json, nullable=False),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_workshop_canvas_workshop_id")),
        sa.PrimaryKeyConstraint("workshop_id", "canvas", name=op.f("pk_workshop_canvas")),
    )
    op.create_table(
        "workshop_cohost",
        sa.Column("workshop_id", sa.String(length=22), nullable=False),
        sa.Column("centre_id", sa.String(length=22), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_workshop_cohost_centre_id")),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_workshop_cohost_workshop_id")),
        sa.PrimaryKeyConstraint("workshop_id", "centre_id", name=op.f("pk_workshop_cohost")),
    )
    op.create_table(
        "workshop_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.String(length=22), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.Time(), nullable=False),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_workshop_day_workshop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshop_day")),
        sa.UniqueConstraint("workshop_id", "position", name=op.f("uq_workshop_day_workshop_id_position")),
    )
    op.create_table(
        "action",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("plan_id", sa.String(length=22), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=400), nullable=False),
        sa.Column("owner", sa.String(length=120), nullable=False),
        sa.Column("start_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("blocked_reason", sa.String(length=400), nullable=False),
        sa.Column("critical", sa.Boolean(), nullable=False),
        sa.Column("evidence_expected", sa.Text(), nullable=False),
        sa.Column("created_at", app.db.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_action_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_action_plan_id_number")),
    )
    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_action_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "client_cursor",
        sa.Column("board_id", sa.String(length=22), nullable=False),
        sa.Column("client_id", sa.String(length=36), nullable=False),
        sa.Column("principal_id", sa.String(length=22), nullable=False),
        sa.Column("last_n", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", app.db.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_client_cursor_board_id")),
        sa.PrimaryKeyConstraint("board_id", "client_id", name=op.f("pk_client_cursor")),
    )
    op.create_table(
        "element",
        sa.Column("board_id", sa.String(length=22), nullable=False),
        sa.Column("id", sa.String(length=24), nullable=False),
        sa.Column("type", sa.String(length=12), nullable=False),
        sa.Column("zone", sa.String(length=60), nullable=True),
        sa.Column("parent_id", sa.String(length=24), nullable=True),
        sa.Column("z", sa.String(length=64), nullable=False),
        sa.Column("props", app.db.Json, nullable=False),
        sa.Column("audience", sa.String(length=24), nullable=False),
        sa.Column("author_id", sa.String(length=24), nullable=True),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("created_seq", sa.BigInteger(), nullable=False),
        sa.Column("updated_seq", sa.BigInteger(), nullable=False),
        sa.Column("deleted_seq", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_element_board_id")),
        sa.PrimaryKeyConstraint("board_id", "id", name=op.f("pk_element")),
    )
    with op.batch_alter_table("element", schema=None) as batch_op:
        batch_op.create_index("ix_element_author", ["board_id", "author_id"], unique=False)

    op.create_table(
        "note_record",
        sa.Column("board_id", sa.String(length=22), nullable=False),
        sa.Column("note_id", sa.String(length=24), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("author", sa.String(length=40), nullable=False),
        sa.Column("gloss", sa.String(length=500), nullable=True),
        sa.Column("cluster", sa.String(length=160), nullable=True),
        sa.Column("votes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_note_record_board_id")),
        sa.PrimaryKeyConstraint("board_id", "note_id", name=op.f("pk_note_record")),
    )
    op.create_table(
        "op",
        sa.Column("board_id", sa.String(length=22), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("at", app.db.Moment(timezone=True), nullable=False),
        sa.Column("seat_id", sa.String(length=24), nullable=True),
        sa.Column("client_id", sa.String(length=36), nullable=True),
        sa.Column("client_n", sa.BigInteger(), nullable=True),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("gesture", sa.String(length=24), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("audience", sa.String(length=24), nullable=False),
        sa.Column("target_id", sa.String(length=24), nullable=True),
        sa.Column("body", app.db.Json, nullable=False),
        sa.Column("inverse", app.db.Json, nullable=True),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_op_board_id")),
        sa.PrimaryKeyConstraint("board_id", "seq", name=op.f("pk_op")),
    )
    with op.batch_alter_table("op", schema=None) as batch_op:
        batch_op.create_index("ix_op_audience", ["board_id", "audience", "seq"], unique=False)
        batch_op.create_index("one_row_per_client_op", ["board_id", "client_id", "client_n"], unique=True)

    op.create_table(
        "refused_op",
        sa.Column("board_id", sa.String(length=22), nullable=False),
        sa.Column("client_id", sa.String(length=36), nullable=False),
        sa.Column("client_n", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("body", app.db.Json, nullable=False),
        sa.Column("at", app.db.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_refused_op_board_id")),
        sa.PrimaryKeyConstraint("board_id", "client_id", "client_n", name=op.f("pk_refused_op")),
    )
    with op.batch_alter_table("refused_op", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_refused_op_at"), ["at"], unique=False)

    op.create_table(
        "action_origin",
        sa.Column("action_id", sa.String(length=22), nullable=False),
        sa.Column("board_id", sa.String(length=22), nullable=False),
        sa.Column("note_id", sa.String(length=24), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("promoted", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("details", app.db.Json, nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_action_origin_action_id")),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_action_origin_board_id")),
        sa.PrimaryKeyConstraint("action_id", "board_id", "note_id", name=op.f("pk_action_origin")),
    )
    with op.batch_alter_table("action_origin", schema=None) as batch_op:
        batch_op.create_index("ix_action_origin_note", ["board_id", "note_id"], unique=False)
        batch_op.create_index(
            "one_action_per_note",
            ["board_id", "note_id"],
            unique=True,
            sqlite_where=sa.text("promoted"),
            postgresql_where=sa.text("promoted"),
        )


def downgrade() -> None:
    with op.batch_alter_table("action_origin", schema=None) as batch_op:
        batch_op.drop_index(
            "one_action_per_note", sqlite_where=sa.text("promoted"), postgresql_where=sa.text("promoted")
        )
        batch_op.drop_index("ix_action_origin_note")

    op.drop_table("action_origin")
    with op.batch_alter_table("refused_op", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_refused_op_at"))

    op.drop_table("refused_op")
    with op.batch_alter_table("op", schema=None) as batch_op:
        batch_op.drop_index("one_row_per_client_op")
        batch_op.drop_index("ix_op_audience")

    op.drop_table("op")
    op.drop_table("note_record")
    with op.batch_alter_table("element", schema=None) as batch_op:
        batch_op.drop_index("ix_element_author")

    op.drop_table("element")
    op.drop_table("client_cursor")
    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_action_plan_id"))

    op.drop_table("action")
    op.drop_table("workshop_day")
    op.drop_table("workshop_cohost")
    op.drop_table("workshop_canvas")
    with op.batch_alter_table("step_visit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_step_visit_workshop_id"))

    op.drop_table("step_visit")
    with op.batch_alter_table("step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_step_workshop_id"))

    op.drop_table("step")
    op.drop_table("stage")
    with op.batch_alter_table("seat", schema=None) as batch_op:
        batch_op.drop_index(
            "one_seat_per_name",
            sqlite_where=sa.text("removed_at IS NULL"),
            postgresql_where=sa.text("removed_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_seat_workshop_id"))
        batch_op.drop_index(batch_op.f("ix_seat_principal_id"))

    op.drop_table("seat")
    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_centre_id"))

    op.drop_table("plan")
    with op.batch_alter_table("board", schema=None) as batch_op:
        batch_op.drop_index(
            "one_plenary_board", sqlite_where=sa.text("group_id IS NULL"), postgresql_where=sa.text("group_id IS NULL")
        )
        batch_op.drop_index(batch_op.f("ix_board_workshop_id"))

    op.drop_table("board")
    with op.batch_alter_table("workshop", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_workshop_host_id"))

    op.drop_table("workshop")
    with op.batch_alter_table("web_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_web_session_principal_id"))

    op.drop_table("web_session")
    with op.batch_alter_table("staff", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_staff_principal_id"))

    op.drop_table("staff")
    with op.batch_alter_table("recovery_code", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recovery_code_principal_id"))

    op.drop_table("recovery_code")
    op.drop_table("page")
    with op.batch_alter_table("one_time_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_one_time_link_principal_id"))

    op.drop_table("one_time_link")
    op.drop_table("centre_term")
    with op.batch_alter_table("used_ticket", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_used_ticket_expires_at"))

    op.drop_table("used_ticket")
    op.drop_table("term")
    op.drop_table("principal")
    with op.batch_alter_table("file_row", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_file_row_row_id"))

    op.drop_table("file_row")
    with op.batch_alter_table("failed_try", schema=None) as batch_op:
        batch_op.drop_index("ix_failed_try_key_at")

    op.drop_table("failed_try")
    with op.batch_alter_table("centre", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_centre_region_code"))

    op.drop_table("centre")
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_target"))
        batch_op.drop_index(batch_op.f("ix_audit_actor_id"))

    op.drop_table("audit")
