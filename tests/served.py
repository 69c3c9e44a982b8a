"""`python wsgi.py`, watched: the same house, started the same way, that writes down what kept its greenlets waiting."""

from gevent import monkey

monkey.patch_all()

import os
from pathlib import Path

from app.serve import serve
from tests import hub
from wsgi import app

if __name__ == "__main__":
    hub.watch(app, Path(os.environ["VAR"]) / "stalls.jsonl")
    serve(app)
