"""Which process this is: a name of its own, drawn when it is first asked for, and anew in a child."""

import os
import secrets

_names: dict[int, str] = {}


def origin() -> str:
    """The name of this process among those of its house."""
    pid = os.getpid()
    if pid not in _names:
        _names[pid] = f"{pid}-{secrets.token_urlsafe(9)}"
    return _names[pid]
