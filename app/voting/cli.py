"""`flask votes`: whether every sum agrees."""

import sys

import click
from flask.cli import with_appcontext

from app import read_only
from app.voting import checking, round_queries


@click.command("votes")
@with_appcontext
def check_votes() -> None:
    """Say whether dots, ballots and totals agree in every round."""
    with read_only.reading():
        wrong, rounds = checking.all_faults(), len(round_queries.every_round())
    for round_id, found in wrong.items():
        click.echo(f"{round_id}: {'; '.join(found)}")
    if wrong:
        sys.exit(1)
    click.echo(f"{rounds} rounds: every sum agrees.")


commands = (check_votes,)
