"""Redeeming tickets against the database, whichever it is."""

import pytest

from app.accounts.models import WebSession
from app.accounts.services import sessions
from app.accounts.services.guests import new_guest
from app.db import db
from app.realtime import queries, tickets
from app.realtime.errors import BadTicket


@pytest.fixture
def ada(app):
    """A guest's session."""
    with app.app_context():
        return new_guest("Ada", "en")[1]


def test_a_ticket_is_redeemed_once(app, ada):
    with app.app_context():
        signed = tickets.issue(ada.principal_id, ada.id, "w_1")

        ticket = tickets.redeem(signed, secret=ada.secret)

        assert (ticket.principal_id, ticket.session_id, ticket.workshop_id) == (ada.principal_id, ada.id, "w_1")
        with pytest.raises(BadTicket):
            tickets.redeem(signed, secret=ada.secret)


def test_a_ticket_needs_the_secret_of_its_session(app, ada):
    with app.app_context():
        signed = tickets.issue(ada.principal_id, ada.id)

        with pytest.raises(BadTicket):
            tickets.redeem(signed, secret="")

        assert tickets.redeem(signed, secret=ada.secret).workshop_id is None


def test_sessions_stand_until_they_end(app, ada, clock):
    with app.app_context():
        _guest, bo = new_guest("Bo", "en")

        before = set(queries.standing([ada.id, bo.id, "nobody"]))
        sessions.sign_out(db.session.get(WebSession, ada.id))
        after = set(queries.standing([ada.id, bo.id]))
        clock(8 * 24 * 3600)

        assert before == {ada.id, bo.id}
        assert after == {bo.id}
        assert queries.standing([ada.id, bo.id]) == {}


def test_a_thousand_sessions_are_asked_for_in_parts(app, ada):
    with app.app_context():
        assert set(queries.standing([ada.id, *(f"s{n}" for n in range(1200))])) == {ada.id}
