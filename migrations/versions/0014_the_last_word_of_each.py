"""The last reading of a measure and the last check-in of a plan are found in one step, however many there are"""

from app.table_changes import create_index, drop_index

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

LATEST = {"reading": "measure_id", "check_in": "plan_id"}
"""By table: of what the latest is looked for."""


def upgrade() -> None:
    for table, of in LATEST.items():
        create_index(f"ix_{table}_latest", table, [of, "on", "filed_at"])
        drop_index(f"ix_{table}_{of}", table)


def downgrade() -> None:
    for table, of in LATEST.items():
        create_index(f"ix_{table}_{of}", table, [of])
        drop_index(f"ix_{table}_latest", table)
