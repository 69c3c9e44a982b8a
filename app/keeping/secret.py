"""The secret key of a house, which signs cookies and tickets. It is in a backup only where somebody asked for it."""

import os
from pathlib import Path

from flask import current_app

from app.ids import new_id
from app.keeping.errors import Refused
from app.keeping.reading import Backup


def check(backup: Backup, *, wanted: bool) -> None:
    """See that the key of a backup can be taken over, where that is wanted.

    Raises:
        Refused: it is not in the backup, or this house has its key from its settings.
    """
    if not wanted:
        return
    if backup.manifest.secret_key is None:
        raise Refused("This backup does not hold the secret key.")
    if not _path().exists() or _path().read_text() != current_app.config["SECRET_KEY"]:
        raise Refused("SECRET_KEY is set, so the key of this backup cannot be taken over. Unset it first.")


def take_over(backup: Backup) -> None:
    """Write the key of a backup where the house reads its own when it starts."""
    part = backup.manifest.secret_key
    assert part is not None  # noqa: S101 - checked before anything was done
    unfinished = _path().with_name(f".secret_key.{new_id()}.part")
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.writelines(backup.chunks(part))
    unfinished.rename(_path())


def _path() -> Path:
    var: Path = current_app.config["VAR"]
    return var / "secret_key"
