"""What stands for somebody where nobody is named.

An HMAC with a key of the workshop, which is destroyed when it is closed: from then on nobody
can tell whose a row or a note is, and nothing in it is equal to anything that names somebody.
"""

import hmac
from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Final

_LETTERS: Final = 22


def alias_of(veil: bytes | None, seat_id: str) -> str | None:
    """The alias of a seat, none where the workshop has no key."""
    return None if veil is None else f"a_{veiled(veil, seat_id)}"


def veiled(veil: bytes | None, id_: str) -> str:
    """An id nobody can trace without the key; as it is where there is none."""
    if veil is None:
        return id_
    return urlsafe_b64encode(hmac.new(veil, id_.encode(), sha256).digest()).decode()[:_LETTERS]
