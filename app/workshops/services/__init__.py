"""Everything people do in a workshop, one transaction each."""

from app.workshops.services.making import make_workshop

__all__ = ["make_workshop"]
