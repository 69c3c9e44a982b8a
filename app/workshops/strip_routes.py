"""The agenda as a strip, for the head of a board."""

from flask import render_template

from app.workshops.blueprint import bp
from app.workshops.room_routes import here
from app.workshops.strip_view import strip as strip_of


@bp.get("/w/<workshop_id>/strip/")
def strip(workshop_id: str) -> str:
    """Where the room is in its agenda. Whether it is late is told to those who lead it."""
    workshop, seat = here(workshop_id)
    return render_template("workshops/_strip.html", strip=strip_of(workshop), facilitates=seat.facilitates)
