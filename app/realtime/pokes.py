"""Pokes between processes through Redis: that there is something to look at, and what is lost without harm.

Nothing depends on them: who hears none looks once a second. So Redis may be slow, die or
be absent; then pokes are dropped, a line in the log says so once, and nobody waits.
"""

import json
import logging
from collections.abc import Callable
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import gevent
import gevent.event
from flask import Flask, current_app
from gevent import monkey

from app.realtime.origin import origin
from app.sparing import sparing_log

if TYPE_CHECKING:
    from redis import Redis

log = sparing_log(__name__)
redis_log = logging.getLogger(__name__)

Hook = Callable[[str, dict[str, Any]], object]

hooks: dict[str, Hook] = {}

PATIENCE = 1.0
"""Seconds Redis may take for anything."""

PAUSES = (0.2, 0.5, 1.0, 2.0)
"""Seconds to wait before Redis is tried again, the last one for as long as it stays away."""

MOST_WAITING = 1_000


def on_poke(topic: str) -> Callable[[Hook], Hook]:
    """Hear pokes of other processes, in an application context: the name of the process, and a hint."""

    def register(hook: Hook) -> Hook:
        hooks[topic] = hook
        return hook

    return register


class Pokes:
    """The pokes of one process."""

    def __init__(self, url: str, house: str) -> None:
        self._url = url
        self._channel = f"baraza:{sha256(house.encode()).hexdigest()[:12]}"
        self._waiting: dict[tuple[str, str], str] = {}
        self._stirred = gevent.event.Event()
        self._sender: Any = None
        self.standing: bool | None = None
        """Whether Redis answers; None while nobody here listens."""

    def send(self, topic: str, key: str, hint: dict[str, object]) -> None:
        """Let the last of those with one topic and key be sent."""
        if not self._url or not monkey.is_module_patched("socket") or len(self._waiting) >= MOST_WAITING:
            return
        self._waiting[topic, key] = json.dumps({"o": origin(), "t": topic, "m": hint}, separators=(",", ":"))
        self._stirred.set()
        if self._sender is None or self._sender.dead:
            self._sender = gevent.spawn(self._send)

    def answers(self) -> bool | None:
        """True when Redis answers just now, False when it does not within a second; None where none is used."""
        if not self._url:
            return None
        try:
            with self._redis() as redis:
                return bool(redis.ping())
        except _no_answer():
            return False

    def listen(self, app: Flask) -> None:
        """Hear the others; never ends."""
        tries = 0
        while self._url:
            try:
                with self._redis() as redis, redis.pubsub(ignore_subscribe_messages=True) as heard:
                    heard.subscribe(self._channel)
                    tries = 0
                    self._note(standing=True)
                    while True:
                        message = heard.get_message(timeout=PATIENCE)
                        if message is not None:
                            self._hear(app, message["data"])
                        else:
                            heard.ping()
            except _no_answer():
                self._note(standing=False)
                gevent.sleep(PAUSES[min(tries, len(PAUSES) - 1)])
                tries += 1

    def _send(self) -> None:
        redis = self._redis()
        while True:
            self._stirred.wait()
            self._stirred.clear()
            waiting, self._waiting = self._waiting, {}
            try:
                with redis.pipeline(transaction=False) as pipeline:
                    for poke in waiting.values():
                        pipeline.publish(self._channel, poke)
                    pipeline.execute()
            except _no_answer():
                gevent.sleep(PAUSES[0])
                # Whoever should have heard looks by themselves meanwhile.
                self._waiting.clear()

    def _hear(self, app: Flask, data: bytes) -> None:
        try:
            poke = json.loads(data)
            sender, hook, hint = poke["o"], hooks.get(poke["t"]), dict(poke["m"])
        except (ValueError, TypeError, KeyError):
            return
        if sender == origin() or hook is None:
            return
        try:
            with app.app_context():
                hook(sender, hint)
        except Exception:
            # Whoever hangs on pokes may break in any way; the next poke is heard all the same.
            log.exception("A poke was not heard")

    def _redis(self) -> "Redis":
        from redis import Redis  # noqa: PLC0415 - a house without Redis never loads it
        from redis.backoff import NoBackoff  # noqa: PLC0415 - likewise
        from redis.retry import Retry  # noqa: PLC0415 - likewise

        return Redis.from_url(
            self._url,
            socket_timeout=PATIENCE,
            socket_connect_timeout=PATIENCE,
            socket_keepalive=True,
            retry=Retry(NoBackoff(), 0),
        )

    def _note(self, *, standing: bool) -> None:
        if standing != self.standing:
            self.standing = standing
            if standing:
                redis_log.info("Redis answers; other processes hear at once")
            else:
                redis_log.warning("Redis does not answer; other processes hear within a second")


def _no_answer() -> tuple[type[Exception], ...]:
    """What is raised where Redis does not answer."""
    from redis.exceptions import RedisError  # noqa: PLC0415 - likewise

    return RedisError, OSError


def init_app(app: Flask) -> None:
    """Know where Redis is. Nothing is opened before there is something to say or to hear."""
    app.extensions["pokes"] = Pokes(str(app.config["REDIS_URL"]), str(app.config["SECRET_KEY"]))


def poke(topic: str, key: str = "", **hint: object) -> None:
    """Poke the other processes, at once and without waiting. Of those with one topic and key only the last is sent."""
    of(current_app).send(topic, key, hint)


def of(app: Flask) -> Pokes:
    """The pokes of an application."""
    found: Pokes = app.extensions["pokes"]
    return found
