"""What the edge makes sure of before anybody comes."""

import pytest
import socketio as stock

from app.realtime import Connection, close_connections, connections, driver, enter, leave, on, server, tell
from app.realtime.outbox import BuiltPacket, build_frame

NOBODY = Connection("no-such-connection", "p", "s", None)


def test_the_house_does_not_start_on_a_stock_driver():
    other = stock.Server(async_mode="gevent")

    with pytest.raises(RuntimeError, match="the WebSocket driver of this house is not in place"):
        driver.assert_installed(other.eio)

    driver.install(other.eio)
    driver.assert_installed(other.eio)


def test_a_started_house_has_our_driver_one_transport_and_handlers_in_order(app):
    engine = server.socketio.server.eio

    driver.assert_installed(engine)
    assert engine.transports == ["websocket"]
    assert engine.cors_allowed_origins == sorted(["http://127.0.0.1:8080", "http://localhost:8080"])
    assert engine.max_http_buffer_size == 256 * 1024
    assert server.socketio.server.async_handlers is False


@pytest.mark.parametrize("name", ["connect", "disconnect", "connect_error", "message", "closed", "lag", "ping"])
def test_a_name_that_is_taken_cannot_be_registered(name):
    with pytest.raises(ValueError, match="is taken"):
        on(name)


def test_without_sockets_everything_is_quiet(app):
    tell("w:1", "stage", {"step": 1})
    tell(NOBODY, "stage", {"step": 1})
    enter(NOBODY, "w:1")
    leave(NOBODY, "w:1")
    close_connections(principal_id="p")

    assert connections("w:1") == []


def test_nobody_means_nobody(app):
    with pytest.raises(TypeError):
        close_connections()


def test_a_message_that_is_no_json_fails_where_it_is_told(app):
    with pytest.raises(TypeError):
        tell("w:1", "stage", {"at": object()})
    with pytest.raises(ValueError, match="surrogates not allowed"):
        tell("w:1", "stage", {"text": "\ud800"})


@pytest.mark.parametrize(("size", "header"), [(3, 2), (125 - 5, 2), (70_000, 10), (1_000, 4)])
def test_a_frame_is_built_once_and_is_a_frame(size, header):
    packet = BuiltPacket("x" * size)

    assert packet.encode() is packet.encode()
    assert packet.encode() == build_frame("4" + "x" * size)
    assert len(packet.encode()) == header + 1 + size
