"""`python wsgi.py`, watched: the same house, started the same way, that writes down what kept its greenlets waiting.

Under gunicorn it is `tests.served:app`.
"""

from gevent import monkey

monkey.patch_all()

from app.serve import serve
from tests import hub
from wsgi import app

hub.watch(app)

if __name__ == "__main__":
    serve(app)
