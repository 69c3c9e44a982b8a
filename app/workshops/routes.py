"""Every page of the workshops, by noun; importing them hangs them on the blueprint."""

from app.workshops import (
    agenda_routes,
    cockpit_routes,
    filters,
    home_routes,
    join_routes,
    making_routes,
    paper_routes,
    phone_routes,
    room_routes,
    settings_routes,
    strip_routes,
    wall_routes,
)
from app.workshops.blueprint import bp

__all__ = [
    "agenda_routes",
    "bp",
    "cockpit_routes",
    "filters",
    "home_routes",
    "join_routes",
    "making_routes",
    "paper_routes",
    "phone_routes",
    "room_routes",
    "settings_routes",
    "strip_routes",
    "wall_routes",
]
