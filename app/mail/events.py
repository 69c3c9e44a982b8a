"""What happened to mail. Each mail is known by its Message-ID, which whoever wrote it may keep."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MailWritten:
    """A mail waits to be sent."""

    mail_id: str


@dataclass(frozen=True, slots=True)
class MailDue:
    """A mail is about to be sent. Whoever hears it in the same transaction may raise `NoLongerWanted`."""

    message_id: str


@dataclass(frozen=True, slots=True)
class MailGivenUp:
    """A mail is never sent; `address_refused`: the mail server takes nothing for its address."""

    message_id: str
    address: str
    address_refused: bool
