"""What stands for somebody where nobody is named, and for a page everywhere.

An alias is an HMAC with a key of the workshop, which is destroyed when it is closed: from then on
nobody can tell whose a row or a note is, and nothing in it is equal to anything that names somebody.

A page's own id (`c` in `docs/protocol.md`) is a secret of the page: no table has it. What is kept are
digests of it with what they are kept for, so that no two tables share one.
"""

import hmac
from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Final

from app.ids import digest

ALIAS: Final = "a_"
"""How an alias begins."""

_LETTERS: Final = 22


def alias_of(veil: bytes | None, seat_id: str) -> str | None:
    """The alias of a seat, none where the workshop has no key."""
    return None if veil is None else ALIAS + _veiled(veil, seat_id)


def is_alias(mark: str | None) -> bool:
    """Whether a row or a note names nobody."""
    return mark is not None and mark.startswith(ALIAS)


def hand_of(veil: bytes | None, element_id: str, principal_id: str) -> str:
    """Who writes in one note: in another note somebody else, so that no two notes are tied by it."""
    return _veiled(veil or b"", f"{element_id} {principal_id}")


def page_of(client_id: str) -> str:
    """A page, by its secret."""
    return digest(f"page {client_id}")[:_LETTERS]


def holder_of(client_id: str, principal_id: str) -> str:
    """Whose a page is: another for each page of theirs."""
    return digest(f"holder {client_id} {principal_id}")[:_LETTERS]


def refusal_of(client_id: str, n: int) -> str:
    """A numbered op of a page that was refused: another for each."""
    return digest(f"refused {client_id} {n}")[:_LETTERS]


def _veiled(veil: bytes, said: str) -> str:
    return urlsafe_b64encode(hmac.digest(veil, said.encode(), sha256)).decode()[:_LETTERS]
