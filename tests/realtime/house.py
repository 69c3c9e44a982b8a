# ruff: noqa: E402, SLF001 - patching comes first, and the tests look inside
"""A house for the tests of the edge, in a process of its own: the real application with events that show it at work."""

from gevent import monkey

monkey.patch_all()

import gc
import os
import resource
import sys
from pathlib import Path

import gevent
import gevent.event
import gevent.pool
from flask import Blueprint, jsonify, render_template_string
from flask_migrate import upgrade
from gevent.pywsgi import WSGIServer

from app import create_app
from app.accounts.access import current_session
from app.accounts.models import WebSession
from app.accounts.services.sessions import sign_out
from app.db import db
from app.realtime import close_connections, connections, enter, leave, on, on_connected, on_gone, server, tell, tickets
from app.realtime.outbox import BuiltPacket, Outbox
from tests import hub
from tests.hub import OwnTime

PAGE = """<!doctype html><html lang="en"><title>A page</title>
<body data-ticket-url="/test/tickets/" data-csrf-token="{{ csrf_token() }}"
  data-module="{{ static_url("realtime/connection.js") }}">"""

PAUSE = 0.001
bp = Blueprint("test", __name__, url_prefix="/test")
gone: list[str] = []
stalls = [0.0]
floods = gevent.pool.Group()
going_on = gevent.event.Event()


@bp.get("/page/")
def page():
    """A page with nothing on it but what a socket needs."""
    return render_template_string(PAGE)


@bp.post("/tickets/")
def issue_ticket():
    session = current_session()
    return jsonify(ticket=tickets.issue(session.principal_id, session.id))


@on("echo")
def echo(_connection, message):
    return message


@on("enter")
def enter_room(connection, message):
    enter(connection, message)
    return [other.principal_id for other in connections(message)]


@on("leave")
def leave_room(connection, message):
    leave(connection, message)


@on("say")
def say(_connection, message):
    """Tell a room."""
    tell(message["room"], message["event"], message["message"])


@on("say-from-a-thread")
def say_from_a_thread(_connection, message):
    """Tell a room from a thread in which no socket lives, as a writer of the database would."""
    gevent.get_hub().threadpool.spawn(tell, message["room"], message["event"], message["message"])


@on("flood")
def flood(connection, message):
    """Send many frames to the sender alone, no faster than its outbox takes them if it says `paced`."""

    def send():
        box = server.socketio.server.eio.sockets[server._edge.roster.socket_of(connection)].queue
        for number in range(message["frames"]):
            while message.get("paced") and (len(box.waiting) > 100 or box.waiting_bytes > 400_000):
                gevent.sleep(0.002)
            tell(connection, "flood", {"n": number, "fill": "x" * message["bytes"]})
            gevent.sleep(0)

    floods.spawn(send)


@on("flooded")
def flooded(_connection, _message):
    """Answer when every flood has been told to the end."""
    floods.join()


@on("waiting")
def waiting(_connection, principal_id):
    """The first frame that waits in the outbox of somebody's socket."""
    connection = next(other for other in server._edge.roster if other.principal_id == principal_id)
    box = server.socketio.server.eio.sockets[server._edge.roster.socket_of(connection)].queue
    return box.waiting[0].data if box.waiting else None


@on("hold on")
def hold_on(_connection, _message):
    """Answer once somebody says so, as what waits for the database does."""
    going_on.wait()
    return "done"


@on("go on")
def go_on(_connection, _message):
    going_on.set()


@on("sign out while the next ticket is written down")
def sign_out_meanwhile(connection, _message):
    write_down = tickets.redeem

    def redeem(signed, *, secret):
        ticket = write_down(signed, secret=secret)
        sign_out(db.session.get(WebSession, connection.session_id))
        tickets.redeem = write_down
        return ticket

    tickets.redeem = redeem


@on("break")
def break_down(_connection, _message):
    raise RuntimeError("a bug")


@on("unspeakable")
def unspeakable(_connection, _message):
    return float("nan")


@on("dismiss")
def dismiss(_connection, message):
    close_connections(**message)


@on("census")
def census(_connection, _message):
    """How many sockets stand, who is gone, and the bytes of memory this process has."""
    return {"sockets": len(server.socketio.server.eio.sockets), "rss": resident(), "gone": gone}


@on("stall")
def stall(_connection, _message):
    """The longest that others had to wait since the last time somebody asked, in seconds."""
    worst, stalls[0] = stalls[0], 0.0
    return worst


@on("holdings")
def holdings(_connection, _message):
    """What is kept anywhere, once the garbage is collected."""
    gc.collect()
    held = gc.get_objects()
    kinds = {"outboxes": Outbox, "packets": BuiltPacket, "greenlets": gevent.Greenlet}
    counts = {"rss": resident()}
    for name, kind in kinds.items():
        gevent.sleep(0)
        counts[name] = sum(isinstance(thing, kind) for thing in held)
    gevent.sleep(0.01)
    stalls[0] = 0.0
    return counts


def resident():
    """Bytes of memory this process has now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


def watch_stalls():
    """Measure what others wait: how much longer it takes than asked for until this greenlet is let run again."""
    now = OwnTime()
    while True:
        before = now()
        gevent.sleep(PAUSE)
        stalls[0] = max(stalls[0], now() - before - PAUSE)


@on_connected
def greet(connection):
    tell(connection, "hello", {"principal": connection.principal_id, "workshop": connection.workshop_id})


@on_gone
def note_gone(connection):
    gone.append(connection.principal_id)


if __name__ == "__main__":
    app = create_app(os.environ)
    app.register_blueprint(bp)
    with app.app_context():
        upgrade()
    gevent.spawn(watch_stalls)
    hub.watch(app)
    # What is there from the beginning, nobody counts.
    gc.collect()
    gc.freeze()
    WSGIServer((app.config["HOST"], app.config["PORT"]), app, log=None, error_log=sys.stderr).serve_forever()
