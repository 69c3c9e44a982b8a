"""What a replay is told: the log in stretches, as somebody hears it, and what one finds one's way by."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TypeVar
from zoneinfo import ZoneInfo

from flask_babel import force_locale

from app import aside
from app.boards import frames
from app.boards.engine import codec
from app.boards.engine.audience import Hearer
from app.boards.engine.state import Element
from app.boards.engine.whole import put
from app.boards.log import Row
from app.boards.models import Board
from app.boards.queries import head
from app.engines import encoded
from app.history import moment_queries, queries
from app.history.errors import NoSuchMoment
from app.history.models import VersionKind
from app.i18n import language
from app.moments import day_month, hhmm
from app.workshops.models import Workshop
from app.workshops.queries import canvases_of, steps_of, visits_of
from app.workshops.stage_view import Words, title_of

Result = TypeVar("Result")

ROWS_A_STRETCH = 400
"""Rows of the log that are told at once: what is shown at any of them is made from them, not asked for again."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where one may want to go: a moment somebody named (`name`), or when a step of the agenda began (`title`)."""

    seq: int
    at: str
    name: str = ""
    title: Words | None = None


def stretch(board: Board, workshop: Workshop, hearer: Hearer, since: int, *, begun: bool) -> bytes:
    """The rows behind `since` that somebody hears, as far as a stretch goes, and with `begun` the board before them.

    `times` says from which row on which minute is told: closer than that nobody is told when somebody did something.
    All of it is found and put into words aside, for a board before them may be thousands of elements.

    Raises:
        NoSuchMoment: the board has not come so far.
    """
    end = head(board.id)[1]
    if since > end:
        raise NoSuchMoment
    span = (since, min(end, since + ROWS_A_STRETCH))
    told = partial(_stretch, board.id, workshop.timezone, span, hearer, begun=begun)
    return aside.read(partial(_in_language, language(), told))


def marks(board: Board, workshop: Workshop) -> list[Mark]:
    """The moments that have a name and the steps that were run while the board was there, in their order."""
    found = partial(_marks, board.id, workshop.id, workshop.timezone)
    return aside.read(partial(_in_language, language(), found))


def label(at: datetime, zone: ZoneInfo, *, with_day: bool) -> str:
    """A moment by the workshop's clock: `10:42`, where a board took more than a day with the day before it."""
    local = at.astimezone(zone)
    return f"{day_month(local)}, {hhmm(local)}" if with_day else hhmm(local)


def _is_long(board_id: str, timezone: str) -> bool:
    end = head(board_id)[1]
    first, last = (moment_queries.moment_of(board_id, seq) for seq in (min(1, end), end))
    zone = ZoneInfo(timezone)
    return first is not None and last is not None and first.astimezone(zone).date() != last.astimezone(zone).date()


def _stretch(board_id: str, timezone: str, span: tuple[int, int], hearer: Hearer, *, begun: bool) -> bytes:
    since, upto = span
    rows, lying = _read(board_id, span, hearer, begun=begun)
    moments = [(since, moment_queries.moment_of(board_id, since)), *((row.seq, at) for row, at in rows)]
    told = {
        "from": since,
        "to": upto,
        "base": [frames.as_told(_whole(each, since), hearer) for each in lying] if begun else None,
        "ev": [_told(row, hearer) for row, _at in rows],
        "times": list(_times(moments, ZoneInfo(timezone), with_day=_is_long(board_id, timezone))),
    }
    return encoded(told).encode()


def _marks(board_id: str, workshop_id: str, timezone: str) -> list[Mark]:
    told = partial(label, zone=ZoneInfo(timezone), with_day=_is_long(board_id, timezone))
    versions = moment_queries.versions_between(board_id, 0, head(board_id)[1] + 1)
    named = [Mark(each.seq, told(each.at), name=each.name) for each in versions if each.kind == VersionKind.NAMED]
    steps = {step.id: step for step in steps_of(workshop_id)}
    visits = [visit for visit in visits_of(workshop_id) if visit.step_id in steps]
    screens = {steps[visit.step_id].screen for visit in visits}
    canvases = canvases_of(workshop_id, *screens) if screens else {}
    begun = moment_queries.seqs_at(board_id, {visit.started_at for visit in visits})
    titles = {id_: title_of(step, canvases.get(step.screen or "")) for id_, step in steps.items()}
    run = [Mark(begun[visit.started_at], told(visit.started_at), title=titles[visit.step_id]) for visit in visits]
    return sorted([*named, *run], key=lambda mark: (mark.seq, mark.at))


def _in_language(code: str, work: Callable[[], Result]) -> Result:
    """Do it in the language of who asks: a thread of its own does not know whose answer it works for."""
    with force_locale(code):
        return work()


def _read(
    board_id: str, span: tuple[int, int], hearer: Hearer, *, begun: bool
) -> tuple[list[tuple[Row, datetime]], list[Element]]:
    since, upto = span
    lying = queries.board_at(board_id, since, hearer) if begun else []
    rows = queries.rows_between(board_id, since, upto, hearer)
    hidden = set(queries.hidden_now(board_id, {str(row.body["id"]) for row, _at in rows}, hearer))
    return [(row, at) for row, at in rows if row.body["id"] not in hidden], lying


def _told(row: Row, hearer: Hearer) -> dict[str, object]:
    """A row as it is told to who looks on: without the steps of writing behind its words."""
    return {name: value for name, value in frames.as_told(row, hearer).items() if name != "u"}


def _whole(element: Element, seq: int) -> Row:
    return Row(seq, element.audience, None, None, codec.as_body(put(element)))


def _times(
    moments: Iterable[tuple[int, datetime | None]], zone: ZoneInfo, *, with_day: bool
) -> Iterator[tuple[int, str]]:
    before = ""
    for seq, at in moments:
        now = label(at, zone, with_day=with_day) if at else ""
        if now != before:
            yield seq, now
        before = now
