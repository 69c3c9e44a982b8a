"""A site whose backup and whose restore stop in the middle, and say so, until somebody ends them or lets them go on."""

import signal
import sys

from app import create_app
from app.keeping import assets

# As a terminal starts it: what runs behind a script or a nightly build is born deaf to some of them.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)
# Whoever sends it lets the command go on.
signal.signal(signal.SIGUSR1, lambda *_: None)

app = create_app()
named = assets.named


def _wait() -> None:
    print("half way", file=sys.stderr, flush=True)
    signal.pause()


def _named(connection: object):
    _wait()
    yield from named(connection)


def _unpack(_backup: object, _undone: object):
    _wait()


if sys.argv[1] == "restore":
    assets.unpack = _unpack
else:
    assets.named = _named
