"""`python wsgi.py`, watched: the same house, started the same way, that writes down what kept its greenlets waiting.

Under gunicorn it is `tests.served:app`.
"""

from gevent import monkey

monkey.patch_all()

# First, as it stands first in the command: how it loads all the rest is part of what people start.
from wsgi import app  # isort: split

from app.serve import serve
from tests import hub

hub.watch(app)

if __name__ == "__main__":
    serve(app)
