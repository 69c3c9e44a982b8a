"""Which origins are ours, and what comes near the sockets."""

import pytest

from app.realtime.gate import Gate, allowed_origins, origin_of

OURS = "https://baraza.example"
ASKED = {
    "PATH_INFO": "/socket.io/",
    "REQUEST_METHOD": "GET",
    "QUERY_STRING": "EIO=4&transport=websocket",
    "HTTP_UPGRADE": "websocket",
    "HTTP_ORIGIN": OURS,
}


def passed(**other: str) -> str:
    """Where a request goes, with some headers other than a page of ours would send."""
    gate = Gate(lambda *_: ["sockets"], lambda *_: ["pages"], frozenset({OURS}))
    return next(iter(gate({**ASKED, **other}, lambda *_: None)))


@pytest.mark.parametrize(
    "other",
    [
        {},
        {"QUERY_STRING": "transport=websocket&EIO=4&t=1764450000.5"},
        {"HTTP_UPGRADE": "WebSocket"},
        {"CONTENT_LENGTH": ""},
        {"CONTENT_LENGTH": "0"},
    ],
)
def test_a_websocket_of_our_own_page_passes(other):
    assert passed(**other) == "sockets"


@pytest.mark.parametrize(
    "other",
    [
        {"HTTP_ORIGIN": "https://evil.example"},
        {"HTTP_ORIGIN": "https://baraza.example.evil.example"},
        {"HTTP_ORIGIN": "http://baraza.example"},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_ORIGIN": ""},
        {"HTTP_ORIGIN": f"{OURS}, https://evil.example"},
        {"HTTP_UPGRADE": "h2c"},
        {"REQUEST_METHOD": "POST"},
        {"REQUEST_METHOD": "OPTIONS"},
        {"QUERY_STRING": "EIO=4&transport=polling"},
        {"QUERY_STRING": "EIO=3&transport=websocket"},
        {"QUERY_STRING": "EIO=4&transport=websocket&sid=abc"},
        {"QUERY_STRING": "EIO=4&transport=websocket&j=1"},
        {"QUERY_STRING": ""},
        {"PATH_INFO": "/socket.io/other"},
        {"PATH_INFO": "/"},
        {"CONTENT_LENGTH": "100"},
        {"HTTP_TRANSFER_ENCODING": "chunked"},
    ],
)
def test_everything_else_is_a_page(other):
    assert passed(**other) == "pages"


def test_a_missing_origin_is_not_ours():
    gate = Gate(lambda *_: ["sockets"], lambda *_: ["pages"], frozenset({OURS}))
    without = {name: value for name, value in ASKED.items() if name != "HTTP_ORIGIN"}

    assert list(gate(without, lambda *_: None)) == ["pages"]


def test_our_origins_are_the_public_address_and_this_machine():
    config = {"PUBLIC_URL": "http://192.168.7.20:8080", "PORT": 8080}

    assert allowed_origins(config) == {"http://192.168.7.20:8080", "http://localhost:8080", "http://127.0.0.1:8080"}


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("https://baraza.example", "https://baraza.example"),
        ("https://Baraza.Example:443/path/", "https://baraza.example"),
        ("http://127.0.0.1:80", "http://127.0.0.1"),
        ("https://baraza.example:8443", "https://baraza.example:8443"),
        ("http://[2001:DB8::1]:8080", "http://[2001:db8::1]:8080"),
    ],
)
def test_an_origin_is_written_as_browsers_write_it(address, origin):
    assert origin_of(address) == origin
