"""Whether notes on a canvas are looked at first or picked by their authors, and whether the room is on it at all."""

from sqlalchemy import BindParameter, ColumnElement, Table, exists, false, func, select

from app.workshops.models import Sharing, Stage, Step

_steps: Table = Step.metadata.tables["step"]
_stages: Table = Stage.metadata.tables["stage"]


def moderated_on(canvas: str | BindParameter[str]) -> ColumnElement[bool]:
    """Whether notes on a canvas are looked at first, beside a row of `stage`.

    The step the room is in says so, if it is on this canvas, else any step on it.
    """
    here = (_steps.c.workshop_id == _stages.c.workshop_id, _steps.c.screen == canvas)
    now = select(_steps.c.moderated).where(*here, _steps.c.id == _stages.c.step_id)
    ever = exists().where(*here, _steps.c.moderated)
    return func.coalesce(now.correlate(_stages).scalar_subquery(), ever.correlate(_stages))


def picked_on(canvas: str | BindParameter[str]) -> ColumnElement[bool]:
    """Whether people pick in some step on a canvas what they share of what they wrote, beside a row of `stage`."""
    picks = _steps.c.sharing == Sharing.PICK
    return (
        exists()
        .where(_steps.c.workshop_id == _stages.c.workshop_id, _steps.c.screen == canvas, picks)
        .correlate(_stages)
    )


def is_elsewhere(canvas: str | BindParameter[str]) -> ColumnElement[bool]:
    """Return whether the room's step has another canvas, as a column beside `stage`; never so in a talk or no step."""
    other = select(_steps.c.screen != canvas).where(_steps.c.id == _stages.c.step_id)
    return func.coalesce(other.correlate(_stages).scalar_subquery(), false())
