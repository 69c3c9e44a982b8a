"""What whoever starts the house reads in the terminal: who signs in, and the way into the live room."""

import click

from app.demo import queries, services
from app.demo.services import Summary
from app.workshops import codes, qr


def welcome(address: str) -> list[str]:
    """Make the demonstration in an empty house, and tell of it line by line.

    Passwords are told once, when they are made; later starts tell how to get new ones.
    """
    if queries.house_is_empty():
        click.echo("Loading the demonstration (once)…", err=True)
    made = services.seed_if_empty()
    told = made or services.demo_summary()
    return [*sign_ins(told), *_live_room(told, address)] if told else []


def sign_ins(told: Summary) -> list[str]:
    """The people, each with their password where it is known."""
    if all(each.password is None for each in told.people):
        people = ", ".join(each.email for each in told.people)
        return [
            f"  Demonstration people: {people}",
            "  Passwords were shown at the first start. For new ones:  .venv/bin/flask demo reset",
            "",
        ]
    rows = [f"  {each.part:<16}{each.email:<34}{each.password}" for each in told.people]
    return [f"  {'Sign in as':<16}{'e-mail':<34}password", *rows, ""]


def _live_room(told: Summary, address: str) -> list[str]:
    join = f"{address}/j/{told.code}/"
    return [
        f"  Live now: {told.title}",
        f"  Join at {join} with the code {codes.show(told.code)}",
        "",
        qr.in_terminal(join),
        "",
    ]
