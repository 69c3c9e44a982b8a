"""Letters to applicants and reviewers, each in its reader's own language, and forgetting drafts."""

from flask import current_app
from flask_babel import force_locale

from app.alliance.eoi import letters, queries, services
from app.alliance.eoi.events import (
    InterestBegun,
    InterestDecided,
    InterestSubmitted,
    LinksAsked,
    LinksEnded,
    QuestionAsked,
    ReviewAsked,
)
from app.alliance.eoi.models import Interest
from app.events import after, inside
from app.jobs import job, regularly
from app.mail import services as outbox


@inside(InterestBegun)
def _bring_link(event: InterestBegun) -> None:
    interest = queries.interest_whole(event.interest_id)
    with force_locale(interest.language):
        _write(interest, letters.link(interest, event.address))


@after(LinksAsked)
def _look_for_theirs(event: LinksAsked) -> None:
    make_links(event.email)


@job()
def make_links(email: str) -> None:
    services.send_links(email)


@inside(LinksEnded)
def _bring_new_link(event: LinksEnded) -> None:
    interest = queries.interest_whole(event.interest_id)
    with force_locale(interest.language):
        _write(interest, letters.links_ended(interest, event.address))


@inside(InterestSubmitted)
def _bring_receipt(event: InterestSubmitted) -> None:
    interest = queries.interest_whole(event.interest_id)
    with force_locale(interest.language):
        _write(interest, letters.receipt(interest, event.address))


@inside(QuestionAsked)
def _bring_question(event: QuestionAsked) -> None:
    interest = queries.interest_whole(event.interest_id)
    asked = next(each for each in interest.questions if each.id == event.question_id)
    with force_locale(interest.language):
        _write(interest, letters.question(interest, asked, event.address))


@inside(InterestDecided)
def _bring_decision(event: InterestDecided) -> None:
    interest = queries.interest_whole(event.interest_id)
    decided = next(each for each in interest.decisions if each.id == event.decision_id)
    with force_locale(interest.language):
        _write(interest, letters.decision(interest, decided, event.address))


@inside(ReviewAsked)
def _bring_review(event: ReviewAsked) -> None:
    asked = queries.review_found(event.review_id)
    if asked is None or not asked.reviewer.email:
        return
    address = f"{current_app.config['PUBLIC_URL']}/eoi/desk/{asked.eoi_id}/"
    with force_locale(asked.reviewer.language or "en"):
        outbox.write(asked.reviewer.email, *letters.review(queries.interest_whole(asked.eoi_id), address))


@regularly(hour="3", minute="30")
def forget_drafts() -> None:
    """Each night, before unused files go, forget drafts nobody comes back to and what was declined long ago."""
    services.forget_drafts()
    services.forget_decided()


def _write(interest: Interest, letter: letters.Letter) -> None:
    outbox.write(interest.email, *letter)
