"""Addresses of pages, written by functions that are made when somebody writes the first such address.

A process starts with seven hundred of them, which takes half of the time in which an application is made, and writes
a few dozen kinds of addresses in all its life.
"""

from collections.abc import Callable

from werkzeug.routing import Rule


class Address(Rule):
    """An address as a pattern, which is found as ever."""

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:  # noqa: FBT001, FBT002 - Werkzeug's own
        make = super()._compile_builder
        made: list[Callable[..., tuple[str, str]]] = []

        def build(rule: Rule, **values: str) -> tuple[str, str]:
            if not made:
                made.append(make(append_unknown))
            return made[0](rule, **values)

        return build
