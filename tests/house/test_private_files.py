"""Nobody else on the machine reads the database, the mails or what waits, whatever the umask."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.places import ROOT

pytestmark = [pytest.mark.process]

STARTS = """
import os
os.umask(0)
from wsgi import app
from app.db import transaction
from app.mail import jobs, services
from flask_migrate import upgrade
with app.app_context():
    upgrade()
    with transaction():
        services.write("ada@example.org", "Hello", "Open http://localhost/links/secret/")
    jobs.send_waiting.call_local()
    beside = sorted(each.name for each in app.config["VAR"].glob("baraza.db*"))
    assert "baraza.db-wal" in beside, beside
    loose = [each.name for each in app.config["VAR"].glob("*.db*") if each.stat().st_mode & 0o077]
    assert [name for name in loose if not name.endswith(".lock")] == [], loose
"""


def start(environ, var):
    settings = {**os.environ, **environ, "VAR": str(var), "DATABASE_URL": "", "REDIS_URL": ""}
    subprocess.run([sys.executable, "-c", STARTS], cwd=ROOT, env=settings, check=True)


def readable_by_others(var):
    """The files that others read; the lock beside the database is empty."""
    paths = [*var.glob("*.db"), *(var / "outbox").glob("*"), var / "outbox"]
    return {path.name for path in paths if path.stat().st_mode & 0o077}


def test_files_are_read_by_their_owner_alone_whatever_the_umask(environ, tmp_path):
    var = tmp_path / "new"

    start(environ, var)

    assert {path.name for path in var.glob("*.db")} == {"baraza.db", "jobs.db"}
    assert len(list((var / "outbox").glob("*.eml"))) == 1
    assert readable_by_others(var) == set()


def test_files_of_an_earlier_version_are_closed_to_others_when_it_starts(environ):
    var = Path(environ["VAR"])
    (var / "outbox").mkdir()
    (var / "outbox").chmod(0o755)
    (var / "baraza.db").chmod(0o644)

    start(environ, var)

    assert readable_by_others(var) == set()
