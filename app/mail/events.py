"""What happened to mail."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MailWritten:
    """A mail waits to be sent."""

    mail_id: str
