"""What making and changing a plan have in common: found by right, open, fresh, described, and sound when it is done."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from sqlalchemy import select

from app import audit
from app.accounts.models import Principal
from app.centres.models import Centre
from app.centres.services import refuse_closed
from app.db import db, transaction
from app.errors import NotFound
from app.events import publish
from app.workshops import agenda
from app.workshops.agenda import Agenda, Problem
from app.workshops.agenda_queries import agenda_of, centres_to_host, workshop_to_plan
from app.workshops.drafts import Brief
from app.workshops.errors import (
    AgendaMoved,
    BadDays,
    BadMinutes,
    DaysOutOfOrder,
    NoHost,
    TooManySteps,
    WorkshopOver,
)
from app.workshops.events import AgendaChanged
from app.workshops.models import Workshop

_REFUSALS = {
    Problem.TOO_MANY_STEPS: TooManySteps,
    Problem.MINUTES: BadMinutes,
    Problem.DAYS: BadDays,
    Problem.NO_SUCH_DAY: BadDays,
    Problem.DAY_ORDER: DaysOutOfOrder,
}


def check(planned: Agenda) -> None:
    """Refuse an agenda that cannot stand.

    Raises:
        TooManySteps, BadMinutes, BadDays, DaysOutOfOrder: as they say.
    """
    found = agenda.problem(planned)
    if found:
        raise _REFUSALS[found]


@contextmanager
def changing_agenda(planner: Principal, workshop_id: str, *, version: int, deed: str) -> Iterator[Workshop]:
    """The workshop, locked, for one change of its agenda; `version` is what the planner had before their eyes.

    Raises:
        NotFound: it is not theirs to plan.
        WorkshopOver: it is closed.
        AgendaMoved: somebody changed the agenda since.
        TooManySteps, BadMinutes, BadDays, DaysOutOfOrder: what came out cannot stand.
    """
    with transaction():
        workshop = open_workshop_to_plan(planner, workshop_id)
        if workshop.agenda_version != version:
            raise AgendaMoved
        yield workshop
        check(agenda_of(workshop))
        workshop.agenda_version += 1
        audit.record(f"agenda.{deed}", f"workshop:{workshop.id}", actor_id=planner.id)
        publish(AgendaChanged(workshop.id))


def open_workshop_to_plan(planner: Principal, workshop_id: str) -> Workshop:
    """The workshop, locked for a change.

    Raises:
        NotFound: it is not theirs to plan.
        WorkshopOver: it is closed.
    """
    workshop = workshop_to_plan(workshop_id, planner, lock=True)
    if workshop.closed_at:
        raise WorkshopOver
    return workshop


def describe(workshop: Workshop, planner: Principal, brief: Brief) -> None:
    """Let the workshop say of itself what the brief says. Days are the agenda's.

    Raises:
        NoHost: neither a centre nor a name hosts.
        NotFound: the host is no centre the planner may speak for, or a co-host does not exist.
        CentreClosed: the host is another than before, and closed.
    """
    if not (brief.host_id or brief.host_name):
        raise NoHost
    if brief.host_id != workshop.host_id:
        workshop.host = _host_found(planner, brief.host_id)
    workshop.host_name = "" if brief.host_id else brief.host_name
    workshop.cohosts = _cohosts_found(brief.cohost_ids)
    workshop.title, workshop.question, workshop.kind = brief.title, brief.question, brief.kind
    workshop.place, workshop.timezone = brief.place, brief.timezone
    workshop.language = brief.language
    workshop.languages = list(dict.fromkeys([brief.language, *brief.languages]))
    workshop.expected, workshop.tables = brief.expected, brief.tables
    workshop.asks, workshop.consent = [str(ask) for ask in brief.asks], brief.consent
    workshop.names_shown = brief.names_shown


def _host_found(planner: Principal, host_id: str | None) -> Centre | None:
    if host_id is None:
        return None
    for centre in centres_to_host(planner):
        if centre.id == host_id:
            refuse_closed(centre)
            return centre
    raise NotFound


def _cohosts_found(ids: Iterable[str]) -> list[Centre]:
    wanted = set(ids)
    found = list(db.session.scalars(select(Centre).where(Centre.id.in_(wanted)).order_by(Centre.name)))
    if len(found) != len(wanted):
        raise NotFound
    return found
