"""What plans do besides: write each morning's letters, send what waits, and say how one answers."""

from flask_babel import force_locale

from app import clock
from app.events import inside
from app.jobs import regularly
from app.mail import services as outbox
from app.mail import smtp
from app.plans import services
from app.plans.events import ReplyUnclear
from app.plans.letters import digest_letter
from app.plans.letters import queries as reminding_queries
from app.plans.letters.queries import Draft
from app.plans.services.forgetting import forget_letters
from app.plans.services.posting import Parcel
from app.sparing import sparing_log

log = sparing_log(__name__)


@inside(ReplyUnclear)
def _say_how(event: ReplyUnclear) -> None:
    """Write to somebody whose mail did not say what became of a thing."""
    letter = reminding_queries.digest_found(event.digest_id)
    steps = [each.step for each in letter.reminders]
    with force_locale(letter.language):
        subject, text = digest_letter.how_to_reply(letter.language, steps, filed=event.filed)
    headers = {"Auto-Submitted": "auto-replied", "In-Reply-To": event.message_id}
    outbox.write(letter.address, subject, text, headers=headers)


@regularly(hour="3", minute="20")
def forget_letters_in_time() -> None:
    """Each night, forget letters nobody can answer any more."""
    forget_letters()


@regularly(minute="*/15")
def remind() -> None:
    """Write the digests of those for whom it has become seven in the morning. One that fails keeps no other back."""
    for draft in reminding_queries.drafts():
        _write(draft)


@regularly(minute="*")
def post() -> None:
    """Send what waits. Where the mail server is away, the others are not tried now either."""
    for digest_id in reminding_queries.waiting(clock.now()):
        parcel = services.take(digest_id)
        if parcel is not None and not _sent(parcel):
            return


def _write(draft: Draft) -> None:
    try:
        services.write_digest(draft)
    except Exception:
        # Whatever is wrong with what one person would be told, the others are told theirs.
        log.exception("a digest could not be written")


def _sent(parcel: Parcel) -> bool:
    """Send one letter; False where the server is away. Nothing else about one letter keeps another waiting."""
    try:
        _send(parcel)
    except smtp.ServerAway as error:
        log.warning("the mail server is away: %s", error)
        services.note_failed(parcel.id, str(error))
        return False
    except smtp.AddressRefused as error:
        services.note_refused(parcel.id, "address-refused", str(error), address_too=True)
    except smtp.MailRefused as error:
        services.note_refused(parcel.id, "mail-refused", str(error), address_too=False)
    except smtp.NotTaken as error:
        services.note_failed(parcel.id, str(error))
    except Exception as error:
        # Whatever a library finds wrong with one letter, the next one has nothing to do with it.
        log.exception("a digest could not be sent")
        services.note_failed(parcel.id, type(error).__name__)
    else:
        services.note_sent(parcel.id)
    return True


def _send(parcel: Parcel) -> None:
    smtp.send(parcel.address, parcel.subject, parcel.text, message_id=parcel.message_id, headers=parcel.headers)
