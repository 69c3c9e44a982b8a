"""The people of a plan and how they are reached, for those who may change it."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import i18n
from app.accounts import timezones
from app.accounts.access import current_principal
from app.accounts.models import Principal
from app.plans import permission_queries, queries, services
from app.plans.blueprint import bp
from app.plans.errors import ConfirmsOwnPlan, NoSuchChoice
from app.plans.letters import contact_words, mailbox_queries
from app.plans.letters.contact_forms import ContactForm
from app.plans.letters.mailbox_queries import Reached
from app.plans.models import Plan
from app.plans.people import key_of
from app.plans.policy import Deed
from app.plans.words import PARTS


@bp.get("/<plan_id>/contacts/")
def contacts(plan_id: str) -> ResponseReturnValue:
    """Every name the plan uses, and whether it can be reached."""
    plan = _plan_to_change(plan_id)
    people, doubles = mailbox_queries.reached_in(plan), contact_words.sponsor_doubles(plan)
    return render_template(
        "plans/contacts.html",
        plan=plan,
        people=people,
        parts=PARTS,
        sponsor_doubles=doubles,
        borne=mailbox_queries.borne_in(plan),
    )


@bp.route("/<plan_id>/contact/", methods=["GET", "POST"])
def contact(plan_id: str) -> ResponseReturnValue:
    """How one of them is reached; `?name=` says who. The alliance's secretariat confirms that of the sponsor alone."""
    reader = current_principal()
    plan, deeds = queries.whole_plan_and_deeds(plan_id, reader)
    name = request.args.get("name", "")
    is_sponsor = key_of(name) == key_of(plan.sponsor)
    confirms = is_sponsor and permission_queries.may_confirm_sponsor(reader, plan, deeds)
    if not confirms:
        _require_change(plan, deeds, reader, is_sponsor=is_sponsor)
    reached = _reached(plan, name)
    form = ContactForm.over(plan, reached, reader if confirms else None)
    if not form.validate_on_submit():
        answer = render_template(
            "plans/contact.html",
            plan=plan,
            reached=reached,
            form=form,
            zones=timezones.choices(i18n.language()),
            sponsor_doubles=contact_words.sponsor_doubles(plan) if is_sponsor else "",
        )
        return answer, 422 if form.is_submitted() else 200
    reason = form.reason.data or ""
    if confirms:
        services.confirm_sponsor(reader, plan_id, form.words(), reason=reason)
        return redirect(url_for("plans.show", plan_id=plan_id, _anchor="people"), code=303)
    services.say_contact(reader, plan_id, reached.somebody.name, form.words(), reason=reason)
    return redirect(url_for("plans.contacts", plan_id=plan_id), code=303)


def _require_change(plan: Plan, deeds: frozenset[Deed], reader: Principal, *, is_sponsor: bool) -> None:
    """Refuse who may not change a plan, and say why to somebody who may confirm the sponsors of others."""
    tie = permission_queries.kept_from_confirming(reader, plan, deeds) if is_sponsor else None
    if tie and Deed.CHANGE not in deeds:
        raise ConfirmsOwnPlan(tie)
    services.require_change(deeds)


def _plan_to_change(plan_id: str) -> Plan:
    plan, deeds = queries.whole_plan_and_deeds(plan_id, current_principal())
    services.require_change(deeds)
    return plan


def _reached(plan: Plan, name: str) -> Reached:
    found = next((each for each in mailbox_queries.reached_in(plan) if each.somebody.key == key_of(name)), None)
    if found is None:
        raise NoSuchChoice
    return found
