"""What the pages of a board's history are drawn from: found here, laid out in `view`."""

from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from app import aside, clock
from app.boards import answers
from app.boards.colours import COLOURS, PAPER_OF
from app.boards.engine.schema import LARGEST_INT
from app.boards.engine.state import Element
from app.boards.models import Board
from app.boards.pages import canvas_of
from app.boards.queries import head, names_in, names_shown
from app.boards.reading import hearer
from app.boards.view import zone_views
from app.canvases.geometry import rings
from app.canvases.placing import size_on
from app.history import moment_queries, policy, queries, replaying, services, view
from app.history.errors import NoSuchMoment
from app.history.forms import BackForm, FromHereForm, NameForm, PersonForm, WhenForm
from app.history.policy import Deed
from app.history.wish import PERSON, WHOLE, ZONE, Wish
from app.i18n import pick
from app.workshops.models import Seat


def moments_context(
    board: Board, seat: Seat, *, before: int | None = None, form: NameForm | None = None
) -> dict[str, object]:
    """A page of what is remembered of a board, newest first; `before` is the row the page begins behind."""
    end = LARGEST_INT if before is None else max(0, min(before, LARGEST_INT))
    kept = moment_queries.snapshots_before(board.id, end)
    more = len(kept) == moment_queries.MOMENTS_A_PAGE
    first = kept[-1][0] if more else 0
    versions = moment_queries.versions_between(board.id, first, end)
    leads = policy.may(seat, Deed.GO_BACK)
    # Where nobody is named, who took what back is not told either; whom it met never is.
    named = versions and (leads or names_shown(board.workshop_id, board.canvas))
    names = names_in(board.workshop_id) if named else {}
    moments = view.moments_of(versions, kept, names, canvas_of(board), told_whose=leads)
    return {
        **_context(board, seat),
        "days": view.days(moments, seat.workshop.timezone),
        "older": first if more else None,
        "newest": before is None,
        "naming": form or NameForm(),
        "when": WhenForm(when=_local(seat)),
        "person": PersonForm.among(moment_queries.everybody(board.workshop_id)) if _goes_back(seat) else None,
    }


def past_context(board: Board, seat: Seat, seq: int) -> dict[str, object]:
    """A board as it was after a row, as this seat was allowed to see it."""
    at = moment_queries.moment_of(board.id, seq)
    elements = aside.read(partial(queries.board_at, board.id, seq, hearer(seat)))
    earlier, later = moment_queries.beside(board.id, seq, hearer(seat))
    return {
        **_context(board, seat),
        "seq": seq,
        "at": at and at.astimezone(ZoneInfo(seat.workshop.timezone)),
        "is_now": seq == head(board.id)[1],
        "laid": view.laid(canvas_of(board), elements),
        "kinds": aside.compute(partial(view.kinds_of, elements)),
        "names": _names(board, elements),
        "earlier": earlier,
        "later": later,
        "naming": NameForm(seq=seq),
        "when": WhenForm(when=at and at.astimezone(ZoneInfo(seat.workshop.timezone))),
    }


def replay_context(board: Board, seat: Seat, seq: int | None) -> dict[str, object]:
    """The board and its way through time, which scripts fetch in stretches; it begins at row `seq`, else at the end."""
    end = head(board.id)[1]
    shown = end if seq is None else max(0, min(seq, end))
    context = _context(board, seat)
    canvas, named = canvas_of(board), aside.read(partial(queries.named_on, board.id, hearer(seat)))
    return {
        **context,
        "seq": shown,
        "end": end,
        "span": replaying.ROWS_A_STRETCH,
        "marks": replaying.marks(board, seat.workshop),
        "rules": {"named": names_shown(board.workshop_id, board.canvas)},
        "zones": zone_views(canvas, ()),
        "told_answers": answers.told(canvas),
        "colours": COLOURS,
        "note_width": size_on(canvas).width,
        "inner": {zone.id for zone in rings(canvas.zones)[1:]},
        "names": names_in(board.workshop_id, named) if named else {},
        "naming": NameForm(seq=shown),
        "from_here": from_here(board, shown) if _goes_back(seat) else None,
    }


def from_here(board: Board, since: int) -> FromHereForm:
    """The form that asks what goes back to a row."""
    zones = {zone.id: pick(zone.title) for zone in zone_views(canvas_of(board), ())}
    return FromHereForm.among(zones, moment_queries.everybody(board.workshop_id), since)


def plan_context(board: Board, seat: Seat, wish: Wish, *, refused: object = None) -> dict[str, object]:
    """What would happen if a wish came true."""
    plan = services.preview(seat, board.id, wish)
    at = moment_queries.moment_of(board.id, wish.seq)
    shown = [change.after or change.element for change in plan.changes]
    kept = queries.public_of(board.id, plan.kept)
    beside = queries.public_of(board.id, view.named_by((*shown, *kept)))
    canvas = canvas_of(board)
    return {
        **_context(board, seat),
        "plan": plan,
        "ways": view.by_way(plan),
        "at": at and at.astimezone(ZoneInfo(seat.workshop.timezone)),
        "zone": canvas.zone(wish.zone or ""),
        "whose": names_in(board.workshop_id, [wish.seat]).get(wish.seat, "") if wish.seat else "",
        "kept": kept,
        "kinds": aside.compute(partial(view.kinds_of, (*beside, *kept, *shown))),
        "names": _names(board, [*shown, *kept]),
        "zones": {zone.id: zone for zone in zone_views(canvas, ())},
        "back": BackForm(seen=plan.mark, zone=wish.zone),
        "refused": refused,
    }


def wish_for(board: Board, seq: int, zone: str | None) -> Wish:
    """The board as it was, or one zone of it.

    Raises:
        NoSuchMoment: the canvas has no such zone.
    """
    if zone and canvas_of(board).zone(zone) is None:
        raise NoSuchMoment
    return Wish(ZONE if zone else WHOLE, seq, zone=zone or None)


def wish_without(board: Board, seat_id: str, since: int) -> Wish:
    """The board without what somebody of the workshop did.

    Raises:
        NoSuchMoment: nobody has or had this seat there.
    """
    if seat_id not in {seat.id for seat in moment_queries.everybody(board.workshop_id)}:
        raise NoSuchMoment
    return Wish(PERSON, since, seat=seat_id)


def row_before(board: Board, minutes: int) -> int:
    """The row after which the board was so many minutes ago; 0 minutes are since ever."""
    return moment_queries.seq_at(board.id, clock.now() - timedelta(minutes=minutes)) if minutes else 0


def row_at(board: Board, seat: Seat, local: datetime) -> int:
    """The row after which the board was at a moment of the workshop's clock, to the end of its minute."""
    return moment_queries.seq_at(
        board.id, local.replace(tzinfo=ZoneInfo(seat.workshop.timezone)) + timedelta(seconds=59)
    )


def _context(board: Board, seat: Seat) -> dict[str, object]:
    return {
        "board": board,
        "seat": seat,
        "workshop": seat.workshop,
        "canvas": canvas_of(board),
        "papers": PAPER_OF,
        "leads": policy.may(seat, Deed.GO_BACK),
        "goes_back": _goes_back(seat),
        "local": ZoneInfo(seat.workshop.timezone),
    }


def _goes_back(seat: Seat) -> bool:
    """Whether this seat may take back what was done: in a closed workshop nobody does."""
    return policy.may(seat, Deed.GO_BACK) and seat.workshop.closed_at is None


def _local(seat: Seat) -> datetime:
    return clock.now().astimezone(ZoneInfo(seat.workshop.timezone)).replace(second=0, microsecond=0)


def _names(board: Board, elements: list[Element]) -> dict[str, str]:
    authors = {element.author for element in elements if element.named and element.author}
    return names_in(board.workshop_id, authors) if authors else {}
