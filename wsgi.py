"""The web process: `gunicorn -k gevent wsgi:app`, or `python wsgi.py` for a house on one machine.

Monkey patching comes first: psycopg decides at import how it waits, and threads
imported before it would stop the process.
"""

from gevent import monkey

monkey.patch_all()

import gc
import os
import sys

# What is loaded stays: looking for garbage among it takes a quarter of a start and a third of a command, and finds
# none.
gc.disable()

if "flask" not in sys.modules or sys.argv[1:2] == ["jobs"]:
    # Libraries of ours load these wherever they are installed, 20 MB that a server without them never uses, nor the
    # process that runs jobs beside it. Other commands may be about another database.
    unused = {"REDIS_URL": ("redis", "valkey"), "DATABASE_URL": ("psycopg",)}
    absent = (library for setting, libraries in unused.items() if not os.environ.get(setting) for library in libraries)
    sys.modules.update(dict.fromkeys(absent))  # type: ignore[arg-type]

from pathlib import Path

from app import create_app, failures
from app.serve import REFUSED, offer, serve

under_gunicorn = "gunicorn.arbiter" in sys.modules
details = Path(os.environ.get("VAR") or "var") / "last-error.txt"
if not under_gunicorn:
    failures.tell_uncaught(details)
if __name__ == "__main__" or under_gunicorn:
    # A server says itself where it is; commands read what it said last.
    os.environ.setdefault("PORT", "8080")
with failures.told(details, code=REFUSED if under_gunicorn else 1):
    app = create_app()
gc.freeze()
gc.enable()

if __name__ == "__main__":
    serve(app)
else:
    offer(app)
