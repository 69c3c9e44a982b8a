"""What is written to somebody for whom the team wrote an answer down."""

from flask_babel import gettext as _

from app.plans.events import AnsweredForAnother
from app.texts import one_line


def write(event: AnsweredForAnother, title: str, *, address: str) -> tuple[str, str]:
    """Return subject and text: of which plan, who answered what in their name.

    `address` is where they may read it; empty where they may not.
    """
    said = {"name": one_line(event.by_name), "ask": one_line(event.ask), "words": one_line(event.words)}
    paragraphs = [
        _("Hello %(name)s,", name=one_line(event.reader.name)),
        _("%(name)s answered “%(ask)s” in your name: “%(words)s”", **said),
        _("You can read the plan here: %(address)s", address=address) if address else "",
    ]
    return f"{one_line(title)}: " + _("Answered in your name"), "\n\n".join(filter(None, paragraphs)) + "\n"
