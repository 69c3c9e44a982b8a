"""Sending what waits: soon after it was written, and each minute whatever is left."""

from app.events import after
from app.jobs import job, regularly
from app.mail import queries, services, smtp
from app.mail.events import MailWritten
from app.mail.services import Parcel
from app.sparing import sparing_log

log = sparing_log(__name__)


@after(MailWritten)
def _send_soon(event: MailWritten) -> None:
    send_soon(event.mail_id)


@job(retries=0)
def send_soon(mail_id: str) -> None:
    """Send a mail that was just written. Whatever becomes of this call, the mail waits in its table."""
    try_to_send(mail_id)


@regularly(minute="*")
def send_waiting() -> None:
    """Send what waits. Where the mail server is away, the others are not tried now either."""
    for mail_id in queries.waiting():
        if not try_to_send(mail_id):
            return


@regularly(hour="3", minute="20")
def forget() -> None:
    """Each night, forget to whom mails went long ago."""
    services.forget()


def try_to_send(mail_id: str) -> bool:
    """Try to send one mail; False where the server is away. Nothing else about one mail keeps another waiting."""
    parcel = services.take(mail_id)
    if parcel is None:
        return True
    try:
        _send(parcel)
    except smtp.ServerAway as error:
        log.warning("the mail server is away: %s", error)
        services.wait_for_server(parcel.id, str(error))
        return False
    except smtp.AddressRefused as error:
        services.note_refused(parcel.id, str(error), address_too=True)
    except smtp.MailRefused as error:
        services.note_refused(parcel.id, str(error), address_too=False)
    except smtp.NotTaken as error:
        services.note_failed(parcel.id, str(error))
    except Exception as error:
        # Whatever a library finds wrong with one mail, the next one has nothing to do with it.
        log.exception("a mail could not be sent")
        services.note_failed(parcel.id, type(error).__name__)
    else:
        services.note_sent(parcel.id)
    return True


def _send(parcel: Parcel) -> None:
    smtp.send(parcel.address, parcel.subject, parcel.text, message_id=parcel.message_id, headers=parcel.headers)
