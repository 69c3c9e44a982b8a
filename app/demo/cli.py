"""`flask demo reset` and `flask workshops load FILE`."""

from pathlib import Path

import click
import msgspec
from flask import current_app
from flask.cli import AppGroup

from app.demo import services
from app.demo.errors import AlreadyLoaded, NobodyToLead, UnreadableFile
from app.demo.portfolio import File
from app.demo.welcome import sign_ins

_demo = AppGroup("demo", help="The demonstration: invented centres, two finished workshops, a live room.")
_workshops = AppGroup("workshops", help="Workshops that come from files.")


@_demo.command("reset")
def _reset() -> None:
    """Bring the demonstration back as it was, anchored to today, with new passwords. Everything else stays."""
    told = services.reset()
    click.echo("\n".join([*sign_ins(told), f"  Live now: {current_app.config['PUBLIC_URL']}/j/{told.code}/"]))


@_workshops.command("load")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def _load(file: Path) -> None:
    """Load every workshop of FILE, or none: all that is wrong with a file is named by line and reason."""
    try:
        loaded = services.load_workshops(file.read_bytes())
    except UnreadableFile as refusal:
        faults = "\n".join(f"{file}, line {line}: {reason}." for line, reason in refusal.faults)
        raise click.ClickException(f"{faults}\nNothing was changed.") from refusal
    except AlreadyLoaded as refusal:
        raise click.ClickException(f"{refusal} is here already. Nothing was changed.") from refusal
    except NobodyToLead as refusal:
        raise click.ClickException("There is no administrator yet. First: flask admin you@example.org") from refusal
    for workshop in loaded:
        click.echo(f"{workshop.title}: {current_app.config['PUBLIC_URL']}/w/{workshop.id}/")


@_workshops.command("schema")
def _schema() -> None:
    """Print what a file may say, as a JSON Schema that editors check while one writes."""
    click.echo(msgspec.json.format(msgspec.json.encode(msgspec.json.schema(File)), indent=2).decode())


commands = (_demo, _workshops)
