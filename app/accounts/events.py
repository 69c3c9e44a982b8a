"""What happened to people, guests and their devices."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SessionEnded:
    """One device is signed out."""

    session_id: str
    principal_id: str


@dataclass(frozen=True, slots=True)
class NameWanted:
    """A question: whether a name is that of somebody whom others rely on, or holds it, who is not this person."""

    person_id: str
    name: str


@dataclass(frozen=True, slots=True)
class TitlesWanted:
    """A question: what roles are called where they are shown, by what the program calls each."""


@dataclass(frozen=True, slots=True)
class AccountClosed:
    """Nobody signs in to an account any more, until it is opened again."""

    principal_id: str


@dataclass(frozen=True, slots=True)
class PersonInvited:
    """Somebody was invited. `address` is a one-time link, or the sign-in page for who has a password already.

    `workshop` is the title of the workshop they are to lead, if it is one.
    """

    person_id: str
    by_name: str
    address: str
    workshop: str = ""


@dataclass(frozen=True, slots=True)
class PasswordResetAsked:
    """Somebody wants to set a new password. Whether there is anybody with this address is not known yet."""

    email: str


@dataclass(frozen=True, slots=True)
class PasswordResetMade:
    """A person may set a new password; `address` is the one-time link."""

    person_id: str
    address: str
