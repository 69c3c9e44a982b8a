"""What is not there for everybody yet, for the cockpit: hidden writings to reveal, and late notes to take in."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.accounts.access import current_principal
from app.boards import late_queries, reveal_queries, services
from app.boards.blueprint import bp
from app.boards.late_queries import Counted, Whose
from app.errors import Invalid
from app.hx import htmx
from app.texts import whole_number
from app.workshops import stage, stage_view, words
from app.workshops.models import Seat, Workshop
from app.workshops.policy import Deed, require
from app.workshops.queries import canvases_of, stage_of, steps_of, workshop_and_seat
from app.workshops.services.stage import scenes_of, state_of
from app.workshops.stage_view import Words

MOST_TAKEN = 1_000_000
"""Notes a page may say were taken in."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """A hidden writing: how many notes it has, on which step; whether its reveal `opens` writing for everybody."""

    generation: int
    notes: int
    title: Words
    opens: bool


@dataclass(frozen=True, slots=True)
class NotesOnBoard:
    """Number of notes of a kind on the board of a canvas."""

    canvas: str
    name: Words
    notes: int


@bp.get("/boards/for/<workshop_id>/hidden/")
def hidden_for(workshop_id: str) -> str:
    """Return how many notes are hidden, and how many came late: numbers, no words.

    `taken` are pairs of a canvas and a number of notes that were taken in just now, while the room stands at `at`.
    """
    workshop, seat = _leading(workshop_id)
    return _panel(workshop, seat, _taken(request.args.getlist("taken")), request.args.get("at"))


@bp.post("/boards/for/<workshop_id>/late/")
def settle_late(workshop_id: str) -> ResponseReturnValue:
    """Take the late notes in, or leave them as they are."""
    workshop, seat = _leading(workshop_id)
    deed, whose = request.form.get("late"), request.form.get("whose", Whose.PRESENT)
    if deed not in {"take", "leave"} or whose not in set(Whose):
        raise Invalid
    taken: list[Counted] = []
    if deed == "take":
        taken = services.take_late_notes_in(seat, Whose(whose))
    else:
        services.leave_late_notes(seat, Whose(whose))
    if htmx:
        return _panel(workshop, seat, _by_canvas(taken), stage.mark(state_of(stage_of(workshop.id))))
    return redirect(url_for("workshops.show_cockpit", workshop_id=workshop.id), code=303)


def _panel(workshop: Workshop, seat: Seat, taken: Mapping[str, int], at: str | None) -> str:
    state, removed = state_of(stage_of(workshop.id)), reveal_queries.marks_of_removed(workshop.id)
    late_on = {whose: [] if workshop.closed_at else _late_on(workshop.id, whose, removed) for whose in Whose}
    late = {whose: sum(each.notes for each in boards) for whose, boards in late_on.items()}
    here = [scene for scene in scenes_of(workshop.id) if scene.id == state.step_id]
    told = {scene.canvas for scene in here}
    return render_template(
        "boards/_hidden.html",
        workshop=workshop,
        seat=seat,
        seen=stage.mark(state),
        hidden=_hidden(workshop.id, state),
        late=late,
        late_on=late_on,
        taken=_on_boards(workshop.id, taken) if at == stage.mark(state) else [],
        returned=late_queries.authors_of_returned(workshop.id, removed) if late[Whose.RETURNED] else [],
        to_be_shown=[] if workshop.closed_at else _to_be_shown(workshop.id, told),
        opening=words.opening(moderated=stage.looks_first(here)),
        until=_until(workshop, state),
    )


def _late_on(workshop_id: str, whose: Whose, removed: Collection[str]) -> list[NotesOnBoard]:
    return _on_boards(workshop_id, _by_canvas(late_queries.count_waiting(workshop_id, whose, removed)))


def _to_be_shown(workshop_id: str, told: Collection[str | None]) -> list[NotesOnBoard]:
    """Return what waits on each board, but for those of which the step itself tells."""
    waiting = _by_canvas(late_queries.count_to_be_shown(workshop_id))
    return _on_boards(workshop_id, {canvas: notes for canvas, notes in waiting.items() if canvas not in told})


def _by_canvas(counted: Sequence[Counted]) -> dict[str, int]:
    notes = Counter[str]()
    for each in counted:
        notes[each.canvas] += each.notes
    return dict(notes)


def _taken(said: Sequence[str]) -> dict[str, int]:
    pairs = [each.rpartition(":") for each in said]
    return {canvas: notes for canvas, _colon, number in pairs if (notes := whole_number(number, most=MOST_TAKEN))}


def _on_boards(workshop_id: str, notes: Mapping[str, int]) -> list[NotesOnBoard]:
    """Return how many notes there are on each board, in the order of the agenda."""
    if not notes:
        return []
    canvases, in_order = canvases_of(workshop_id), dict.fromkeys(step.screen for step in steps_of(workshop_id))
    boards = [*(canvas for canvas in in_order if canvas in notes), *(each for each in notes if each not in in_order)]
    return [NotesOnBoard(each, canvases[each].name, notes[each]) for each in boards if each in canvases]


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
