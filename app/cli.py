"""Commands of the house itself; each feature brings its own in its `cli.py`."""

import fcntl
import os
import sys

import click
from flask import current_app
from flask.cli import with_appcontext

from app import failures, jobs, standing
from app.alliance.services import load_pages
from app.centres.services import load_terms
from app.companions import end_when_closed
from app.db import db
from app.engines import never_create
from app.failures import Refusal
from app.migrating import check_prepared, check_version


@click.command("jobs")
@click.option("--until-closed", is_flag=True, hidden=True, help="End when the standard input is closed.")
def _jobs(*, until_closed: bool) -> None:
    """Run what waits in the queue, until stopped.

    It ends at once where the database is damaged, missing or another version's; while a disk is full or a server away
    it says so, and goes on once that is over.
    """
    if until_closed:
        end_when_closed(sys.stdin.fileno())
    failures.say_plainly()
    with (current_app.config["VAR"] / jobs.JOBS_LOCK).open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
        # People in a room go before what nobody waits for, where both want a processor.
        os.nice(10)
        never_create(db.engine)
        _look_first()
        standing.beat()
        jobs.queue.create_consumer(workers=jobs.AT_ONCE, worker_type="thread").run()


def _look_first() -> None:
    """See that jobs can be done, and say what keeps them for the moment.

    Raises:
        Refusal: what keeps them stays until an operator has mended it.
    """
    said = failures.met(_try_all)
    if said in failures.PASSING:
        click.echo(f"{said} Jobs go on once that is over.", err=True)
    elif said:
        raise Refusal(said)


def _try_all() -> None:
    check_prepared()
    standing.try_to_write(db.engine)
    jobs.queue.storage.queue_size()


@click.command("prepare")
def _prepare() -> None:
    """Create or migrate the database, and compile the templates."""
    prepare()
    click.echo(f"The database is ready: {current_app.config['SQLALCHEMY_DATABASE_URI'].rpartition('@')[2]}")


@click.command("check")
@with_appcontext
def _check() -> None:
    """Read the database from its first page to its last, and say whether it is sound."""
    if found := standing.check():
        raise click.ClickException(f"{failures.DAMAGED} What was found: {found}")
    click.echo("The database is sound.")


def prepare() -> None:
    """Bring the database to this version's tables and words; what an administrator edited stays as it is.

    Raises:
        Refusal: the database is damaged, or a newer version's.
    """
    from flask_migrate import upgrade  # noqa: PLC0415 - Alembic comes with it, and jobs never migrate

    if standing.is_quick_to_check() and standing.check():
        raise Refusal(failures.DAMAGED)
    check_version()
    upgrade()
    load_terms()
    load_pages()
    _compile_templates()


def _compile_templates() -> None:
    """Keep them compiled on the disk: else whoever opens a page first waits for it, and everybody else for them."""
    for name in current_app.jinja_env.list_templates():
        current_app.jinja_env.get_template(name)


commands = (_jobs, _prepare, _check)
