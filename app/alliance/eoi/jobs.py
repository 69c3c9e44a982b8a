"""What happens later: letters, each in its reader's own language, and forgetting drafts."""

from flask import current_app
from flask_babel import force_locale

from app import mail
from app.alliance.eoi import letters, queries, services
from app.alliance.eoi.events import (
    InterestBegun,
    InterestDecided,
    InterestSubmitted,
    LinksEnded,
    QuestionAsked,
    ReviewAsked,
)
from app.events import after
from app.jobs import job, regularly


@after(InterestBegun)
def _bring_link(event: InterestBegun) -> None:
    send_link(event.interest_id, event.address)


@after(LinksEnded)
def _bring_new_link(event: LinksEnded) -> None:
    send_new_link(event.interest_id, event.address)


@after(InterestSubmitted)
def _bring_receipt(event: InterestSubmitted) -> None:
    send_receipt(event.interest_id, event.address)


@after(QuestionAsked)
def _bring_question(event: QuestionAsked) -> None:
    send_question(event.interest_id, event.question_id, event.address)


@after(InterestDecided)
def _bring_decision(event: InterestDecided) -> None:
    send_decision(event.interest_id, event.decision_id, event.address)


@after(ReviewAsked)
def _bring_review(event: ReviewAsked) -> None:
    send_review(event.review_id)


@job()
def send_link(interest_id: str, address: str) -> None:
    interest = queries.interest_whole(interest_id)
    with force_locale(interest.language):
        _send(interest.email, letters.link(interest, address))


@job()
def send_new_link(interest_id: str, address: str) -> None:
    interest = queries.interest_whole(interest_id)
    with force_locale(interest.language):
        _send(interest.email, letters.links_ended(interest, address))


@job()
def send_receipt(interest_id: str, address: str) -> None:
    interest = queries.interest_whole(interest_id)
    with force_locale(interest.language):
        _send(interest.email, letters.receipt(interest, address))


@job()
def send_question(interest_id: str, question_id: int, address: str) -> None:
    interest = queries.interest_whole(interest_id)
    asked = next(each for each in interest.questions if each.id == question_id)
    with force_locale(interest.language):
        _send(interest.email, letters.question(interest, asked, address))


@job()
def send_decision(interest_id: str, decision_id: int, address: str) -> None:
    interest = queries.interest_whole(interest_id)
    decided = next(each for each in interest.decisions if each.id == decision_id)
    with force_locale(interest.language):
        _send(interest.email, letters.decision(interest, decided, address))


@job()
def send_review(review_id: str) -> None:
    asked = queries.review_found(review_id)
    if asked is None or not asked.reviewer.email:
        return
    address = f"{current_app.config['PUBLIC_URL']}/eoi/desk/{asked.eoi_id}/"
    with force_locale(asked.reviewer.language or "en"):
        _send(asked.reviewer.email, letters.review(queries.interest_whole(asked.eoi_id), address))


@regularly(hour="3", minute="30")
def forget_drafts() -> None:
    """Each night, before unused files go, forget drafts nobody comes back to."""
    services.forget_drafts()


def _send(to: str, letter: letters.Letter) -> None:
    subject, text = letter
    mail.send(to, subject, text)
