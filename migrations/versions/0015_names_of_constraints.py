"""Constraints of tables that came with 0005 to 0010 are called by the convention, so that later versions find them"""

from app.table_changes import rename_constraints, unlocked

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

FOREIGN_KEYS = {
    "action_need": {"action_id": "action", "needs_id": "action"},
    "action_part": {"action_id": "action"},
    "calendar_feed": {"centre_id": "centre", "made_by": "principal", "plan_id": "plan"},
    "centre_pair": {"by_id": "principal", "one_id": "centre", "other_id": "centre"},
    "centre_partner": {"centre_id": "centre"},
    "centre_step": {"by_id": "principal", "centre_id": "centre"},
    "coach_note": {"by_id": "principal", "plan_id": "plan"},
    "commitment": {"plan_id": "plan"},
    "due_move": {"by_id": "principal", "plan_id": "plan"},
    "evidence": {"action_id": "action", "by_id": "principal", "check_in_id": "check_in", "plan_id": "plan"},
    "help_answer": {"by_id": "principal", "centre_id": "centre", "request_id": "help_request"},
    "help_request": {"by_id": "principal", "centre_id": "centre", "to_centre_id": "centre"},
    "mail_reply": {"digest_id": "digest"},
    "measure_move": {"by_id": "principal", "measure_id": "measure"},
    "own_canvas": {"centre_id": "centre", "made_by": "principal"},
    "parked": {"plan_id": "plan"},
    "plan_contact": {"person_id": "principal", "plan_id": "plan"},
    "plan_look": {"plan_id": "plan", "principal_id": "principal"},
    "plan_paper": {"board_id": "board", "plan_id": "plan"},
    "plan_pause": {"by_id": "principal", "plan_id": "plan"},
    "plan_share": {"made_by": "principal", "plan_id": "plan"},
    "plan_workshop": {"opened_by": "principal", "plan_id": "plan", "workshop_id": "workshop"},
    "portfolio_export": {"principal_id": "principal"},
    "practice_adaptation": {
        "card_id": "practice_card",
        "centre_id": "centre",
        "practice_id": "practice_card",
        "said_by": "principal",
    },
    "practice_card": {"centre_id": "centre", "made_by": "principal", "plan_id": "plan"},
    "reminder": {"check_in_id": "check_in", "digest_id": "digest", "link_id": "check_in_link", "plan_id": "plan"},
    "saved_view": {"owner_id": "principal"},
    "shared_blockers": {"by_id": "principal", "plan_id": "plan"},
    "sign_off": {"by_id": "principal", "next_plan_id": "plan", "plan_id": "plan"},
    "thanks": {"plan_id": "plan"},
}
"""By table: the columns that refer to another one, and to which; its name was added to theirs."""

UNIQUE = {
    "action_part": ("action_id", "number"),
    "commitment": ("plan_id", "number"),
    "evidence": ("plan_id", "number"),
    "parked": ("plan_id", "number"),
    "practice_adaptation": ("practice_id", "centre_id"),
    "thanks": ("plan_id", "number"),
}
"""By table: the columns that are unique together; the constraint was called after the first alone."""


def _names(table: str) -> dict[str, str]:
    """Return what the constraints of a table are called now, by what they were called."""
    keys = {f"fk_{table}_{column}_{other}": f"fk_{table}_{column}" for column, other in FOREIGN_KEYS[table].items()}
    columns = UNIQUE.get(table)
    return keys | ({f"uq_{table}_{columns[0]}": f"uq_{table}_{'_'.join(columns)}"} if columns else {})


def upgrade() -> None:
    # One table after another, so that nobody waits for thirty of them at once.
    with unlocked():
        for table in FOREIGN_KEYS:
            rename_constraints(table, _names(table))


def downgrade() -> None:
    for table in FOREIGN_KEYS:
        rename_constraints(table, {now: before for before, now in _names(table).items()})
