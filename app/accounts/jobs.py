"""What accounts do later: letters in each person's own language, and forgetting what has run out."""

from flask_babel import force_locale

from app import mail
from app.accounts import letters, services
from app.accounts.events import PasswordResetAsked, PasswordResetMade, PersonInvited
from app.accounts.queries import person_by_id
from app.events import after
from app.jobs import job, regularly


@after(PersonInvited)
def _invite(event: PersonInvited) -> None:
    send_invitation(event.person_id, event.by_name, event.address)


@after(PasswordResetAsked)
def _look_for_them(event: PasswordResetAsked) -> None:
    make_reset(event.email)


@after(PasswordResetMade)
def _help_back(event: PasswordResetMade) -> None:
    send_reset(event.person_id, event.address)


@job()
def send_invitation(person_id: str, by_name: str, address: str) -> None:
    _send(person_id, lambda: letters.invitation(by_name, address))


@job()
def make_reset(email: str) -> None:
    services.make_reset(email)


@job()
def send_reset(person_id: str, address: str) -> None:
    _send(person_id, lambda: letters.reset(address))


@regularly(hour="3", minute="10")
def forget() -> None:
    """Each night, drop sessions and links that ended a month ago."""
    services.forget()


def _send(person_id: str, letter: letters.Writing) -> None:
    person = person_by_id(person_id)
    if person is None or person.email is None:
        return
    with force_locale(person.language or "en"):
        subject, text = letter()
    mail.send(person.email, subject, text)
