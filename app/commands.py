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
        self._read()
        return super().list_commands(ctx)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        self._read()
        return super().get_command(ctx, cmd_name)

    def _read(self) -> None:
        while self._unread:
            for command in import_module(self._unread.pop(0)).commands:
                self.add_command(command)
