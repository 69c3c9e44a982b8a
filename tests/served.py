"""`python wsgi.py`, watched: the same house, started the same way, that writes down what kept its greenlets waiting."""

from gevent import monkey

monkey.patch_all()

import os  # noqa: E402 - after the patch
from pathlib import Path  # noqa: E402

from app.serve import serve  # noqa: E402
from tests import hub  # noqa: E402
from wsgi import app  # noqa: E402

if __name__ == "__main__":
    hub.watch(app, Path(os.environ["VAR"]) / "stalls.jsonl")
    serve(app)
