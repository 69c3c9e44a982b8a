"""What is written to who was the sponsor of a plan, once somebody else answers as the sponsor."""

from flask_babel import gettext as _

from app.plans.agreeing import refused_in, unconfirmed_in
from app.plans.events import SponsorReplaced
from app.plans.letters.agreement_words import sponsor_in
from app.plans.models import Plan
from app.plans.views.said import lines_of
from app.texts import one_line


def write(event: SponsorReplaced, plan: Plan, *, address: str) -> tuple[str, str]:
    """Return subject and text: of which plan, what changed, who changed it and why, and what is not agreed to yet.

    `address` is where they may read the plan; empty where they may not.
    """
    title = one_line(plan.title)
    lines = [
        f"{line.label}: {one_line(line.before) or '–'} → {one_line(line.after) or '–'}"
        for line in lines_of(event.said, "plan")
    ]
    why = _("%(name)s wrote: “%(words)s”", name=one_line(event.by_name), words=one_line(event.reason))
    paragraphs = [
        _("Hello %(name)s,", name=one_line(event.former.name)),
        _("Somebody else answers for the sponsor of this plan now: %(title)s", title=title),
        "\n".join(lines),
        why,
        sponsor_in(refused_in(plan), unconfirmed_in(plan)),
        _("You can read the plan here: %(address)s", address=address) if address else "",
    ]
    return f"{title}: " + _("Sponsor"), "\n\n".join(filter(None, paragraphs)) + "\n"
