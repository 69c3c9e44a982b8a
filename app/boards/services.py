"""Verbs of boards that come from elsewhere than a browser's ops: opening them, holding them, and forgetting."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Final

from sqlalchemy import delete, update

from app import audit, clock
from app.boards import forgetting, late_queries, log, policy, queries, reveal_queries, reveals, turn, wire
from app.boards import late as late_notes
from app.boards.alias import alias_of
from app.boards.engine import codec
from app.boards.engine.ops import MOST_IDS
from app.boards.errors import refusal
from app.boards.events import BoardWritten, RulesChanged
from app.boards.exchange import Held, Request
from app.boards.late_queries import Counted, Late, Whose
from app.boards.models import Board, ClientCursor, LateNote, RefusedOp
from app.boards.policy import BoardRules
from app.boards.wire import Batch, ClientOp
from app.db import db, transaction
from app.errors import AppError, NotFound
from app.events import answering, inside, publish
from app.ids import new_id
from app.workshops.errors import WorkshopOver
from app.workshops.events import (
    AgendaChanged,
    EndLeaves,
    EndShows,
    StageChanging,
    Work,
    WorkOn,
    WorkshopClosed,
    WorkshopMade,
)
from app.workshops.models import Seat
from app.workshops.policy import Deed as RoomDeed
from app.workshops.policy import require

HERE: Final = (Whose.PRESENT, Whose.RETURNED)
"""Whose late notes the end of a workshop shows, or leaves with them."""

REFUSALS_KEPT: Final = timedelta(days=30)
"""Long enough to ask for the words of a note that was not taken."""

CURSORS_KEPT: Final = timedelta(days=90)
"""Longer than anything waits on a device. What is sent again after that is numbered anew, and done as it was done."""


def board_for(workshop_id: str, canvas: str) -> Board:
    """The board the whole room shares for a canvas of its workshop, opened where it is missing.

    Raises:
        NotFound: the canvas is not in the workshop.
    """
    found = queries.plenary_board(workshop_id, canvas)
    if found is not None:
        return found
    if not queries.has_canvas(workshop_id, canvas):
        raise NotFound
    with transaction():
        _open(workshop_id, [canvas])
    opened = queries.plenary_board(workshop_id, canvas)
    if opened is None:
        raise NotFound
    return opened


def set_rules(seat: Seat, board_id: str, wanted: BoardRules) -> None:
    """Let people do more or less on a board. What comes behind it in the log is under the new rules.

    Raises:
        NotAllowed: the seat does not lead.
        WorkshopOver: the workshop is closed.
    """
    with transaction():
        locked = log.lock(queries.connection(), board_id)
        # Behind the lock of the board, which whoever closes the workshop holds.
        require(seat, RoomDeed.MOVE_THE_ROOM)
        if locked is None or locked.workshop_id != seat.workshop_id:
            raise NotFound
        if seat.workshop.closed_at is not None:
            raise WorkshopOver
        kept = wanted.kept(after=policy.ruling(locked.rules))
        db.session.execute(update(Board).where(Board.id == board_id).values(rules=kept))
        audit.record("board.rules", f"board:{board_id}", actor_id=seat.principal_id, **kept)
        publish(RulesChanged(seat.workshop_id, board_id))


@answering(WorkOn)
def work_on(question: WorkOn) -> Work:
    """Return how many notes lie on the board of a canvas."""
    return Work(notes=queries.count_all_notes(question.workshop_id, question.canvas))


@inside(WorkshopMade)
@inside(AgendaChanged)
def open_missing_boards(event: WorkshopMade | AgendaChanged) -> None:
    """Every canvas that comes into a workshop has its board at once."""
    _open(event.workshop_id, queries.canvases_without_board(event.workshop_id))


@inside(StageChanging)
def hold_boards(event: StageChanging) -> None:
    """Nothing is written while the stage changes: what comes after it sees the new rules."""
    log.lock_all(queries.connection(), event.workshop_id)


@inside(WorkshopClosed)
def give_back(event: WorkshopClosed) -> None:
    """Give what nobody else saw back to the seats that wrote it: from here on an alias leads to nobody."""
    connection, veil = queries.connection(), queries.veil_of(event.workshop_id)
    seats = {alias_of(veil, seat) or seat: seat for seat in queries.seats_in(event.workshop_id)}
    for board_id in log.lock_all(connection, event.workshop_id):
        forgetting.forget_drafts(connection, board_id)
        forgetting.give_back(connection, board_id, seats)


@inside(EndLeaves)
def settle_late_notes(event: EndLeaves) -> None:
    """Ask for no decision on late notes any more that are left with their authors."""
    for whose in HERE:
        _leave(_on(event, _late(event.workshop_id, whose)))


@inside(WorkshopClosed)
def settle_all_late_notes(event: WorkshopClosed) -> None:
    """Ask for no decision on late notes any more: a closed board takes nothing in, so they stay as they are.

    What people wrote alone who were removed can be taken in once the workshop is open again.
    """
    of_removed = {late.board_id: late.ids for late in _late(event.workshop_id, Whose.REMOVED)}
    for board_id in queries.board_ids_in(event.workshop_id):
        others = (LateNote.board_id == board_id, LateNote.element_id.not_in(of_removed.get(board_id, ())))
        db.session.execute(update(LateNote).where(*others).values(settled=True))


def forget_long_ago() -> None:
    """Drop what was refused long ago, with its words, and the cursors of pages that were not heard of for long.

    An op that is sent again after the one counts as kept; after the other its page numbers anew.
    """
    with transaction():
        db.session.execute(delete(RefusedOp).where(RefusedOp.at < clock.now() - REFUSALS_KEPT))
        db.session.execute(delete(ClientCursor).where(ClientCursor.seen_at < clock.now() - CURSORS_KEPT))


def forget_what_was_left() -> None:
    """Forget what a job that was lost should have: doing so twice changes nothing."""
    with transaction():
        for board_id in forgetting.boards_with_drafts(queries.connection()):
            forgetting.forget_drafts(queries.connection(), board_id)
    with transaction():
        for board_id in forgetting.boards_with_people(queries.connection()):
            forgetting.forget_people(queries.connection(), board_id)


def forget_drafts(workshop_id: str) -> None:
    """Let nobody hear the drafts behind what others see by now."""
    for board_id in queries.board_ids_in(workshop_id):
        with transaction():
            forgetting.forget_drafts(queries.connection(), board_id)


def forget_people(workshop_id: str) -> None:
    """Let nothing tie what was written without names to those who wrote it, now that the workshop is closed."""
    for board_id in queries.board_ids_in(workshop_id):
        with transaction():
            forgetting.forget_people(queries.connection(), board_id)


def _open(workshop_id: str, canvases: Sequence[str]) -> None:
    """Open boards. Of two who do so at once one is quicker, and both find the same."""
    for canvas in canvases:
        row = {"id": new_id(), "workshop_id": workshop_id, "canvas": canvas, "epoch": new_id(), "seq": 0, "rules": {}}
        statement = log.insert_into(queries.connection().dialect.name, log.boards).values(row)
        db.session.execute(statement.on_conflict_do_nothing())


def take_late_notes_in(seat: Seat, whose: Whose = Whose.PRESENT) -> list[Counted]:
    """Show all what came late, also what people wrote alone who were removed before its reveal; return how much it was.

    What facilitators see already is shown as any note they show, the rest as its reveal would have.

    Raises:
        NotAllowed: the seat does not lead.
        AppError: the board does not take it.
    """
    with _settling(seat):
        if seat.workshop.closed_at is not None:
            raise WorkshopOver
        removed = reveal_queries.marks_of_removed(seat.workshop_id)
        # Counted while the boards are held: another facilitator may have left them, and others may have come.
        counted = late_queries.count_waiting(seat.workshop_id, whose, removed)
        for late in late_queries.waiting(seat.workshop_id, whose, removed):
            reveals.show_late(late.board_id, seat.workshop_id, late.hidden)
            _show_as_they_are(seat, late)
            late_notes.forget(queries.connection(), late.board_id, late.ids)
    return counted


@contextmanager
def _settling(seat: Seat) -> Iterator[None]:
    """Hold the boards of a workshop for a seat that leads: nobody else settles late notes meanwhile.

    Raises:
        NotAllowed: the seat does not lead.
    """
    with transaction():
        require(seat, RoomDeed.MOVE_THE_ROOM)
        log.lock_all(queries.connection(), seat.workshop_id)
        # Whoever closed the workshop or ended the seat held the boards until now.
        db.session.expire_all()
        require(seat, RoomDeed.MOVE_THE_ROOM)
        yield


def _show_as_they_are(seat: Seat, late: Late) -> None:
    """Show what facilitators see, as if this one did so on the board."""
    held = Held()
    for first in range(0, len(late.looked_at), MOST_IDS):
        raw: dict[str, object] = {"n": 1, "k": "el.show", "ids": [*late.looked_at[first : first + MOST_IDS]]}
        ops = (ClientOp(1, codec.read_op(raw), raw),)
        batch = Batch(late.board_id, seat.id, f"late{new_id()}", late.epoch, ops)
        outcome = turn.play(queries.connection(), late.board_id, held, [Request(seat.principal_id, batch, ops)])
        held, [answer] = outcome.held, outcome.answers
        if isinstance(answer, AppError):
            raise answer
        if code := wire.refusal_in(answer.as_message()):
            raise refusal(code)
    if late.looked_at:
        publish(BoardWritten(late.board_id))


@inside(EndShows)
def show_late_notes(event: EndShows) -> None:
    """At the end of a workshop, show what came late with all that is hidden, and what waits for a facilitator."""
    # In the order of all who hold several boards.
    log.lock_all(queries.connection(), event.workshop_id)
    for whose in HERE:
        for late in _on(event, _late(event.workshop_id, whose)):
            reveals.show_late(late.board_id, event.workshop_id, late.ids)
            late_notes.forget(queries.connection(), late.board_id, late.ids)
    for waiting in _on(event, late_queries.to_be_shown(event.workshop_id)):
        reveals.show_late(waiting.board_id, event.workshop_id, waiting.ids)


def _on(event: EndShows | EndLeaves, notes: Sequence[Late]) -> list[Late]:
    """Return those on the canvases an end names; all where it names none."""
    return [each for each in notes if event.canvases is None or each.canvas in event.canvases]


def leave_late_notes(seat: Seat, whose: Whose = Whose.PRESENT) -> None:
    """Let what waits be as it is, with its authors and the facilitators alone, and ask no more.

    Raises:
        NotAllowed: the seat does not lead.
    """
    with _settling(seat):
        _leave(_late(seat.workshop_id, whose))


def _leave(notes: Sequence[Late]) -> None:
    for late in notes:
        late_notes.leave(queries.connection(), late.board_id, late.ids)


def _late(workshop_id: str, whose: Whose) -> list[Late]:
    return late_queries.waiting(workshop_id, whose, reveal_queries.marks_of_removed(workshop_id))
