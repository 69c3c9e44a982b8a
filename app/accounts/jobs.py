"""What accounts do besides: letters in each person's own language, and forgetting what has run out."""

from flask_babel import force_locale

from app.accounts import letters, services
from app.accounts.events import PasswordResetAsked, PasswordResetMade, PersonInvited
from app.accounts.queries import person_by_id
from app.events import after, inside
from app.jobs import job, regularly
from app.mail import services as outbox


@inside(PersonInvited)
def _invite(event: PersonInvited) -> None:
    _write(event.person_id, lambda: letters.invitation(event.by_name, event.address, event.workshop))


@after(PasswordResetAsked)
def _look_for_them(event: PasswordResetAsked) -> None:
    make_reset(event.email)


@inside(PasswordResetMade)
def _help_back(event: PasswordResetMade) -> None:
    _write(event.person_id, lambda: letters.reset(event.address))


@job()
def make_reset(email: str) -> None:
    services.make_reset(email)


@regularly(hour="3", minute="10")
def forget() -> None:
    """Each night, drop sessions and links that ended a month ago."""
    services.forget()


def _write(person_id: str, letter: letters.Writing) -> None:
    person = person_by_id(person_id)
    if person is None or person.email is None:
        return
    with force_locale(person.language or "en"):
        subject, text = letter()
    outbox.write(person.email, subject, text)
