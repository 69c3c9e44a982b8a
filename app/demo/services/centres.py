"""Centres of a file become centres of the house, as a part of the caller's transaction."""

from sqlalchemy import select

from app import clock
from app.centres.models import Centre, Term, TermKind
from app.db import db
from app.demo.portfolio import Centre as WrittenCentre
from app.demo.portfolio import File
from app.ids import new_id

MIDDLE = {
    "AFR": "Africa/Nairobi",
    "AMS": "America/Bogota",
    "ARB": "Asia/Dubai",
    "ASP": "Asia/Kolkata",
    "CIS": "Asia/Almaty",
    "EUR": "Europe/Bucharest",
}
"""A clock for the centre of an invented country: one from the middle of its region."""


def place_centres(file: File, *, renew: bool, about: str = "") -> dict[str, Centre]:
    """The centres of the file by their codes, made where they are missing.

    A centre that is here stays as it is, unless `renew` makes it again what the file says.
    """
    placed = {}
    for written in file.portfolio.centres:
        centre = db.session.scalar(select(Centre).where(Centre.code == written.id))
        if centre is None or renew:
            centre = centre or Centre(id=new_id(), code=written.id, version=0, created_at=clock.now())
            _describe(centre, written, file, about)
            db.session.add(centre)
        placed[written.id] = centre
    db.session.flush()
    return placed


def _describe(centre: Centre, written: WrittenCentre, file: File, about: str) -> None:
    workshop = next((each for each in file.workshops if each.centre == written.id), None)
    centre.name = written.name
    centre.about = about
    centre.type_code = written.centre_type
    centre.scope = written.scope
    centre.region_code = written.region
    centre.country_code = _country(written)
    centre.timezone = workshop.timezone if workshop else MIDDLE.get(written.region, "UTC")
    centre.terms = _terms(written, workshop.regional_initiatives if workshop else ())


def _country(written: WrittenCentre) -> str | None:
    """The country by its name in English, if it stands in the centre's region."""
    countries = db.session.scalars(
        select(Term).where(Term.kind == TermKind.COUNTRY, Term.parent_code == written.region)
    )
    return next((term.code for term in countries if term.title.get("en") == written.country), None)


def _terms(written: WrittenCentre, initiatives: tuple[str, ...]) -> list[Term]:
    found = select(Term).order_by(Term.position)
    capabilities = found.where(Term.kind == TermKind.CAPABILITY, Term.code.in_(written.capabilities))
    named = found.where(Term.kind == TermKind.INITIATIVE, Term.code.in_(initiatives))
    by_code = {term.code: term for term in db.session.scalars(named.order_by(Term.cycle))}
    return [*db.session.scalars(capabilities), *by_code.values()]
