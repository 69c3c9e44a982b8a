"""Why evidence does not count as shown, as people read it."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from app.plans.models import Evidence


def why_not_shown(kept: Evidence | Mapping[str, Any]) -> str:
    """Return why evidence, or what a sign-off sealed of it, does not count as shown; empty where it does."""
    said = kept if isinstance(kept, Mapping) else {name: getattr(kept, name) for name in ("sha256", "url", "own_page")}
    # Seals of earlier servers do not say whose page it is.
    own_page = said.get("own_page", False)
    if said["sha256"] or (said["url"] and not own_page):
        return ""
    if own_page:
        return str(
            _("Not counted as shown: its address is a page of this site, which shows nothing more than the plan.")
        )
    return str(_("Not counted as shown: it has no file and no address to look at."))
