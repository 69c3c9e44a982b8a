"""What happened to a plan."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.plans.letters.mailbox_queries import Mailbox


@dataclass(frozen=True, slots=True)
class Promoted:
    """A note or group of the workshop became something in the plan: an action of that number, or another kind."""

    workshop_id: str
    plan_id: str
    kind: str
    item_id: str
    number: int
    board_id: str
    element_id: str


@dataclass(frozen=True, slots=True)
class PlanChanged:
    """The plan says something new: goal, day 1 or an action. `workshop_id` is where it was born, if anywhere."""

    plan_id: str
    centre_id: str
    workshop_id: str | None


@dataclass(frozen=True, slots=True)
class ReplyUnclear:
    """A mail in answer to a letter said of none of its things what became of it; `filed`: its words are kept.

    `unexplained` are the numbers of things it calls blocked without saying by what. Who answers writes to `reply_to`.
    """

    digest_id: str
    message_id: str
    reply_to: str
    filed: bool
    unexplained: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SponsorReplaced:
    """Somebody else answers as the sponsor of a published plan: who did until then, what changed, by whom and why.

    `said` is what changed, by name before and after.
    """

    plan_id: str
    former: Mailbox
    said: Mapping[str, list[object]]
    by_name: str
    reason: str


@dataclass(frozen=True, slots=True)
class AnsweredForAnother:
    """Somebody of the team wrote an answer down for who was asked: what was asked in ask `number`, which
    `words`, and who wrote them.
    """

    plan_id: str
    number: int
    reader: Mailbox
    ask: str
    words: str
    by_name: str
