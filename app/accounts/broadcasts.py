"""A device that is signed out loses its sockets at once."""

from app.accounts.events import SessionEnded
from app.events import everywhere
from app.realtime import close_connections


@everywhere(SessionEnded)
def _shut(event: SessionEnded) -> None:
    close_connections(session_id=event.session_id, code="signed-out")
