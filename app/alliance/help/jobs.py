"""What happens later: whoever a request waits for has a letter, each in their own language."""

from flask import current_app
from flask_babel import force_locale

from app import mail
from app.accounts.queries import person_by_id
from app.alliance.help import letters, queries
from app.alliance.help.events import HelpWritten
from app.events import after
from app.jobs import job


@after(HelpWritten)
def _write_later(event: HelpWritten) -> None:
    write_letters(event.request_id, event.answer_id)


@job()
def write_letters(request_id: str, answer_id: int | None) -> None:
    """Let everybody whom it waits for have a letter of their own, so that one who cannot be reached delays nobody."""
    request, _answer = queries.request_and_answer(request_id, answer_id)
    for person in queries.waited_for(request, answer_id) if request else ():
        send(request_id, answer_id, person.id)


@job()
def send(request_id: str, answer_id: int | None, person_id: str) -> None:
    """One letter."""
    (request, answer), person = queries.request_and_answer(request_id, answer_id), person_by_id(person_id)
    if request is None or person is None or not person.email:
        return
    address = f"{current_app.config['PUBLIC_URL']}/help/{request.id}/"
    with force_locale(person.language or "en"):
        subject, text = letters.written(request, answer, address)
    mail.send(person.email, subject, text)
