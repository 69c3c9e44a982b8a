"""Mail: through the house's SMTP server, or as files in VAR/outbox where there is none."""

import smtplib
from collections.abc import Mapping
from email.message import EmailMessage
from email.utils import make_msgid
from pathlib import Path
from urllib.parse import unquote, urlsplit

from flask import current_app

from app import clock, ids

PATIENCE = 20
"""Seconds to wait for a mail server."""


PERMANENT = 500
"""From here on a mail server says that trying again will not help."""


class AddressRefused(Exception):
    """The mail server takes nothing for this address, now or later."""


class MailRefused(Exception):
    """The mail server does not take this mail, now or later."""


def send(to: str, subject: str, text: str, *, message_id: str = "", headers: Mapping[str, str] | None = None) -> None:
    """Send a plain-text mail; called by jobs, for a mail server may be slow.

    `message_id` is one that stays the same when a mail is sent again, `headers` are what it carries besides.

    Raises:
        OSError: the server cannot be reached or refused; the job tries again.
        AddressRefused, MailRefused: as they say; trying again will not help.
    """
    message = EmailMessage()
    message["From"] = current_app.config["MAIL_FROM"]
    message["To"] = to
    message["Subject"] = subject
    message["Date"] = clock.now()
    message["Message-ID"] = message_id or new_message_id()
    for name, value in (headers or {}).items():
        message[name] = value
    message.set_content(text)
    if current_app.config["SMTP_URL"]:
        _deliver(message, current_app.config["SMTP_URL"])
    else:
        _keep(message, current_app.config["VAR"] / "outbox")


def new_message_id() -> str:
    """The name of a mail, which no other has."""
    return make_msgid(domain="baraza")


def _deliver(message: EmailMessage, address: str) -> None:
    url = urlsplit(address)
    secure = url.scheme == "smtps"
    connect = smtplib.SMTP_SSL if secure else smtplib.SMTP
    with connect(url.hostname or "localhost", url.port or 0, timeout=PATIENCE) as server:
        if url.username:
            if not secure:
                server.starttls()
            server.login(unquote(url.username), unquote(url.password or ""))
        try:
            server.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            if all(code >= PERMANENT for code, _said in error.recipients.values()):
                raise AddressRefused from error
            raise
        except smtplib.SMTPDataError as error:
            if error.smtp_code >= PERMANENT:
                raise MailRefused from error
            raise


def _keep(message: EmailMessage, outbox: Path) -> None:
    outbox.mkdir(exist_ok=True)
    (outbox / f"{clock.now():%Y%m%dT%H%M%S%f}-{ids.new_id()}.eml").write_bytes(bytes(message))
