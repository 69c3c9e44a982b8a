"""What comes back from letters, outside everything one signs in for: answers, and the wish to get no more of them."""

import hmac

from flask import Blueprint, current_app, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import i18n
from app.errors import NotAllowed, NotFound
from app.plans import services
from app.plans.errors import NoSuchChoice
from app.plans.letters import mailbox_queries
from app.plans.letters import queries as reminding_queries
from app.plans.letters.contact_forms import LettersForm
from app.security import is_signed

bp = Blueprint("mail", __name__, url_prefix="/mail")


SIGNATURE = "X-Baraza-Signature"
"""The header that says `sha256=` and the HMAC of the body under the house's key, in hexadecimal."""


@bp.post("/replies/")
@is_signed
def take_reply() -> ResponseReturnValue:
    """A mail that somebody answered with, whole, as the mail server had it."""
    secret = str(current_app.config["REPLY_SECRET"])
    if not secret:
        raise NotFound
    body = request.get_data()
    signed = hmac.new(secret.encode(), body, "sha256").hexdigest()
    if not hmac.compare_digest(f"sha256={signed}".encode(), request.headers.get(SIGNATURE, "").encode()):
        raise NotAllowed
    return jsonify(code=services.take_mail(body))


@bp.get("/<token>/")
def letters(token: str) -> ResponseReturnValue:
    """Whether the address of a letter gets more of them, with a button. Opening it changes nothing."""
    letter = reminding_queries.letter_to_stop(token)
    i18n.speak(letter.language)
    stopped = mailbox_queries.is_stopped(letter.address)
    return render_template("plans/link/letters.html", address=letter.address, stopped=stopped, token=token)


@bp.post("/<token>/")
@is_signed
def choose_letters(token: str) -> ResponseReturnValue:
    """Write no more of them, or again; whoever knows the address may say so, mail programs too (RFC 8058)."""
    reminding_queries.letter_to_stop(token)
    if request.form.get("List-Unsubscribe") == "One-Click":
        services.stop_letters(token)
        return "", 200
    form = LettersForm(meta={"csrf": False})
    if not form.validate():
        raise NoSuchChoice
    if form.letters.data == "none":
        services.stop_letters(token)
    else:
        services.start_letters(token)
    return redirect(url_for("mail.letters", token=token), code=303)
