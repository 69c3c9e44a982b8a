"""A device with a socket open is in use, though its person asks for no page: a session does not run out under them."""

from app.accounts import services
from app.realtime import on_present


@on_present
def _note_use(session_ids: set[str]) -> None:
    services.note_seen(session_ids)
