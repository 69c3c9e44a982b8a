"""How far a long deed has come, said to whoever waits for it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol


class Bar(Protocol):
    """Something that grows."""

    def update(self, n_steps: int) -> None: ...


Progress = Callable[[str, int], AbstractContextManager[Bar]]
"""Begins a bar: what is done, and how many steps that takes."""
