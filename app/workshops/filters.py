"""What the templates of the room turn into words: roles, phases, tables; and the stage into data."""

from datetime import datetime
from zoneinfo import ZoneInfo

from flask import g
from flask_babel import LazyString
from markupsafe import Markup

from app.accounts import names
from app.moments import hhmm
from app.workshops import words
from app.workshops.blueprint import bp
from app.workshops.join_forms import table_name
from app.workshops.models import SeatRole
from app.workshops.phases import PhaseKind
from app.workshops.stage_view import StageView, as_message, as_page

bp.add_app_template_filter(table_name, "table_name")
bp.add_app_template_filter(as_message, "message")
bp.add_app_template_filter(as_page, "page_message")


@bp.app_template_filter()
def role_name(role: str) -> LazyString:
    return words.ROLES[SeatRole(role)]


@bp.app_template_filter()
def phase_name(kind: str) -> LazyString:
    return words.PHASES[PhaseKind(kind)]


@bp.app_template_filter()
def going_on(milliseconds: int | None) -> Markup:
    """Return where a screen shows at which time the room goes on, `10:45`: scripts keep it right (`face.js`)."""
    zone = g.workshop_timezone
    time = "" if milliseconds is None else hhmm(datetime.fromtimestamp(milliseconds / 1000, ZoneInfo(zone)))
    return Markup('<time data-goes-on="{}">{}</time>{}').format(zone, time, zone_beside())


@bp.app_template_global()
def zone_beside() -> Markup:
    """Return the place of the workshop's zone, to stand behind a time of the room.

    Screens whose device has the same clock hide it: times are the workshop's on all of them (`follow.js`).
    """
    return Markup('<span class="zone-place"> ({})</span>').format(zone_place(g.workshop_timezone))


@bp.app_template_filter()
def zone_place(timezone: str) -> str:
    """Return the place a time zone is named after: `Kolkata`."""
    return timezone.rpartition("/")[2].replace("_", " ")


@bp.app_template_filter()
def who_sees(stage: StageView) -> LazyString:
    """Return who sees what people write, as the cockpit says it."""
    return words.who_sees(stage.writing, moderated=stage.moderated)


@bp.app_template_filter()
def badge(name: str) -> str:
    """Two letters for a person's circle where one word would give one: `Neem` is `Ne`, beside `Naima`, who is `Na`."""
    letters = names.initials(name)
    return name[:2] if len(letters) == 1 and name[:2].istitle() else letters


@bp.app_template_filter()
def address(typed: str) -> Markup:
    """An address inside a sentence: it stands out, and reads from left to right in any script."""
    return Markup('<b dir="ltr">{}</b>').format(typed)


@bp.app_template_filter()
def figure(number: int) -> Markup:
    """A number that stands out inside a sentence."""
    return Markup('<b class="num">{}</b>').format(number)
