"""A house for the tests of the edge, run as a process: the real application, with a few events that show the edge at work."""

from gevent import monkey

monkey.patch_all()

import gc
import os
import resource
import sys

import gevent
from flask_migrate import upgrade
from gevent.pywsgi import WSGIServer

from app import create_app
from app.realtime import close_connections, connections, enter, leave, on, on_connected, on_gone, rooms, tell
from app.realtime.outbox import BuiltPacket, Outbox

gone: list[str] = []


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


@on("flood")
def flood(connection, message):
    """Send many frames to the sender alone, no faster than its outbox takes them if it says `paced`."""

    def send():
        box = rooms.socketio.server.eio.sockets[rooms._edge.roster.socket_of(connection)].queue
        for number in range(message["frames"]):
            while message.get("paced") and box.qsize() > 100:
                gevent.sleep(0.002)
            tell(connection, "flood", {"n": number, "fill": "x" * message["bytes"]})
            gevent.sleep(0)

    gevent.spawn(send)


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
    """What this process holds: sockets, frames that wait anywhere, memory."""
    gc.collect()
    held = gc.get_objects()
    return {
        "sockets": len(rooms.socketio.server.eio.sockets),
        "outboxes": sum(isinstance(thing, Outbox) for thing in held),
        "packets": sum(isinstance(thing, BuiltPacket) for thing in held),
        "greenlets": sum(isinstance(thing, gevent.Greenlet) for thing in held),
        "rss": resident(),
        "gone": gone,
    }


def resident():
    """Bytes of memory this process has now."""
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * resource.getpagesize()


@on_connected
def greet(connection):
    tell(connection, "hello", {"principal": connection.principal_id, "workshop": connection.workshop_id})


@on_gone
def note_gone(connection):
    gone.append(connection.principal_id)


if __name__ == "__main__":
    app = create_app(os.environ)
    with app.app_context():
        upgrade()
    print("ready", flush=True)
    WSGIServer((app.config["HOST"], app.config["PORT"]), app, log=None, error_log=sys.stderr).serve_forever()
