"""Of what evidence is, why it does not count as shown, and when it was added, as people read it."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _

from app.i18n import comma
from app.moments import day_month_year
from app.plans.actions.standing import Shape, Standing, Unshown
from app.plans.evidence.late import added_late, same_file
from app.plans.evidence.of import Of
from app.plans.models import Action, Evidence, Milestone, Plan
from app.texts import isolated


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


def of_words(of: Of | None, called: Callable[[str], str] = isolated) -> str:
    """Return of which action or milestone evidence is; empty where it is of the whole plan."""
    match of:
        case None:
            return ""
        case Of("action", number, title, parked=True):
            return str(_("of action %(number)s, “%(title)s”, which is parked", number=number, title=called(title)))
        case Of("action", number, title):
            return str(_("of action %(number)s, “%(title)s”", number=number, title=called(title)))
        case Of(_kind, _number, title):
            return str(_("of the milestone “%(title)s”", title=called(title)))


def same_file_words(
    kept: Evidence | Mapping[str, Any],
    among: Iterable[Evidence | Mapping[str, Any]],
    called: Callable[[str], str] = isolated,
) -> str:
    """Return which other evidence of a plan, or of its seal, is the same file; empty where none is."""
    return comma().join(_("the same file as “%(title)s”", title=called(each)) for each in same_file(kept, among))


def what_shows(item: Action | Milestone, how: Standing, plan: Plan, called: Callable[[str], str] = str) -> str:
    """Return by what it is shown that something is done, or that nothing shows it; empty where it is not done."""
    if how.shape != Shape.DONE:
        return ""
    match how.unshown:
        case Unshown.NOT_SHOWN:
            return str(_("nothing shown yet"))
        case Unshown.NOT_SAID:
            return str(_("nothing says how one sees it"))
        case None:
            by = [each for each in plan.evidence if each.shows and each.of_id == item.id]
            return "\n".join(_shown_by(each, plan, called) for each in by) or str(_("no evidence was asked for"))


def _shown_by(kept: Evidence, plan: Plan, called: Callable[[str], str]) -> str:
    """Return what evidence is called, and which other is the same file, as what shows something."""
    said, same = _("Shown by:"), same_file_words(kept, plan.evidence, called)
    return f"{said} {comma().join(each for each in (called(kept.title), same) if each)}"


def added_words(kept: Evidence, timezone: str) -> str:
    """Return when evidence was added, where that was well after the day it is dated; else nothing."""
    added = added_late(kept, timezone)
    return str(_("added on %(date)s", date=day_month_year(added))) if added else ""


def sealed_days_words(said: Mapping[str, Any]) -> str:
    """Return the day that sealed evidence is dated and when it was added, where that was well after; else nothing."""
    # Seals of earlier servers do not say when it was added.
    if not said.get("added_on"):
        return ""
    on, added = (day_month_year(date.fromisoformat(said[name])) for name in ("on", "added_on"))
    return str(_("dated %(date)s, added on %(added)s", date=on, added=added))
