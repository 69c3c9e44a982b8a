"""What templates of plans say of numbers and notes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from flask_babel import format_decimal
from markupsafe import Markup, escape

from app import clock
from app.plans import agreeing, days, naming, promised_words, words
from app.plans.actions import standing_words
from app.plans.actions.shown import standing_on
from app.plans.actions.standing import DoneLate, Standing, Unshown
from app.plans.blueprint import bp
from app.plans.endings.promises import Agreed
from app.plans.endings.signing import Lack, lacking
from app.plans.evidence import late as evidence_late
from app.plans.evidence import words as evidence_words
from app.plans.items import answers
from app.plans.letters import agreement_words, contact_queries
from app.plans.letters.pause_effects import effects_of
from app.plans.letters.unasked_changes import Unasked
from app.plans.measures import earlier, promised
from app.plans.measures.figures import round_as
from app.plans.measures.told import Gap, ToldAfterEnd
from app.plans.measures.words import in_figures
from app.plans.models import (
    Action,
    Agreement,
    Ask,
    Decision,
    Edit,
    Evidence,
    ItemOrigin,
    Measure,
    Milestone,
    Origin,
    Plan,
    Thanks,
)
from app.plans.status.ended import Unreached
from app.plans.status.firm_days import FirmDay, firm_day
from app.plans.status.judging import AtEnd, GoesBy, LastKnown, Target
from app.plans.status.parked import ParkedCount
from app.plans.views import called, doubts
from app.texts import isolated

_MEGA = 1_000_000


@bp.app_template_filter()
def amount(number: float) -> str:
    """A number as the reader writes it, with at most two digits behind the point."""
    return in_figures(number)


@bp.app_template_filter()
def first_words(first: Mapping[str, Any]) -> list[str]:
    """What a measure promised first, where it is counted otherwise now, in words of one line."""
    return promised.first_words(first)


@bp.app_template_filter()
def changed_unit(first: Mapping[str, Any], unit: str) -> str:
    """Return in a sentence which unit a measure has in place of the one it promised first; empty where it has that."""
    return promised.changed_unit(first, unit)


@bp.app_template_filter()
def added_words(added: earlier.Added) -> str:
    """When a measure came into a plan that was published already, in a sentence."""
    return promised.added_words(added)


@bp.app_template_filter()
def added_briefly(item: Action | Milestone) -> str:
    """Return when something was added to a plan that was published already; empty where it was published with it."""
    added = earlier.added_to(item.plan, item)
    return promised.added_briefly(added) if added else ""


@bp.app_template_filter()
def unreached_words(came: Unreached) -> str:
    """Return how far a plan came that is over, or was signed off; see `words.unreached_words`."""
    return words.unreached_words(came)


@bp.app_template_filter()
def gap_words(gap: Gap) -> str:
    """Return for which days nobody counted; see `promised.gap_words`."""
    return promised.gap_words(gap)


@bp.app_template_filter()
def told_late_words(late: Sequence[date], *, hollow: bool = False) -> str:
    """Return how many numbers were told after their days; see `promised.told_late_words`."""
    return promised.told_late_words(late, hollow=hollow)


@bp.app_template_filter()
def after_end_words(told: ToldAfterEnd) -> str:
    """When a number was told that came after the end of its plan, in sentences."""
    return promised.after_end_words(told)


@bp.app_template_filter()
def stands(how: Standing) -> str:
    return standing_words.stands(how)


@bp.app_template_filter()
def done_words(unshown: Unshown | None) -> str:
    """Return that something is done, with what is missing of evidence."""
    return standing_words.done_words(unshown)


@bp.app_template_filter()
def standing_now(item: Action | Milestone) -> Standing:
    """Return how an action or a milestone stands today, as its plan's page says it."""
    return standing_on(item, item.plan, _today(item.plan))


@bp.app_template_filter()
def milestone_stands(milestone: Milestone, how: Standing) -> str:
    return standing_words.milestone_stands(milestone, how)


@bp.app_template_filter()
def late_words(late: DoneLate) -> str:
    """Return how late something was done, with the days by which that is counted; see `standing_words.late_words`."""
    return standing_words.late_words(late)


@bp.app_template_filter()
def done_later(how: Standing) -> str:
    """Return that something was done later than first promised; see `standing_words.done_later`."""
    return standing_words.done_later(how)


@bp.app_template_filter()
def days_away(number: int) -> str:
    return standing_words.days_away(number)


@bp.app_template_filter()
def rounded(number: float) -> float:
    """A number nobody counted, without more digits than help."""
    return round_as(number)


@bp.app_template_filter()
def date_at(moment: datetime, plan: Plan) -> date:
    """Which date it was where the plan is carried out."""
    return days.today_in(plan.timezone, moment)


@bp.app_template_filter()
def last_date_before(moment: datetime, plan: Plan) -> date:
    """The last date there before a moment: what ends at midnight is over on the day before."""
    return date_at(moment - timedelta(seconds=1), plan)


@bp.app_template_filter()
def answers_to(plan: Plan, ask: Ask) -> list[Edit]:
    """Everything that was said as an answer to an ask, and that one was taken back, the oldest first."""
    return answers.answers_to(plan, ask)


@bp.app_template_filter()
def shown_mark(thing: Ask | Action | Milestone) -> str:
    """Return the mark of what somebody is asked, for the form that answers it."""
    return answers.mark_of(thing)


@bp.app_template_filter()
def asked_of(ask: Ask, plan: Plan) -> list[tuple[str, date]]:
    """Return whom an ask was put to and since when, the first of them first."""
    return answers.asked_of(plan, ask)


@bp.app_template_filter()
def is_written_for(plan: Plan, ask: Ask, answer: Edit) -> bool:
    """True when an answer was written down for who was asked by somebody else who is signed in."""
    return answers.is_written_for(plan, ask, answer)


@bp.app_template_filter()
def asked_then(plan: Plan, ask: Ask, answer: Edit) -> str:
    """Return who was asked when an answer was given; another may be asked since."""
    return answers.asked_then(plan, ask, answer)


@bp.app_template_filter()
def is_written_by_another(item: Thanks | Decision) -> bool:
    """True when somebody else than whose name they stand under wrote down thanks or a decision."""
    return answers.is_written_by_another(item)


@bp.app_template_filter()
def agreement_of(plan: Plan, kind: str, row_id: object) -> Agreement | None:
    """Return the agreement that belongs to a change of a promise, where the server kept one."""
    return agreeing.agreement_of(plan, kind, row_id)


@bp.app_template_filter()
def ask_title(ask: Ask) -> str:
    """Return what is asked, in the reader's language where the server asks it."""
    return agreement_words.title_of(ask)


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
def agreement_name(agreement: Agreement) -> str:
    """Return what changed: the name of the measure, or the goal, or a pause."""
    return agreement_words.name_of(agreement)


@bp.app_template_filter()
def target_words(target: Target) -> str:
    """What a measure is to reach, with its unit."""
    return agreement_words.target_words(target)


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
def agreement_lines(agreement: Agreement, plan: Plan) -> list[agreement_words.Changed]:
    """Return what a promise says otherwise than when the sponsor last agreed to it, line by line."""
    return agreement_words.lines_of(agreement, plan)


@bp.app_template_filter()
def pause_effects(agreement: Agreement, plan: Plan) -> list[Markup]:
    """Return in sentences what a pause does to a plan, for a sponsor who is asked about it."""
    today = days.today_in(plan.timezone, clock.now())
    return [names_apart(each) for each in effects_of(agreement, plan, today)]


@bp.app_template_filter()
def asked_things(ask: Ask, plan: Plan) -> list[agreement_words.Thing]:
    """Return everything that a question to the sponsor is about, each with all its changes."""
    return agreement_words.things_in(ask, plan)


@bp.app_template_filter()
def unasked_words(unasked: Unasked, kind: str) -> str:
    """Return in a line what changed of a promise without asking the sponsor, and when."""
    return agreement_words.unasked_words(unasked, kind)


@bp.app_template_filter()
def seen_changes(ask: Ask) -> str:
    """Return what the form of a question says of the changes it shows."""
    return agreement_words.seen_in(ask)


@bp.app_template_filter()
def last_of_each(agreements: Iterable[Agreement]) -> list[Agreement]:
    """Return of several changes of one thing that one question asks about the last, which says all of them."""
    return agreement_words.last_of_each(agreements)


@bp.app_template_filter()
def first_goal(plan: Plan) -> str | None:
    """Return the goal that a plan promised first, where it is another one than now."""
    return earlier.first_goal(plan)


@bp.app_template_filter()
def first_title(plan: Plan) -> str | None:
    """Return what a plan was called when it was published, where it is called something else now."""
    return promised_words.first_title(plan)


@bp.app_template_filter()
def first_said(item: Action | Milestone) -> promised_words.FirstWords:
    """Return the words an action or a milestone was promised with, where they were others than now."""
    return promised_words.first_of(item.plan, item)


@bp.app_template_filter()
def refused_in(plan: Plan) -> list[Agreement]:
    """Return what the sponsor did not agree to, as far as the plan still promises it."""
    return agreeing.refused_in(plan)


@bp.app_template_filter()
def day_sentences(day: int | None, firm: FirmDay | None, *, judged: bool) -> list[str]:
    """Return what is to be known beside the day of a plan."""
    return words.day_sentences(day, firm, judged=judged)


@bp.app_template_filter()
def goes_by_sentences(goes_by: Iterable[GoesBy], *, shown: bool = True) -> list[str]:
    """Return by which promises a status goes; see `agreement_words.goes_by_sentences`."""
    return agreement_words.goes_by_sentences(goes_by, shown=shown)


@bp.app_template_filter()
def drawn_words(by: GoesBy) -> str:
    """Return by which promise a measure is drawn; see `agreement_words.drawn_words`."""
    return agreement_words.drawn_words(by)


@bp.app_template_filter()
def parked_words(parked: ParkedCount) -> str:
    """Return how many open actions are parked."""
    return words.parked_words(parked)


@bp.app_template_filter()
def later_doubts(plan: doubts.Doubted) -> Iterator[doubts.Doubt]:
    """Yield how many critical things were done late, and how many others are, or were done, later than promised."""
    return doubts.later_doubts(plan)


@bp.app_template_filter()
def reworded_words(count: int) -> str:
    """Return how many critical things were first promised in other words."""
    return words.reworded_words(count)


@bp.app_template_filter()
def not_critical_now_words(count: int) -> str:
    """Return how many things were critical and are so no longer."""
    return words.not_critical_now_words(count)


@bp.app_template_filter()
def written_for_others_words(count: int) -> str:
    """Return how many answers somebody else wrote down than who was asked."""
    return words.written_for_others_words(count)


@bp.app_template_filter()
def moved_late_doubts(plan: doubts.Doubted) -> Iterator[doubts.Doubt]:
    """Yield how many actions that are not critical were late when they were moved."""
    return doubts.moved_late_doubts(plan)


@bp.app_template_filter()
def other_done_late_words(count: int, critical: int) -> str:
    """Return how many actions that are not critical were done after their day, beside how many critical things."""
    return words.other_done_late_words(count, others=critical > 0)


@bp.app_template_filter()
def moved_late_words(count: int) -> str:
    """Return how many actions were late when they were moved."""
    return words.moved_late_words(count)


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
def doubts_of(plan: doubts.Doubted) -> list[doubts.Doubt]:
    """Return what is to be known beside the status of a plan in a list."""
    return doubts.doubts_of(plan)


@bp.app_template_filter()
def known_doubts(plan: doubts.Doubted, *, late: bool = True) -> list[doubts.Doubt]:
    """Return how a plan stood at its sign-off, what is known of one without data, and how far it came that is over."""
    return list(doubts.known_doubts(plan, late=late))


@bp.app_template_filter()
def end_reasons(plan: doubts.Doubted) -> list[doubts.Doubt]:
    """Return why a plan was not on track when it was signed off."""
    return list(doubts.end_reasons(plan.at_end))


@bp.app_template_filter()
def at_end_words(at_end: AtEnd) -> str:
    """Return how a plan stood by the rules when it was signed off, in a sentence."""
    return words.at_end_words(at_end)


@bp.app_template_filter()
def last_known_words(known: LastKnown, *, never_counted: bool) -> str:
    """Return how a plan stood before there was no data; see `words.last_known_words`."""
    return words.last_known_words(known, never_counted=never_counted)


@bp.app_template_filter()
def otherwise_words(names: Sequence[str]) -> Markup:
    """Return in a sentence which measures were promised otherwise first, with their names apart."""
    return names_apart(doubts.otherwise_words(names))


@bp.app_template_filter()
def unshown_words(unshown: int) -> str:
    """Return how many critical actions are done with nothing that shows it, as a sentence."""
    return doubts.unshown_words(unshown)


@bp.app_template_filter()
def not_said_words(unshown: int) -> str:
    """Return how many critical actions are done with nothing that says how one sees it, as a sentence."""
    return doubts.not_said_words(unshown)


@bp.app_template_filter()
def evidence_added_words(kept: Evidence, timezone: str) -> str:
    """Return when evidence was added, where that was well after the day it is dated; else nothing."""
    return evidence_words.added_words(kept, timezone)


@bp.app_template_filter()
def sealed_days_words(said: Mapping[str, Any]) -> str:
    """Return the day that sealed evidence is dated and when it was added, where that was well after; else nothing."""
    return evidence_words.sealed_days_words(said)


@bp.app_template_filter()
def same_file(kept: Evidence, among: Iterable[Evidence]) -> Evidence | None:
    """Return the first evidence of a plan that has the same file and was added before, else None."""
    return evidence_late.same_file(kept, among)


@bp.app_template_filter()
def why_not_shown(kept: Evidence | Mapping[str, Any]) -> str:
    """Return why evidence, or what a sign-off sealed of it, does not count as shown; empty where it does."""
    return evidence_words.why_not_shown(kept)


@bp.app_template_filter()
def day_now(plan: Plan) -> int | None:
    """Return which day of a plan it is."""
    return days.day_of(_today(plan), plan.calendar) if plan.calendar else None


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
def unnamed_naming_words(found: naming.Named) -> str:
    """Return in a sentence that whoever agreed to a change was named as the sponsor, where names are not shown."""
    return agreement_words.unnamed_naming_words(found)


@bp.app_template_filter()
def named_in(plan: Plan) -> tuple[naming.Named, ...]:
    """Return who named those that agreed to what a plan still promises, and the sponsor of now where they did not."""
    return naming.named_in(plan)


@bp.app_template_filter()
def refused_of(plan: Plan, measure: Measure) -> list[Agreement]:
    """Return what of one measure the sponsor did not agree to."""
    return agreeing.refused_of(plan, measure)


@bp.app_template_filter()
def tells_sponsor(plan: Plan) -> bool:
    """True when the sponsor of a plan is told what waits for their answer."""
    return contact_queries.tells_sponsor(plan)


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
