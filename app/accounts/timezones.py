"""Time zones people choose from: those with a place in their name, each with that place in the reader's language."""

from functools import cache, partial
from typing import Final
from zoneinfo import available_timezones

from babel import Locale
from babel.dates import get_timezone_location

from app import aside

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


def _names() -> frozenset[str]:
    return frozenset(name for name in available_timezones() if name.startswith(_CONTINENTS)) | {"UTC"}


def _choices(language: str) -> tuple[tuple[str, str], ...]:
    locale = Locale.parse(language)
    return tuple((name, get_timezone_location(name, locale=locale)) for name in sorted(_names()))
