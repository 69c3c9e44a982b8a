"""The wall: first the way in and the ring of seats, then the step, legible from the back of the room."""

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_login import current_user

from app import i18n
from app.accounts.access import current_principal, let_in, session_before
from app.accounts.devices import device_name
from app.i18n import is_language
from app.workshops import agenda, codes, places, presence, qr, queries, ring
from app.workshops.agenda_queries import agenda_of
from app.workshops.blueprint import bp
from app.workshops.models import Workshop
from app.workshops.policy import Deed, may
from app.workshops.room_routes import here
from app.workshops.services import walls

USUAL = 36
"""Seats drawn where nobody said how many people are expected."""


@bp.get("/w/<workshop_id>/wall/")
def wall(workshop_id: str) -> str:
    """The screen everybody looks at."""
    workshop, seat = here(workshop_id, Deed.SHOW_THE_WALL)
    i18n.speak(workshop.language)
    return render_template("workshops/wall.html", seat=seat, **_face(workshop))


@bp.get("/w/<workshop_id>/wall/face/")
def wall_face(workshop_id: str) -> str:
    """What the wall shows now: the way in, a step, or the thanks."""
    workshop, _seat = here(workshop_id, Deed.SHOW_THE_WALL)
    i18n.speak(workshop.language)
    return render_template("workshops/_wall.html", **_face(workshop))


@bp.post("/w/<workshop_id>/walls/")
def make_wall_link(workshop_id: str) -> ResponseReturnValue:
    """A link for another machine, shown once on a page of its own."""
    workshop, seat = here(workshop_id, Deed.LET_PEOPLE_IN)
    address = places.wall_address(walls.link(seat))
    return render_template("workshops/wall_link.html", workshop=workshop, address=address)


@bp.post("/w/<workshop_id>/walls/removal/")
def take_walls_down(workshop_id: str) -> ResponseReturnValue:
    """End every wall that was opened by a link."""
    _workshop, seat = here(workshop_id, Deed.LET_PEOPLE_IN)
    walls.take_down(seat)
    return redirect(url_for("workshops.show_cockpit", workshop_id=workshop_id), code=303)


@bp.get("/walls/<token>/")
def wall_link(token: str) -> ResponseReturnValue:
    """Take the secret out of the address before any page is shown; nothing is done yet."""
    session["wall"] = token
    return redirect(url_for("workshops.wall_door"), code=303)


@bp.get("/walls/")
def wall_door() -> ResponseReturnValue:
    """Ask before this machine becomes a wall; who may show the wall anyway just sees it."""
    found = walls.wall_behind(session.get("wall", ""))
    if current_user.is_authenticated:
        mine = queries.seat_of(found.workshop_id, current_principal().id)
        if mine is not None and may(mine, Deed.SHOW_THE_WALL):
            return redirect(url_for("workshops.wall", workshop_id=found.workshop_id), code=303)
    return render_template("workshops/wall_door.html", workshop=found.workshop)


@bp.post("/walls/")
def become_wall() -> ResponseReturnValue:
    """Make this machine a wall."""
    device = device_name(request.user_agent.string)
    shown, opened = walls.show(session.get("wall", ""), device=device, before=session_before())
    let_in(opened)
    return redirect(url_for("workshops.wall", workshop_id=shown.workshop_id), code=303)


def _face(workshop: Workshop) -> dict[str, object]:
    people, connected = queries.people_who_came(workshop.id), presence.here(workshop.id)
    slots = agenda.times(agenda_of(workshop))
    return {
        "workshop": workshop,
        "stage": queries.stage_seen(workshop.id),
        "people": people,
        "connected": sum(seat.principal_id in connected for seat in people),
        "online": sum(seat.table == "online" for seat in people),
        "ring": ring.draw(max(workshop.expected or USUAL, len(people))),
        "door": places.door_address(),
        "code": codes.show(workshop.code) if workshop.code else "",
        "qr": qr.draw(places.join_address(workshop.code)) if workshop.code else None,
        "starts": slots[0].starts if slots else None,
        "no_account": _no_account(workshop.languages),
    }


def _no_account(languages: list[str]) -> dict[str, str]:
    """The sentence that takes away the fear, in each language of the workshop that the house speaks."""
    said: dict[str, str] = {}
    for language in filter(is_language, languages):
        with force_locale(language):
            said.setdefault(str(_("No account, no app")), language)
    return {language: sentence for sentence, language in said.items()}
