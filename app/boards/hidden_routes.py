"""What is not there for everybody yet, for the cockpit: hidden writings to reveal, and late notes to take in."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.accounts.access import current_principal
from app.boards import late_queries, reveal_queries, services
from app.boards.blueprint import bp
from app.boards.late_queries import Whose
from app.errors import Invalid
from app.hx import htmx
from app.workshops import stage, stage_view, words
from app.workshops.models import Seat, Workshop
from app.workshops.policy import Deed, require
from app.workshops.queries import canvases_of, stage_of, steps_of, workshop_and_seat
from app.workshops.services.stage import scenes_of, state_of
from app.workshops.stage_view import Words


@dataclass(frozen=True, slots=True)
class Hidden:
    """A hidden writing: how many notes it has, on which step; whether its reveal `opens` writing for everybody."""

    generation: int
    notes: int
    title: Words
    opens: bool


@dataclass(frozen=True, slots=True)
class ToBeShown:
    """How many notes wait on the board of a canvas until a facilitator shows them."""

    canvas: str
    name: Words
    notes: int


@bp.get("/boards/for/<workshop_id>/hidden/")
def hidden_for(workshop_id: str) -> str:
    """How many notes are hidden, and how many came late: numbers, no words."""
    workshop, seat = _leading(workshop_id)
    return _panel(workshop, seat)


@bp.post("/boards/for/<workshop_id>/late/")
def settle_late(workshop_id: str) -> ResponseReturnValue:
    """Take the late notes in, or leave them as they are."""
    workshop, seat = _leading(workshop_id)
    deeds = {"take": services.take_late_notes_in, "leave": services.leave_late_notes}
    deed, whose = deeds.get(request.form.get("late", "")), request.form.get("whose", Whose.PRESENT)
    if deed is None or whose not in set(Whose):
        raise Invalid
    deed(seat, Whose(whose))
    if htmx:
        return _panel(workshop, seat)
    return redirect(url_for("workshops.show_cockpit", workshop_id=workshop.id), code=303)


def _panel(workshop: Workshop, seat: Seat) -> str:
    state, removed = state_of(stage_of(workshop.id)), reveal_queries.marks_of_removed(workshop.id)
    late = dict.fromkeys(Whose, 0) if workshop.closed_at else _count_late(workshop.id, removed)
    here = [scene for scene in scenes_of(workshop.id) if scene.id == state.step_id]
    told = {scene.canvas for scene in here}
    return render_template(
        "boards/_hidden.html",
        workshop=workshop,
        seat=seat,
        seen=stage.mark(state),
        hidden=_hidden(workshop.id, state),
        late=late,
        returned=late_queries.authors_of_returned(workshop.id, removed) if late[Whose.RETURNED] else [],
        to_be_shown=[] if workshop.closed_at else _to_be_shown(workshop.id, told),
        opening=words.opening(moderated=stage.looks_first(here)),
        until=_until(workshop, state),
    )


def _count_late(workshop_id: str, removed: Collection[str]) -> dict[Whose, int]:
    waiting = {whose: late_queries.count_waiting(workshop_id, whose, removed) for whose in Whose}
    return {whose: sum(each.notes for each in found) for whose, found in waiting.items()}


def _to_be_shown(workshop_id: str, told: Collection[str | None]) -> list[ToBeShown]:
    """Return what waits on each board, in the order of the agenda, but for those of which the step itself tells."""
    waiting = {each.canvas: each.notes for each in late_queries.count_to_be_shown(workshop_id)}
    if not waiting:
        return []
    canvases, in_order = canvases_of(workshop_id), dict.fromkeys(step.screen for step in steps_of(workshop_id))
    boards = [
        *(canvas for canvas in in_order if canvas in waiting),
        *(each for each in waiting if each not in in_order),
    ]
    return [ToBeShown(each, canvases[each].name, waiting[each]) for each in boards if each and each not in told]


def _hidden(workshop_id: str, state: stage.StageState) -> list[Hidden]:
    scenes, now = scenes_of(workshop_id), clock.now()
    waiting = stage.hidden(scenes, state)
    if not waiting:
        return []
    counts = reveal_queries.hidden_on(workshop_id, [each.generation for each in waiting])
    canvases = canvases_of(workshop_id)
    titles = {step.id: stage_view.title_of(step, canvases.get(step.screen or "")) for step in steps_of(workshop_id)}
    found = [
        Hidden(
            each.generation,
            sum(notes for (_canvas, generation), notes in counts.items() if generation == each.generation),
            titles.get(each.step_id or "", {}),
            opens=stage.reveal(scenes, state, [each.generation], now).writing is not state.writing,
        )
        for each in waiting
    ]
    return [each for each in found if each.notes]


def _until(workshop: Workshop, state: stage.StageState) -> datetime | None:
    ends = None if workshop.closed_at else stage.late_until(state, clock.now())
    return ends.astimezone(ZoneInfo(workshop.timezone)) if ends else None


def _leading(workshop_id: str) -> tuple[Workshop, Seat]:
    workshop, seat = workshop_and_seat(workshop_id, current_principal())
    require(seat, Deed.MOVE_THE_ROOM)
    return workshop, seat
