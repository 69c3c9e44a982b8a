"""Who may open a socket: a page of ours, with a ticket of its own session, once, within a minute."""

import json
from concurrent.futures import ThreadPoolExecutor
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
import websocket
from itsdangerous import URLSafeSerializer

from tests.realtime.client import Refused, SocketClient, bare_websocket, open_websocket

pytestmark = pytest.mark.process

BAD_TICKET = {"x": "bad-ticket", "say": "This page could not prove who you are. It tries again by itself."}


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1", None])
def test_a_socket_from_elsewhere_is_no_socket(house, guest, origin):
    ada = guest("Ada")

    with pytest.raises(websocket.WebSocketBadStatusException) as answer:
        open_websocket(house.url, cookie=ada.cookie, origin=origin)

    assert answer.value.status_code == 404


def test_polling_is_a_page_that_is_not_there(house):
    with pytest.raises(HTTPError) as answer:
        urlopen(f"{house.url}/socket.io/?EIO=4&transport=polling")

    with answer.value as page:
        assert page.code == 404
        assert "default-src 'none'" in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize("ticket", [None, "", 7, {}, ["x"], "a.b.c", "\ud83d"])
def test_without_a_ticket_nobody_comes_in(guest, ticket):
    ada = guest("Ada")

    with pytest.raises(Refused) as refused:
        ada.socket(ticket=ticket)

    assert refused.value.answer in [BAD_TICKET, None]


def test_a_ticket_that_others_signed_is_refused(guest):
    ada = guest("Ada")
    forged = URLSafeSerializer("another key", salt="socket ticket").dumps(
        [ada.principal_id, ada.session_id, None, "n", 2**40]
    )

    with pytest.raises(Refused) as refused:
        ada.socket(ticket=forged)

    assert refused.value.answer == BAD_TICKET


def test_a_ticket_works_once(guest):
    ada = guest("Ada")
    ticket = ada.ticket()
    ada.socket(ticket=ticket)

    with pytest.raises(Refused) as refused:
        ada.socket(ticket=ticket)

    assert refused.value.answer == BAD_TICKET


def test_who_signs_out_while_a_ticket_is_written_down_does_not_come_in(guest):
    ada = guest("Ada")
    ada.socket().emit("sign out while the next ticket is written down")

    with pytest.raises(Refused) as refused:
        ada.socket()

    assert refused.value.answer == BAD_TICKET


def test_a_ticket_used_in_another_process_is_used(house, guest):
    from app.realtime import tickets

    ada = guest("Ada")
    ticket = ada.ticket("w_1")
    with house.here():
        redeemed = tickets.redeem(ticket, secret=ada.secret)

    with pytest.raises(Refused) as refused:
        ada.socket(ticket=ticket)

    assert (redeemed.principal_id, redeemed.session_id, redeemed.workshop_id) == (
        ada.principal_id,
        ada.session_id,
        "w_1",
    )
    assert refused.value.answer == BAD_TICKET


def test_of_many_sockets_with_one_ticket_at_once_one_comes_in(guest):
    ada = guest("Ada")
    ticket = ada.ticket()

    def come_in(_n):
        try:
            return ada.socket(ticket=ticket).emit("ping")
        except Refused as refused:
            return refused.answer

    with ThreadPoolExecutor(5) as at_once:
        answers = list(at_once.map(come_in, range(5)))

    assert sorted(answers, key=str) == sorted(["pong", *[BAD_TICKET] * 4], key=str)


def test_a_ticket_is_good_for_a_minute(house, guest):
    ada = guest("Ada")
    early, late = ada.ticket(), ada.ticket()

    house.let_pass(55)
    ada.socket(ticket=early)
    house.let_pass(6)
    with pytest.raises(Refused) as refused:
        ada.socket(ticket=late)

    assert refused.value.answer == BAD_TICKET


def test_a_ticket_of_another_session_is_refused(guest):
    ada, mallory = guest("Ada"), guest("Mallory")

    with pytest.raises(Refused) as refused:
        mallory.socket(ticket=ada.ticket())
    with pytest.raises(Refused) as without_cookie:
        mallory.socket(ticket=ada.ticket(), cookie="")

    assert refused.value.answer == BAD_TICKET
    assert without_cookie.value.answer == BAD_TICKET


def test_a_ticket_stolen_and_tried_is_not_used_up(guest):
    ada, mallory = guest("Ada"), guest("Mallory")
    ticket = ada.ticket()
    with pytest.raises(Refused):
        mallory.socket(ticket=ticket)

    socket = ada.socket(ticket=ticket)

    assert socket.emit("ping") == "pong"


def test_a_ticket_outlives_no_session(house, guest):
    ada = guest("Ada")
    ticket = ada.ticket()
    ada.sign_out()

    with pytest.raises(Refused) as refused:
        ada.socket(ticket=ticket)

    assert refused.value.answer == BAD_TICKET


def test_a_refused_socket_is_hung_up(house, guest):
    ada = guest("Ada")
    with bare_websocket(house.url, cookie=ada.cookie) as ws:
        ws.send('40{"ticket":"nonsense"}')

        frames = [ws.recv_data() for _ in range(3)]

    assert frames[0][1][:1] == b"0"
    assert frames[1][1][:2] == b"44"
    assert json.loads(frames[1][1][2:]) == {"message": "bad-ticket", "data": BAD_TICKET}
    assert frames[2][0] == websocket.ABNF.OPCODE_CLOSE


def test_refusals_speak_the_language_of_the_browser(house, guest):
    ada = guest("Ada")

    with pytest.raises(Refused) as refused:
        SocketClient(house.url, "nonsense", cookie=ada.cookie, header=["Accept-Language: en"])

    assert refused.value.answer == BAD_TICKET


def test_used_tickets_are_forgotten_when_they_have_run_out(house, guest):
    from sqlalchemy import func, select

    from app.db import db
    from app.realtime.models import UsedTicket

    ada = guest("Ada")
    ada.socket()
    ada.socket()
    house.let_pass(120)

    ada.socket()

    with house.here():
        assert db.session.scalar(select(func.count()).select_from(UsedTicket)) == 1
