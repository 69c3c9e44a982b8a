"""What a facilitator takes along on paper: the run sheet, also as a calendar file, and the way in for the wall."""

from functools import partial
from importlib import import_module

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from app import aside, clock
from app.accounts.access import current_person, person_required
from app.downloads import as_attachment, file_name
from app.workshops import agenda_view, codes, qr, words
from app.workshops.agenda_queries import facilitators_of, workshop_to_plan
from app.workshops.blueprint import bp
from app.workshops.errors import WorkshopOver
from app.workshops.places import door_address, join_address, room_address


@bp.get("/w/<workshop_id>/run-sheet/")
@person_required
def run_sheet(workshop_id: str) -> ResponseReturnValue:
    """The whole agenda with times, questions, notes and materials, for print."""
    workshop = workshop_to_plan(workshop_id, current_person())
    return render_template(
        "workshops/run_sheet.html",
        workshop=workshop,
        days=agenda_view.compose(workshop),
        leading=facilitators_of(workshop),
        phase_names=words.PHASES,
        show_code=codes.show,
    )


@bp.get("/w/<workshop_id>/run-sheet.ics")
@person_required
def run_sheet_calendar(workshop_id: str) -> ResponseReturnValue:
    """The agenda for a calendar; `per=day` in the address makes each day one event."""
    workshop = workshop_to_plan(workshop_id, current_person())
    # 5 MB that only whoever takes a calendar along needs, and nobody else waits for.
    calendar = aside.compute(partial(import_module, "app.workshops.calendar"))
    file = calendar.write(
        workshop,
        agenda_view.compose(workshop),
        per_day=request.args.get("per") == "day",
        address=room_address(workshop.id),
        now=clock.now(),
    )
    answer = Response(file, mimetype="text/calendar")
    first = min((day.date for day in workshop.days), default="")
    as_attachment(answer.headers, file_name(workshop.title, first, ending="ics"))
    return answer


@bp.get("/w/<workshop_id>/join-sheet/")
@person_required
def join_sheet(workshop_id: str) -> ResponseReturnValue:
    """Code, QR and address, large, for a door or a table.

    Raises:
        WorkshopOver: nobody joins a closed workshop.
    """
    workshop = workshop_to_plan(workshop_id, current_person())
    if workshop.code is None:
        raise WorkshopOver
    return render_template(
        "workshops/join_sheet.html",
        workshop=workshop,
        code=codes.show(workshop.code),
        drawn=qr.draw(join_address(workshop.code)),
        address=door_address(),
    )
