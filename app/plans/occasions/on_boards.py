"""What of a plan lies on the boards of a workshop that is opened from it, and in which zone. No queries, no clock."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from flask_babel import gettext as _

from app.i18n import comma
from app.moments import day_month
from app.plans import days
from app.plans.letters.agreement_words import title_of
from app.plans.measures.figures import Figure
from app.plans.measures.words import began_words, in_figures, uncounted_words, with_unit
from app.plans.models import Action, ActionStatus, ItemKind, Occasion, Plan, RiskState
from app.plans.promotion.becoming import ACTION
from app.plans.words import NEEDS_PAUSE

PLAN, MIDPOINT, CLOSING, GOALS, RISKS = (
    "hundred_day_plan",
    "midpoint_review",
    "closing_review",
    "goal_builder",
    "risk_register",
)
"""Canvases that show a plan."""

SEQUENCES: Final[dict[Occasion, tuple[str, tuple[str, ...]]]] = {
    Occasion.STARTUP: ("", ("check_in", GOALS, PLAN, RISKS, "team_agreement", "session_feedback")),
    Occasion.REFRESH: ("midpoint", (PLAN, "session_feedback")),
    Occasion.SCALE_UP: ("closing", ()),
}
"""A sequence of the library, and the canvases that come after it."""

PERIODS: Final = dict(zip(("p1", "p2", "p3"), days.PERIODS, strict=True))
"""The zones of the plan's canvas, and the days that belong to each."""

LONGEST: Final = 500


@dataclass(frozen=True, slots=True)
class Paper:
    """A note to lay: on which canvas and in which zone, its words, and what in the plan it stands for, if anything."""

    canvas: str
    zone: str
    words: str
    kind: str = ""
    item_id: str = ""


def papers(plan: Plan, figures: list[Figure], occasion: Occasion) -> list[Paper]:
    """Everything to lay, in the order in which it is to lie."""
    told = {
        Occasion.STARTUP: [_goal(plan), _measures(figures), _by_period(plan), _risks(plan)],
        Occasion.REFRESH: [_moved(plan, figures), _goes_on(plan), _by_period(plan), _risks(plan), _around(plan)],
        Occasion.SCALE_UP: [_results(plan, figures), _open_asks(plan, CLOSING, "asks")],
    }[occasion]
    return [paper for part in told for paper in part if paper.words]


def action_words(action: Action) -> str:
    """An action on a note: its number, what will be done, by whom and until when."""
    due = day_month(action.due_on) if action.due_on else ""
    return _cut(" · ".join(part for part in (f"{action.number}. {action.title}", action.owner, due) if part))


def _goal(plan: Plan) -> Iterator[Paper]:
    yield Paper(GOALS, "chosen", _cut(plan.goal), ItemKind.GOAL, plan.id)
    yield Paper(PLAN, "goal", _cut(plan.goal), ItemKind.GOAL, plan.id)


def _measures(figures: list[Figure]) -> Iterator[Paper]:
    for figure in figures:
        yield Paper(GOALS, "count", _cut(figure.measure.name), ItemKind.MEASURE, figure.measure.id)
        if figure.measure.baseline is not None:
            yield Paper(GOALS, "baseline", _number(figure, or_baseline=True), ItemKind.MEASURE, figure.measure.id)
        yield Paper(PLAN, "measures", _number(figure), ItemKind.MEASURE, figure.measure.id)


def _by_period(plan: Plan) -> Iterator[Paper]:
    for action in plan.actions:
        if action.status != ActionStatus.DONE:
            yield Paper(PLAN, zone_of(action, plan), action_words(action), ACTION, action.id)


def zone_of(action: Action, plan: Plan) -> str:
    """The zone of the plan's canvas for the period an action is due in; the first while nobody said when."""
    if action.due_on is None or plan.calendar is None:
        return next(iter(PERIODS))
    period = days.period_of(days.day_of(action.due_on, plan.calendar))
    return next(zone for zone, known in PERIODS.items() if known == period)


def _risks(plan: Plan) -> Iterator[Paper]:
    for risk in plan.risks:
        if risk.state != RiskState.CLOSED:
            zone = f"{risk.likelihood or 'medium'}_{risk.impact or 'medium'}"
            yield Paper(RISKS, zone, _cut(risk.title), ItemKind.RISK, risk.id)


def _moved(plan: Plan, figures: list[Figure]) -> Iterator[Paper]:
    for figure in figures:
        yield Paper(MIDPOINT, "moved", _number(figure), ItemKind.MEASURE, figure.measure.id)
    for action in plan.actions:
        if action.status == ActionStatus.DONE:
            yield Paper(MIDPOINT, "moved", _cut(f"✓ {action.number}. {action.title}"))


def _goes_on(plan: Plan) -> Iterator[Paper]:
    for action in plan.actions:
        if action.status != ActionStatus.DONE:
            yield Paper(MIDPOINT, "continue", action_words(action), ACTION, action.id)


def _around(plan: Plan) -> Iterator[Paper]:
    yield Paper(PLAN, "goal", _cut(plan.goal), ItemKind.GOAL, plan.id)
    yield from _open_asks(plan, PLAN, "help")


def _open_asks(plan: Plan, canvas: str, zone: str) -> Iterator[Paper]:
    for ask in plan.open_asks:
        words = " · ".join(part for part in (title_of(ask), ask.to) if part)
        yield Paper(canvas, zone, _cut(words), ItemKind.ASK, ask.id)


def _results(plan: Plan, figures: list[Figure]) -> Iterator[Paper]:
    for figure in figures:
        yield Paper(CLOSING, "results", _number(figure), ItemKind.MEASURE, figure.measure.id)
    for action in plan.actions:
        mark = "✓ " if action.status == ActionStatus.DONE else ""
        yield Paper(CLOSING, "results" if mark else "handover", _cut(f"{mark}{action.number}. {action.title}"),
                    "" if mark else ACTION, "" if mark else action.id)  # fmt: skip


def _number(figure: Figure, *, or_baseline: bool = False) -> str:
    """Return where a measure stands and what it is to reach; the number it begins with where that is asked for."""
    measure = figure.told
    if figure.value is None or measure.target is None:
        return _cut(measure.name)
    aim = with_unit(measure.target, measure.unit)
    if figure.counted or or_baseline:
        value = in_figures(figure.value)
        said = _("%(name)s: %(value)s, aim %(target)s", name=measure.name, value=value, target=aim)
    else:
        said = f"{measure.name}: {uncounted_words(aim, figure.in_other)}"
    is_where_it_began = or_baseline and not figure.counted
    began = began_words(None if is_where_it_began else measure.baseline, measure.direction)
    return _cut(comma().join([str(said), *began, *([str(NEEDS_PAUSE)] if figure.needs_pause else [])]))


def _cut(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"
