"""What stands although the library behind live texts breaks on bytes that somebody made.

It is written in Rust. Where its own sums do not come out it panics, and a panic is no `Exception`: it would go past
all that keeps one op from taking down those that share its turn. Here it is told apart and becomes an answer.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from app.sparing import sparing_log

log = sparing_log(__name__)

Given = ParamSpec("Given")
Found = TypeVar("Found")
Otherwise = TypeVar("Otherwise")

_RUST = "pyo3_runtime"
"""The module that panics say they are from. It cannot be imported."""


def sturdy(otherwise: Otherwise) -> Callable[[Callable[Given, Found]], Callable[Given, Found | Otherwise]]:
    """Let a function answer `otherwise` where the library refuses the bytes or breaks on them."""

    def wrap(work: Callable[Given, Found]) -> Callable[Given, Found | Otherwise]:
        @wraps(work)
        def answer(*args: Given.args, **kwargs: Given.kwargs) -> Found | Otherwise:
            try:
                return work(*args, **kwargs)
            except ValueError:
                return otherwise
            except BaseException as broken:
                # Panics of the library are of no kind that could be named here; all else goes on.
                if type(broken).__module__ != _RUST:
                    raise
                log.exception("A text broke the library that merges it")
                return otherwise

        return answer

    return wrap
