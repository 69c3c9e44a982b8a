"""Addresses as Werkzeug has them, but what puts one together is made when somebody first asks for that address.

To make it for all three hundred takes a sixth of a second, which each process would spend before it begins.
"""

from collections.abc import Callable

from werkzeug.routing import Rule


class Address(Rule):
    """An address that learns to be put together when it first is."""

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:  # noqa: FBT001, FBT002 - as Werkzeug calls it
        made: list[Callable[..., tuple[str, str]]] = []

        def build(rule: Rule, **values: object) -> tuple[str, str]:
            if not made:
                made.append(super(Address, self)._compile_builder(append_unknown))
            return made[0](rule, **values)

        return build
