"""What the address of a portfolio asks for, and the address under which it is found again."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode

from app.alliance.portfolio.listing import ORDERS, PAGE, WORST_FIRST, Wanted
from app.centres.models import TermKind
from app.centres.queries import Vocabulary

_MOST: Final = 2000
"""More plans than this nobody reads on one page."""


def wanted_of(asked: Mapping[str, str], words: Vocabulary) -> Wanted:
    """What an address asks for. A word that is in no list asks for nothing, as an old bookmark would."""

    def listed(name: str, kind: TermKind) -> str:
        code = asked.get(name, "")
        return code if words.named(kind, code) else ""

    status, order = asked.get("status", ""), asked.get("order", "")
    return Wanted(
        text=asked.get("q", "")[:200],
        region=listed("region", TermKind.REGION),
        capability=listed("capability", TermKind.CAPABILITY),
        kind=listed("type", TermKind.CENTRE_TYPE),
        status=status if status in WORST_FIRST else "",
        coach=asked.get("coach", "")[:120],
        order=order if order.removeprefix("-") in ORDERS else "",
        rows=_rows(asked.get("rows", "")),
    )


def query_of(wanted: Wanted) -> str:
    """What is wanted as the query of an address, without what asks for nothing."""
    asked = {
        "q": wanted.text,
        "region": wanted.region,
        "capability": wanted.capability,
        "type": wanted.kind,
        "status": wanted.status,
        "coach": wanted.coach,
        "order": wanted.order,
        "rows": str(wanted.rows) if wanted.rows > PAGE else "",
    }
    return urlencode({name: value for name, value in asked.items() if value})


def address(path: str, wanted: Wanted) -> str:
    """Where what is wanted is found again."""
    query = query_of(wanted)
    return f"{path}{'?' if query else ''}{query}"


def _rows(asked: str) -> int:
    """So many rows at once, in steps of a page."""
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < len(str(_MOST)) + 1 else PAGE
    return max(PAGE, min(_MOST, number) // PAGE * PAGE)
