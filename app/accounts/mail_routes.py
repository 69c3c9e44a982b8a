"""What administrators see of the mail: what was not delivered, and why."""

from flask import Blueprint, render_template

from app.accounts.access import administrator_required
from app.mail import queries

bp = Blueprint("undelivered", __name__)


@bp.get("/undelivered/")
@administrator_required
def index() -> str:
    """The mails that were given up, and those that were tried in vain and still wait."""
    return render_template("accounts/undelivered.html", mails=queries.undelivered())
