"""The page of a plan as its reader sees it, also as the answer to a refused form: why, and the words in it."""

from collections.abc import Sequence

from flask import render_template, request
from flask_babel import LazyString

from app import clock, i18n
from app.accounts.access import current_principal
from app.accounts.models import Principal
from app.db import Model
from app.errors import AppError, Conflict, Invalid, NotAllowed, NotFound, StaleForm
from app.hx import htmx
from app.plans import permission_queries, queries, services, workshop_queries
from app.plans.check_ins import link_queries
from app.plans.errors import ConfirmsOwnPlan, PlanSigned, TakenOut
from app.plans.items import writer_queries
from app.plans.items.forms import SHELVES
from app.plans.letters import ask_queries, contact_queries, contact_words, lead_queries, mailbox_queries
from app.plans.measures.figures import figures_of
from app.plans.missing import missing_in
from app.plans.models import (
    Action,
    Ask,
    CheckIn,
    CheckInLink,
    Evidence,
    Measure,
    Milestone,
    Part,
    Pause,
    Plan,
    PlanWorkshop,
    Share,
)
from app.plans.policy import Deed
from app.plans.typed import Typed, typed_in
from app.plans.views import change_queries
from app.plans.views.change import count
from app.plans.views.sheet import compose

_SAID_THERE = (Conflict, Invalid, NotAllowed, NotFound)
"""Refusals that are said on the plan's page; others, such as for want of a database, have a page of their own."""

_ROWS: dict[str, type[Model]] = {
    "action_id": Action, "ask_id": Ask, "check_in_id": CheckIn, "evidence_id": Evidence, "link_id": CheckInLink,
    "measure_id": Measure, "milestone_id": Milestone, "occasion_id": PlanWorkshop, "pause_id": Pause,
    "plan_id": Plan, "share_id": Share, "part_id": Part,
}  # fmt: skip
"""Tables of what addresses name, by the name of the part of the address."""


def plan_page(
    plan: Plan,
    deeds: frozenset[Deed],
    reader: Principal,
    *,
    refused: AppError | None = None,
    typed: Sequence[Typed] = (),
) -> str:
    """Return the page of a plan, or the part that htmx asks for; with what was refused and typed above it."""
    today = services.today_of(plan)
    mirrored = i18n.direction() == "rtl"
    may_change = services.changes_now(plan, deeds)
    looked = None if htmx or refused else change_queries.last_look(plan.id, reader)
    return render_template(
        "plans/_plan.html" if htmx else "plans/page.html",
        sheet=compose(plan, today, mirrored=mirrored, sponsor_known=lead_queries.sponsor_known(plan)),
        figures=figures_of(plan, today, mirrored=mirrored),
        missing=missing_in(plan, today),
        votes=workshop_queries.votes_behind(plan),
        may_change=may_change,
        answerable=ask_queries.answerable_in(reader, plan),
        unreached=mailbox_queries.unreached(plan) if may_change else frozenset(),
        confirmed_on=contact_queries.confirmed_on(plan),
        sponsor_account=contact_queries.sponsor_account(plan),
        sponsor_doubles=contact_words.sponsor_doubles(plan),
        sponsor_chosen=contact_words.sponsor_chosen(plan),
        may_confirm=permission_queries.may_confirm_sponsor(reader, plan, deeds),
        kept_from_confirming=_kept_from_confirming(plan, deeds, reader),
        lacks_coach=may_change and bool(plan.coach.strip()) and not permission_queries.is_coached(plan),
        left_links=link_queries.left_links(plan) if may_change else (),
        sits=workshop_queries.sits_in_workshop_of(plan, reader),
        open_boards=workshop_queries.boards_open_to(reader, workshop_queries.boards_behind(plan)),
        readable_notes=workshop_queries.readable_notes(workshop_queries.origins_of(plan), reader),
        workshop=workshop_queries.workshop_of(plan),
        writers=writer_queries.writers_of(plan),
        terms=queries.terms_of(plan),
        now=clock.now(),
        looked=looked,
        since=count(change_queries.changes_of_others(plan, looked, reader)) if looked else None,
        refused=refused,
        typed=typed,
    )


def _kept_from_confirming(plan: Plan, deeds: frozenset[Deed], reader: Principal) -> LazyString | str:
    """Return why somebody of the secretariat may not confirm the sponsor of this plan, and who does; '' where not."""
    tie = permission_queries.kept_from_confirming(reader, plan, deeds)
    return ConfirmsOwnPlan(tie).message if tie else ""


def page_of_refusal(error: AppError) -> str | None:
    """Return the page of the plan that a refused request was about; None where whoever asked may not read it.

    Whoever acts on a page that was true a while ago sees what is true now, why nothing was changed, and their words.
    """
    if not isinstance(error, _SAID_THERE) or not (request.method == "POST" or isinstance(error, PlanSigned)):
        return None
    try:
        reader = current_principal()
        plan_id, is_gone = queries.plan_that_has(*_named())
        plan, deeds = queries.whole_plan_and_deeds(plan_id, reader)
    except AppError:
        return None
    said = TakenOut() if is_gone and isinstance(error, NotFound) else error
    return plan_page(plan, deeds, reader, refused=said, typed=typed_now(error))


def typed_now(error: AppError) -> list[Typed]:
    """Return what the refused request brings in words; nothing where another site may have written them."""
    is_own = request.headers.get("Sec-Fetch-Site") == "same-origin"
    return typed_in(request) if is_own or not isinstance(error, StaleForm) else []


def _named() -> tuple[type[Model], str]:
    """Return what the address names: its table and its id.

    Raises:
        NotFound: nothing of a plan.
    """
    named = request.view_args or {}
    if "item_id" in named:
        return SHELVES[named["item_kind"]].table, named["item_id"]
    for name, row_id in named.items():
        if name in _ROWS:
            return _ROWS[name], row_id
    raise NotFound
