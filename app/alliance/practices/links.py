"""Which links of a card do not let everybody see what worked, since they lead to this site itself. Pure."""

import re
from collections.abc import Iterable
from typing import Final

from app.plans.evidence.addresses import path_here

_OPEN: Final = re.compile(r"/(?:showcase|p)/([^/]+)")
"""Pages that show what worked without asking anybody to sign in: cards, and plans for people outside."""


def is_closed_page(link: str, sites: Iterable[str], practice_id: str = "") -> bool:
    """True when a link leads to a page of one of these sites that not everybody can open, or that shows no result.

    The card `practice_id` itself shows nothing more than it says.
    """
    path = path_here(link, sites)
    found = _OPEN.match(path) if path is not None else None
    return path is not None and (found is None or found[1] == practice_id)
