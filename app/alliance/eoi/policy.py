"""Who sees what of an expression of interest at the desk, as one value."""

from dataclasses import dataclass

from app.accounts.models import Principal
from app.alliance.calls.policy import keeps_desk
from app.alliance.eoi.models import Interest, InterestReview
from app.alliance.eoi.states import State
from app.errors import NotAllowed


@dataclass(frozen=True, slots=True)
class Standpoint:
    """What somebody is to an expression of interest they found. `own` is the review they were asked for, if any.

    `withdrawn`: nobody reads it any more, as its applicant was told. `others_filed`: somebody else filed scores.
    """

    keeps: bool
    own: InterestReview | None
    withdrawn: bool = False
    others_filed: bool = False

    @property
    def scores_final(self) -> bool:
        """Whether their own scores stay as they are: filed, and others can be read beside them."""
        return self.own is not None and self.own.filed_at is not None and self.others_filed

    @property
    def may_score(self) -> bool:
        """Whether they can file scores, as far as it depends on them."""
        return self.own is not None and self.own.conflict is False and not self.scores_final

    @property
    def may_read(self) -> bool:
        """Whether they read answers and files: a reviewer declares first, whatever else they are."""
        if self.withdrawn:
            return False
        return self.own.conflict is False if self.own else self.keeps

    @property
    def sees_scores(self) -> bool:
        """Whether they see what others filed: a reviewer files first."""
        if self.withdrawn:
            return False
        return self.own.filed_at is not None if self.own else self.keeps


def standpoint(principal: Principal, interest: Interest) -> Standpoint:
    """What somebody is to it."""
    own = next((each for each in interest.reviews if each.reviewer_id == principal.id), None)
    others_filed = any(each.filed_at is not None for each in interest.reviews if each is not own)
    return Standpoint(keeps_desk(principal), own, interest.state == State.WITHDRAWN, others_filed)


def require_keeping(point: Standpoint) -> None:
    """Refuse who found it and does not run the desk.

    Raises:
        NotAllowed: as it says.
    """
    if not point.keeps:
        raise NotAllowed
