"""What is mine to do, over all plans I may read, and what is asked of me."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import current_principal
from app.hx import htmx
from app.plans import services
from app.plans.actions import todo_queries
from app.plans.actions.todo import todos
from app.plans.blueprint import bp
from app.plans.errors import AskAnswered, AskedAnew, AskedOfSponsor, MoreAsked
from app.plans.letters import ask_queries, name_queries
from app.plans.letters.answer_forms import AskAnswerForm, ConfirmForm
from app.plans.works import Works


@bp.get("/mine/")
def mine() -> ResponseReturnValue:
    """What I own or help with: late, this week, waiting and later; and what is asked of me."""
    return _page()


@bp.post("/asks/<ask_id>/answer/")
def answer_own_ask(ask_id: str) -> ResponseReturnValue:
    """Answer what is asked of me. If it was answered or asks otherwise by now, words stay."""
    principal = current_principal()
    asked = ask_queries.own_ask(principal, ask_id)
    form = AskAnswerForm()
    if not form.validate():
        return _page(form=form, asked_at=ask_id), 422
    try:
        services.answer_own_ask(principal, ask_id, form.words.data or "", shown=form.shown.data or "")
    except AskedAnew as error:
        return _page(form=form, asked_at=ask_id, refused=error), error.status
    except AskAnswered as error:
        return _page(form=form, asked_at=ask_id, refused=error, answered=asked), error.status
    return redirect(url_for("plans.mine", _anchor="asked"), code=303)


@bp.post("/asks/<ask_id>/consent/")
def confirm_own_ask(ask_id: str) -> ResponseReturnValue:
    """Say whether I agree to what changed in a promise, as the sponsor."""
    principal = current_principal()
    ask = ask_queries.own_ask(principal, ask_id).ask
    form = ConfirmForm.over(ask)
    if not form.validate():
        return _page(form=form, asked_at=ask_id), 422
    try:
        services.confirm_own_ask(principal, ask_id, form.consent())
    except (AskedOfSponsor, MoreAsked) as error:
        return _page(form=form, asked_at=ask_id, refused=error), error.status
    return redirect(url_for("plans.mine", _anchor="asked"), code=303)


def _page(**context: object) -> str:
    """Return the list, with the answer `form` that was refused at an ask, if one was."""
    principal = current_principal()
    names = name_queries.names_of(principal)
    plans = todo_queries.plans_to_work_on(principal, names)
    found = todos(plans, names, services.today_of)
    own = name_queries.own_names_in(principal, plans)
    works = {plan.id: Works(may_change=False, names=own[plan.id]) for plan in plans}
    return render_template(
        "plans/_mine.html" if htmx else "plans/mine.html",
        todos=found,
        who=principal,
        works=works,
        asks=ask_queries.own_asks(principal),
        agreed=ask_queries.agreed_asks(principal),
        **context,
    )
