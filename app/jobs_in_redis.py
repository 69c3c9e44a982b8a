"""Where jobs wait in a house with Redis."""

from datetime import datetime

from huey.storage import RedisStorage, SqliteStorage
from redis import ConnectionPool
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry


class PatientStorage(RedisStorage):
    """Redis, and a file for what comes while Redis is away: it is done from there, or goes along once Redis is back."""

    def __init__(self, name: str, url: str, spare: SqliteStorage) -> None:
        limits = {"socket_timeout": 2, "socket_connect_timeout": 1, "retry": Retry(NoBackoff(), 0)}
        super().__init__(name, connection_pool=ConnectionPool.from_url(url, **limits))
        self._spare = spare

    def close(self) -> None:
        self._spare.close()
        self.pool.disconnect()

    def enqueue(self, data: bytes, priority: float | None = None) -> None:
        try:
            super().enqueue(data, priority)
        except RedisError:
            self._spare.enqueue(data, priority)
        else:
            while self._spare.queue_size() and (waited := self._spare.dequeue()):
                self.enqueue(waited)

    def dequeue(self) -> bytes | None:
        waited: bytes | None = self._spare.dequeue() if self._spare.queue_size() else None
        return waited or super().dequeue()

    def add_to_schedule(self, data: bytes, ts: datetime) -> None:
        try:
            super().add_to_schedule(data, ts)
        except RedisError:
            self._spare.add_to_schedule(data, ts)

    def read_schedule(self, ts: datetime) -> list[bytes]:
        due: list[bytes] = self._spare.read_schedule(ts)
        try:
            due.extend(super().read_schedule(ts))
        except RedisError:
            # Where nothing is due here, the consumer may say that Redis is away.
            if not due:
                raise
        return due
