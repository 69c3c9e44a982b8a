"""The cockpit: one form per button. Each answers with the cockpit as it is now, for htmx alone, else by going there."""

import re
from collections.abc import Callable
from http import HTTPStatus

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.errors import AppError, Conflict, Invalid
from app.hx import htmx
from app.texts import whole_number
from app.workshops import codes, places, seat_queries
from app.workshops.blueprint import bp
from app.workshops.cockpit_view import asked_at_the_end, cockpit, people_of, roles_to_give, tables
from app.workshops.errors import NotesHidden
from app.workshops.join_forms import ONLINE, table_name
from app.workshops.models import Seat, SeatRole, Workshop
from app.workshops.policy import Deed
from app.workshops.room_routes import here
from app.workshops.services import joining, seats, stage, timer
from app.workshops.stage import Unshown, Writing

MINUTES_MOST = 600

SPOTLIGHT = re.compile(r"(zone|element):[\w-]{1,64}")

BOARD = "board."
"""What the field of a board begins with in the question before the end; its canvas follows."""


@bp.get("/w/<workshop_id>/cockpit/")
def show_cockpit(workshop_id: str) -> str:
    """Where facilitators lead the room from."""
    workshop, seat = here(workshop_id, Deed.MOVE_THE_ROOM)
    return _page(workshop, seat)


@bp.get("/w/<workshop_id>/people/")
def people(workshop_id: str) -> str:
    """Who is in the room, and what may be done about it."""
    workshop, seat = here(workshop_id, Deed.SEE_PEOPLE)
    return render_template("workshops/_people.html", workshop=workshop, seat=seat, **_people(workshop))


@bp.post("/w/<workshop_id>/moves/")
def move(workshop_id: str) -> ResponseReturnValue:
    """Next, back, or straight to a step."""
    deeds: dict[str, Callable[[Seat, str], None]] = {
        "next": lambda seat, seen: stage.advance(seat, seen=seen, answer=_answer(), way=request.form.get("way")),
        "back": lambda seat, seen: stage.go_back(seat, seen=seen, way=request.form.get("way")),
        "to": lambda seat, seen: stage.jump(
            seat, _said("step"), _number("phase"), seen=seen, way=request.form.get("way")
        ),
    }
    return _do(workshop_id, deeds, _said("to"))


@bp.post("/w/<workshop_id>/timer/")
def turn_timer(workshop_id: str) -> ResponseReturnValue:
    """Start, pause, resume, lengthen or end the clock."""
    deeds: dict[str, Callable[[Seat, str], None]] = {
        "start": lambda seat, seen: timer.start(seat, seen=seen, minutes=_number("minutes") or None),
        "pause": lambda seat, seen: timer.pause(seat, seen=seen),
        "resume": lambda seat, seen: timer.resume(seat, seen=seen),
        "more": lambda seat, seen: timer.extend(seat, _number("minutes", least=1), seen=seen),
        "end": lambda seat, seen: timer.end(seat, seen=seen),
    }
    return _do(workshop_id, deeds, _said("turn"))


@bp.post("/w/<workshop_id>/writing/")
def set_writing(workshop_id: str) -> ResponseReturnValue:
    """Open, hide or close writing by hand."""
    deeds: dict[str, Callable[[Seat, str], None]] = {
        writing: lambda seat, seen, writing=writing: stage.set_writing(seat, writing, seen=seen)  # type: ignore[misc]
        for writing in Writing
    }
    return _do(workshop_id, deeds, _said("writing"))


@bp.post("/w/<workshop_id>/reveal/")
def reveal(workshop_id: str) -> ResponseReturnValue:
    """Show what was written alone: one hidden writing, or all there are."""
    chosen = [_number("generation", least=1)] if _said("generation") else None
    deeds: dict[str, Callable[[Seat, str], None]] = {
        "": lambda seat, seen: stage.reveal(seat, seen=seen, generations=chosen)
    }
    return _do(workshop_id, deeds, "")


@bp.post("/w/<workshop_id>/freeze/")
def set_frozen(workshop_id: str) -> ResponseReturnValue:
    """Stop all editing but the facilitators', or let it go on."""
    deeds: dict[str, Callable[[Seat, str], None]] = {
        "yes": lambda seat, _seen: stage.set_frozen(seat, frozen=True),
        "no": lambda seat, _seen: stage.set_frozen(seat, frozen=False),
    }
    return _do(workshop_id, deeds, _said("frozen"))


@bp.post("/w/<workshop_id>/spotlight/")
def show_alone(workshop_id: str) -> ResponseReturnValue:
    """Let the wall show one zone, group or note alone, or the whole board again where the form names none.

    A page of a board asks for JSON, and gets 204.
    """
    shown = _said("shown") or None
    if shown is not None and not SPOTLIGHT.fullmatch(shown):
        raise Invalid
    if request.accept_mimetypes.best == "application/json":
        _workshop, seat = here(workshop_id, Deed.MOVE_THE_ROOM)
        stage.show_alone(seat, _said("canvas"), shown)
        return "", HTTPStatus.NO_CONTENT
    deeds: dict[str, Callable[[Seat, str], None]] = {
        "": lambda seat, _seen: stage.show_alone(seat, _said("canvas"), shown)
    }
    return _do(workshop_id, deeds, "")


@bp.post("/w/<workshop_id>/joining/")
def set_joining(workshop_id: str) -> ResponseReturnValue:
    """Lock the door to newcomers, or open it."""
    deeds: dict[str, Callable[[Seat, str], None]] = {
        "yes": lambda seat, _seen: joining.lock(seat, locked=True),
        "no": lambda seat, _seen: joining.lock(seat, locked=False),
    }
    return _do(workshop_id, deeds, _said("locked"))


@bp.post("/w/<workshop_id>/codes/")
def change_code(workshop_id: str) -> ResponseReturnValue:
    """Another code; the old one is dead at once."""
    deeds: dict[str, Callable[[Seat, str], None]] = {"": lambda seat, _seen: _forget(joining.change_code(seat))}
    return _do(workshop_id, deeds, "")


@bp.post("/w/<workshop_id>/door/closure/")
def close_door(workshop_id: str) -> ResponseReturnValue:
    """Another code and a locked door in one press: whoever was removed knows the old code."""
    deeds: dict[str, Callable[[Seat, str], None]] = {
        "": lambda seat, _seen: _forget(joining.change_code(seat, lock_too=True))
    }
    return _do(workshop_id, deeds, "")


@bp.post("/w/<workshop_id>/roles/")
def change_role(workshop_id: str) -> ResponseReturnValue:
    """Give somebody another role: also how the room is handed over."""
    _workshop, seat = here(workshop_id, Deed.CHANGE_ROLES)
    if _said("role") not in dict(roles_to_give()):
        raise Invalid
    return _about_people(workshop_id, lambda: seats.change_role(seat, _said("seat"), SeatRole(_said("role"))))


@bp.post("/w/<workshop_id>/seats/<seat_id>/removal/")
def remove_seat(workshop_id: str, seat_id: str) -> ResponseReturnValue:
    """End somebody's seat."""
    _workshop, seat = here(workshop_id, Deed.CHANGE_ROLES)
    return _about_people(workshop_id, lambda: seats.remove(seat, seat_id))


@bp.post("/w/<workshop_id>/seats/<seat_id>/return/")
def let_back(workshop_id: str, seat_id: str) -> ResponseReturnValue:
    """Give an ended seat back."""
    _workshop, seat = here(workshop_id, Deed.CHANGE_ROLES)
    return _about_people(workshop_id, lambda: seats.let_back(seat, seat_id))


@bp.post("/w/<workshop_id>/seats/<seat_id>/refusal/")
def turn_away(workshop_id: str, seat_id: str) -> ResponseReturnValue:
    """Say no to somebody who asks to come in again."""
    _workshop, seat = here(workshop_id, Deed.CHANGE_ROLES)
    return _about_people(workshop_id, lambda: seats.turn_away(seat, seat_id))


def _do(workshop_id: str, deeds: dict[str, Callable[[Seat, str], None]], chosen: str) -> ResponseReturnValue:
    """Do what a button says, then show the cockpit; who came too late sees it as it is now, and why."""
    workshop, seat = here(workshop_id, Deed.MOVE_THE_ROOM)
    if chosen not in deeds:
        raise Invalid
    try:
        deeds[chosen](seat, _said("seen"))
    except Conflict as refusal:
        return _page(workshop, seat, refusal=refusal), refusal.status
    if htmx:
        return _page(workshop, seat)
    return redirect(url_for("workshops.show_cockpit", workshop_id=workshop_id), code=303)


def _page(workshop: Workshop, seat: Seat, *, refusal: AppError | None = None) -> str:
    name = "workshops/_cockpit.html" if htmx and not htmx.wants_page else "workshops/cockpit.html"
    view = cockpit(workshop)
    unshown = refusal.unshown if isinstance(refusal, NotesHidden) else _still_asked(workshop, view.seen)
    return render_template(
        name,
        workshop=workshop,
        seat=seat,
        view=view,
        ending=asked_at_the_end(workshop, unshown, _answer()),
        code=codes.show(workshop.code) if workshop.code else "",
        door=places.door_address(),
        refusal=refusal,
        **_people(workshop),
    )


def _still_asked(workshop: Workshop, seen: str) -> tuple[Unshown, ...]:
    """Return the notes about which the page asks already at the end, where nobody has answered."""
    return stage.asked_before_the_end(workshop.id) if request.values.get("ending") == seen else ()


def _people(workshop: Workshop) -> dict[str, object]:
    named = {str(number): table_name(str(number)) for number in range(1, workshop.tables + 1)}
    ended = seat_queries.ended_seats_in(workshop.id)
    everybody = people_of(workshop)
    came = [person for person in everybody if person.seat.first_there_at is not None]
    seated = tables(came, {**named, ONLINE: table_name(ONLINE)})
    invited = [person for person in everybody if person.seat.first_there_at is None]
    return {
        "tables": seated,
        "everybody": [*(person for table in seated for person in table.people), *invited],
        "asking": [each for each in ended if each.asked_at is not None],
        "ended": [each for each in ended if each.asked_at is None],
        "roles": roles_to_give(),
    }


def _about_people(workshop_id: str, deed: Callable[[], object]) -> ResponseReturnValue:
    deed()
    if htmx:
        return people(workshop_id)
    return redirect(url_for("workshops.show_cockpit", workshop_id=workshop_id), code=303)


def _answer() -> stage.Answer:
    """Return what becomes of hidden notes at the end; to be asked where the form does not say.

    Raises:
        Invalid: the form says something else.
    """
    try:
        leaving = stage.Leaving(_said("hidden") or stage.Leaving.ASK)
    except ValueError as error:
        raise Invalid from error
    shows, leaves = (
        frozenset(
            key.removeprefix(BOARD) for key, said in request.form.items() if key.startswith(BOARD) and said == way
        )
        for way in ("show", "leave")
    )
    return stage.Answer(leaving, shows, leaves)


def _said(name: str) -> str:
    return request.form.get(name, "")


def _number(name: str, *, least: int = 0) -> int:
    """A number of the form.

    Raises:
        Invalid: it is none, or not in range.
    """
    number = whole_number(_said(name) or "0", most=MINUTES_MOST)
    if number is None or number < least:
        raise Invalid
    return number


def _forget(_result: object) -> None:
    """A deed answers nothing here."""
