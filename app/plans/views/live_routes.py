"""The ticket by which a plan's page opens its socket."""

from flask import jsonify
from flask.typing import ResponseReturnValue

from app.accounts.access import current_principal, current_session
from app.plans import permission_queries
from app.plans.blueprint import bp
from app.realtime import tickets


@bp.post("/<plan_id>/tickets/")
def issue_ticket(plan_id: str) -> ResponseReturnValue:
    """A ticket for the socket of whoever may read the plan."""
    principal = current_principal()
    permission_queries.deeds_in(plan_id, principal)
    return jsonify(ticket=tickets.issue(principal.id, current_session().id))
