"""The web process: `gunicorn -k gevent wsgi:app`, or `python wsgi.py` for a house on one machine.

Monkey patching comes first: psycopg decides at import how it waits, and threads
imported before it would stop the process.
"""

from gevent import monkey

monkey.patch_all()

from app import create_app  # noqa: E402
from app.serve import begin_under_gunicorn, serve  # noqa: E402

app = create_app()

if __name__ == "__main__":
    serve(app)
else:
    begin_under_gunicorn(app)
