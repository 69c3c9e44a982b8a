"""What this process does about the others of its house, from its first socket on."""

from typing import TYPE_CHECKING

import gevent
import gevent.event

from app import clock, events
from app.realtime import attendance, pokes, relay, services
from app.sparing import sparing_log

if TYPE_CHECKING:
    from app.realtime.edge import Edge

log = sparing_log(__name__)

LOOK_EVERY = 0.5
"""Seconds after which one looks although nobody poked: a removed person hears nothing more two seconds later, Redis
or not, also where this machine has much else to do."""

TIDY_EVERY = 20
"""Looks between two times of keeping house: one's own rooms are vouched for, what is old is forgotten."""

_stirred = gevent.event.Event()


@pokes.on_poke(relay.TOPIC)
def stir(_sender: str, _hint: object) -> None:
    """Somebody wrote something down."""
    _stirred.set()


def keep_up(edge: "Edge") -> None:
    """Hear what happens elsewhere; never ends. Where one process serves alone there is nothing to hear."""
    with edge.app.app_context():
        if not services.several_processes():
            return
        gevent.spawn(pokes.of(edge.app).listen, edge.app)
    happenings = relay.Happenings()
    looks = 0
    while True:
        try:
            with edge.app.app_context():
                _look(edge, happenings)
                if looks % TIDY_EVERY == 0:
                    _tidy()
            looks += 1
        except Exception:
            # Nobody else would hear for this process any more.
            log.exception("What happened elsewhere could not be read; it is tried again")
            gevent.sleep(LOOK_EVERY)
        _stirred.wait(timeout=LOOK_EVERY)
        _stirred.clear()


def _look(edge: "Edge", happenings: relay.Happenings) -> None:
    found = happenings.look()
    if happenings.missed():
        # Nobody can say what these pages were not told. They come back by themselves and read everything anew.
        log.warning("The database was away for so long that every socket begins anew")
        for connection in edge.roster:
            edge.outgoing.shut(edge.roster.socket_of(connection) or "")
    for event in found:
        events.arrive(event)


def _tidy() -> None:
    services.forget_happenings(relay.KEPT)
    attendance.vouch(clock.now())
