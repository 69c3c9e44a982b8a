"""Votes over HTTP: dots, rounds, and the parts that list, cockpit and wall ask for by address."""

from collections.abc import Callable
from http import HTTPStatus

from flask import Blueprint, Response, g, jsonify, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import i18n
from app.accounts.access import current_principal
from app.boards.models import Board
from app.boards.pages import canvas_of
from app.boards.queries import board_and_seat
from app.hx import htmx
from app.ids import new_id
from app.security import reads_json
from app.voting import policy, room_scene, round_queries, scene, wire
from app.voting.forms import DotForm, RoundForm
from app.voting.policy import Deed
from app.voting.scene import Vote
from app.voting.services import ballots, rounds
from app.workshops import words
from app.workshops.models import Seat, Workshop
from app.workshops.policy import Deed as RoomDeed
from app.workshops.policy import require
from app.workshops.queries import workshop_and_seat

bp = Blueprint("votes", __name__, url_prefix="/votes")


@bp.get("/of/<board_id>/")
def vote(board_id: str) -> Response:
    """The vote on a board as this seat may know it: its own dots while it is open, the totals afterwards."""
    seen = scene.vote_on(*_found(board_id))
    return jsonify(
        round=wire.opened(seen.round) if seen.round else None,
        left=seen.left,
        mine=wire.mine(seen.mine),
        results=wire.counted(seen.result) if seen.result else [],
        closed=None if seen.result is None else seen.result.id,
        cancelled=seen.cancelled,
        among=scene.among(seen),
        astray=[ballot.id for ballot in scene.astray(seen)],
        untold=[line.element for line in seen.result.lines if not line.words] if seen.result else [],
    )


@bp.get("/of/<board_id>/part/")
def part(board_id: str) -> str:
    """What stands above the list or beside the canvas: how many dots are left, or what was counted."""
    return _part(*_found(board_id))


@bp.get("/of/<board_id>/page/")
def page(board_id: str) -> str:
    """The vote on a page of its own, which needs no scripts."""
    return _page(*_found(board_id))


@bp.post("/of/<board_id>/rounds/")
def open_round(board_id: str) -> ResponseReturnValue:
    """Open a round by hand."""
    board, seat = _found(board_id)
    policy.require(seat, Deed.LEAD)
    form = _form(board)
    if not form.validate_on_submit():
        return make_response(_after(board, seat, form), HTTPStatus.UNPROCESSABLE_ENTITY)
    rounds.open_round(seat, board_id, form.terms())
    return _after(board, seat)


@bp.post("/<round_id>/closure/")
def close_round(round_id: str) -> ResponseReturnValue:
    """Count the dots; the totals appear for everyone at once."""
    return _end(round_id, rounds.close_round)


@bp.post("/<round_id>/cancellation/")
def cancel_round(round_id: str) -> ResponseReturnValue:
    """Let the round be as if it had never been."""
    return _end(round_id, rounds.cancel_round)


@bp.post("/<round_id>/ballots/")
@reads_json
def give(round_id: str) -> ResponseReturnValue:
    """Give a dot. The id is the browser's: the same one sent again is the same dot."""
    # However long it is on its way, no connection of the database waits for it.
    body = request.get_data(cache=False) if request.is_json else b""
    principal = current_principal()
    if request.is_json:
        dot = wire.read_dot(body)
        return jsonify(wire.standing(ballots.give(principal.id, round_id, dot.id, dot.element)))
    form = DotForm()
    dot = wire.dot({"id": form.id.data or "", "element": form.element.data or ""})
    ballots.give(principal.id, round_id, dot.id, dot.element)
    return _back(round_id, dot.element)


@bp.post("/<round_id>/ballots/<ballot_id>/withdrawal/")
@reads_json
def take_back(round_id: str, ballot_id: str) -> ResponseReturnValue:
    """Take a dot back while the round is open."""
    stands = ballots.take_back(current_principal().id, round_id, ballot_id)
    return jsonify(wire.standing(stands)) if request.is_json else _back(round_id)


@bp.get("/of/<workshop_id>/panel/")
def panel(workshop_id: str) -> str:
    """The vote as the cockpit leads it."""
    workshop, seat = _here(workshop_id, RoomDeed.MOVE_THE_ROOM)
    return _panel(workshop, seat)


@bp.get("/of/<workshop_id>/wall/")
def wall(workshop_id: str) -> str:
    """The vote as the wall shows it: that people vote, then what was counted."""
    workshop, seat = _here(workshop_id, RoomDeed.SHOW_THE_WALL)
    i18n.speak(workshop.language)
    return render_template(
        "voting/_wall.html", workshop=workshop, vote=room_scene.on_the_wall(workshop, seat), say=wire.say
    )


def _found(board_id: str) -> tuple[Board, Seat]:
    """The board and the asker's seat; the answer keeps the workshop's time."""
    board, seat = board_and_seat(board_id, current_principal().id)
    _keep_time_and_language(seat.workshop)
    return board, seat


def _here(workshop_id: str, deed: RoomDeed) -> tuple[Workshop, Seat]:
    workshop, seat = workshop_and_seat(workshop_id, current_principal())
    _keep_time_and_language(workshop)
    require(seat, deed)
    return workshop, seat


def _keep_time_and_language(workshop: Workshop) -> None:
    i18n.fall_back_to(workshop.language)
    g.workshop_timezone = workshop.timezone


def _form(board: Board) -> RoundForm:
    form: RoundForm = RoundForm.over(canvas_of(board), room_scene.terms_for(board))
    return form


def _context(vote: Vote, form: RoundForm | None = None) -> dict[str, object]:
    return {
        "vote": vote,
        "workshop": vote.seat.workshop,
        "progress": scene.progress(vote.round),
        "astray": scene.astray(vote),
        "form": form or (_form(vote.board) if vote.leads and not vote.round else None),
        "say": wire.say,
        "not_counted": words.not_counted,
    }


def _part(board: Board, seat: Seat, form: RoundForm | None = None) -> str:
    return render_template("voting/_vote.html", **_context(scene.vote_on(board, seat), form))


def _page(board: Board, seat: Seat, form: RoundForm | None = None) -> str:
    vote = scene.vote_on(board, seat)
    return render_template(
        "voting/page.html",
        **_context(vote, form),
        zones=scene.choices(vote),
        new_dot_id=new_id,
    )


def _panel(workshop: Workshop, seat: Seat, form: RoundForm | None = None) -> str:
    votes = room_scene.leading(workshop, seat)
    free = next((each.vote.board for each in votes if not each.vote.round), None)
    return render_template(
        "voting/_panel.html" if htmx else "voting/panel.html",
        workshop=workshop,
        votes=votes,
        form=form or (_form(free) if free else None),
        say=wire.say,
        not_counted=words.not_counted,
    )


def _end(round_id: str, deed: Callable[[Seat, str], object]) -> ResponseReturnValue:
    _round, board, seat = round_queries.round_and_seat(round_id, current_principal().id)
    _keep_time_and_language(seat.workshop)
    deed(seat, round_id)
    return _after(board, seat)


def _after(board: Board, seat: Seat, form: RoundForm | None = None) -> ResponseReturnValue:
    """The part that asked as it is now, for htmx; else the page of the vote."""
    if htmx:
        return _part(board, seat, form) if htmx.target == "vote" else _panel(seat.workshop, seat, form)
    return _page(board, seat, form) if form else redirect(url_for("votes.page", board_id=board.id), code=303)


def _back(round_id: str, element_id: str | None = None) -> ResponseReturnValue:
    _round, board, _seat = round_queries.round_and_seat(round_id, current_principal().id)
    return redirect(url_for("votes.page", board_id=board.id, _anchor=element_id), code=303)
