"""The board engine"""

import sqlalchemy as sa
from alembic import op

import app.db

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attendance",
        sa.Column("origin", sa.String(length=40), nullable=False),
        sa.Column("room", sa.String(length=80), nullable=False),
        sa.Column("principals", app.db.Json, nullable=False),
        sa.Column("seen_at", app.db.Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("origin", "room", name=op.f("pk_attendance")),
    )
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attendance_seen_at"), ["seen_at"], unique=False)

    op.create_table(
        "happening",
        sa.Column(
            "number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(always=False), nullable=False
        ),
        sa.Column("origin", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("body", app.db.Json, nullable=False),
        sa.Column("at", app.db.Moment(timezone=True), server_default=sa.text("(CURRENT_TIMESTAMP)"), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_happening")),
    )
    with op.batch_alter_table("happening", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_happening_at"), ["at"], unique=False)

    op.create_table(
        "asset",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("board_id", sa.String(length=22), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("mime", sa.String(length=20), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("made_at", app.db.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_asset_board_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asset")),
        sa.UniqueConstraint("board_id", "sha256", name=op.f("uq_asset_board_id_sha256")),
    )
    with op.batch_alter_table("asset", schema=None) as batch_op:
        batch_op.create_index("ix_asset_sha256", ["sha256"], unique=False)

    op.create_table(
        "board_snapshot",
        sa.Column("board_id", sa.String(length=22), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("at", app.db.Moment(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("living", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_board_snapshot_board_id")),
        sa.PrimaryKeyConstraint("board_id", "seq", name=op.f("pk_board_snapshot")),
    )
    op.create_table(
        "board_version",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("board_id", sa.String(length=22), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("at", app.db.Moment(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("seat_id", sa.String(length=24), nullable=False),
        sa.Column("made_at", app.db.Moment(timezone=True), nullable=False),
        sa.Column("gesture", sa.String(length=24), nullable=True),
        sa.Column("about", app.db.Json, nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_board_version_board_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_version")),
    )
    with op.batch_alter_table("board_version", schema=None) as batch_op:
        batch_op.create_index("ix_board_version_board_seq", ["board_id", "seq"], unique=False)

    op.create_table(
        "asset_holder",
        sa.Column("asset_id", sa.String(length=22), nullable=False),
        sa.Column("seat_id", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(["asset_id"], ["asset.id"], name=op.f("fk_asset_holder_asset_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["seat.id"], name=op.f("fk_asset_holder_seat_id")),
        sa.PrimaryKeyConstraint("asset_id", "seat_id", name=op.f("pk_asset_holder")),
    )
    with op.batch_alter_table("asset_holder", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_asset_holder_seat_id"), ["seat_id"], unique=False)

    with op.batch_alter_table("element", schema=None) as batch_op:
        batch_op.create_index(
            "ix_element_image",
            ["board_id"],
            unique=False,
            sqlite_where=sa.text("type = 'image'"),
            postgresql_where=sa.text("type = 'image'"),
        )

    with op.batch_alter_table("step", schema=None) as batch_op:
        batch_op.add_column(sa.Column("moderated", sa.Boolean(), server_default=sa.false(), nullable=False))

    with op.batch_alter_table("workshop", schema=None) as batch_op:
        batch_op.add_column(sa.Column("veil", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("workshop", schema=None) as batch_op:
        batch_op.drop_column("veil")

    with op.batch_alter_table("step", schema=None) as batch_op:
        batch_op.drop_column("moderated")

    with op.batch_alter_table("element", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_element_image", sqlite_where=sa.text("type = 'image'"), postgresql_where=sa.text("type = 'image'")
        )

    with op.batch_alter_table("asset_holder", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_asset_holder_seat_id"))

    op.drop_table("asset_holder")
    with op.batch_alter_table("board_version", schema=None) as batch_op:
        batch_op.drop_index("ix_board_version_board_seq")

    op.drop_table("board_version")
    op.drop_table("board_snapshot")
    with op.batch_alter_table("asset", schema=None) as batch_op:
        batch_op.drop_index("ix_asset_sha256")

    op.drop_table("asset")
    with op.batch_alter_table("happening", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_happening_at"))

    op.drop_table("happening")
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attendance_seen_at"))

    op.drop_table("attendance")
