"""The one thing the edge writes down: that a ticket was used."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from app import clock
from app.db import db, transaction
from app.realtime.errors import BadTicket
from app.realtime.models import UsedTicket


def use_ticket(nonce: str, *, expires_at: datetime) -> None:
    """Note that this ticket was used, and forget those that have run out meanwhile.

    Raises:
        BadTicket: it was used before, in this process or another.
    """
    with transaction():
        db.session.execute(delete(UsedTicket).where(UsedTicket.expires_at < clock.now()))
        db.session.add(UsedTicket(nonce=nonce, expires_at=expires_at))
        try:
            db.session.flush()
        except IntegrityError as error:
            raise BadTicket from error
