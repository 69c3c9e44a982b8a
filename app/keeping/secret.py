"""The secret key of a house, which signs cookies and tickets. It is in a backup only where somebody asked for it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import current_app

from app.keeping.errors import Refused
from app.keeping.reading import Backup
from app.keeping.writing import replace, to_disk, unfinished


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


@contextmanager
def prepared(backup: Backup, *, wanted: bool) -> Iterator[Callable[[], None]]:
    """The key of a backup, on the disk; what is yielded puts it where the house reads its own when it starts."""
    part = backup.manifest.secret_key if wanted else None
    if part is None:
        yield lambda: None
        return
    with unfinished(_path()) as (file, name):
        file.writelines(backup.chunks(part))
        to_disk(file)
        yield lambda: replace(name, _path())


def _path() -> Path:
    var: Path = current_app.config["VAR"]
    return var / "secret_key"
