"""Connections to PostgreSQL for native threads: nothing imports this before gevent has changed how processes wait."""

from typing import TypeVar

from psycopg import Connection, waiting
from psycopg.abc import PQGen
from psycopg.rows import TupleRow

Result = TypeVar("Result")


def waits_in_c() -> bool:
    """Whether one who waits for the database stops all of their thread."""
    return waiting.wait is waiting.wait_c


class InThread(Connection[TupleRow]):
    """Waits as psycopg does where gevent is not: in C, without a loop of gevent's for each answer."""

    def wait(self, gen: PQGen[Result], interval: float = 0.1, timeout: float | None = None) -> Result:
        """Let a question be answered; other threads go on meanwhile."""
        result: Result = waiting.wait_c(gen, self.pgconn.socket, interval=interval, timeout=timeout)
        return result
