"""Time zones people choose from: those with a place in their name, each with that place in the reader's language."""

from functools import cache
from typing import Final
from zoneinfo import available_timezones

from babel import Locale
from babel.dates import get_timezone_location

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
    return frozenset(name for name in available_timezones() if name.startswith(_CONTINENTS)) | {"UTC"}


@cache
def choices(language: str) -> tuple[tuple[str, str], ...]:
    """Return every zone with its place in a language, such as `Africa/Nairobi` with `Kenia`, by name."""
    locale = Locale.parse(language)
    return tuple((name, get_timezone_location(name, locale=locale)) for name in sorted(names()))


def matching(typed: str) -> str | None:
    """Return the zone a person means: case and spaces do not count, and the city alone is enough."""
    wanted = typed.strip().replace(" ", "_").casefold()
    exact = [name for name in names() if name.casefold() == wanted]
    by_city = [name for name in names() if name.casefold().rpartition("/")[2] == wanted]
    return next(iter(exact or (by_city if len(by_city) == 1 else [])), None)
