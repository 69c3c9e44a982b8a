"""What the templates of the room turn into words: roles, phases, tables; and the stage into data."""

from datetime import datetime

from flask_babel import LazyString, get_timezone
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
def time_at(milliseconds: int) -> str:
    """Return the time of day of a moment in the room, as its clocks show it: `10:45`."""
    return hhmm(datetime.fromtimestamp(milliseconds / 1000, get_timezone()))


@bp.app_template_filter()
def going_on(milliseconds: int | None) -> Markup:
    """Return where a phone shows at which time the room goes on: scripts keep it right (`face.js`)."""
    return Markup("<time data-goes-on>{}</time>").format("" if milliseconds is None else time_at(milliseconds))


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
