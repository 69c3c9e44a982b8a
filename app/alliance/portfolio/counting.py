"""The indicators of the alliance over what somebody looks at, from terms and plans in gist. No queries, no clock."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from app.alliance.portfolio.indicators import SUM, Counted, Indicator, Total
from app.alliance.portfolio.listing import Row
from app.alliance.portfolio.look import Look
from app.centres.models import Term, TermKind
from app.plans.measures.told import told_after_end
from app.plans.status.firm_days import counts_by, firm_of, needs_pause
from app.plans.status.gist import MeasureGist
from app.plans.status.readings import counted_until, in_its_unit, last_counted, told_in_other
from app.texts import folded


def indicators_of(looked: Look) -> list[tuple[Term, Indicator]]:
    """Every indicator that one may choose today or some plan counts, in the order of the words."""
    counted: dict[str, list[Counted]] = {}
    for row in looked.found.rows:
        for measure in looked.held.plans[row.plan_id].measures:
            if measure.definition:
                counted.setdefault(measure.definition, []).append(_counted(row, measure, looked))
    terms = looked.words.all(TermKind.INDICATOR)
    shown = [term for term in terms if term.retired_at is None or term.key in counted]
    return [(term, _indicator(term, counted.get(term.key, []))) for term in shown]


@dataclass(frozen=True, slots=True)
class Sheet:
    """An indicator as a page shows it: its term, its totals by what they are told of (None: nothing yet), its measures.

    `measures` are those whose plans the reader may open; `closed` are so many more.
    """

    term: Term
    indicator: Indicator
    regions: Sequence[tuple[Term | None, Total]]
    capabilities: Sequence[tuple[Term | None, Total]]
    measures: Sequence[Counted]

    @property
    def closed(self) -> int:
        return len(self.indicator.measures) - len(self.measures)


def counted_sheets(looked: Look) -> list[Sheet]:
    """The indicators as somebody looks at them. Who reads counts alone is shown no measure."""
    return [
        Sheet(
            term=term,
            indicator=indicator,
            regions=_by(looked, TermKind.REGION, indicator),
            capabilities=_by(looked, TermKind.CAPABILITY, indicator),
            measures=[each for each in indicator.measures if each.row.readable and not looked.counts_alone],
        )
        for term, indicator in indicators_of(looked)
    ]


def _by(looked: Look, kind: TermKind, indicator: Indicator) -> list[tuple[Term | None, Total]]:
    codes = [*(term.code for term in looked.words.all(kind)), ""]
    found = indicator.by(codes, _CODES[kind])
    return [(looked.words.named(kind, code), total) for code, total in found.items()]


_CODES: Final[dict[TermKind, Callable[[Row], Iterable[str]]]] = {
    TermKind.REGION: lambda row: (row.region,),
    TermKind.CAPABILITY: lambda row: row.capabilities,
}


def _counted(row: Row, measure: MeasureGist, looked: Look) -> Counted:
    plan = looked.held.plans[row.plan_id]
    last, begins = last_counted(measure, plan, looked.held.today_of(row)), counts_by(plan)
    with_pause = needs_pause(plan, last, firm_of(plan))
    # What counts only with a pause is told as that.
    after = None if with_pause else told_after_end(last, in_its_unit(measure), plan.timezone, begins)
    return Counted(
        row=row,
        number=measure.number,
        name=measure.name,
        unit=measure.unit,
        baseline=measure.baseline,
        target=measure.target,
        actual=after.before if after else last.value if last else None,
        in_other=told_in_other(measure, counted_until(plan.calendar, looked.held.today_of(row))),
        read_on=after.before_on if after else last.on if last else None,
        needs_pause=with_pause,
        told_after=last.value if after and last else None,
    )


def _indicator(term: Term, measures: list[Counted]) -> Indicator:
    units = frozenset(folded(unit.strip()) for unit in term.fact("unit").values())
    ordered = tuple(sorted(measures, key=lambda each: (folded(each.row.centre), each.row.plan_id, each.number)))
    return Indicator(key=term.key, adds=str(term.facts.get("adds", SUM)), units=units, measures=ordered)
