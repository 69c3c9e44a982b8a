"""One plan to take along: whoever reads its page takes what it says as a file."""

from collections.abc import Callable
from datetime import date

from flask import Response

from app.accounts.access import current_principal
from app.downloads import as_attachment, file_name
from app.plans import queries
from app.plans.models import Plan
from app.plans.services import today_of
from app.reports import plan_file, plan_sheet, services
from app.reports.blueprint import bp


@bp.get("/plans/<plan_id>.json")
def plan(plan_id: str) -> Response:
    """One plan as a file for programs."""
    return _taken(plan_id, plan_file.write, "application/json", "json")


@bp.get("/plans/<plan_id>.csv")
def plan_rows(plan_id: str) -> Response:
    """One plan as a sheet, a row for each thing it holds."""
    return _taken(plan_id, plan_sheet.write, "text/csv; charset=utf-8", "csv")


def _taken(plan_id: str, write: Callable[[Plan, date], bytes], mimetype: str, ending: str) -> Response:
    principal = current_principal()
    found, _deeds = queries.whole_plan_and_deeds(plan_id, principal)
    today = today_of(found)
    answer = Response(write(found, today), content_type=mimetype)
    as_attachment(answer.headers, file_name(found.title, today, ending=ending))
    services.taken_along(principal, f"plan:{plan_id}", ending, deed="plan.export")
    return answer
