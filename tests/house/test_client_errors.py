"""Errors of pages come to the site's own log: what failed and where, and nothing of what people do."""

import logging

import pytest

from app.client_errors import family

ERROR = {"kind": "TypeError", "module": "boards/canvas/show.js", "line": 204, "version": "0123456789ab"}
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
SAFARI = "Mozilla/5.0 (iPhone) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1"
EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0"


def tell(client, error, agent=FIREFOX, **headers):
    told = {"Accept": "application/json", "X-CSRFToken": client.token(), "User-Agent": agent, **headers}
    return client.post("/client-errors/", json=error, headers=told)


def test_an_error_of_a_page_is_one_line_of_the_log(client, clock, caplog):
    # Others may have told something within this second.
    clock(7_200)
    with caplog.at_level(logging.WARNING, "app.client_errors"):
        answer = tell(client, ERROR)

    assert answer.status_code == 204
    [line] = caplog.messages
    assert line.startswith("error in a page: TypeError in boards/canvas/show.js:204 of 0123456789ab, Firefox 140")


@pytest.mark.parametrize(
    ("agent", "browser"),
    [(FIREFOX, "Firefox 140"), (SAFARI, "Safari 17"), (EDGE, "Edge 126"), ("curl/8", "another browser")],
)
def test_of_a_browser_its_family_and_main_version_are_told_alone(agent, browser):
    assert family(agent) == browser


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "a note: Idle lab days"},
        {"module": "../../etc/passwd.js"},
        {"module": "Idle lab days"},
        {"line": -1},
        {"line": "204"},
        {"version": "<script>"},
        {"kind": "x" * 2_000},
    ],
)
def test_what_could_hold_words_of_people_is_refused_and_written_nowhere(client, caplog, wrong):
    with caplog.at_level(logging.WARNING, "app.client_errors"):
        answer = tell(client, {**ERROR, **wrong})

    assert (answer.status_code, answer.json["x"]) == (422, "invalid")
    assert caplog.messages == []


def test_what_is_no_error_at_all_is_refused(client):
    assert [tell(client, each).status_code for each in ([], "text", {"kind": "TypeError"})] == [422, 422, 422]


def test_more_is_left_out_of_the_log(client, caplog):
    with caplog.at_level(logging.WARNING, "app.client_errors"):
        tell(client, {**ERROR, "message": "Idle lab days", "stack": "secret"})

    assert "Idle" not in caplog.text
    assert "secret" not in caplog.text


def test_one_address_fills_no_log(client):
    codes = [tell(client, {**ERROR, "line": line}).status_code for line in range(30)]

    assert codes[:20] == [204] * 20
    assert 429 in codes


def test_another_site_writes_nothing_into_the_log(client, caplog):
    with caplog.at_level(logging.WARNING, "app.client_errors"):
        answer = tell(client, ERROR, Origin="https://evil.example")

    assert (answer.status_code, answer.json["x"]) == (403, "stale-form")
    assert caplog.messages == []
