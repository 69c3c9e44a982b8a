"""The page of one expression of interest at the desk: what somebody may read of it, and the forms they may send."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from flask import render_template
from flask_wtf import FlaskForm

from app import clock, i18n
from app.accounts import timezones
from app.accounts.models import Person
from app.alliance.calls.policy import keeps_desk
from app.alliance.eoi import queries
from app.alliance.eoi.desk_forms import (
    CentreChoiceForm,
    DecisionForm,
    DeclarationForm,
    OwnConflictForm,
    QuestionForm,
    ReasonForm,
    RecommendForm,
    ReviewerForm,
    TakeBackForm,
    check_form,
    scores_form,
)
from app.alliance.eoi.eligibility import suggested
from app.alliance.eoi.models import Interest, InterestReview
from app.alliance.eoi.policy import Standpoint
from app.alliance.eoi.readiness import advise
from app.alliance.eoi.scoring import tally, total
from app.alliance.eoi.sheet import sheet_of, term
from app.alliance.eoi.states import AT_WORK, State, outcomes_from
from app.centres.models import TermKind
from app.centres.queries import Vocabulary, Wanted, directory, vocabulary


def desk_page(person: Person, interest_id: str, **sent: FlaskForm) -> str:
    """The page; `sent` are forms that were refused, by the names the template knows them under.

    Raises:
        NotFound: there is none, or it is not theirs to see.
    """
    interest, point = queries.interest_for(person, interest_id)
    words = vocabulary()
    shown: dict[str, object] = {
        "interest": interest,
        "point": point,
        "answers": interest.answers,
        "words": words,
        "term": lambda kind, key: term(words, kind, key),
        "Kind": TermKind,
        "State": State,
        "now": clock.now(),
        "declaration_form": DeclarationForm(formdata=None),
    }
    if point.may_read:
        shown |= _read(interest, words)
    if point.keeps and point.may_read:
        shown |= _kept(person, interest, words)
        if point.own is None:
            shown["own_conflict_form"] = OwnConflictForm(formdata=None)
    if point.own is not None and point.may_score and interest.state == State.REVIEW:
        shown["scores_form"] = scores_form(interest.call.weighed, point.own)
    if point.sees_scores:
        shown |= _scored(interest, point)
    return render_template("eoi/desk/show.html", **{**shown, **sent})


def _read(interest: Interest, words: Vocabulary) -> dict[str, object]:
    chosen = words.named(TermKind.CENTRE_TYPE, interest.answers.text("type"))
    scopes = chosen.facts.get("scopes") if chosen else None
    return {
        "sheet": sheet_of(interest.answers, words),
        "suggested": suggested(interest.answers, scopes=tuple(scopes) if isinstance(scopes, list) else ()),
        "advice": advise(interest.answers),
    }


def _kept(person: Person, interest: Interest, words: Vocabulary) -> dict[str, object]:
    """The forms of whoever runs the desk, as far as they can be sent now."""
    state, forms = interest.state, dict[str, object]()
    if state in {State.ELIGIBILITY, State.CLARIFICATION, State.REVIEW, State.RECOMMENDED}:
        forms["check_form"] = check_form(interest)
    if state == State.ELIGIBILITY:
        forms["pass_form"] = ReasonForm(formdata=None)
    if state in {State.ELIGIBILITY, State.REVIEW}:
        forms["question_form"] = QuestionForm(formdata=None)
    if state in AT_WORK:
        forms["reviewer_form"] = ReviewerForm.over(queries.reviewers(), interest.reviews)
    if state == State.REVIEW:
        advice = advise(interest.answers)
        forms["recommend_form"] = RecommendForm.over(interest, words, advice.capabilities, advice.scope)
    if outcomes_from(state):
        forms["decision_form"] = DecisionForm.over(interest, today_for(person, interest))
    if state == State.RECOMMENDED:
        forms["take_back_form"] = TakeBackForm(formdata=None)
    if state == State.ACCREDITED and interest.centre_id is None:
        forms["centre_form"] = CentreChoiceForm.over(interest, directory(Wanted(), words))
        forms["zones"] = timezones.choices(i18n.language())
    return forms


def _scored(interest: Interest, _point: Standpoint) -> dict[str, object]:
    criteria = interest.call.weighed
    filed = [each for each in interest.reviews if each.filed_at is not None]
    return {
        "filed": [(each, total(criteria, each.scores)) for each in filed],
        "tally": tally(criteria, [each.scores for each in filed if each.counts]),
        "tally_before": tally(criteria, [each.scores for each in filed]),
        "could_see": {each.id for each in filed if _could_see(each, filed)},
    }


def _could_see(review: InterestReview, filed: Sequence[InterestReview]) -> bool:
    """Whether a reviewer who runs the desk was asked when others' scores lay there already, where they see them."""
    before = any(each.filed_at is not None and each.filed_at < review.asked_at for each in filed)
    return before and keeps_desk(review.reviewer)


def today_for(person: Person, interest: Interest) -> date:
    """Return which day it is for whoever decides: by their own clock, or where they named none by the call's."""
    return clock.now().astimezone(ZoneInfo(person.timezone or interest.call.timezone)).date()
