"""The end of a plan: signed off, followed up, gone on with; and links by which people outside read of it."""

from flask import Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.accounts.access import current_principal
from app.centres.services import refuse_closed
from app.downloads import as_attachment, file_name
from app.errors import NotAllowed, NotFound
from app.plans import days, queries, services, workshop_queries
from app.plans.agreeing import agreed_day
from app.plans.blueprint import bp
from app.plans.endings import seal, share_queries, signing
from app.plans.endings.forms import FollowUpForm, NextPlanForm, ShareForm, SignOffForm
from app.plans.endings.promises import promises_in
from app.plans.endings.sharing import shown_by
from app.plans.endings.trail import trails
from app.plans.endings.words import COMMITMENTS, CYCLES, SHOWN
from app.plans.errors import NotSigned
from app.plans.fields import WhyForm
from app.plans.letters import contact_words, lead_queries, mailbox_queries
from app.plans.letters import queries as reminding_queries
from app.plans.measures.figures import figures_of
from app.plans.models import Plan
from app.plans.policy import Deed
from app.plans.views.doubts import stood_then
from app.plans.views.sheet import compose
from app.plans.words import day_words


@bp.route("/<plan_id>/sign-off/", methods=["GET", "POST"])
def sign_off(plan_id: str) -> ResponseReturnValue:
    """How a plan ended; before that, the form that ends it."""
    principal = current_principal()
    plan, deeds = queries.whole_plan_and_deeds(plan_id, principal)
    form = SignOffForm()
    form.about(plan)
    if form.is_submitted():
        services.require_change_now(plan, deeds)
    if form.validate_on_submit():
        services.sign_off(principal, plan_id, form.words())
        return redirect(url_for("plans.sign_off", plan_id=plan_id), code=303)
    today = services.today_of(plan)
    sheet = compose(plan, today, mirrored=False, sponsor_known=lead_queries.sponsor_known(plan))
    sealed = seal.opened(plan.sign_off) if plan.sign_off else None
    answer = render_template(
        "plans/sign_off.html",
        plan=plan,
        form=form,
        today=today,
        sponsor_chosen=contact_words.sponsor_chosen(plan),
        promises=promises_in(sealed.said, plan.sign_off.signed_on)
        if sealed and plan.sign_off
        else promises_in(seal.said_of(plan, today), today),
        trails=trails(plan),
        votes=workshop_queries.votes_behind(plan),
        open_boards=workshop_queries.boards_open_to(principal, workshop_queries.boards_behind(plan)),
        readable_notes=workshop_queries.readable_notes(workshop_queries.origins_of(plan), principal),
        lacking=signing.lacking(plan),
        last_dates=signing.last_dates(plan),
        may_sign=signing.may_be_signed(plan, today),
        from_day=day_words(*signing.signed_from(plan)),
        may_change=Deed.CHANGE in deeds,
        **(_asked_of(plan) if services.changes_now(plan, deeds) else {}),
        may_reopen=Deed.REOPEN in deeds,
        sealed=sealed,
        at_end=seal.at_end_of(sealed) or sheet.at_end,
        sheet=sheet,
        figures=figures_of(plan, today, mirrored=False),
        followed_day=_followed_day(plan),
        cycle_words=CYCLES,
        commitment_words=COMMITMENTS,
    )
    return answer, 422 if form.is_submitted() else 200


def _asked_of(plan: Plan) -> dict[str, object]:
    """Return what is known of how those are reached whose answers a plan waits for."""
    return {
        "asked_by_mail": reminding_queries.asked_by_mail(plan),
        "unreached": mailbox_queries.unreached(plan),
        "may_remind": bool(reminding_queries.drafts_again(plan)),
    }


def _followed_day(plan: Plan) -> int | None:
    """Return the day of the plan on which somebody told what was kept up."""
    signed = plan.sign_off
    found = agreed_day(plan, signed.followed_on) if signed and signed.followed_on else None
    return found.day if found else None


@bp.post("/<plan_id>/sign-off/reminder/")
def remind_asked(plan_id: str) -> ResponseReturnValue:
    """Write to everybody whose answer the plan waits for, before it is signed off."""
    services.remind_asked(current_principal(), plan_id)
    return redirect(url_for("plans.sign_off", plan_id=plan_id, _anchor="open-asks"), code=303)


@bp.get("/<plan_id>/sign-off/<sign_off_id>/")
def sealed_file(plan_id: str, sign_off_id: str) -> Response:
    """What a sign-off sealed, letter by letter, so that anybody can work out its hash."""
    plan, _deeds = queries.plan_and_deeds(plan_id, current_principal())
    signed = next((each for each in plan.sign_offs if each.id == sign_off_id and each.sealed), None)
    if signed is None:
        raise NotFound
    answer = Response(signed.sealed.encode(), content_type="application/json")
    as_attachment(answer.headers, file_name(plan.title, "signed", signed.signed_on, ending="json"))
    return answer


@bp.get("/<plan_id>/sign-offs/<sign_off_id>/")
def earlier_sign_off(plan_id: str, sign_off_id: str) -> str:
    """A sign-off that was reopened, as it was signed."""
    plan, _deeds = queries.whole_plan_and_deeds(plan_id, current_principal())
    signed = next((each for each in plan.reopenings if each.id == sign_off_id), None)
    if signed is None:
        raise NotFound
    sealed = seal.opened(signed)
    return render_template(
        "plans/earlier_sign_off.html",
        plan=plan,
        signed=signed,
        sealed=sealed,
        promises=promises_in(sealed.said, signed.signed_on) if sealed else None,
        doubts=stood_then(seal.at_end_of(sealed), plan),
        cycle_words=CYCLES,
    )


@bp.route("/<plan_id>/reopening/", methods=["GET", "POST"])
def reopen(plan_id: str) -> ResponseReturnValue:
    """A plan that was signed off goes on, and why."""
    principal = current_principal()
    plan, deeds = queries.plan_and_deeds(plan_id, principal)
    if Deed.REOPEN not in deeds:
        raise NotAllowed
    if plan.sign_off is None:
        raise NotSigned
    form = WhyForm()
    if not form.validate_on_submit():
        answer = render_template("plans/reopen.html", plan=plan, form=form)
        return answer, 422 if form.is_submitted() else 200
    services.reopen(principal, plan_id, reason=form.reason.data or "")
    return redirect(url_for("plans.show", plan_id=plan_id), code=303)


@bp.route("/<plan_id>/follow-up/", methods=["GET", "POST"])
def follow_up(plan_id: str) -> ResponseReturnValue:
    """How what was to be kept up went, two or three months later."""
    principal = current_principal()
    plan, deeds = queries.plan_and_deeds(plan_id, principal)
    services.require_change(deeds)
    if plan.sign_off is None:
        raise NotSigned
    form = FollowUpForm.over(plan)
    if not form.validate_on_submit():
        answer = render_template("plans/follow_up.html", plan=plan, form=form)
        return answer, 422 if form.is_submitted() else 200
    services.follow_up(principal, plan_id, form.kept(), words=form.words.data or "")
    return redirect(url_for("plans.sign_off", plan_id=plan_id), code=303)


@bp.route("/<plan_id>/next/", methods=["GET", "POST"])
def next_plan(plan_id: str) -> ResponseReturnValue:
    """The next plan, begun from this one."""
    principal = current_principal()
    plan, deeds = queries.plan_and_deeds(plan_id, principal)
    services.require_change(deeds)
    if plan.sign_off is None:
        raise NotSigned
    refuse_closed(plan.centre)
    form = NextPlanForm()
    form.today = services.today_of(plan)
    if not form.validate_on_submit():
        answer = render_template("plans/next_plan.html", plan=plan, form=form, cycle_words=CYCLES)
        return answer, 422 if form.is_submitted() else 200
    made = services.begin_next(principal, plan_id, title=form.title.data or "", day_one=form.day_one.data)
    return redirect(url_for("plans.show", plan_id=made.id), code=303)


@bp.route("/<plan_id>/shares/", methods=["GET", "POST"])
def shares(plan_id: str) -> ResponseReturnValue:
    """The links by which people outside read of a plan. A new one is shown once, on the page that answers."""
    principal = current_principal()
    plan, deeds = queries.plan_and_deeds(plan_id, principal)
    services.require_change(deeds)
    form = ShareForm()
    form.about(plan)
    made = None
    if form.validate_on_submit():
        made = services.share_plan(
            principal, plan_id, label=form.label.data or "", parts=form.shown(), ends_on=form.ends_on.data
        )
    answer = _shares_page(plan, form, made)
    return answer, 422 if form.is_submitted() and made is None else 200


@bp.post("/shares/<share_id>/revocation/")
def revoke_share(share_id: str) -> ResponseReturnValue:
    """A link shows nothing any more."""
    share = services.revoke_share(current_principal(), share_id)
    return redirect(url_for("plans.shares", plan_id=share.plan_id), code=303)


def _shares_page(plan: Plan, form: ShareForm, made: services.NewShare | None) -> str:
    found = queries.shares_of(plan.id)
    return render_template(
        "plans/shares.html",
        plan=plan,
        form=form,
        shares=found,
        made_on={share.id: days.today_in(plan.timezone, share.made_at) for share in found},
        left=share_queries.left_makers(plan.id, found),
        now=clock.now(),
        today=services.today_of(plan),
        shown_words=SHOWN,
        shown_by=shown_by,
        address=url_for("progress.by_link", token=made.token, _external=True) if made else None,
        made=made.row if made else None,
    )
