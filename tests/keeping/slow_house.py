"""A house whose backup and whose restore stop in the middle, and say so, until somebody ends them."""

import signal
import sys

from app import create_app
from app.keeping import assets

app = create_app()


def _wait() -> None:
    print("half way", file=sys.stderr, flush=True)
    signal.pause()


def _named(_connection: object):
    _wait()
    yield


def _unpack(_backup: object, _undone: object):
    _wait()


if sys.argv[1] == "restore":
    assets.unpack = _unpack
else:
    assets.named = _named
