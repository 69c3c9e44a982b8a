"""What templates of plans say of numbers and notes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from flask_babel import format_decimal
from markupsafe import Markup, escape

from app import clock
from app.plans import agreeing, days, naming, promised_words, words
from app.plans.actions import standing_words
from app.plans.actions.shown import standing_on
from app.plans.actions.standing import Standing
from app.plans.agreed_changes import agreed_after_end
from app.plans.blueprint import bp
from app.plans.endings.promises import Agreed
from app.plans.endings.signing import Lack, lacking
from app.plans.endings.words import done_in_doubt_words, undone_words
from app.plans.entered_words import entered_words
from app.plans.evidence import of as evidence_of
from app.plans.evidence import words as evidence_words
from app.plans.items import answers
from app.plans.letters import agreement_words, goes_by_words, mailbox_queries
from app.plans.letters.kept_changes import change_words
from app.plans.letters.pause_effects import effects_of
from app.plans.measures import earlier, promised
from app.plans.measures import told as measures_told
from app.plans.measures.figures import round_as
from app.plans.measures.words import began_words, in_figures, in_full
from app.plans.models import (
    Action,
    Agreement,
    Ask,
    Evidence,
    ItemOrigin,
    Milestone,
    Origin,
    Plan,
    Reading,
)
from app.plans.signed_words import signed_words
from app.plans.status.afterwards import entered_afterwards
from app.plans.status.at_end import sign_offs
from app.plans.status.check_ins import halfway_not_held
from app.plans.status.firm_days import FirmDay, firm_day, plan_day
from app.plans.status.gist import Otherwise
from app.plans.status.parked import critical_parked
from app.plans.status.readings import is_told_in
from app.plans.status.reopened import Reopened, reopened_in
from app.plans.views import called, doubts
from app.plans.was_parked import was_parked
from app.plans.went_words import went_words
from app.texts import isolated

_MEGA = 1_000_000

_AS_THEY_ARE: Final[Mapping[str, Callable[..., object]]] = {
    "amount": in_figures,
    "in_full": in_full,
    "began_words": began_words,
    "promise_words": promised.promise_words,
    "first_words": promised.first_words,
    "changed_unit": promised.changed_unit,
    "added_words": promised.added_words,
    "told_later_words": words.told_later_words,
    "unreached_words": words.unreached_words,
    "gap_words": promised.gap_words,
    "told_late_words": promised.told_late_words,
    "corrected_words": promised.corrected_words,
    "after_end_words": promised.after_end_words,
    "stands": standing_words.stands,
    "done_words": standing_words.done_words,
    "critical_words": standing_words.critical_words,
    "milestone_stands": standing_words.milestone_stands,
    "late_words": standing_words.late_words,
    "done_later": standing_words.done_later,
    "sealed_before_words": standing_words.sealed_before_words,
    "was_parked": was_parked,
    "was_parked_words": standing_words.was_parked_words,
    "days_away": standing_words.days_away,
    "late_by": standing_words.late_by,
    "rounded": round_as,
    "is_told_in": is_told_in,
    "answers_to": answers.answers_to,
    "shown_mark": answers.mark_of,
    "is_written_for": answers.is_written_for,
    "asked_then": answers.asked_then,
    "agreement_of": agreeing.agreement_of,
    "ask_title": agreement_words.title_of,
    "agreement_name": agreement_words.name_of,
    "target_words": goes_by_words.target_words,
    "agreement_lines": agreement_words.lines_of,
    "asked_things": agreement_words.things_in,
    "unasked_words": agreement_words.unasked_words,
    "change_words": change_words,
    "seen_changes": agreement_words.seen_in,
    "last_of_each": agreement_words.last_of_each,
    "first_goal": earlier.first_goal,
    "first_title": promised_words.first_title,
    "goals_before": promised_words.goals_before,
    "reworded": promised_words.reworded,
    "refused_in": agreeing.refused_in,
    "has_open_goal": agreeing.has_open_goal,
    "day_sentences": words.day_sentences,
    "goes_by_sentences": goes_by_words.goes_by_sentences,
    "drawn_words": goes_by_words.drawn_words,
    "parked_words": words.parked_words,
    "critical_parked": critical_parked,
    "critical_undone_words": words.critical_undone_words,
    "critical_doubts": doubts.critical_doubts,
    "written_for_others_words": words.written_for_others_words,
    "moved_late_doubts": doubts.moved_late_doubts,
    "moved_late_words": words.moved_late_words,
    "doubts_of": doubts.doubts_of,
    "sign_offs": sign_offs,
    "signed_words": signed_words,
    "halfway_not_held": halfway_not_held,
    "went_words": went_words,
    "entered_afterwards": entered_afterwards,
    "entered_words": entered_words,
    "last_known_words": words.last_known_words,
    "evidence_added_words": evidence_words.added_words,
    "sealed_days_words": evidence_words.sealed_days_words,
    "done_in_doubt_words": done_in_doubt_words,
    "undone_words": undone_words,
    "evidence_of": evidence_of.evidence_of,
    "sealed_evidence_of": evidence_of.sealed_evidence_of,
    "of_when_new": evidence_of.of_when_new,
    "why_not_shown": evidence_words.why_not_shown,
    "named_on": agreement_words.named_on,
    "unnamed_naming_words": agreement_words.unnamed_naming_words,
    "named_in": naming.named_in,
    "refused_of": agreeing.refused_of,
    "tells_sponsor": mailbox_queries.tells_sponsor,
    "lacks_sponsor": mailbox_queries.lacks_sponsor,
}
"""Functions of others that templates call, by the names they have there."""

for _name, _function in _AS_THEY_ARE.items():
    bp.add_app_template_filter(_function, _name)


@bp.app_template_filter()
def added_briefly(item: Action | Milestone) -> str:
    """Return when something was added to a plan that was published already; empty where it was published with it."""
    added = earlier.added_to(item.plan, item)
    return promised.added_briefly(added) if added else ""


@bp.app_template_filter()
def of_words(of: evidence_of.Of | None) -> Markup:
    """Return of which action or milestone evidence is, with its name apart."""
    return names_apart(evidence_words.of_words(of))


@bp.app_template_filter()
def same_file(kept: Evidence | Mapping[str, Any], among: Iterable[Evidence | Mapping[str, Any]]) -> Markup:
    """Return which other evidence is the same file, with names apart."""
    return names_apart(evidence_words.same_file_words(kept, among))


@bp.app_template_filter()
def standing_now(item: Action | Milestone) -> Standing:
    """Return how an action or a milestone stands today, as its plan's page says it."""
    return standing_on(item, item.plan, _today(item.plan))


@bp.app_template_filter()
def date_at(moment: datetime, plan: Plan) -> date:
    """Which date it was where the plan is carried out."""
    return days.today_in(plan.timezone, moment)


@bp.app_template_filter()
def last_date_before(moment: datetime, plan: Plan) -> date:
    """The last date there before a moment: what ends at midnight is over on the day before."""
    return date_at(moment - timedelta(seconds=1), plan)


@bp.app_template_filter()
def asked_of(ask: Ask, plan: Plan) -> list[tuple[str, date]]:
    """Return whom an ask was put to and since when, the first of them first."""
    return answers.asked_of(plan, ask)


@bp.app_template_filter()
def called_at(name: str, plan: Plan, item_id: str, at: datetime) -> str:
    """Return what something of a plan was called at a moment; `name` is what it is called now."""
    return called.called_at(called.names_in(plan), item_id, at, name)


@bp.app_template_filter()
def called_now(name: str, plan: Plan, item_id: str) -> str:
    """Return what something was called, or what it asks of the sponsor in the reader's language."""
    ask = next((each for each in plan.asks if each.id == item_id and each.confirms), None)
    return agreement_words.title_of(ask) if ask else name


@bp.app_template_filter()
def asked_at(name: str, plan: Plan, anchor: str) -> str:
    """Return what something at that place of the plan's page is called; of the sponsor in the reader's language."""
    ask = next((each for each in plan.asks if each.confirms and anchor == f"ask-{each.number}"), None)
    return agreement_words.title_of(ask) if ask else name


@bp.app_template_filter()
def first_asked(ask: Ask, plan: Plan) -> str | None:
    """What was asked first in place of what an ask says now; None where it says the same."""
    return promised_words.first_asked(plan, ask)


@bp.app_template_filter()
def changes_in(agreed: Agreed) -> str:
    """Return on one line to what a sponsor was asked to agree."""
    return agreement_words.changes_in(agreed.kind, agreed.said)


@bp.app_template_filter()
def mains_words(mains: Iterable[Mapping[str, Any]]) -> Markup:
    """Return in a sentence which main measures there are in place of one that is none any more."""
    return names_apart(agreement_words.mains_words(mains))


@bp.app_template_filter()
def pause_effects(agreement: Agreement, plan: Plan) -> list[Markup]:
    """Return in sentences what a pause does to a plan, for a sponsor who is asked about it."""
    today = days.today_in(plan.timezone, clock.now())
    return [names_apart(each) for each in effects_of(agreement, plan, today)]


@bp.app_template_filter()
def first_said(item: Action | Milestone) -> promised_words.FirstWords:
    """Return the words an action or a milestone was promised with, where they were others than now."""
    return promised_words.first_of(item.plan, item)


@bp.app_template_filter()
def other_done_late_words(count: int, critical: int) -> str:
    """Return how many actions that are not critical were done after their day, beside how many critical things."""
    return words.other_done_late_words(count, others=critical > 0)


@bp.app_template_filter()
def lacks_last_number(plan: Plan) -> bool:
    """True when a plan has no number of its last days, without which it cannot be signed off."""
    return Lack.LAST_NUMBER in lacking(plan)


@bp.app_template_filter()
def names_apart(sentence: str) -> Markup:
    """Return a sentence of ours as HTML, in which each isolated name stands in an element of its own."""
    html = escape(sentence)
    return html.replace("\N{FIRST STRONG ISOLATE}", Markup("<bdi>")).replace(
        "\N{POP DIRECTIONAL ISOLATE}", Markup("</bdi>")
    )


@bp.app_template_filter()
def known_doubts(plan: doubts.Doubted, *, late: bool = True) -> list[doubts.Doubt]:
    """Return how a plan stood at its sign-off, what is known of one without data, and how far it came that is over."""
    return list(doubts.known_doubts(plan, late=late))


@bp.app_template_filter()
def sponsor_doubts(plan: doubts.Doubted, *, hidden: bool = False) -> list[tuple[str, Markup]]:
    """Return what is known of the sponsor of a plan, with names apart, and which shape stands before it.

    `hidden`: nobody is named.
    """
    found = doubts.sponsor_doubts(plan, None if hidden else isolated)
    return [(each.shape, names_apart(each.said)) for each in found]


@bp.app_template_filter()
def end_reasons(plan: doubts.Doubted) -> list[doubts.Doubt]:
    """Return why a plan was not on track when it was signed off."""
    return list(doubts.end_reasons(plan.at_end))


@bp.app_template_filter("reopened_in")
def reopened_of(plan: Plan) -> tuple[Reopened, ...]:
    """Return the sign-offs of a plan that were reopened, the first one first."""
    return reopened_in(plan)


@bp.app_template_filter()
def otherwise_words(found: Sequence[Otherwise]) -> Markup:
    """Return in a sentence which measures were promised otherwise first, and what, with names apart."""
    return names_apart(promised.otherwise_words(found))


@bp.app_template_filter()
def day_now(plan: Plan) -> int | None:
    """Return which day of a plan it is, or was when it was signed off."""
    return plan_day(plan, _today(plan))


@bp.app_template_filter()
def firm_day_now(plan: Plan) -> FirmDay | None:
    """Return what is to be known beside the day of a plan today."""
    return firm_day(plan, _today(plan))


def _today(plan: Plan) -> date:
    return days.today_in(plan.timezone, clock.now())


@bp.app_template_filter()
def unconfirmed_in(plan: Plan, who: str | None = None) -> list[agreeing.Unconfirmed]:
    """Return who has not confirmed what a plan promises, each once; `who` stands for names that are not shown."""
    found = agreeing.unconfirmed_in(plan)
    return list(dict.fromkeys(each._replace(who=str(who)) if who else each for each in found))


@bp.app_template_filter()
def unconfirmed_words(unconfirmed: agreeing.Unconfirmed) -> Markup:
    """Return in a sentence that a change is not confirmed, or why a yes to it does not count; with the name apart."""
    return names_apart(agreement_words.unconfirmed_words(unconfirmed._replace(who=isolated(unconfirmed.who))))


@bp.app_template_filter()
def naming_of(agreement: Agreement | Agreed) -> naming.Naming | None:
    """Return who named the sponsor that answered a change; None where they were it all along."""
    return agreement.naming if isinstance(agreement, Agreed) else naming.naming_of(agreement.plan, agreement)


@bp.app_template_filter()
def agrees_after_end(said: Agreement | Agreed | Ask) -> bool:
    """True where the sponsor agreed after day 100, to a change or to what a question asks."""
    if isinstance(said, Ask):
        return any(map(agrees_after_end, said.agreements))
    return said.after_end if isinstance(said, Agreed) else agreed_after_end(said.plan, said) is not None


@bp.app_template_filter()
def corrected_to(reading: Reading, plan: Plan) -> float | None:
    """Return the number that took the place of one; None where it still counts."""
    told = [other for each in plan.measures if each.id == reading.measure_id for other in each.readings]
    return measures_told.corrected_to(reading, told)


@bp.app_template_filter()
def file_size(size: int) -> str:
    """How large a file is, in kB below a million bytes, else in MB."""
    if size < _MEGA:
        return f"{format_decimal(max(1, round(size / 1000)))} kB"
    return f"{format_decimal(round(size / _MEGA, 1))} MB"


@bp.app_template_filter()
def notes_alone(origins: Iterable[Origin | ItemOrigin]) -> list[Origin | ItemOrigin]:
    """The notes among what something came from, without the titles of the groups they lay in; a bare title counts."""
    found = list(origins)
    return [origin for origin in found if not origin.details.get("group")] or found


@bp.app_template_filter()
def sum_votes(origins: Iterable[Origin | ItemOrigin], votes: Mapping[str, int], *, behind: bool = False) -> int:
    """Return the dots on what something was made of itself, or on the notes that lay in it (`behind`)."""
    return sum(votes.get(origin.note_id, 0) for origin in origins if ("of" in origin.details) is behind)
