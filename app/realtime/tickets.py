"""Tickets: how a page shows its socket who it is. Signed, for one session, single use, gone after a minute."""

import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from app import clock, ids
from app.realtime import queries, services
from app.realtime.errors import BadTicket

LIFETIME = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Ticket:
    """Who comes, from which signed-in device, and into which workshop, if any."""

    principal_id: str
    session_id: str
    workshop_id: str | None
    nonce: str
    expires_at: datetime


def issue(principal_id: str, session_id: str, workshop_id: str | None = None) -> str:
    """A ticket for the page of this session (`WebSession.id`). Whether it may enter the workshop is settled before."""
    expires_at = clock.now() + LIFETIME
    return _serializer().dumps([principal_id, session_id, workshop_id, ids.new_id(), int(expires_at.timestamp())])


def redeem(signed: object, *, secret: str) -> Ticket:
    """Take a ticket from the socket whose cookie holds the session's `secret`; it works no second time.

    Raises:
        BadTicket: it is not signed by us, too old, used before, of another session, or its session has ended.
    """
    ticket = _read(signed)
    session = queries.standing([ticket.session_id]).get(ticket.session_id)
    if ticket.expires_at <= clock.now() or session is None or session.principal_id != ticket.principal_id:
        raise BadTicket
    if not hmac.compare_digest(session.secret_digest, ids.digest(secret)):
        raise BadTicket
    services.use_ticket(ticket.nonce, expires_at=ticket.expires_at)
    return ticket


def stands(ticket: Ticket) -> bool:
    """Whether its session has not ended since."""
    return ticket.session_id in queries.standing([ticket.session_id])


def _read(signed: object) -> Ticket:
    if not isinstance(signed, str):
        raise BadTicket
    try:
        principal_id, session_id, workshop_id, nonce, until = _serializer().loads(signed)
    except BadSignature as error:
        raise BadTicket from error
    return Ticket(principal_id, session_id, workshop_id, nonce, datetime.fromtimestamp(until, UTC))


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="socket ticket")
