"""Addresses that show nothing of a result, since they lead to this site itself. Pure."""

import re
from collections.abc import Iterable
from posixpath import normpath
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit

_CONTENT: Final = re.compile(r"/(?:boards|showcase)/[^/]|/reports/workshops/[^/]+/minutes\b")
"""Pages on which readers see what people made or decided: boards, cards of the showcase, minutes."""

_USUAL: Final = frozenset({80, 443})


def is_own_page(address: str, sites: Iterable[str]) -> bool:
    """True when an address leads to a page of one of these sites that shows no more than a plan says.

    These are the plan itself, its workshop, and the site; boards, minutes and cards show something.
    """
    path = path_here(address, sites)
    return path is not None and not _CONTENT.match(path)


def path_here(address: str, sites: Iterable[str]) -> str | None:
    """Return where on one of these sites an address leads to; None where it leads elsewhere."""
    try:
        found = urlsplit(address)
        is_own = _site(found) in {_site(urlsplit(each)) for each in sites}
    except ValueError:
        return None
    return normpath(unquote(found.path) or "/") if is_own else None


def _site(parts: SplitResult) -> tuple[str, int | None]:
    """Return host and port; a usual port, `www.` and the dot at the end make no other site."""
    host = (parts.hostname or "").rstrip(".").removeprefix("www.")
    return host, None if parts.port in _USUAL else parts.port
