"""People are asked to review, say whether they have a conflict of interest, and score."""

from collections.abc import Mapping

from sqlalchemy.exc import IntegrityError

from app import audit, clock
from app.accounts.models import Person, Principal
from app.alliance.calls.models import Call
from app.alliance.calls.policy import may_review
from app.alliance.eoi.errors import (
    AlreadyAsked,
    ChoiceGone,
    NoSuchMove,
    NotDeclared,
    ScoresFinal,
    ScoresMissing,
    WhyMissing,
)
from app.alliance.eoi.events import ReviewAsked
from app.alliance.eoi.models import InterestReview
from app.alliance.eoi.scoring import HIGHEST
from app.alliance.eoi.services.holding import held_for, held_to_keep
from app.alliance.eoi.states import AT_WORK, State
from app.db import db, transaction
from app.errors import NotAllowed, NotFound
from app.events import publish
from app.ids import new_id


def ask_reviewer(by: Principal, interest_id: str, reviewer_id: str) -> InterestReview:
    """Ask somebody to review it.

    Raises:
        NotFound, NotAllowed: see `holding.held_to_keep`.
        ChoiceGone: there is no such person, or they cannot review.
        AlreadyAsked: as it says.
        NoSuchMove: it is decided on.
    """
    with transaction():
        interest = held_to_keep(by, interest_id)
        if interest.state not in AT_WORK:
            raise NoSuchMove
        reviewer = db.session.get(Person, reviewer_id)
        if reviewer is None or not reviewer.is_active or not may_review(reviewer):
            raise ChoiceGone
        asked = _review(interest.id, reviewer.id, by=by)
        db.session.add(asked)
        try:
            db.session.flush()
        except IntegrityError as error:
            raise AlreadyAsked from error
        audit.record("eoi.reviewer-asked", f"eoi:{interest.id}", actor_id=by.id, reviewer=reviewer.id)
        publish(ReviewAsked(asked.id))
    return asked


def release(by: Principal, interest_id: str, reviewer_id: str) -> None:
    """Ask somebody no longer, as long as they filed nothing. Who declared a conflict stays: it closes it to them.

    Raises:
        NotFound: it is not theirs to see, or that person was not asked.
        NotAllowed: they review it, and do not run the desk.
        NoSuchMove: that person declared a conflict or filed scores.
    """
    with transaction():
        interest = held_to_keep(by, interest_id)
        asked = next((each for each in interest.reviews if each.reviewer_id == reviewer_id), None)
        if asked is None:
            raise NotFound
        if asked.conflict or asked.filed_at is not None:
            raise NoSuchMove
        interest.reviews.remove(asked)
        audit.record("eoi.reviewer-released", f"eoi:{interest.id}", actor_id=by.id, reviewer=reviewer_id)


def declare(reviewer: Principal, interest_id: str, *, conflict: bool, words: str = "") -> InterestReview:
    """Say whether one has a conflict of interest. With one, nothing more of it is theirs to see, and that is final.

    Scores that were filed before stay, set aside: they count no longer, and what they came to is still told. Whoever
    runs the desk may declare a conflict without being asked to review, and decides on it no more.

    Raises:
        NotFound: they do not see it.
        NotAllowed: nobody asked them, and they do not run the desk; or they run it and declare no conflict.
        WhyMissing: a conflict is said in a few words.
    """
    with transaction():
        interest, point = held_for(reviewer, interest_id)
        own = point.own
        if own is None and not (point.keeps and conflict):
            raise NotAllowed
        if conflict and not words:
            raise WhyMissing
        if own is None:
            own = _review(interest.id, reviewer.id, by=reviewer)
            interest.reviews.append(own)
        own.conflict, own.conflict_words, own.declared_at = conflict, words, clock.now()
        audit.record("eoi.declared", f"eoi:{interest.id}", actor_id=reviewer.id, conflict=conflict)
    return own


def file_scores(
    reviewer: Principal, interest_id: str, scores: Mapping[str, int], *, reasons: Mapping[str, str], comment: str = ""
) -> InterestReview:
    """File one's scores, 0 to 4 for each criterion with a reason.

    They can be filed again as long as nobody else filed any: from then on one could have read the others', and scores
    are to be independent, as on the UN Partner Portal.

    Raises:
        NotFound: they do not see it.
        NotAllowed: nobody asked them.
        NotDeclared: they have not said that they have no conflict.
        NoSuchMove: it is not being reviewed.
        ScoresFinal: they filed theirs, and so did somebody else.
        ScoresMissing: a criterion lacks a score or a reason.
    """
    with transaction():
        interest, point = held_for(reviewer, interest_id)
        own = point.own
        if own is None:
            raise NotAllowed
        if own.conflict is not False:
            raise NotDeclared
        if interest.state != State.REVIEW:
            raise NoSuchMove
        if point.scores_final:
            raise ScoresFinal
        call = db.session.get_one(Call, interest.call_id, with_for_update=True, populate_existing=True)
        _require_whole(call, scores, reasons)
        own.scores, own.reasons, own.comment, own.filed_at = dict(scores), dict(reasons), comment, clock.now()
        call.scored_at = call.scored_at or own.filed_at
        audit.record("eoi.scored", f"eoi:{interest.id}", actor_id=reviewer.id, scores=dict(scores))
    return own


def _review(interest_id: str, reviewer_id: str, *, by: Principal) -> InterestReview:
    return InterestReview(
        id=new_id(), eoi_id=interest_id, reviewer_id=reviewer_id, asked_at=clock.now(), asked_by=by.id
    )


def _require_whole(call: Call, scores: Mapping[str, int], reasons: Mapping[str, str]) -> None:
    asked = {criterion.id for criterion in call.weighed}
    whole = scores.keys() == asked and all(0 <= score <= HIGHEST for score in scores.values())
    if not whole or not all(reasons.get(criterion) for criterion in asked):
        raise ScoresMissing
