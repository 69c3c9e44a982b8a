"""What changed in what a plan and its things say, from what they said before. No queries, no clock."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from app.plans.items.answers import AS_ASKED, WRITTEN_DOWN, asked_then, is_written_for
from app.plans.models import Edit, EditDeed, Plan
from app.plans.views.change import Change, What

_ANSWERS: Final = (What.ANSWERED, What.VERDICT)
_PARKED: Final = {"parked_on", "parked_reason"}
"""What an action says no longer once it was taken up, which is told by itself."""

_MARKS: Final = (WRITTEN_DOWN, AS_ASKED)
"""Stand beside an answer and are no words of it."""


def edits_kept(plan: Plan) -> Iterator[Change]:
    """Yield what is said otherwise, was answered or was taken out."""
    choosers: dict[str, str] = {}
    by_account: dict[str, bool] = {}

    def chosen(edit: Edit) -> dict[str, Any]:
        chooser, is_account = choosers.get(edit.item_id, ""), by_account.get(edit.item_id, False)
        return {"address_by": chooser, "by_account": is_account, "written_for": _written_for(plan, edit)}

    for edit in plan.edits:
        if "address_by" in edit.said:
            choosers[edit.item_id] = str(edit.said["address_by"][1] or "")
        if "by_account" in edit.said:
            by_account[edit.item_id] = bool(edit.said["by_account"][1])
        if edit.deed == EditDeed.DROP:
            yield from _dropped(edit)
        elif "verdict" in edit.said:
            before, after = (str(each or "") for each in edit.said["verdict"])
            answered = _edited(edit, What.VERDICT, {"answer": edit.said["answer"]})
            yield replace(answered, before=before, after=after, **chosen(edit))
        elif "answer" in edit.said and edit.said["answer"][1]:
            yield replace(_edited(edit, What.ANSWERED, {"answer": edit.said["answer"]}), **chosen(edit))
        is_answer = "verdict" in edit.said or bool(edit.said.get("answer", ("", ""))[1])
        told = {"answer", "verdict", "address_by", "by_account", "doubted", *_MARKS} if is_answer else set()
        rest = {name: pair for name, pair in edit.said.items() if name not in told | _PARKED}
        if edit.deed == EditDeed.CHANGE and rest:
            yield _edited(edit, What.CHANGED, rest)


def _written_for(plan: Plan, answer: Edit) -> str:
    """Return for whom an answer was written down; empty where they gave it, or where what asks was taken out."""
    ask = next((each for each in plan.asks if each.id == answer.item_id), None)
    return asked_then(plan, ask, answer) if ask and is_written_for(plan, ask, answer) else ""


def _dropped(edit: Edit) -> Iterator[Change]:
    """What was taken out was there once, and somebody took it out."""
    made_at, made_by = (str(edit.said[name][0]) for name in ("made_at", "made_by"))
    if edit.kind != "part":
        made = _edited(edit, What.MADE, {})
        yield replace(made, at=datetime.fromisoformat(made_at), who=made_by, anchor="")
    of = edit.said.get("of", ("", ""))
    yield replace(_edited(edit, What.DROPPED, {"of": of} if of[0] else {}), anchor="")


def _edited(edit: Edit, what: What, said: Mapping[str, Sequence[object]]) -> Change:
    answer = said.get("answer", ("", ""))
    return Change(
        at=edit.made_at,
        what=what,
        who=edit.by_name,
        name=edit.title,
        kind=edit.kind,
        item_id=edit.item_id,
        number=edit.number,
        before=str(answer[0] or "") or None,
        reason=str(answer[1]) if what in _ANSWERS else edit.reason,
        anchor=f"{'action' if edit.kind == 'part' else edit.kind}-{edit.number}" if edit.number else "",
        said={} if what in _ANSWERS else said,
    )
