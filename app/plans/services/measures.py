"""Measures: what is counted, and how it is expected to go."""

from dataclasses import asdict, dataclass, replace
from math import isfinite

from sqlalchemy import func, select

from app import audit, clock
from app.accounts.models import Principal
from app.db import db, transaction
from app.ids import new_id
from app.plans import queries
from app.plans.errors import AgainstDirection, LastMainMeasure, NotANumber, StepsOutOfOrder, TargetIsBaseline
from app.plans.measures.curve import Curve, Step, are_steps
from app.plans.measures.promise import PROMISED, breaks_promise, promised_by
from app.plans.models import Direction, Measure, MeasureMove, Plan, PromiseKind
from app.plans.services import promises
from app.plans.services.confirming import Change, keep_agreement
from app.plans.services.edits import Writer, keep_edit, said_by
from app.plans.services.holding import held_for, read_anew, tell
from app.plans.services.seen import mark_of, refuse_unseen


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureWords:
    """What a measure says. `steps` count only for a curve in steps; `groups` are those it is counted for apart;
    `definition` is the key of an indicator of the alliance.
    """

    name: str
    unit: str = ""
    baseline: float | None = None
    target: float | None = None
    direction: Direction = Direction.UP
    source: str = ""
    counted_by: str = ""
    main: bool = False
    proxy: bool = False
    curve: Curve = Curve.STRAIGHT
    steps: tuple[Step, ...] = ()
    groups: tuple[str, ...] = ()
    definition: str | None = None


def add_measure(person: Principal, plan_id: str, words: MeasureWords, *, why: str = "") -> Measure:
    """Let the plan count something. `why` is why a published plan has another main measure, as for `change_measure`.

    Raises:
        NotFound, NotAllowed: see `held_for`.
        ReasonMissing (422), MeasureLocked (422), SponsorMissing (409): a published plan would have another main one.
        NotANumber, TargetIsBaseline, AgainstDirection, StepsOutOfOrder: as they say.
    """
    with transaction():
        plan = held_for(person, plan_id)
        measure = put(plan, replace(words, main=words.main and plan.published_at is None))
        if words.main and plan.published_at is not None:
            db.session.flush()
            _promise(person, plan, measure, words, why=why)
        audit.record("measure.add", f"measure:{measure.id}", actor_id=person.id, plan=plan.id)
        tell(plan)
    return measure


def put(plan: Plan, words: MeasureWords) -> Measure:
    """Number it and put it into a plan that is held, in the caller's transaction.

    Raises:
        NotANumber, TargetIsBaseline, AgainstDirection, StepsOutOfOrder: as they say.
    """
    last = db.session.scalar(select(func.max(Measure.number)).where(Measure.plan_id == plan.id))
    measure = Measure(id=new_id(), plan_id=plan.id, number=(last or 0) + 1, created_at=clock.now())
    _write(measure, words)
    db.session.add(measure)
    return measure


def change_measure(
    person: Principal, measure_id: str, words: MeasureWords, *, why: str = "", seen: str | None = None
) -> Measure:
    """Count it differently. What was read stays.

    `why` is why a published plan promises something else, after day 15 what the sponsor agreed to; what was
    promised before is kept with it, and with the sponsor's name where that was needed. `seen` is the mark of what
    it said (see `mark_of`) when somebody began to write.

    Raises:
        NotFound, NotAllowed: see `held_for`.
        ChangedMeanwhile: it no longer says what was seen.
        ReasonMissing (422): a promise would change in a published plan, and nobody said why.
        MeasureLocked (422): a promise would change after day 15, and nobody said to what the sponsor agrees.
        SponsorMissing (409): a promise would change after day 15, and the plan has no sponsor.
        LastMainMeasure (409): a published plan would have no main measure with both its numbers.
        NotANumber, TargetIsBaseline, AgainstDirection, StepsOutOfOrder: as they say.
    """
    with transaction():
        measure = queries.measure_found(measure_id, person)
        plan = held_for(person, measure.plan_id)
        read_anew(measure)
        refuse_unseen(seen, mark_of(measure))
        before, said = promised_by(measure), said_by(measure)
        if is_last_main(plan, measure, words):
            raise LastMainMeasure
        anew = plan.published_at is not None and breaks_promise(measure, asdict(words))
        if anew:
            _promise(person, plan, measure, words, why=why)
        else:
            _write(measure, words)
        # What a published plan promised is told with its reason.
        told = PROMISED if anew else ()
        kept = keep_edit(plan, measure, said, Writer.of(person), but=told)
        audit.record("measure.change", f"measure:{measure.id}", actor_id=person.id, before=before, fields=kept)
        tell(plan)
    return measure


def goes_against(baseline: float | None, target: float | None, direction: str) -> bool:
    """True when less is said to be better and the number is to grow, or the other way round."""
    if baseline is None or target is None or baseline == target:
        return False
    return (target < baseline) != (direction == Direction.DOWN)


def is_last_main(plan: Plan, measure: Measure, words: MeasureWords) -> bool:
    """True when a published plan would lose its last main measure with both numbers by such words."""

    def counts(said: Measure | MeasureWords) -> bool:
        return said.main and said.baseline is not None and said.target is not None

    others: list[Measure | MeasureWords] = [each for each in plan.measures if each.id != measure.id]
    return plan.published_at is not None and counts(measure) and not any(counts(each) for each in [*others, words])


def _promise(person: Principal, plan: Plan, measure: Measure, words: MeasureWords, *, why: str) -> None:
    """Let a measure of a published plan promise something else, and keep what it promised, why, and who agrees."""
    move = _keep_promise(plan, measure, person, why)
    _write(measure, words)
    if move.sponsor:
        _keep_agreement(plan, measure, move, person)


def _keep_promise(plan: Plan, measure: Measure, person: Principal, why: str) -> MeasureMove:
    move = MeasureMove(
        measure_id=measure.id,
        baseline=measure.baseline,
        target=measure.target,
        reason=why,
        by_id=person.id,
        by_name=person.name,
        moved_at=clock.now(),
        sponsor=promises.agreed_change(plan, why),
        promised=promised_by(measure),
    )
    measure.moves.append(move)
    return move


def _keep_agreement(plan: Plan, measure: Measure, move: MeasureMove, person: Principal) -> None:
    db.session.flush()
    now = promised_by(measure)
    change = Change(
        kind=PromiseKind.MEASURE,
        item_id=measure.id,
        row_id=str(move.id),
        name=measure.name,
        said={name: [before, now[name]] for name, before in move.promised.items()},
    )
    keep_agreement(plan, person, change, move.reason)


def _write(measure: Measure, words: MeasureWords) -> None:
    if not all(isfinite(number) for number in (words.baseline, words.target) if number is not None):
        raise NotANumber
    if words.baseline is not None and words.baseline == words.target:
        raise TargetIsBaseline
    if goes_against(words.baseline, words.target, words.direction):
        raise AgainstDirection(words.direction)
    stepped = words.curve == Curve.STEPPED
    if stepped and not are_steps(words.steps):
        raise StepsOutOfOrder
    for name, said in asdict(words).items():
        setattr(measure, name, said)
    measure.steps = [list(step) for step in words.steps] if stepped else []
    measure.groups = list(dict.fromkeys(words.groups))
