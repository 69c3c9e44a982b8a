"""What history does later: keeping snapshots, so that looking back never goes through a whole log."""

from app.history import services
from app.jobs import regularly


@regularly(minute="*")
def keep_snapshots() -> None:
    """Each minute, keep the boards that have gone on far or long enough."""
    services.keep_snapshots()
