"""Taking a note or group of a board into a plan, and what a board says of it afterwards."""

from dataclasses import dataclass
from datetime import date
from http import HTTPStatus

from flask import jsonify, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.access import current_principal
from app.boards.models import Board, Element
from app.centres.services import refuse_closed
from app.hx import htmx
from app.plans import services, workshop_queries
from app.plans.actions.due_form import DueForm
from app.plans.blueprint import bp
from app.plans.days import Begins, day_of
from app.plans.models import ActionStatus, Plan
from app.plans.promotion import queries as promotion_queries
from app.plans.promotion.becoming import KINDS, as_title, proposed
from app.plans.promotion.forms import FORMS, GoalPromotion, PromotionForm
from app.plans.promotion.queries import Outcome
from app.plans.promotion.words import NAMES, became, keeps, stands
from app.plans.words import MOVES
from app.voting.queries import tally_of
from app.workshops.models import Seat
from app.workshops.policy import Deed, require
from app.workshops.queries import canvases_of, workshop_and_seat


@dataclass(frozen=True, slots=True)
class Source:
    """A note or group that somebody may take into a plan, and what became of it so far, by kind."""

    seat: Seat
    board: Board
    element: Element
    outcomes: dict[str, Outcome]
    proposed: str

    @property
    def text(self) -> str:
        return str(self.element.props.get("text", ""))

    @property
    def owner(self) -> str:
        """Who owns it, where its canvas asks for that and somebody has said so."""
        fields = self.element.props.get("fields")
        return str(fields.get("owner", "")) if isinstance(fields, dict) else ""

    @property
    def kinds(self) -> list[str]:
        """What it may become: what its zone proposes first."""
        return sorted(KINDS, key=lambda kind: kind != self.proposed)


@bp.get("/promotion/")
def promotion() -> ResponseReturnValue:
    """The form that takes a note or group into a plan; where it became such a thing already, that."""
    source = _source(request.args.get("board", ""), request.args.get("note", ""))
    kind = _kind(request.args.get("kind"), source)
    if kind in source.outcomes:
        return _promotion(source=source, kind=kind, outcome=source.outcomes[kind])
    if _lacks_plan(source.seat):
        return _promotion(source=source, kind=kind, lacks_plan=True)
    form = FORMS[kind](request.args)
    plan = _prepare(form, source)
    form.kind.data = kind
    form.title.data = as_title(form.title.data or source.text, form.longest)
    if "owner" in form:
        form["owner"].data = form["owner"].data or source.owner
    return _promotion(source=source, kind=kind, form=form, plan=plan)


@bp.post("/promotion/")
def promote() -> ResponseReturnValue:
    """Take a note or group into a plan."""
    source = _source(request.form.get("board", ""), request.form.get("note", ""))
    kind = _kind(request.form.get("kind"), source)
    if kind in source.outcomes:
        return _promotion(source=source, kind=kind, outcome=source.outcomes[kind]), HTTPStatus.CONFLICT
    if _lacks_plan(source.seat):
        return _promotion(source=source, kind=kind, lacks_plan=True), HTTPStatus.CONFLICT
    form = FORMS[kind]()
    plan = _prepare(form, source)
    if not form.validate_on_submit():
        return _promotion(source=source, kind=kind, form=form, plan=plan), HTTPStatus.UNPROCESSABLE_ENTITY
    made = services.promote(
        source.seat, source.board.id, source.element.id, form.words(), plan_id=form.plan.data or None
    )
    if not htmx:
        return redirect(outcome_address(made), code=303)
    answer = make_response(_promotion(source=source, kind=kind, outcome=made, new=True))
    answer.headers["HX-Trigger"] = "plan:changed"
    return answer


@bp.get("/days/")
def days_of() -> ResponseReturnValue:
    """Which day of the plan a date is, asked while somebody chooses one."""
    seat = workshop_queries.seat_at(request.args.get("board", ""), current_principal())
    plan = _chosen(seat, request.args.get("plan", ""))
    begins, _today = _calendar(seat, plan)
    return render_template(
        "plans/_due.html", board_id=request.args["board"], plan=plan, day=_day_typed(begins), begins=begins
    )


@bp.get("/outcomes/")
def outcomes() -> ResponseReturnValue:
    """What the notes and groups of a board became, in words; the address only for those who may read the plan.

    Facilitators, who hide notes, are told of which the words stand there.
    """
    principal = current_principal()
    seat = workshop_queries.seat_at(request.args.get("board", ""), principal)
    found = promotion_queries.outcomes_on(request.args.get("board", ""))
    readable = promotion_queries.readable(principal, {each.plan_id for told in found.values() for each in told})
    told = {
        element_id: [
            {
                "says": _said(each) if each.plan_id in readable else str(became(each.kind, each.number)),
                "address": outcome_address(each) if each.plan_id in readable else None,
                **({"keeps": str(keeps(each.kind, each.number))} if seat.facilitates and each.word_for_word else {}),
            }
            for each in outcomes
        ]
        for element_id, outcomes in found.items()
    }
    return jsonify(outcomes=told)


@bp.get("/from/<workshop_id>/")
def from_workshop(workshop_id: str) -> ResponseReturnValue:
    """Lead to the plan that came out of a workshop, or say how one is made, for those who lead it."""
    principal = current_principal()
    workshop, seat = workshop_and_seat(workshop_id, principal)
    require(seat, Deed.MOVE_THE_ROOM)
    plan = workshop_queries.plan_of(workshop.id)
    open_to_them = plan is not None and plan.id in promotion_queries.readable(principal, {plan.id})
    if plan is not None and open_to_them and not htmx:
        return redirect(url_for("plans.show", plan_id=plan.id), code=303)
    name = "plans/_from_workshop.html" if htmx else "plans/from_workshop.html"
    return render_template(name, workshop=workshop, plan=plan, open_to_them=open_to_them, lacks_plan=_lacks_plan(seat))


def _said(outcome: Outcome) -> str:
    """What a note became, and how far that has come since somebody began it."""
    words = str(became(outcome.kind, outcome.number))
    begun = outcome.status not in {"", ActionStatus.TODO}
    return f"{words}: {MOVES[ActionStatus(outcome.status)]}" if begun else words


@bp.app_context_processor
def _words() -> dict[str, object]:
    return {"outcome_address": outcome_address, "kind_names": NAMES, "stands": stands}


def outcome_address(outcome: Outcome) -> str:
    """Where something stands on the page of its plan."""
    anchor = f"{outcome.kind}-{outcome.number}" if outcome.number else outcome.kind
    return url_for("plans.show", plan_id=outcome.plan_id, _anchor=anchor)


def _source(board_id: str, element_id: str) -> Source:
    seat = workshop_queries.seat_at(board_id, current_principal())
    board, element = services.note_to_promote(seat, board_id, element_id)
    canvas = canvases_of(seat.workshop_id, board.canvas).get(board.canvas)
    outcomes = {each.kind: each for each in promotion_queries.became_all(board.id, element.id)}
    return Source(seat, board, element, outcomes, proposed(canvas, element.zone))


def _kind(asked: str | None, source: Source) -> str:
    """What was asked for; otherwise what the zone proposes."""
    return asked if asked in KINDS else source.proposed


def _lacks_plan(seat: Seat) -> bool:
    """True when no centre hosts the workshop, so it begins no plan, and the person may change no other."""
    return seat.workshop.host is None and not promotion_queries.plans_open_to(seat)


def _prepare(form: PromotionForm, source: Source) -> Plan | None:
    """Tell the form which plans there are, which one was chosen, and where its days lie."""
    plans = promotion_queries.plans_open_to(source.seat)
    host = source.seat.workshop.host
    if not plans and host is not None:
        refuse_closed(host)
    mine = workshop_queries.plan_of(source.seat.workshop_id)
    own = [plan for plan in plans if mine and plan.id == mine.id]
    offered = [(plan.id, plan.title) for plan in plans]
    may_begin = not own and host is not None and not host.is_closed
    form.offer([("", _("A new plan, of this workshop")), *offered] if may_begin else offered)
    first = None if may_begin else plans[0]
    plan = next((plan for plan in plans if plan.id == form.plan.data), first)
    if not form.plan.data or not form.is_submitted():
        form.plan.data = plan.id if plan else ""
    form.about(plan)
    if isinstance(form, GoalPromotion):
        form.by_guest = not current_principal().is_person
    if isinstance(form, DueForm):
        form.place(*_calendar(source.seat, plan))
    return plan


def _chosen(seat: Seat, plan_id: str) -> Plan | None:
    return next((plan for plan in promotion_queries.plans_open_to(seat) if plan.id == plan_id), None)


def _calendar(seat: Seat, plan: Plan | None) -> tuple[Begins | None, date]:
    """How the days of the plan count, or of the one the workshop will get, and from which date on something is due."""
    return (plan.calendar, services.due_from(plan)) if plan else workshop_queries.calendar_of(seat.workshop)


def _day_typed(begins: Begins | None) -> int | None:
    try:
        typed = date.fromisoformat(request.args.get("due_on", ""))
    except ValueError:
        return None
    return day_of(typed, begins) if begins else None


def _promotion(*, source: Source, **context: object) -> str:
    """The part alone for htmx, the whole page for everybody else."""
    notes = promotion_queries.notes_in(source.element)
    tally = tally_of(source.board.id)
    context["votes"] = tally.get(source.element.id, 0)
    context["votes_inside"] = sum(tally.get(note.id, 0) for note in notes)
    name = "plans/_promotion.html" if htmx else "plans/promotion.html"
    may_choose_host = current_principal().is_person
    return render_template(name, source=source, notes=notes, may_choose_host=may_choose_host, **context)
