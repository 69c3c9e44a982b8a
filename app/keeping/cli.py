"""`flask backup`, `flask restore` and `flask database copy`."""

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import click
from flask.cli import AppGroup, with_appcontext
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from app import failures
from app.keeping.endings import heard
from app.keeping.progress import Bar
from app.keeping.services.backing_up import backup
from app.keeping.services.copying import copy
from app.keeping.services.restoring import How, restore

_OF_ANY_DATABASE = {failures.DAMAGED, failures.FULL, failures.READ_ONLY, failures.LOCKED, failures.NO_FILE}
"""What is told of the database somebody named, as of the site's own."""

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("backup")
@click.argument("file", type=_FILE)
@click.option(
    "--with-secret-key", is_flag=True, help="Put the key in that signs cookies. Whoever has it can be anybody."
)
@with_appcontext
def _backup(file: Path, *, with_secret_key: bool) -> None:
    """Write the whole house into FILE: every table and every image. It may run meanwhile."""
    with _in_one_sentence():
        made = backup(file, with_key=with_secret_key, progress=_bar)
    held = made.manifest
    rows = sum(table.rows for table in held.tables)
    key = "With the secret key: keep it as you keep a password." if with_secret_key else "Without the secret key."
    click.echo(f"{file}: {rows} rows of {len(held.tables)} tables and {len(held.files)} files, read back. {key}")
    _say_lost(made.lost)
    if not made.noted:
        click.echo("The database takes nothing just now, so it is not written down that this was made.", err=True)


@click.command("restore")
@click.argument("file", type=_FILE)
@click.option("--replace", is_flag=True, help="Replace a house that is not empty; it is kept in a file before.")
@click.option("--with-secret-key", is_flag=True, help="Take over the secret key, so that nobody need sign in anew.")
@click.option("--end-sessions", is_flag=True, help="Sign every device out.")
@with_appcontext
def _restore(file: Path, *, replace: bool, with_secret_key: bool, end_sessions: bool) -> None:
    """Bring the house in FILE back, whole or not at all. No web process may run."""
    with _in_one_sentence():
        done = restore(file, How(replace, with_secret_key, end_sessions), _bar)
    if done.replaced:
        click.echo(f"What was here before is in {done.replaced}")
        _say_lost(done.lost)
    if done.damaged:
        click.echo(f"The database that was here could not be read. It lies in {done.damaged}")
    if not done.endings_known:
        click.echo(
            "What had ended since this backup was made could not be read either: revoke links and sign people out "
            "anew, or restore once more with --end-sessions."
        )
    click.echo(f"{done.rows} rows and {done.files} files are back. {done.boards} boards have a new epoch.")
    click.echo(f"Ended: {done.links_ended} one-time links that waited, {done.sessions_ended} sessions.")


_database = AppGroup("database", help="The database of the house.")


@_database.command("copy")
@click.option("--to", required=True, metavar="URL", help="An empty database, as DATABASE_URL names it.")
def _copy(to: str) -> None:
    """Copy the database into an empty one, and compare every row. No web process may run."""
    with _in_one_sentence():
        done = copy(to, _bar)
    click.echo(f"{done.rows} rows of {done.tables} tables are in {done.address}, counted and compared.")
    click.echo(
        "This house still uses its old database. Set DATABASE_URL to the new one, and keep VAR: images are there."
    )


def _say_lost(images: list[str]) -> None:
    for sha256 in images:
        click.echo(f"Not in it: the image {sha256}, whose file is gone or damaged.", err=True)


def _bar(label: str, length: int) -> AbstractContextManager[Bar]:
    return click.progressbar(length=length, label=label, file=sys.stderr)


@contextmanager
def _in_one_sentence() -> Iterator[None]:
    """Say every failure in one sentence, and let a polite end undo what was begun."""
    try:
        with heard():
            yield
    except failures.Refusal as refusal:
        raise click.ClickException(str(refusal)) from refusal
    except KeyboardInterrupt as stopped:
        raise click.ClickException("Stopped. Nothing was changed.") from stopped
    except DBAPIError as error:
        raise click.ClickException(_said_of_database(error)) from error
    except OSError as error:
        known = failures.of_files(error)
        said = f"{known} Nothing was changed." if known else None
        named = f"{error.filename}: " if error.filename else ""
        raise click.ClickException(said or _said(error.strerror, named)) from error
    except SQLAlchemyError as error:
        raise click.ClickException(_said(error)) from error


def _said_of_database(error: DBAPIError) -> str:
    """What went wrong with the site's database, or with the one somebody named."""
    said = failures.sentence(error)
    if said == failures.AWAY:
        return f"The database does not answer. Is it running, and is its address right? {_said(error.orig)}"
    return f"{said} Nothing was changed." if said in _OF_ANY_DATABASE else _said(error.orig, "The database says: ")


def _said(error: object, before: str = "") -> str:
    """The first line of what went wrong."""
    words = (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")
    return f"{before}{words}. Nothing was changed."


commands = (_backup, _restore, _database)
