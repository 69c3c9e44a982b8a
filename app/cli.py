"""Commands of the house itself; each feature brings its own in its `cli.py`."""

import fcntl
import os

import click
from flask import current_app
from flask_migrate import upgrade

from app import jobs
from app.alliance.services import load_pages
from app.centres.services import load_terms


@click.command("jobs")
def _jobs() -> None:
    """Run what waits in the queue, until stopped."""
    with (current_app.config["VAR"] / jobs.JOBS_LOCK).open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
        # People in a room go before what nobody waits for, where both want a processor.
        os.nice(10)
        jobs.queue.create_consumer(workers=1, worker_type="thread").run()


@click.command("prepare")
def _prepare() -> None:
    """Create or migrate the database."""
    prepare()
    click.echo(f"The database is ready: {current_app.config['SQLALCHEMY_DATABASE_URI'].rpartition('@')[2]}")


def prepare() -> None:
    """Bring the database to this version's tables and words; what an administrator edited stays as it is."""
    upgrade()
    load_terms()
    load_pages()


commands = (_jobs, _prepare)
