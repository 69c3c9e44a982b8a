"""The commands of the house, loaded when somebody asks for one: a process that serves people never does."""

from collections.abc import Sequence
from importlib import import_module

import click
from flask.cli import AppGroup


class Commands(AppGroup):
    """A group of the commands that modules name in `commands`."""

    def __init__(self, name: str, modules: Sequence[str]) -> None:
        super().__init__(name)
        self._unread = list(modules)

    def list_commands(self, ctx: click.Context) -> list[str]:
        while self._unread:
            self._read_next()
        return super().list_commands(ctx)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        # Jobs run for as long as people are served, and need nothing of what the modules behind theirs bring.
        while cmd_name not in self.commands and self._unread:
            self._read_next()
        return super().get_command(ctx, cmd_name)

    def _read_next(self) -> None:
        for command in import_module(self._unread.pop(0)).commands:
            self.add_command(command)
