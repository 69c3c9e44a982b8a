"""What may come near engine.io: a WebSocket asked for by one of our own pages. All else is a page that is not there."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PATH = "/socket.io/"
_QUERY = {"EIO": ["4"], "transport": ["websocket"]}
_DEFAULT_PORTS = {"http": 80, "https": 443}


class Gate:
    """Lets through WebSockets whose Origin is ours, and hands everything else to the pages.

    A browser always names the origin of the page. Cookies would come with a socket that any
    other site opens, so a foreign origin is refused, and one that is missing or `null` too.
    """

    def __init__(self, sockets: "WSGIApplication", pages: "WSGIApplication", origins: frozenset[str]) -> None:
        self._sockets = sockets
        self._pages = pages
        self._origins = origins

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        onwards = self._sockets if self._admits(environ) else self._pages
        return onwards(environ, start_response)

    def _admits(self, environ: "WSGIEnvironment") -> bool:
        return (
            environ["PATH_INFO"] == PATH
            and environ["REQUEST_METHOD"] == "GET"
            and environ.get("HTTP_UPGRADE", "").lower() == "websocket"
            and environ.get("CONTENT_LENGTH", "") in {"", "0"}
            and "HTTP_TRANSFER_ENCODING" not in environ
            and environ.get("HTTP_ORIGIN") in self._origins
            and _asks_for_a_websocket(environ.get("QUERY_STRING", ""))
        )


def _asks_for_a_websocket(query: str) -> bool:
    """True when a query asks for a WebSocket, with or without the time of the call (`t`), which libraries add."""
    asked = parse_qs(query)
    asked.pop("t", None)
    return asked == _QUERY


def allowed_origins(config: Mapping[str, object]) -> frozenset[str]:
    """The origins of our own pages: the address people type, and this machine by itself."""
    here = (f"http://{name}:{config['PORT']}" for name in ("localhost", "127.0.0.1"))
    return frozenset(origin_of(address) for address in (str(config["PUBLIC_URL"]), *here))


def origin_of(address: str) -> str:
    """`scheme://host[:port]` as a browser writes it: a usual port stays unsaid."""
    parts = urlsplit(address)
    host = f"[{parts.hostname}]" if parts.hostname and ":" in parts.hostname else parts.hostname
    port = parts.port
    said = "" if port is None or port == _DEFAULT_PORTS.get(parts.scheme) else f":{port}"
    return f"{parts.scheme}://{host}{said}"
