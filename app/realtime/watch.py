"""What is looked after as long as the process lives: whether somebody is there, shows a ticket, is still signed in."""

from functools import partial
from typing import TYPE_CHECKING

import gevent
from sqlalchemy.exc import SQLAlchemyError

from app import clock
from app.realtime import acks, handlers, limits, queries
from app.sparing import sparing_log

if TYPE_CHECKING:
    from app.realtime.edge import Edge

log = sparing_log(__name__)


def keep_watch(edge: "Edge") -> None:
    """Look every second; never ends."""
    checked = clock.now()
    while True:
        gevent.sleep(1)
        try:
            edge.outgoing.ask_all()
            for silent in edge.roster.silent(clock.now()):
                edge.outgoing.shut_silent(silent)
            # Where the clock was set back, the wait begins anew.
            checked = min(checked, clock.now())
            if clock.now() - checked >= limits.RECHECK:
                checked = clock.now()
                _recheck(edge)
        except Exception:
            # Nobody else would look any more.
            log.exception("The sockets could not be looked after; it is tried again")


def _recheck(edge: "Edge") -> None:
    """Dismiss sockets whose session ended meanwhile, in whichever process that was done, and tell of the others."""
    connections = list(edge.roster)
    with edge.app.app_context():
        try:
            standing = queries.standing(connection.session_id for connection in connections)
        except SQLAlchemyError:
            log.exception("The sessions behind the sockets could not be read")
            return
    for connection in connections:
        if connection.session_id not in standing:
            edge.outgoing.dismiss(connection, "signed-out")
    for hook in handlers.present_hooks if standing else ():
        acks.answer(edge.app.app_context(), partial(hook, set(standing)))
