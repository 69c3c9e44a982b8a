"""Addresses that commands print are those of the server that was started last."""

from app.config import keep_address, read


def test_commands_take_the_address_the_server_was_started_at(tmp_path):
    var = str(tmp_path)
    before = read({"VAR": var})["PUBLIC_URL"]
    keep_address(tmp_path, "http://127.0.0.1:9123")

    after = [
        read({"VAR": var, **said})["PUBLIC_URL"] for said in ({}, {"PORT": "9200"}, {"PUBLIC_URL": "https://b.example"})
    ]

    assert (before, after) == (
        "http://127.0.0.1:8080",
        ["http://127.0.0.1:9123", "http://127.0.0.1:9200", "https://b.example"],
    )
