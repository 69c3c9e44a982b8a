"""What a centre says of itself, as one value, and which types may reach how far."""

from dataclasses import dataclass
from enum import StrEnum

from app.centres.models import Term


class Scope(StrEnum):
    """How far a centre reaches."""

    NATIONAL = "national"
    REGIONAL = "regional"
    GLOBAL = "global"


@dataclass(frozen=True, slots=True)
class Profile:
    """A centre's own words and the terms it chose.

    Terms are named by their keys: a capability by its code, an initiative by cycle and
    code ("2023-2025/ASP4").
    """

    name: str
    about: str = ""
    type_code: str | None = None
    scope: str = Scope.NATIONAL
    ownership: str = ""
    resources: str = ""
    governance: str = ""
    region_code: str | None = None
    country_code: str | None = None
    timezone: str = "UTC"
    language: str = "en"
    languages: tuple[str, ...] = ()
    more_languages: str = ""
    retention_months: int | None = None
    capabilities: frozenset[str] = frozenset()
    initiatives: frozenset[str] = frozenset()


def scope_fits(scope: str, centre_type: Term | None) -> bool:
    """Whether a centre of this type may reach this far. A type that names no scopes allows all."""
    allowed = centre_type.facts.get("scopes") if centre_type else None
    return not isinstance(allowed, list) or not allowed or scope in allowed


def country_fits(country: Term | None, region_code: str | None) -> bool:
    """Whether the country lies in the centre's region."""
    return country is None or country.parent_code == region_code
