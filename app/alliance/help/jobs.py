"""Whoever a request waits for has a letter, each in their own language."""

from flask import current_app
from flask_babel import force_locale

from app.alliance.help import letters, queries
from app.alliance.help.events import HelpWritten
from app.events import inside
from app.mail import services as outbox


@inside(HelpWritten)
def _write_letters(event: HelpWritten) -> None:
    request, answer = queries.request_and_answer(event.request_id, event.answer_id)
    if request is None:
        return
    address = f"{current_app.config['PUBLIC_URL']}/help/{request.id}/"
    for person in queries.waited_for(request, event.answer_id):
        with force_locale(person.language or "en"):
            outbox.write(str(person.email), *letters.written(request, answer, address))
