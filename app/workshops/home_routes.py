"""Somebody's workshops: today's, those to come, those that are over."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app.accounts.access import current_person, person_required
from app.canvases import strips
from app.canvases.library import library
from app.workshops import codes, home_view, words
from app.workshops.agenda_queries import leads
from app.workshops.blueprint import bp
from app.workshops.models import Workshop


@bp.get("/workshops/")
@person_required
def index() -> ResponseReturnValue:
    """Every workshop of this person."""
    return render_template("workshops/index.html", mine=home_view.mine(current_person()), kinds=words.KINDS)


@bp.get("/workshops/today/")
@person_required
def today() -> ResponseReturnValue:
    """The part of the first page that knows of workshops, to be asked for again as time goes by."""
    return render_template("workshops/_home.html")


@bp.app_template_global()
def workshops_home() -> dict[str, object]:
    """What the first page shows somebody who signs in: a page of a lower feature includes it without knowing how."""
    mine = home_view.mine(current_person())
    coming = (*mine.running, *mine.coming)
    return {
        "today": home_view.today_of(coming[0]) if coming else None,
        "coming": coming[1:4],
        "kinds": words.KINDS,
        "show_code": codes.show,
        "sequences": [(each, library().steps(each)) for each in library().sequences.values()],
        "bars_of": strips.of_steps,
    }


@bp.app_template_global()
def leads_room(workshop: Workshop) -> bool:
    """Whether whoever asks has a seat that leads in this workshop; somebody who plans may have none."""
    return leads(workshop, current_person())
