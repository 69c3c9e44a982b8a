"""What keeps a canvas from being used, in sentences for whoever changes it. The rules are the library's own."""

from collections.abc import Iterator

from flask_babel import gettext as _

from app.canvases.canvas import Canvas, Zone
from app.canvases.checking import faults_of_canvas
from app.canvases.geometry import are_nested, box, is_covered, overlaps
from app.canvases.library import library
from app.canvases.own.changing import MOST_ZONES
from app.canvases.placing import EDGE, LEAST, MARGIN, TITLE
from app.i18n import pick


def is_sound(canvas: Canvas) -> bool:
    """Whether a canvas can be used."""
    return len(canvas.zones) <= MOST_ZONES and not any(faults_of_canvas(canvas, library(), library().vocabulary))


def problems_of(canvas: Canvas) -> list[str]:
    """Everything that is wrong, one sentence each. The library has the last word, whatever was said before."""
    found = list(_told(canvas))
    if not found:
        faults = faults_of_canvas(canvas, library(), library().vocabulary)
        found = [_("This canvas does not hold together: %(fault)s", fault=fault) for fault in faults]
    return found


def _told(canvas: Canvas) -> Iterator[str]:
    if not canvas.zones:
        yield _("A canvas has at least one zone.")
        return
    if len(canvas.zones) > MOST_ZONES:
        yield _("A canvas has at most %(most)s zones.", most=MOST_ZONES)
        return
    pairs = overlaps(canvas.zones)
    for one, other in pairs:
        yield _("“%(one)s” and “%(other)s” lie on each other.", one=_name(one), other=_name(other))
    if not pairs and not is_covered(canvas.zones):
        yield _("The zones leave a part of the board without one, or reach beyond it.")
    if not are_nested(canvas.zones):
        yield _("Each ring lies wholly within the one before.")
    for zone in canvas.zones:
        if box(zone).width < MARGIN + LEAST.width + EDGE or box(zone).height < TITLE + LEAST.height + EDGE:
            yield _("“%(zone)s” is too small for its title and a note.", zone=_name(zone))
    if not canvas.action_zones and not canvas.promotion:
        yield _("Say of at least one zone that its notes can become actions.")


def _name(zone: Zone) -> str:
    return pick(zone.title)
