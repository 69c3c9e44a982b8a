"""The applicant's door and the desk as blueprints, and what their templates say by name."""

from datetime import datetime
from zoneinfo import ZoneInfo

from flask import Blueprint
from flask_babel import format_decimal, get_timezone

from app.alliance.calls.words import STANDINGS
from app.alliance.eoi import words
from app.alliance.eoi.receipts import in_groups
from app.centres.words import PHASES, SCOPES

door = Blueprint("eoi", __name__, url_prefix="/eoi")
desk = Blueprint("eoi_desk", __name__, url_prefix="/eoi")


def _by(moment: datetime, zone: str) -> datetime:
    """A moment by a clock, as a filter."""
    return moment.astimezone(ZoneInfo(zone))


def _mine(moment: datetime) -> datetime:
    """A moment by the reader's own clock."""
    return moment.astimezone(get_timezone())


def in_templates() -> dict[str, object]:
    """Words and filters by their names."""
    return {
        "part_words": words.PARTS,
        "state_words": words.STATES,
        "field_words": words.FIELDS,
        "item_words": words.ITEMS,
        "found_words": words.FOUND,
        "level_words": words.LEVELS,
        "doubt_words": words.DOUBTS,
        "mark_words": words.MARKS,
        "standing_words": STANDINGS,
        "by_clock": _by,
        "my_clock": _mine,
        "my_zone": lambda: str(get_timezone()),
        "in_groups": in_groups,
        "scope_words": SCOPES,
        "phase_words": PHASES,
        "one_place": lambda number: format_decimal(round(number, 1)),
    }


door.context_processor(in_templates)
desk.context_processor(in_templates)
