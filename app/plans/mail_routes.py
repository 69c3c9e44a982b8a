"""What comes from letters, outside everything one signs in for: the wish to get no more of them."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.plans import contact_queries, reminding_queries, services
from app.plans.contact_forms import LettersForm
from app.plans.errors import NoSuchChoice

bp = Blueprint("mail", __name__, url_prefix="/mail")


@bp.get("/<token>/")
def letters(token: str) -> ResponseReturnValue:
    """Whether the address of a letter gets more of them, with a button. Opening it changes nothing."""
    letter = reminding_queries.digest_of(token)
    stopped = contact_queries.is_stopped(letter.address)
    return render_template("plans/link/letters.html", address=letter.address, stopped=stopped, token=token)


@bp.post("/<token>/")
def choose_letters(token: str) -> ResponseReturnValue:
    """No more of them, or again."""
    reminding_queries.digest_of(token)
    form = LettersForm()
    if not form.validate():
        raise NoSuchChoice
    if form.letters.data == "none":
        services.stop_letters(token)
    else:
        services.start_letters(token)
    return redirect(url_for("mail.letters", token=token), code=303)
