"""Who answered what a plan asks, or wrote that down for another. Pure."""

from datetime import date
from typing import Final

from app.ids import digest
from app.plans.days import today_in
from app.plans.errors import AskedAnew
from app.plans.models import Action, Ask, Edit, Milestone, Plan
from app.plans.people import key_of

WRITTEN_DOWN: Final = "written_down"
"""Stands beside an answer that an account wrote which bears the name that is asked, and is not who is asked."""

AS_ASKED: Final = "as_asked"
"""Stands beside an answer of an account of another name than is asked, by which the plan reaches who is asked.

Not where it is one of the plan's own people: a leader may have chosen their own account.
"""


def mark_of(thing: Ask | Action | Milestone) -> str:
    """Return a short mark of what somebody is asked, by which a form knows whether its words are others by now."""
    day = None if isinstance(thing, Ask) else thing.due_on
    return digest(f"{thing.title}\0{getattr(thing, 'barrier', '')}\0{day}")[:12]


def refuse_unseen(thing: Ask | Action | Milestone, shown: str) -> None:
    """Refuse an answer to other words than a page showed; `shown` is their mark, empty where that is not known.

    Raises:
        AskedAnew (409): as it says.
    """
    if shown and shown != mark_of(thing):
        raise AskedAnew


def answers_to(plan: Plan, ask: Ask) -> list[Edit]:
    """Return everything that was said as an answer to an ask, and that one was taken back, the oldest first."""
    return [edit for edit in plan.edits if edit.item_id == ask.id and "answer" in edit.said]


def answer_of(plan: Plan, ask: Ask) -> Edit | None:
    """Return who gave the answer that an ask has now; None where it has none, or where earlier servers kept nobody."""
    answers = answers_to(plan, ask) if ask.answered_on else []
    return answers[-1] if answers and answers[-1].said["answer"][1] == ask.answer else None


def asked_of(plan: Plan, ask: Ask) -> list[tuple[str, date]]:
    """Return whom an ask was put to and since when, the first of them first: another may have taken their place."""
    changes = [edit for edit in plan.edits if edit.item_id == ask.id and "to" in edit.said]
    if not changes:
        return [(ask.to or plan.sponsor, ask.asked_on)]
    later = [(str(edit.said["to"][1] or "") or plan.sponsor, today_in(plan.timezone, edit.made_at)) for edit in changes]
    return [(str(changes[0].said["to"][0] or "") or plan.sponsor, ask.asked_on), *later]


def was_answered(plan: Plan, ask: Ask) -> bool:
    """True when somebody answered an ask, also where that was taken back."""
    return bool(ask.answer or answers_to(plan, ask))


def asked_then(plan: Plan, ask: Ask, answer: Edit) -> str:
    """Return who was asked when an answer was given; another may be asked since."""
    later = (edit for edit in plan.edits if edit.item_id == ask.id and "to" in edit.said and edit.id > answer.id)
    first = next(later, None)
    return str((first.said["to"][0] if first else ask.to) or "").strip() or plan.sponsor


def is_written_for(plan: Plan, ask: Ask, answer: Edit) -> bool:
    """True when an answer was written down for who was asked by somebody else who is signed in.

    Nobody does so with the question whether a sponsor agrees: they answer it themselves.
    """
    is_another = key_of(answer.by_name) != key_of(asked_then(plan, ask, answer))
    return WRITTEN_DOWN in answer.said or (not ask.confirms and answer.by_id is not None and is_another)


def written_for_others(plan: Plan) -> int:
    """Return how many asks have an answer now that the team wrote down for who was asked.

    Whoever is asked and answers with an account of another name is not of the team.
    """
    answers = ((ask, answer_of(plan, ask)) for ask in plan.asks)
    return sum(
        answer is not None and AS_ASKED not in answer.said and is_written_for(plan, ask, answer)
        for ask, answer in answers
    )
