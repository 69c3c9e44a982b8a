"""What is written to who was the sponsor of a plan, once somebody else answers as the sponsor."""

from flask_babel import gettext as _

from app.plans.events import SponsorReplaced
from app.plans.views.said import lines_of
from app.texts import one_line


def write(event: SponsorReplaced, title: str) -> tuple[str, str]:
    """Return subject and text: of which plan, what changed, who changed it and why."""
    lines = [
        f"{line.label}: {one_line(line.before) or '–'} → {one_line(line.after) or '–'}"
        for line in lines_of(event.said, "plan")
    ]
    why = _("%(name)s wrote: “%(words)s”", name=one_line(event.by_name), words=one_line(event.reason))
    paragraphs = [_("Hello %(name)s,", name=one_line(event.former.name)), one_line(title), "\n".join(lines), why]
    return f"{one_line(title)}: {_('Sponsor')}", "\n\n".join(paragraphs) + "\n"
