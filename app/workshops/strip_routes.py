"""The agenda as a strip, for the head of a board, and the button that moves the room beside it."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.hx import htmx
from app.workshops.blueprint import bp
from app.workshops.cockpit_view import cockpit
from app.workshops.policy import Deed
from app.workshops.room_routes import here
from app.workshops.services import stage
from app.workshops.strip_view import strip as strip_of


@bp.get("/w/<workshop_id>/strip/")
def strip(workshop_id: str) -> str:
    """Where the room is in its agenda. Whether it is late is told to those who lead it."""
    workshop, seat = here(workshop_id)
    return render_template("workshops/_strip.html", strip=strip_of(workshop), facilitates=seat.facilitates)


@bp.get("/w/<workshop_id>/next/")
def next_move(workshop_id: str) -> str:
    """The button that moves the room, for a page of a board; with `?opened=yes` what it does, once it is opened."""
    workshop, _seat = here(workshop_id, Deed.MOVE_THE_ROOM)
    opened = "opened" in request.args
    return render_template("workshops/_next.html", workshop=workshop, view=cockpit(workshop), opened=opened)


@bp.post("/w/<workshop_id>/next/")
def go_on(workshop_id: str) -> ResponseReturnValue:
    """Move the room on from a page of a board; answers with the next button, or goes to the cockpit without htmx."""
    _workshop, seat = here(workshop_id, Deed.MOVE_THE_ROOM)
    stage.advance(seat, seen=request.form.get("seen", ""), way=request.form.get("way"))
    return next_move(workshop_id) if htmx else redirect(url_for("workshops.show_cockpit", workshop_id=workshop_id), 303)
