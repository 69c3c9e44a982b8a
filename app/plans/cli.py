"""`flask mail take`: a mail server hands over what was sent to the reply address."""

import sys

import click
from flask.cli import with_appcontext

from app.db import DATABASE_AWAY
from app.errors import AppError
from app.plans import services
from app.plans.services.replies import LARGEST

TRY_AGAIN = 75
"""What a mail server understands as: not now, later (EX_TEMPFAIL)."""


@click.group("mail")
def _mail() -> None:
    """Mails that come in."""


@_mail.command("take")
@with_appcontext
def _take() -> None:
    """Read one mail from standard input, file what it answers, and print what became of it."""
    raw = sys.stdin.buffer.read(LARGEST + 1)
    try:
        click.echo(services.take_mail(raw))
    except AppError as refused:
        # To refuse it aloud would have the mail server write to whoever is named as its sender.
        click.echo(f"refused: {refused.code}")
    except DATABASE_AWAY:
        click.echo("the database is away", err=True)
        sys.exit(TRY_AGAIN)


commands = (_mail,)
