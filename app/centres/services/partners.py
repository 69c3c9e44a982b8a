"""Who works with a centre is added and taken away."""

from app import audit, clock
from app.accounts.models import Principal
from app.centres.models import Partner
from app.centres.policy import Deed
from app.centres.queries import centre_for
from app.db import db, transaction
from app.errors import NotFound
from app.ids import new_id


def add_partner(centre_id: str, *, name: str, gives: str, link: str, by: Principal) -> Partner:
    """Add a partner of a centre.

    Raises:
        NotFound, NotAllowed: see `queries.centre_for`.
    """
    with transaction():
        centre = centre_for(Deed.CHANGE_CENTRE, centre_id, by)
        partner = Partner(id=new_id(), centre_id=centre.id, name=name, gives=gives, link=link, added_at=clock.now())
        db.session.add(partner)
        audit.record("centre.partner-added", f"centre:{centre.id}", actor_id=by.id, partner=partner.id)
    return partner


def drop_partner(centre_id: str, partner_id: str, *, by: Principal) -> None:
    """Take a partner of a centre away.

    Raises:
        NotFound: there is none of this centre; and see `queries.centre_for`.
        NotAllowed: see `queries.centre_for`.
    """
    with transaction():
        centre = centre_for(Deed.CHANGE_CENTRE, centre_id, by)
        partner = db.session.get(Partner, partner_id)
        if partner is None or partner.centre_id != centre.id:
            raise NotFound
        audit.record("centre.partner-dropped", f"centre:{centre.id}", actor_id=by.id, partner=partner.id)
        db.session.delete(partner)
