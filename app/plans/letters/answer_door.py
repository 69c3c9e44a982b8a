"""Answering a letter by one of its links, outside everything one signs in for. Opening one changes nothing."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import i18n
from app.accounts.access import reader
from app.errors import AppError
from app.plans import services
from app.plans.check_ins.form import CheckInForm
from app.plans.errors import (
    AskAnswered,
    AskedAnew,
    AskedOfSponsor,
    AskedThemselves,
    EmptyCheckIn,
    LinkGone,
    MoreAsked,
    PlanSigned,
    ReasonMissing,
)
from app.plans.letters import queries as reminding_queries
from app.plans.letters.answer_forms import AnswerForm, AskAnswerForm, ConfirmForm
from app.plans.models import Action, Ask, Milestone, Plan, Reminder
from app.plans.status.firm_days import plan_day
from app.plans.words import in_templates

bp = Blueprint("answers", __name__, url_prefix="/a")
bp.context_processor(in_templates)

_SAID_THERE = (AskAnswered, AskedAnew, AskedOfSponsor, AskedThemselves, EmptyCheckIn, MoreAsked, ReasonMissing)
"""Refusals that are said above the form, which keeps what was typed."""

Form = AnswerForm | AskAnswerForm | ConfirmForm | CheckInForm


@bp.get("/<token>/")
def by_link(token: str) -> ResponseReturnValue:
    """The thing a letter spoke of, with its buttons; once it was answered, what was filed."""
    reminder = reminding_queries.reminder_for(token)
    i18n.speak(reminder.digest.language)
    plan = reminding_queries.plan_of(reminder)
    if _is_answered(reminder, plan) and "more" not in request.args:
        return _answered(reminder, plan, token)
    return _page(reminder, plan, token, _form_of(reminder, plan))


@bp.post("/<token>/")
def answer(token: str) -> ResponseReturnValue:
    """File what was answered; the same answer sent again is one. If the link is over, words are given back."""
    reminder = reminding_queries.reminder_made(token)
    i18n.speak(reminder.digest.language)
    if reminding_queries.is_over(reminder):
        return _gone(reminder)
    plan = reminding_queries.plan_of(reminder)
    form = _form_of(reminder, plan)
    if isinstance(form, CheckInForm):
        form.refuse_foreign()
    if not form.validate():
        return _page(reminder, plan, token, form), 422
    try:
        _file(token, form)
    except _SAID_THERE as error:
        return _page(reminder, plan, token, form, refused=error), error.status
    except PlanSigned as error:
        return render_template("plans/link/gone.html", error=error, link=reminder.link, form=form), error.status
    return redirect(url_for("answers.by_link", token=token), code=303)


def _form_of(reminder: Reminder, plan: Plan) -> Form:
    match reminding_queries.thing_of(reminder):
        case Action() | Milestone():
            form = AnswerForm()
            if not form.is_submitted():
                form.after.data = str(reminder.answers)
            return form
        case Ask() as ask:
            return ConfirmForm.over(ask) if ask.confirms else AskAnswerForm()
        case _:
            return CheckInForm.over(plan, reminder.name)


def _file(token: str, form: Form) -> None:
    match form:
        case AnswerForm():
            services.answer_reminder(token, form.said())
        case AskAnswerForm():
            services.answer_ask(token, form.words.data or "", shown=form.shown.data or "")
        case ConfirmForm():
            services.confirm_by_link(token, form.consent(), reader=reader())
        case _:
            services.check_in_by_reminder(token, form.words())


def _is_answered(reminder: Reminder, plan: Plan) -> bool:
    """Whether there is something filed to be shown. A check-in is one of its day."""
    if reminder.answered_at is None:
        return False
    filed = reminder.check_in
    is_check_in = reminding_queries.thing_of(reminder) is None
    return not is_check_in or (filed is not None and filed.on == services.today_of(plan))


def _page(reminder: Reminder, plan: Plan, token: str, form: Form, *, refused: AppError | None = None) -> str:
    thing = reminding_queries.thing_of(reminder)
    today, signed_in = services.today_of(plan), reader()
    return render_template(
        f"plans/link/{_page_about(thing)}.html",
        plan=plan,
        link=reminder.link,
        reminder=reminder,
        thing=thing,
        form=form,
        filed=reminder.check_in,
        day=plan_day(plan, today),
        refused=refused,
        passed_on_to=signed_in if signed_in and services.reads_anothers(signed_in, reminder) else None,
        address=url_for("answers.answer", token=token),
    )


def _page_about(thing: Action | Milestone | Ask | None) -> str:
    match thing:
        case Ask() as ask:
            return "confirm" if ask.confirms else "ask"
        case None:
            return "check_in"
        case _:
            return "answer"


def _answered(reminder: Reminder, plan: Plan, token: str) -> str:
    thing = reminding_queries.thing_of(reminder)
    return render_template(
        "plans/link/filed.html" if thing is None else "plans/link/answered.html",
        plan=plan,
        link=reminder.link,
        reminder=reminder,
        thing=thing,
        filed=reminder.check_in,
        more_address=url_for("answers.by_link", token=token, more=1),
    )


def _gone(reminder: Reminder) -> ResponseReturnValue:
    """Give back what was written. Nothing of the plan is told."""
    forms = (AnswerForm(), AskAnswerForm(), ConfirmForm(), CheckInForm())
    written = next((form for form in forms if form.written()), None)
    if written is None:
        raise LinkGone
    page = render_template("plans/link/gone.html", error=LinkGone(), link=reminder.link, form=written)
    return page, LinkGone.status
