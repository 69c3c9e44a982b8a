"""`flask mail take`: a mail server hands over what was sent to the reply address."""

import sys
from typing import NoReturn

import click
from flask.cli import with_appcontext
from flask_babel import force_locale

from app import failures
from app.errors import AppError
from app.plans import services
from app.plans.errors import NoMailbox
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
    # Nobody's answer is lost for what an operator can mend.
    if said := failures.met(lambda: click.echo(_became(raw))):
        _try_again(said)


def _became(raw: bytes) -> str:
    """File what a mail answers, and return what became of it."""
    with force_locale("en"):
        try:
            return services.take_mail(raw)
        except NoMailbox as refused:
            _try_again(str(refused.message))
        except AppError as refused:
            # To refuse it aloud would have the mail server write to whoever is named as its sender.
            return f"refused: {refused.code}: {refused.message}"


def _try_again(said: str) -> NoReturn:
    click.echo(f"Error: {said} The mail server keeps the mail and tries again.", err=True)
    sys.exit(TRY_AGAIN)


commands = (_mail,)
