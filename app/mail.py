"""Mail: through the house's SMTP server, or as files in VAR/outbox where there is none."""

import smtplib
from email.message import EmailMessage
from email.utils import make_msgid
from pathlib import Path
from urllib.parse import unquote, urlsplit

from flask import current_app

from app import clock, ids

PATIENCE = 20
"""Seconds to wait for a mail server."""


def send(to: str, subject: str, text: str) -> None:
    """Send a plain-text mail; called by jobs, for a mail server may be slow.

    Raises:
        OSError: the server cannot be reached or refused; the job tries again.
    """
    message = EmailMessage()
    message["From"] = current_app.config["MAIL_FROM"]
    message["To"] = to
    message["Subject"] = subject
    message["Date"] = clock.now()
    message["Message-ID"] = make_msgid(domain="baraza")
    message.set_content(text)
    if current_app.config["SMTP_URL"]:
        _deliver(message, current_app.config["SMTP_URL"])
    else:
        _keep(message, current_app.config["VAR"] / "outbox")


def _deliver(message: EmailMessage, address: str) -> None:
    url = urlsplit(address)
    secure = url.scheme == "smtps"
    connect = smtplib.SMTP_SSL if secure else smtplib.SMTP
    with connect(url.hostname or "localhost", url.port or 0, timeout=PATIENCE) as server:
        if url.username:
            if not secure:
                server.starttls()
            server.login(unquote(url.username), unquote(url.password or ""))
        server.send_message(message)


def _keep(message: EmailMessage, outbox: Path) -> None:
    outbox.mkdir(exist_ok=True)
    (outbox / f"{clock.now():%Y%m%dT%H%M%S%f}-{ids.new_id()}.eml").write_bytes(bytes(message))
