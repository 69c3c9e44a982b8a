"""Head and body of an answer leave gunicorn in one segment, where there is room for both."""

import socket
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

CORK: int | None = getattr(socket, "TCP_CORK", None)
"""The option by which Linux sends full segments alone until it is taken back. Other systems send two segments."""


class InOnePiece:
    """The application as gunicorn calls it, which writes the head of an answer and then its body."""

    def __init__(self, serving: "WSGIApplication") -> None:
        self._serving = serving

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        connection = environ.get("gunicorn.socket")
        # What becomes a WebSocket is written by nobody but its driver.
        if connection is None or "HTTP_UPGRADE" in environ or not _cork(connection, on=True):
            return self._serving(environ, start_response)
        answer = self._serving(environ, start_response)
        is_file: bool = isinstance(answer, environ["wsgi.file_wrapper"])
        if not is_file:
            return _Corked(answer, connection)
        # A file is sent by the system itself, as gunicorn asks it to for this class alone.
        _cork(connection, on=False)
        return answer


class _Corked:
    """An answer whose last segment leaves once all of it is written."""

    def __init__(self, answer: Iterable[bytes], connection: socket.socket) -> None:
        self._answer = answer
        self._connection = connection

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer
        _cork(self._connection, on=False)

    def close(self) -> None:
        if close := getattr(self._answer, "close", None):
            close()


def _cork(connection: socket.socket, *, on: bool) -> bool:
    """Let only full segments leave, or all; False where the system or the kind of socket knows no such thing."""
    if CORK is None or connection.family not in (socket.AF_INET, socket.AF_INET6):
        return False
    connection.setsockopt(socket.IPPROTO_TCP, CORK, on)
    return True
