"""The socket of a page, in a real browser: it comes back by itself, and says honestly when it is not connected."""

import signal
import time

import pytest
from playwright.sync_api import Page

from tests.realtime.edge_house import edge_house

OPEN = """async () => {
  const { ticketUrl, csrfToken, module } = document.body.dataset
  const { Connection } = await import(module)
  window.connection = new Connection({ ticketUrl, csrfToken })
  window.heard = []
  for (const event of ["open", "lost", "refused", "message:hello", "message:news"])
    window.connection.addEventListener(event, ({ type, detail }) => window.heard.push([type, detail ?? null]))
  window.connection.open()
}"""


@pytest.fixture(scope="module")
def sockets(empty_house, tmp_path_factory):
    """A house whose sockets can be tried."""
    with edge_house(tmp_path_factory.mktemp("sockets"), empty_house) as house:
        yield house


@pytest.fixture
def ada(sockets):
    return sockets.guest("Ada")


@pytest.fixture
def page(browser, sockets, ada):
    """Ada's page, connected."""
    context = browser.new_context(base_url=sockets.url)
    name, _, value = ada.cookie.partition("=")
    context.add_cookies([{"name": name, "value": value, "url": sockets.url}])
    page = context.new_page()
    page.goto("/test/page/")
    page.evaluate(OPEN)
    wait_for_state(page, "connected")
    yield page
    context.close()


def wait_for_state(page: Page, state: str, patience: float = 15) -> None:
    wait_until(page, f"window.connection.state === '{state}'", patience)


def wait_until(page: Page, condition: str, patience: float = 15) -> None:
    """Ask again and again; the page's policy forbids that it asks itself."""
    deadline = time.monotonic() + patience
    while not page.evaluate(condition):
        assert time.monotonic() < deadline, (condition, page.evaluate("[window.connection.state, window.heard]"))
        page.wait_for_timeout(50)


def events(page: Page) -> list[str]:
    return [name for name, _detail in page.evaluate("window.heard")]


def test_a_page_connects_speaks_and_hears(page, ada):
    answer = page.evaluate("window.connection.emit('echo', { text: 'مرحبا' })")
    page.evaluate("window.connection.emit('enter', 'w:news')")
    page.evaluate("window.connection.emit('say', { room: 'w:news', event: 'news', message: { n: 1 } })")
    wait_until(page, "window.heard.length === 3")

    assert answer == {"text": "مرحبا"}
    assert page.evaluate("window.heard") == [
        ["open", None],
        ["message:hello", {"principal": ada.principal_id, "workshop": None}],
        ["message:news", {"n": 1}],
    ]


def test_a_refused_message_is_answered_in_words(page):
    answer = page.evaluate("window.connection.emit('no-such-event')")

    assert answer == {"x": "unknown-event", "say": "This page is older than the server. Load it again."}


def test_after_a_restart_of_the_server_the_page_is_back_by_itself(page, sockets):
    sockets.kill()
    wait_for_state(page, "lost")
    unheard = page.evaluate("window.connection.emit('echo', 1).catch((error) => error.message)")

    sockets.start()

    wait_for_state(page, "connected", patience=25)
    wait_until(page, "window.heard.length === 5")
    assert unheard == "not connected"
    assert events(page) == ["open", "message:hello", "lost", "open", "message:hello"]


def test_a_page_that_wakes_finds_out_that_its_socket_is_dead(page, sockets):
    sockets.signal(signal.SIGSTOP)
    try:
        page.evaluate("window.dispatchEvent(new Event('online'))")
        wait_for_state(page, "lost", patience=6)
    finally:
        sockets.signal(signal.SIGCONT)

    wait_for_state(page, "connected", patience=25)


def test_a_page_offline_is_lost_and_comes_back_when_the_network_does(page):
    page.context.set_offline(True)
    wait_for_state(page, "lost")

    page.context.set_offline(False)

    wait_for_state(page, "connected", patience=5)


def test_a_page_whose_socket_is_ended_is_told_why_and_stays_away(page, sockets, ada):
    bo = sockets.guest("Bo")
    with bo.socket() as socket:
        socket.emit("dismiss", {"principal_id": ada.principal_id})

    wait_for_state(page, "refused")
    page.evaluate("window.dispatchEvent(new Event('online'))")

    assert page.evaluate("window.heard").pop() == ["refused", {"x": "removed"}]
    assert page.evaluate("window.connection.state") == "refused"


def test_a_page_whose_session_ended_is_refused_when_it_comes_back(page, sockets, ada):
    page.context.set_offline(True)
    wait_for_state(page, "lost")
    ada.sign_out()

    page.context.set_offline(False)

    wait_for_state(page, "refused")
    refusal = page.evaluate("window.heard").pop()
    assert refusal == ["refused", {"x": "not-signed-in", "say": "Sign in to see this page."}]
