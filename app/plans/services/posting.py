"""What becomes of digests on their way: who is no longer to be told gets none, and what nobody heard is said again."""

from app import audit, clock
from app.db import db
from app.mail.errors import NoLongerWanted
from app.plans.letters import queries as reminding_queries
from app.plans.models import Digest, MailAddress


def check_wanted(message_id: str) -> None:
    """Refuse to send a letter whose reader stopped such letters or left a plan, or of which everything was erased.

    Whatever else stood in it is said anew the next morning.

    Raises:
        NoLongerWanted: as above.
    """
    letter = reminding_queries.digest_in(message_id)
    if letter is not None and not reminding_queries.is_wanted(letter):
        raise NoLongerWanted


def note_unheard(message_id: str, *, address_refused: bool) -> None:
    """Nobody heard what stood in a letter, so it is to be said again; not to an address that is refused."""
    letter = reminding_queries.digest_in(message_id)
    if letter is None:
        return
    for reminder in list(letter.reminders):
        db.session.delete(reminder)
    if address_refused:
        _close(letter)


def _close(letter: Digest) -> None:
    known = db.session.get(MailAddress, letter.address) or MailAddress(address=letter.address)
    known.bounced_on = clock.now().date()
    db.session.add(known)
    audit.record("mail-address.bounce", f"digest:{letter.id}", actor_id=None)
