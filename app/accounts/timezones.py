"""Time zones people choose from: those with a place in their name, each with that place in the reader's language."""

from functools import cache, partial
from typing import Final
from zoneinfo import available_timezones

from babel import Locale
from babel.core import get_global
from babel.dates import get_timezone_location

from app import aside
from app.i18n import LANGUAGES
from app.texts import folded

_CONTINENTS: Final = (
    "Africa/",
    "America/",
    "Antarctica/",
    "Asia/",
    "Atlantic/",
    "Australia/",
    "Europe/",
    "Indian/",
    "Pacific/",
)


@cache
def names() -> frozenset[str]:
    """Return every zone. Who asks first has six hundred files looked at, aside."""
    return aside.compute(_names)


@cache
def choices(language: str) -> tuple[tuple[str, str], ...]:
    """Return every zone with its place in a language, such as `Africa/Nairobi` with `Kenia`, by name."""
    return aside.compute(partial(_choices, language))


def matching(typed: str) -> str | None:
    """Return the zone a person means: case and spaces do not count, and the city alone is enough."""
    known, wanted = names(), typed.strip().replace(" ", "_").casefold()
    exact = [name for name in known if name.casefold() == wanted]
    by_city = [name for name in known if name.casefold().rpartition("/")[2] == wanted]
    return next(iter(exact or (by_city if len(by_city) == 1 else [])), None)


@cache
def by_country() -> dict[str, str]:
    """Return the zone of every country that lies in one alone, by its folded name in each of our languages."""
    return aside.compute(_by_country)


def zone_of_country(name: str) -> str | None:
    """Return the zone of a country by its name or code; None where it has several, or nobody knows the country."""
    return by_country().get(folded(name.strip()))


def _by_country() -> dict[str, str]:
    zones: dict[str, list[str]] = {}
    for zone, territory in get_global("zone_territories").items():
        if zone in _names():
            zones.setdefault(territory, []).append(zone)
    alone = {territory: found[0] for territory, found in zones.items() if len(found) == 1}
    called = {territory.casefold(): zone for territory, zone in alone.items()}
    for language in LANGUAGES:
        territories = Locale.parse(language).territories
        called |= {folded(territories[each]): zone for each, zone in alone.items() if each in territories}
    return called


def _names() -> frozenset[str]:
    return frozenset(name for name in available_timezones() if name.startswith(_CONTINENTS)) | {"UTC"}


def _choices(language: str) -> tuple[tuple[str, str], ...]:
    locale = Locale.parse(language)
    return tuple((name, get_timezone_location(name, locale=locale)) for name in sorted(_names()))
