"""One record: from the expression of interest to the centre, its workshops, plans and results."""

from http import HTTPStatus

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.accounts.access import current_principal, person_required
from app.alliance.eoi.blueprint import desk as bp
from app.alliance.eoi.record_queries import Record, record_for, record_of_centre
from app.errors import NotFound
from app.hx import htmx
from app.plans.words import SHAPE, STATUS


@bp.get("/<eoi_id>/record/")
@person_required
def record(eoi_id: str) -> ResponseReturnValue:
    """The way of one, each step with its day and how it stands."""
    return _shown(record_for(current_principal(), eoi_id))


@bp.get("/of/<centre_id>/")
def of_centre(centre_id: str) -> ResponseReturnValue:
    """The same for the page of a centre, which asks for everybody who reads it: for most of them there is nothing."""
    if htmx and not current_user.is_authenticated:
        return "", HTTPStatus.NO_CONTENT
    try:
        return _shown(record_of_centre(current_principal(), centre_id))
    except NotFound:
        if htmx:
            return "", HTTPStatus.NO_CONTENT
        raise


def _shown(found: Record) -> str:
    return render_template(
        "eoi/_record_of_centre.html" if htmx else "eoi/record.html", record=found, plan_words=STATUS, plan_shapes=SHAPE
    )
