"""The board engine"""

import hashlib
import secrets
from base64 import urlsafe_b64encode
from datetime import datetime, timedelta

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

    veil_workshops()
    tie_pages_to_nobody()


def veil_workshops() -> None:
    """Every open workshop gets the key behind which nobody is named."""
    workshop = sa.table("workshop", sa.column("id"), sa.column("veil"), sa.column("closed_at"))
    connection = op.get_bind()
    for id_ in connection.scalars(sa.select(workshop.c.id).where(workshop.c.closed_at.is_(None))).all():
        connection.execute(sa.update(workshop).where(workshop.c.id == id_).values(veil=secrets.token_bytes(32)))


def tie_pages_to_nobody() -> None:
    """Where a page stood beside what it wrote there are digests now, as `app/boards/alias.py` makes them."""
    connection = op.get_bind()
    moment, day = app.db.Moment(timezone=True), timedelta(days=1)
    cursor = sa.table("client_cursor", *map(sa.column, ("board_id", "client_id", "principal_id", "last_n")))
    refused = sa.table("refused_op", *map(sa.column, ("board_id", "client_id", "client_n", "code")))
    cursors = connection.execute(sa.select(cursor, sa.column("seen_at", moment))).all()
    refusals = connection.execute(sa.select(refused, sa.column("body", app.db.Json), sa.column("at", moment))).all()
    op.drop_index("ix_refused_op_at", table_name="refused_op")
    op.drop_table("refused_op")
    op.drop_table("client_cursor")
    op.drop_table("text_author")
    new_cursor, new_refused = make_page_tables()
    for row in cursors:
        page, holder = kept_of(f"page {row.client_id}"), kept_of(f"holder {row.client_id} {row.principal_id}")
        known = {"board_id": row.board_id, "client_id": page, "holder": holder, "last_n": row.last_n}
        connection.execute(sa.insert(new_cursor).values(**known, seen_at=midnight(row.seen_at)))
    for row in refusals:
        body = {name: value for name, value in row.body.items() if name not in {"n", "g", "u", "base"}}
        known = {"board_id": row.board_id, "id": kept_of(f"refused {row.client_id} {row.client_n}"), "code": row.code}
        connection.execute(sa.insert(new_refused).values(**known, body=body, at=midnight(row.at) + day))
    connection.execute(sa.text("UPDATE op SET client_id = NULL, client_n = NULL"))


def make_page_tables() -> tuple[sa.Table, sa.Table]:
    cursor = op.create_table(
        "client_cursor",
        sa.Column("board_id", sa.String(length=22), nullable=False),
        sa.Column("client_id", sa.String(length=22), nullable=False),
        sa.Column("holder", sa.String(length=22), nullable=False),
        sa.Column("last_n", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", app.db.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_client_cursor_board_id")),
        sa.PrimaryKeyConstraint("board_id", "client_id", name=op.f("pk_client_cursor")),
    )
    with op.batch_alter_table("client_cursor", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_client_cursor_seen_at"), ["seen_at"], unique=False)

    refused = op.create_table(
        "refused_op",
        sa.Column("board_id", sa.String(length=22), nullable=False),
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("body", app.db.Json, nullable=False),
        sa.Column("at", app.db.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_refused_op_board_id")),
        sa.PrimaryKeyConstraint("board_id", "id", name=op.f("pk_refused_op")),
    )
    with op.batch_alter_table("refused_op", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_refused_op_at"), ["at"], unique=False)

    op.create_table(
        "text_author",
        sa.Column("board_id", sa.String(length=22), nullable=False),
        sa.Column("element_id", sa.String(length=24), nullable=False),
        sa.Column("yclient", sa.BigInteger(), nullable=False),
        sa.Column("hand", sa.String(length=22), nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_text_author_board_id")),
        sa.PrimaryKeyConstraint("board_id", "element_id", "yclient", name=op.f("pk_text_author")),
    )
    return cursor, refused


def kept_of(secret: str) -> str:
    return urlsafe_b64encode(hashlib.sha256(secret.encode()).digest()).decode()[:22]


def midnight(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def unmake_page_tables() -> None:
    """What digests say nobody can say again: pages of the version before number anew."""
    op.drop_table("text_author")
    with op.batch_alter_table("refused_op", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_refused_op_at"))

    op.drop_table("refused_op")
    with op.batch_alter_table("client_cursor", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_client_cursor_seen_at"))

    op.drop_table("client_cursor")
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
        "text_author",
        sa.Column("board_id", sa.String(length=22), nullable=False),
        sa.Column("element_id", sa.String(length=24), nullable=False),
        sa.Column("yclient", sa.BigInteger(), nullable=False),
        sa.Column("principal_id", sa.String(length=22), nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_text_author_board_id")),
        sa.PrimaryKeyConstraint("board_id", "element_id", "yclient", name=op.f("pk_text_author")),
    )


def downgrade() -> None:
    unmake_page_tables()
    # Not in a batch: on SQLite that would drop tables which others refer to.
    op.drop_column("workshop", "veil")
    op.drop_column("step", "moderated")

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
