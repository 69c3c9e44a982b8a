"""What is in the way of several centres: by kind and by word, and who shares it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.access import current_person, person_required
from app.alliance.blockers import alike, queries, services
from app.alliance.help.queries import spoken_for
from app.plans.errors import NoSuchChoice
from app.plans.models import AskKind
from app.plans.promotion.words import ASKS
from app.plans.queries import plan_and_deeds
from app.plans.services import require_change

bp = Blueprint("blockers", __name__, url_prefix="/alliance/blockers")

_KINDS = {**{str(kind): word for kind, word in ASKS.items()}}


@bp.get("/")
@person_required
def index() -> ResponseReturnValue:
    """What is in the way, one's own first with those elsewhere that are alike."""
    person = current_person()
    kind = request.args.get("kind", "")
    kind = kind if kind in set(AskKind) else ""
    word = request.args.get("word", "")[:80]
    seen = queries.seen_blockers(person)
    fits = [each for each in (*seen.own, *seen.others) if kind in {"", each.kind} and alike.has_word(each, word)]
    own = set(seen.own)
    by_kind = {name: [each for each in fits if each not in own and each.kind == name] for name in (*_KINDS, "")}
    return render_template(
        "alliance/blockers/index.html",
        own=[(each, alike.alike(each, seen.others)) for each in fits if each in own],
        by_kind={name: found for name, found in by_kind.items() if found},
        several=alike.said_by_several(fits),
        partners=seen.partners,
        kinds=_KINDS,
        kind=kind,
        word=word,
        sharing=queries.plans_to_share(person),
        asking=list(spoken_for(person).values()),
    )


@bp.post("/shares/<plan_id>/")
@person_required
def share(plan_id: str) -> ResponseReturnValue:
    """Let other centres read what is in the way of a plan, or no longer."""
    person = current_person()
    _plan, deeds = plan_and_deeds(plan_id, person)
    require_change(deeds)
    chosen = request.form.get("shares", "")
    if chosen not in {"yes", "no"}:
        raise NoSuchChoice
    services.share_blockers(person, plan_id, shares=chosen == "yes")
    flash(_("Shared with the centres of the alliance.") if chosen == "yes" else _("Not shared any more."))
    return redirect(url_for("blockers.index", _anchor="sharing"), code=303)
