"""Who wants to use little data: the device's own switch counts before what its browser asks for everywhere."""

import pytest

from app import thrift


@pytest.mark.parametrize(
    ("cookie", "asks", "answer"),
    [
        (None, None, False),
        (None, "on", True),
        ("yes", None, True),
        ("no", "on", False),
        ("perhaps", "on", True),
        ("perhaps", None, False),
    ],
)
def test_a_switch_on_the_device_counts_before_what_the_browser_asks(app, cookie, asks, answer):
    headers = {**({"Cookie": f"lite={cookie}"} if cookie else {}), **({"Save-Data": asks} if asks else {})}

    with app.test_request_context("/", headers=headers):
        assert thrift.thrifty() is answer
