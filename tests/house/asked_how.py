"""`python wsgi.py` that says on a signal how it serves: what no answer of the house tells."""

from gevent import monkey

monkey.patch_all()

import gc
import json
import signal
import sys

import gevent

from app.canvases.library import library
from app.db import db
from app.plans.models import Plan
from app.plans.queries import plan_found
from app.serve import serve
from tests.compiled import compiling
from wsgi import app


def say() -> None:
    """Write how it serves to the log, as one line of JSON."""
    with app.app_context():
        plan_id = db.session.scalars(db.select(Plan.id)).first()
        db.session.remove()
        with compiling(db.engine) as written:
            plan_found(plan_id)
    said = {
        "a plan has SQL written": written,
        "threads take turns after": sys.getswitchinterval(),
        "garbage is looked for after": gc.get_threshold(),
        "canvases are looked at for garbage": any(each is library() for each in gc.get_objects()),
    }
    print(json.dumps(said), flush=True)


if __name__ == "__main__":
    gevent.signal_handler(signal.SIGUSR1, say)
    serve(app)
