"""Hand one mail to the mail server, or keep it as a file in VAR/outbox where there is none.

Whatever fails says whose trouble it is: the server's (`ServerAway`, nothing can be sent just now), the address's,
or this mail's alone.
"""

import smtplib
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import make_msgid
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from flask import current_app

from app import clock, ids
from app.private import write_private

PATIENCE = 20
"""Seconds to wait for a mail server."""

PERMANENT = 500
"""From here on a mail server says that trying again will not help."""

CLOSING = 421
"""With this a mail server says that it serves nobody just now."""


class ServerAway(Exception):
    """The mail server cannot be reached, cannot be trusted, refuses the login, or is closing: no mail can be sent."""


class NotTaken(Exception):
    """The mail server did not take this mail just now; it may later, and it may take others meanwhile."""


class AddressRefused(Exception):
    """The mail server takes nothing for this address, now or later."""


class MailRefused(Exception):
    """The mail cannot be written, or the mail server does not take it, now or later."""


def send(to: str, subject: str, text: str, *, message_id: str = "", headers: Mapping[str, str] | None = None) -> None:
    """Send a plain-text mail; called by jobs, for a mail server may be slow.

    `message_id` is one that stays the same when a mail is sent again, `headers` are what it carries besides.

    Raises:
        ServerAway, NotTaken: trying again later may help.
        AddressRefused, MailRefused: trying again will not help.
    """
    message = _message(to, subject, text, {"Message-ID": message_id or new_message_id(), **(headers or {})})
    if current_app.config["SMTP_URL"]:
        _deliver(message, current_app.config["SMTP_URL"])
    else:
        _keep(message, current_app.config["VAR"] / "outbox")


def new_message_id() -> str:
    """Return the name of a mail, which no other has."""
    return make_msgid(domain="baraza")


def _message(to: str, subject: str, text: str, headers: Mapping[str, str]) -> EmailMessage:
    message = EmailMessage()
    try:
        message["From"] = current_app.config["MAIL_FROM"]
        message["To"] = to
        message["Subject"] = subject
        message["Date"] = clock.now()
        for name, value in headers.items():
            message[name] = value
        message.set_content(text)
        bytes(message)
    except (ValueError, LookupError, MessageError) as error:
        raise MailRefused(f"it cannot be written: {error}") from error
    return message


def _deliver(message: EmailMessage, address: str) -> None:
    with _connected(urlsplit(address)) as server, _its_own_trouble():
        server.send_message(message)


@contextmanager
def _connected(url: SplitResult) -> Iterator[smtplib.SMTP]:
    """Connect, encrypt and log in; all that fails up to there is the server's trouble."""
    host, port = url.hostname or "localhost", url.port or 0
    trusted = ssl.create_default_context(cafile=current_app.config["SMTP_CA"] or None)
    server: smtplib.SMTP | None = None
    try:
        if url.scheme == "smtps":
            server = smtplib.SMTP_SSL(host, port, timeout=PATIENCE, context=trusted)
        else:
            server = smtplib.SMTP(host, port, timeout=PATIENCE)
        if url.scheme == "smtp":
            server.starttls(context=trusted)
        if url.username:
            server.login(unquote(url.username), unquote(url.password or ""))
    except OSError as error:
        if server is not None:
            server.close()
        raise ServerAway(_said(error)) from error
    try:
        yield server
    finally:
        _take_leave(server)


def _take_leave(server: smtplib.SMTP) -> None:
    """Close the connection. The mail is taken or not by now, so nothing that fails here matters."""
    try:
        server.quit()
    except OSError:
        server.close()


@contextmanager
def _its_own_trouble() -> Iterator[None]:
    """Translate what fails once the server listens."""
    try:
        yield
    except smtplib.SMTPRecipientsRefused as error:
        codes = {code for code, _words in error.recipients.values()}
        if CLOSING in codes:
            raise ServerAway(_said(error)) from error
        if all(code >= PERMANENT for code in codes):
            raise AddressRefused(_said(error)) from error
        raise NotTaken(_said(error)) from error
    except smtplib.SMTPNotSupportedError as error:
        # The address has letters that this server cannot write.
        raise AddressRefused(_said(error)) from error
    except smtplib.SMTPResponseException as error:
        if error.smtp_code == CLOSING:
            raise ServerAway(_said(error)) from error
        if isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= PERMANENT:
            raise MailRefused(_said(error)) from error
        # A sender that is refused is a wrong setting, which somebody mends before mails are given up.
        raise NotTaken(_said(error)) from error
    except OSError as error:
        raise NotTaken(_said(error)) from error


def _said(error: OSError) -> str:
    """What went wrong, as an administrator reads it: the server's own words where it said some."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            said = [f"{code} {_plain(words)}" for code, words in error.recipients.values()]
            return "; ".join(said)
        case smtplib.SMTPResponseException():
            return f"{error.smtp_code} {_plain(error.smtp_error)}"
        case _:
            return f"{type(error).__name__}: {error}"


def _plain(words: bytes | str) -> str:
    return words.decode(errors="replace") if isinstance(words, bytes) else words


def _keep(message: EmailMessage, outbox: Path) -> None:
    outbox.mkdir(mode=0o700, exist_ok=True)
    if outbox.stat().st_mode & 0o077:
        outbox.chmod(0o700)
    write_private(outbox / f"{clock.now():%Y%m%dT%H%M%S%f}-{ids.new_id()}.eml", bytes(message))
