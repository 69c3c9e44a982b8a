"""What a new workshop is made from: a sequence of the library, chosen canvases, another workshop, or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from werkzeug.datastructures import MultiDict

from app.accounts.models import Principal
from app.canvases import queries as canvases
from app.canvases.library import Canvas, library
from app.workshops import dots, phases
from app.workshops.agenda_queries import canvases_of, workshop_to_plan
from app.workshops.drafts import StepDraft, break_of, from_canvases, middle_length, over_days
from app.workshops.models import Sharing, Step, Workshop, WorkshopKind

KINDS = {
    "centre_half_day": WorkshopKind.CO_CREATION,
    "country_two_days": WorkshopKind.COUNTRY_PROFILE,
    "regional_forum": WorkshopKind.REGIONAL_FORUM,
    "study_group": WorkshopKind.STUDY_GROUP,
    "policy_sandbox": WorkshopKind.POLICY_EXPERIMENT,
    "write_eoi": WorkshopKind.EXPRESSION_OF_INTEREST,
    "midpoint": WorkshopKind.MIDPOINT_REVIEW,
    "closing": WorkshopKind.CLOSING_REVIEW,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where steps and canvases come from. `asked` are the fields a form repeats to name it again."""

    name: Mapping[str, str]
    asked: tuple[tuple[str, str], ...]
    steps: tuple[StepDraft, ...] = ()
    canvases: Mapping[str, Canvas] = field(default_factory=dict)
    extra: tuple[str, ...] = ()
    days: int = 1
    kind: WorkshopKind = WorkshopKind.CO_CREATION
    copied: Workshop | None = None

    def dates_from(self, first: date, days: int) -> tuple[date, ...]:
        """The days of a workshop that begins on `first`: as far apart as in the one copied, then day after day."""
        dates = [first]
        before = [day.date for day in self.copied.days] if self.copied else []
        for number in range(1, days):
            apart = before[number] - before[number - 1] if number < len(before) else timedelta(days=1)
            dates.append(dates[-1] + apart)
        return tuple(dates)

    def over(self, days: int) -> tuple[StepDraft, ...]:
        """The steps over so many days: as they were where the number is the same, else cut anew."""
        return self.steps if days == self.days else over_days(self.steps, days)


def origin_of(asked: MultiDict[str, str], person: Principal) -> Origin | None:
    """What an address or a form names, or None where it names nothing.

    Raises:
        UnknownSequence, UnknownCanvas: the library does not have it.
        NotFound: the workshop to copy is not this person's to plan.
    """
    if sequence := asked.get("sequence"):
        return _from_sequence(sequence)
    if copied := asked.get("copy"):
        return _from_workshop(workshop_to_plan(copied, person))
    if chosen := list(dict.fromkeys(asked.getlist("canvas"))):
        return _from_choice([canvases.canvas(each) for each in chosen])
    return Origin(name={}, asked=(("empty", "yes"),)) if asked.get("empty") else None


def _from_sequence(sequence_id: str) -> Origin:
    sequence, steps = canvases.sequence_and_steps(sequence_id)
    drafts = from_canvases([(step.canvas, step.minutes) for step in steps])
    planned: list[StepDraft] = []
    for draft, step in zip(drafts, steps, strict=True):
        planned.append(replace(draft, day=step.day))
        planned += [replace(break_of(step.rest), day=step.day)] if step.rest else []
    return Origin(
        name=sequence.name,
        asked=(("sequence", sequence.id),),
        steps=tuple(planned),
        canvases=library().canvases,
        days=sequence.days,
        kind=KINDS.get(sequence.id, WorkshopKind.OTHER),
    )


def _from_choice(chosen: list[Canvas]) -> Origin:
    return Origin(
        name={},
        asked=tuple(("canvas", canvas.id) for canvas in chosen),
        steps=from_canvases([(canvas, middle_length(canvas)) for canvas in chosen]),
        canvases=library().canvases,
    )


def _from_workshop(workshop: Workshop) -> Origin:
    """Agenda, prompts and canvases as they stand there; neither people nor what they wrote."""
    frozen = canvases_of(workshop)
    return Origin(
        name={workshop.language: workshop.title},
        asked=(("copy", workshop.id),),
        steps=tuple(_draft(step) for step in workshop.steps),
        canvases=frozen,
        extra=tuple(frozen),
        days=len(workshop.days),
        kind=WorkshopKind(workshop.kind),
        copied=workshop,
    )


def _draft(step: Step) -> StepDraft:
    said: dict[str, Any] = {
        name: getattr(step, name)
        for name in ("title", "prompt", "minutes", "screen", "day", "note", "lead", "room", "materials", "moderated")
    }
    return StepDraft(
        **said,
        phases=phases.from_json(step.phases),
        sharing=Sharing(step.sharing),
        votes=dots.from_json(step.votes),
    )
