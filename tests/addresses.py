# ruff: noqa: SLF001 - there is no other way in
"""The code that builds a house's addresses, compiled once in a process.

Each test makes an application of its own, and compiling the same two hundred addresses anew would take half of its
time.
"""

from collections.abc import Callable

from werkzeug.routing import Rule

Builder = Callable[..., tuple[str, str]]


def compile_once() -> None:
    """Let all applications from now on share it: it depends on an address alone, and is bound to each anew."""
    compiled: Callable[[Rule, bool], Builder] = Rule._compile_builder
    known: dict[tuple[object, ...], Builder] = {}

    def remembered(rule: Rule, append_unknown: bool = True) -> Builder:
        key = (tuple(rule._trace), append_unknown, *sorted((rule.defaults or {}).items()))
        if key not in known:
            known[key] = compiled(rule, append_unknown)
        return known[key]

    Rule._compile_builder = remembered
