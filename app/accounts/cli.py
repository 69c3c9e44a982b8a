"""`flask admin EMAIL`: how the first person comes into the house."""

import click
from flask.cli import with_appcontext

from app.accounts import services


@click.command("admin")
@click.argument("email")
@with_appcontext
def _admin(email: str) -> None:
    """Make EMAIL an administrator and print a one-time link to come in by."""
    if "@" not in email or email != email.strip():
        raise click.BadParameter("write it like name@example.org", param_hint="EMAIL")
    click.echo(services.make_administrator(email))


commands = (_admin,)
