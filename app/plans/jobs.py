"""What plans do later: write each morning's letters, send what waits, and say how one answers."""

from flask_babel import force_locale

from app import clock, mail
from app.events import after
from app.jobs import job, regularly
from app.plans import services
from app.plans.events import ReplyUnclear
from app.plans.letters import digest_letter
from app.plans.letters import queries as reminding_queries
from app.plans.services.posting import Parcel
from app.sparing import sparing_log

log = sparing_log(__name__)


@after(ReplyUnclear)
def _say_how(event: ReplyUnclear) -> None:
    say_how_to_reply(event.digest_id, event.message_id, filed=event.filed)


@job()
def say_how_to_reply(digest_id: str, message_id: str, *, filed: bool) -> None:
    """Write to somebody whose mail did not say what became of a thing."""
    letter = reminding_queries.digest_found(digest_id)
    steps = [each.step for each in letter.reminders]
    with force_locale(letter.language):
        subject, text = digest_letter.how_to_reply(letter.language, steps, filed=filed)
    headers = {"Auto-Submitted": "auto-replied", "In-Reply-To": message_id}
    mail.send(letter.address, subject, text, headers=headers)


@regularly(minute="*/15")
def remind() -> None:
    """Write the digests of those for whom it has become seven in the morning."""
    for draft in reminding_queries.drafts():
        services.write_digest(draft)


@regularly(minute="*")
def post() -> None:
    """Send what waits. Where the mail server does not answer, the others are not tried now either."""
    for digest_id in reminding_queries.waiting(clock.now()):
        parcel = services.take(digest_id)
        if parcel is not None and not _sent(parcel):
            return


def _sent(parcel: Parcel) -> bool:
    """Send one letter; False where the server was away."""
    try:
        mail.send(parcel.address, parcel.subject, parcel.text, message_id=parcel.message_id, headers=parcel.headers)
    except mail.AddressRefused:
        services.note_refused(parcel.id, "address-refused", address_too=True)
    except mail.MailRefused:
        services.note_refused(parcel.id, "mail-refused", address_too=False)
    except OSError as error:
        log.warning("a digest could not be sent: %s", type(error).__name__)
        services.note_failed(parcel.id)
        return False
    else:
        services.note_sent(parcel.id)
    return True
