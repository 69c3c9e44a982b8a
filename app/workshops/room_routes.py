"""The room as everybody sees it: the current step, one's own seat, the stage as data, tickets for the socket."""

from flask import Response, g, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app import i18n
from app.accounts import services as accounts
from app.accounts.access import current_principal, current_session
from app.db import let_go
from app.errors import AppError, NotFound, NotSignedIn
from app.realtime import tickets
from app.workshops import phones, places, queries, returns, seat_queries, welcome
from app.workshops.blueprint import bp
from app.workshops.errors import SeatAsked, SeatEnded, SeatRefused
from app.workshops.models import Seat, SeatRole, Workshop
from app.workshops.policy import Deed, require
from app.workshops.services import seats
from app.workshops.stage_view import as_message
from app.workshops.welcome import Welcome


def here(workshop_id: str, deed: Deed | None = None) -> tuple[Workshop, Seat]:
    """The workshop and the seat of whoever asks; the answer keeps the workshop's time.

    It speaks the workshop's language where neither the person nor their browser names one of ours.

    Raises:
        NotSignedIn, NotFound, SeatEnded: nobody we know, nothing of theirs, not theirs any more.
        NotAllowed: the seat's role does not allow `deed`.
    """
    workshop, seat = queries.workshop_and_seat(workshop_id, current_principal())
    i18n.fall_back_to(workshop.language)
    g.workshop_timezone = workshop.timezone
    if deed is not None:
        require(seat, deed)
    return workshop, seat


@bp.get("/w/<workshop_id>/")
def room(workshop_id: str) -> ResponseReturnValue:
    """The current step. Who arrives is told where the room is; who has no cookie goes to the door."""
    try:
        workshop, seat = here(workshop_id)
    except (NotSignedIn, SeatEnded) as refusal:
        return _closed_to_holder(workshop_id, refusal)
    if seat.role == SeatRole.WALL:
        return redirect(url_for("workshops.wall", workshop_id=workshop.id), code=303)
    # Kept until the page says that it showed this: over a slow connection another page may be shown in its place.
    told = welcome.waiting_for(seat.principal_id)
    arrived = told.seat_id == seat.id
    return render_template(
        "workshops/room.html",
        workshop=workshop,
        seat=seat,
        stage=queries.stage_seen(workshop.id),
        people=queries.count_people(workshop.id),
        gaps=queries.gaps_of(workshop),
        arrived=arrived,
        done=queries.titles_done(workshop.id) if arrived else [],
        recovery_code=told.code if arrived else None,
        view=_view(),
        sharing=phones.people_of(seat),
        asked=phones.asked_in(workshop.id),
        ticket=_ticket(workshop, seat),
    )


@bp.post("/w/<workshop_id>/welcomed/")
def welcomed(workshop_id: str) -> ResponseReturnValue:
    """Forget the welcome and the recovery code in it: the page has shown them."""
    _workshop, seat = here(workshop_id)
    welcome.forget(seat.principal_id)
    return "", 204


@bp.get("/w/<workshop_id>/step/")
def step(workshop_id: str) -> str:
    """The current step alone, as it looks to this seat."""
    workshop, seat = here(workshop_id)
    return render_template(
        "workshops/_step.html",
        workshop=workshop,
        seat=seat,
        stage=queries.stage_seen(workshop.id),
        people=queries.count_people(workshop.id),
        gaps=queries.gaps_of(workshop),
    )


@bp.get("/w/<workshop_id>/stage/")
def stage(workshop_id: str) -> Response:
    """The stage as data, for a screen whose socket is blocked or slept."""
    workshop, _seat = here(workshop_id)
    return jsonify(as_message(queries.stage_seen(workshop.id)))


@bp.post("/w/<workshop_id>/tickets/")
def issue_ticket(workshop_id: str) -> Response:
    """What the page's socket shows to come in."""
    return jsonify(ticket=_ticket(*here(workshop_id)))


def _ticket(workshop: Workshop, seat: Seat) -> str:
    return tickets.issue(seat.principal_id, current_session().id, workshop.id)


@bp.get("/w/<workshop_id>/seat/")
def my_seat(workshop_id: str) -> ResponseReturnValue:
    """One's own seat: name, role, and a code for another phone."""
    workshop, seat = here(workshop_id)
    if seat.role == SeatRole.WALL:
        return redirect(url_for("workshops.wall", workshop_id=workshop.id), code=303)
    told = welcome.waiting_for(seat.principal_id)
    welcome.forget(seat.principal_id)
    return render_template(
        "workshops/seat.html",
        workshop=workshop,
        seat=seat,
        guest=not current_principal().is_person,
        sharing=phones.people_of(seat),
        recovery_address=places.recovery_address(),
        recovery_code=told.code or None,
    )


@bp.post("/w/<workshop_id>/seat/request/")
def ask_again(workshop_id: str) -> ResponseReturnValue:
    """Ask for one's own seat again, which was ended."""
    seats.ask_again(workshop_id, current_principal())
    return redirect(url_for("workshops.room", workshop_id=workshop_id), code=303)


@bp.get("/w/<workshop_id>/seat/answer/")
def seat_answer(workshop_id: str) -> Response:
    """Return why one's seat is ended, null once it is given back: as soon as that is not what it `was`.

    Where nothing changes that is said after some seconds; meanwhile no database is asked.

    Raises:
        NotFound: they never had one here.
    """
    seat = queries.seat_of(workshop_id, current_principal().id)
    if seat is None:
        raise NotFound
    with returns.listening(seat.id) as woken:
        # Behind the beginning of the wait: what is answered from here on wakes it.
        let_go()
        ended = seat_queries.ended_now(seat.id)
        if ended == request.args.get("was"):
            let_go()
            woken.wait(returns.PATIENCE)
            ended = seat_queries.ended_now(seat.id)
    return jsonify(ended=ended)


@bp.post("/w/<workshop_id>/recovery-codes/")
def make_recovery_code(workshop_id: str) -> ResponseReturnValue:
    """A new code for another phone; the one before opens nothing any more."""
    _workshop, seat = here(workshop_id)
    principal = current_principal()
    if not principal.is_person and seat.role != SeatRole.WALL:
        welcome.keep(principal.id, Welcome(code=accounts.recovery_code_for(principal)))
    return redirect(url_for("workshops.my_seat", workshop_id=workshop_id), code=303)


def _closed_to_holder(workshop_id: str, refusal: AppError) -> ResponseReturnValue:
    """Whoever shares the phone goes on with it; where nobody does, who is nobody we know is sent to the door."""
    if phones.hand_on(workshop_id):
        return redirect(url_for("workshops.room", workshop_id=workshop_id), code=303)
    if isinstance(refusal, SeatAsked):
        return render_template("workshops/asked.html", error=refusal, workshop_id=workshop_id), refusal.status
    if isinstance(refusal, SeatEnded):
        return _ended(workshop_id, refusal)
    if current_user.is_authenticated:
        raise refusal
    # The door says why: a word kept in the cookie would put an older one over that of whoever just joined elsewhere.
    return redirect(url_for("workshops.door", next=request.path), code=303)


def _ended(workshop_id: str, refusal: SeatEnded) -> ResponseReturnValue:
    """Say that a seat was ended, with a way to ask for it unless somebody has said no."""
    asks, over = not isinstance(refusal, SeatRefused), queries.is_over(workshop_id)
    page = render_template("workshops/ended.html", error=refusal, workshop_id=workshop_id, asks=asks, over=over)
    return page, refusal.status


def _view() -> str:
    """How the board is to be seen: as the address says, else as this device remembers from the last time."""
    return "canvas" if request.args.get("view", request.cookies.get("board_view")) == "canvas" else "list"
