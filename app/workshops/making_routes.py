"""Making a workshop: choose what it starts from, say what it is."""

from datetime import time, timedelta
from zoneinfo import ZoneInfo

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock, i18n
from app.accounts import timezones
from app.accounts.access import current_person, person_required
from app.accounts.models import Person
from app.canvases import strips
from app.canvases.library import library
from app.errors import Invalid
from app.workshops.agenda_queries import centres_to_host, workshops_planned_by
from app.workshops.agenda_view import strip_of_drafts
from app.workshops.blueprint import bp
from app.workshops.forms import NewWorkshopForm, said_by
from app.workshops.origins import Origin, origin_of
from app.workshops.services import make_workshop

MORNING = time(9, 30)


@bp.get("/workshops/new/")
@person_required
def new() -> ResponseReturnValue:
    """What to start from; once that is chosen, the form."""
    person = current_person()
    origin = origin_of(request.args, person)
    if origin is None:
        return render_template(
            "workshops/new.html",
            library=library(),
            sequences=[(each, library().steps(each)) for each in library().sequences.values()],
            bars_of=strips.of_steps,
            mine=workshops_planned_by(person),
        )
    return _form(origin, NewWorkshopForm.over(person, data=_start(origin, person)))


@bp.post("/workshops/")
@person_required
def create() -> ResponseReturnValue:
    """Make the workshop and open its agenda."""
    person = current_person()
    origin = origin_of(request.form, person)
    if origin is None:
        raise Invalid
    form = NewWorkshopForm.over(person, data={})
    if not form.validate_on_submit():
        return _form(origin, form), 422
    days = form.agenda_days(origin.dates_from)
    made = make_workshop(person, form.brief(days), origin.over(len(days)), canvases=origin.canvases, extra=origin.extra)
    if days[0].date < clock.now().astimezone(ZoneInfo(made.timezone)).date():
        flash(_("The first day of this workshop has passed already. Change it here if that is a mistake."))
    return redirect(url_for("workshops.agenda", workshop_id=made.id), code=303)


def _form(origin: Origin, form: NewWorkshopForm) -> str:
    return render_template(
        "workshops/making.html",
        origin=origin,
        form=form,
        bars=strip_of_drafts(origin.steps, origin.canvases),
        minutes=sum(step.minutes for step in origin.steps),
        zones=timezones.choices(i18n.language()),
    )


def _start(origin: Origin, person: Person) -> dict[str, object]:
    """What the form says before anybody wrote in it."""
    hosts = [centre for centre in centres_to_host(person) if not centre.is_closed]
    started: dict[str, object] = {
        "title": i18n.pick(origin.name),
        "kind": origin.kind,
        "host": hosts[0].id if hosts else "",
        "timezone": hosts[0].timezone if hosts else person.timezone or "UTC",
        "language": i18n.language() if i18n.is_language(i18n.language()) else "en",
        "date": clock.now().date() + timedelta(days=7),
        "starts_at": MORNING,
        "days": origin.days,
    }
    if origin.copied is None:
        return started
    kept = said_by(origin.copied)
    if kept["host"] not in {centre.id for centre in hosts}:
        kept |= {"host": "", "host_name": kept["host_is"] or kept["host_name"]}
    return {**started, **kept, "starts_at": origin.copied.days[0].starts_at}
