"""Files that nobody else on the machine reads, whatever the umask of whoever starts Baraza."""

from pathlib import Path

BESIDE = ("", "-wal", "-shm", "-journal")
"""What SQLite keeps beside a database; it makes each as readable as the database is."""

OWN = 0o600


def keep_private(database: Path) -> None:
    """Make an SQLite file, and what lies beside it, one that its owner alone reads; it is there afterwards.

    Raises:
        OSError: it cannot be made, as on a disk that is read-only.
    """
    database.touch(mode=OWN)
    for path in (database.with_name(database.name + each) for each in BESIDE):
        if path.exists() and path.stat().st_mode & 0o077:
            path.chmod(OWN)


def write_private(path: Path, content: bytes) -> None:
    """Write a new file that its owner alone reads."""
    path.touch(mode=OWN, exist_ok=False)
    path.write_bytes(content)
