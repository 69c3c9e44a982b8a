"""The blueprint of all pages of centres, and what their templates say by name."""

from flask import Blueprint

from app.centres import words
from app.centres.models import TermKind

bp = Blueprint("centres", __name__)


@bp.context_processor
def _words() -> dict[str, object]:
    return {"Kind": TermKind, "scope_words": words.SCOPES, "role_words": words.ROLES, "phase_words": words.PHASES}
