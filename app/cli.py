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
    """Create or migrate the database, and compile the templates."""
    prepare()
    click.echo(f"The database is ready: {current_app.config['SQLALCHEMY_DATABASE_URI'].rpartition('@')[2]}")


def prepare() -> None:
    """Bring the database to this version's tables and words; what an administrator edited stays as it is."""
    upgrade()
    load_terms()
    load_pages()
    _compile_templates()


def _compile_templates() -> None:
    """Keep them compiled on the disk: else whoever opens a page first waits for it, and everybody else for them."""
    for name in current_app.jinja_env.list_templates():
        current_app.jinja_env.get_template(name)


commands = (_jobs, _prepare)
