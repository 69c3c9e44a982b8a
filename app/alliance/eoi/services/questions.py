"""The desk asks the applicant, who answers on their page: one question at a time."""

from app import audit, clock
from app.accounts.models import Principal
from app.alliance.eoi.errors import NothingAsked
from app.alliance.eoi.events import QuestionAsked
from app.alliance.eoi.models import Interest, InterestQuestion
from app.alliance.eoi.services.holding import address_of, held_by, held_to_keep, move, new_token
from app.alliance.eoi.states import State
from app.db import db, transaction
from app.events import publish


def ask(by: Principal, interest_id: str, question: str) -> Interest:
    """Ask something; a mail brings it to the applicant with a link.

    Raises:
        NotFound, NotAllowed: see `holding.held_to_keep`.
        NoSuchMove: it is neither being checked nor reviewed, or a question is open.
    """
    with transaction():
        interest = held_to_keep(by, interest_id)
        before = interest.state
        move(interest, State.CLARIFICATION, by=by)
        interest.back_to = before
        asked = InterestQuestion(question=question, asked_at=clock.now(), asked_by=by.id)
        interest.questions.append(asked)
        db.session.flush()
        audit.record("eoi.question-asked", f"eoi:{interest.id}", actor_id=by.id, question=asked.id)
        publish(QuestionAsked(interest.id, asked.id, address_of(new_token(interest))))
    return interest


def answer(token: str, words: str) -> Interest:
    """Answer the open question; it goes back to where it was asked.

    Raises:
        NoSuchInterest: the link opens nothing.
        NothingAsked: no question is open.
    """
    with transaction():
        interest = held_by(token)
        asked = next((each for each in interest.questions if each.answered_at is None), None)
        if interest.state != State.CLARIFICATION or asked is None:
            raise NothingAsked
        asked.answer, asked.answered_at = words, clock.now()
        move(interest, State(interest.back_to or State.ELIGIBILITY), by=None)
        interest.back_to = None
        audit.record("eoi.question-answered", f"eoi:{interest.id}", actor_id=None, question=asked.id)
    return interest
