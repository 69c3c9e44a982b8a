"""One turn of the committer: everything that happens inside its transaction.

The board's row is locked first; roles, rules and cursors are read behind that lock, so
that they are what they are at the moment of the commit.
"""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from msgspec.structs import replace
from sqlalchemy import Connection

from app import audit
from app.boards import cursors, images, late, log
from app.boards.alias import hand_of, page_of
from app.boards.asked import image_in, texts_asked
from app.boards.cursors import Cursors, Settled
from app.boards.draft import Draft, Entry
from app.boards.engine.audience import EVERYONE, is_inbox
from app.boards.engine.decide import allowed, decide
from app.boards.engine.group_places import Arrival, arrivals_of, groups_placed, where_it_lies
from app.boards.engine.kinds import CARRIERS, KINDS
from app.boards.engine.limits import weighed
from app.boards.engine.reach import as_promised, is_unnamed, mark_on, seen
from app.boards.engine.rebase import rebase
from app.boards.engine.schema import (
    AddElement,
    DeleteElements,
    EditText,
    ElementAdded,
    ElementDeleted,
    ElementPut,
    Event,
    HideElements,
    MergeNotes,
    MoveElement,
    NotesMerged,
    Op,
    PutText,
    SetElement,
    ShowElements,
    TextEdited,
    TextPut,
    UndeleteElements,
)
from app.boards.engine.showing import waits
from app.boards.engine.state import COMMENT, GROUP, NOTE, TEXT, Board, Context, Element, Refusal
from app.boards.engine.zone_sizes import like_its_neighbours, room_for, room_regained, rows
from app.boards.errors import BadBatch, OtherEpoch
from app.boards.exchange import Answer, Held, Outcome, Request
from app.boards.log import Locked
from app.boards.merging import Unmerged
from app.boards.scene import Scene, marks_of_removed, read_ground, read_scene, seats_behind
from app.boards.text import Texts
from app.boards.wire import ClientOp
from app.errors import AppError, NotFound
from app.workshops.errors import SeatEnded

Worded = TypeVar("Worded", PutText, EditText)

ROWS_AT_ONCE = 500
"""Once the ops of a batch have made so many rows, the rest of them come later: others wait for this turn."""

CAUGHT_UP_BY_ROWS = 2_000
"""A held board further behind than this is read anew."""


def play(connection: Connection, board_id: str, held: Held, requests: Sequence[Request]) -> Outcome:
    """Decide and write what the requests ask for, in their order."""
    locked = log.lock(connection, board_id)
    if locked is None:
        return Outcome(Held(), [NotFound() for _ in requests])
    ground = held.ground or read_ground(connection, locked)
    scene = read_scene(connection, locked, ground, {request.principal_id for request in requests})
    if held.veil != scene.veil:
        held = Held()
    known = cursors.read(connection, board_id, [(request.batch.client_id, request.ops) for request in requests])
    nobody_since = held.epoch == locked.epoch and held.board.seq == locked.seq
    texts = Texts(connection, board_id, held.texts if nobody_since else {})
    before = _board_now(connection, locked, held)
    draft = Draft(board_id, before)
    texts.look_up(texts_asked(draft.state, scene, requests))
    turn = _Turn(locked, scene, connection, known, draft, texts)
    answers = [turn.take(request) for request in requests]
    turn.draft.write(connection)
    late.keep(connection, board_id, turn.late)
    turn.texts.write(connection)
    known.write(connection)
    after = Held(turn.draft.state, locked.epoch, ground, turn.texts.remembered(), scene.veil)
    hidden_in = locked.workshop_id if turn.changes_hidden_notes(before) else None
    return Outcome(after, answers, hidden_in, turn.draft.came_or_went, turn.hidden_from())


@dataclass(frozen=True, slots=True)
class _Turn:
    board: Locked
    scene: Scene
    connection: Connection
    known: Cursors
    draft: Draft
    texts: Texts
    late: list[str] = field(default_factory=list)
    """What came after writing had closed and waits for a facilitator."""
    hidden: set[str] = field(default_factory=set)
    """What a facilitator hid."""
    of_others: set[str] = field(default_factory=set)
    """What a facilitator deleted or brought back and somebody else wrote."""
    grouped: dict[str, Arrival] = field(default_factory=dict)
    """The groups to which the ops of a request brought something whose place its page found."""

    def take(self, request: Request) -> Answer | AppError:
        """Deal with one request, or say why its principal may not ask here at all."""
        batch = request.batch
        seat = self.scene.seats.get(request.principal_id)
        if seat is None or batch.seat_id not in {None, seat.id}:
            return NotFound()
        if seat.removed:
            return SeatEnded()
        if batch.epoch not in {None, self.board.epoch}:
            return OtherEpoch()
        if not self.known.belongs_to(batch.client_id, request.principal_id):
            return BadBatch()
        answer = self._settle(request, self.scene.context(seat))
        self._place_groups()
        return answer

    def changes_hidden_notes(self, before: Board) -> bool:
        """True when notes wait for a reveal now where none did, or none where some did."""
        after, waiting = self.draft.state, self.scene.waiting
        if not any(after.elements[id_].generation in waiting for id_ in self.draft.touched):
            return False
        removed = marks_of_removed(self.connection, self.board.workshop_id, self.scene.veil)
        return waits(before, waiting, removed) != waits(after, waiting, removed)

    def hidden_from(self) -> dict[str, list[str]]:
        """Return what a facilitator hid and left hidden, deleted or brought back, by the seat that wrote it."""
        elements = self.draft.state.elements
        after = [elements[id_] for id_ in sorted(self.hidden | self.of_others)]
        whose = {each.id: each.author for each in after if each.id in self.of_others and each.author}
        whose |= {each.id: each.audience for each in after if is_inbox(each.audience) and not each.deleted}
        return seats_behind(self.connection, self.board.workshop_id, self.scene.veil, whose) if whose else {}

    def _settle(self, request: Request, context: Context) -> Answer:
        """Each op once: those dealt with before are answered as then, and none is taken behind a missing one."""
        client_id, before, kept = request.batch.client_id, self.draft.state.seq, 0
        settled: list[Settled] = []
        for op in request.ops:
            following = self.known.last(client_id) + 1
            if op.n > following:
                return Answer(tuple(settled), following, kept)
            if op.n == following:
                if self.draft.state.seq - before > ROWS_AT_ONCE:
                    break
                outcome = self._counted(op, request, context)
                kept += self.known.move(client_id, request.principal_id, op, outcome, most=request.keeps - kept)
            outcome = self.known.outcome(client_id, op.n, head=self.draft.state.seq)
            settled.append(outcome if outcome.fresh else self._again(op, outcome, context))
        return Answer(tuple(settled), kept=kept)

    def _again(self, op: ClientOp, outcome: Settled, context: Context) -> Settled:
        """Return the outcome of an op that is sent again: its page did not hear that it waits for a facilitator."""
        if outcome.code or not isinstance(op.op, AddElement | PutText | EditText):
            return outcome
        kept_as = None if isinstance(op.op, AddElement) else op.op.late
        beside = kept_as in self.draft.state.elements
        id_ = kept_as if kept_as and beside else op.op.id
        element = self.draft.state.elements.get(id_)
        own = element is not None and not element.deleted and context.hearer.owns(element.audience)
        waits = own and late.waits(self.connection, self.board.id, id_)
        return dataclasses.replace(outcome, late=waits, left=self._is_left(op.op, context), beside=own and beside)

    def _counted(self, op: ClientOp, request: Request, context: Context) -> Settled:
        """What becomes of an op, with how many elements it touched, or tried to."""
        before = self.draft.state.seq
        outcome = self._decide(op, request, context)
        # What makes room for it nobody asked for.
        touched = max(op.named, outcome.seq - before)
        return dataclasses.replace(outcome, touched=touched, fresh=True)

    def _decide(self, op: ClientOp, request: Request, context: Context) -> Settled:
        if isinstance(op.op, str):
            return Settled(op.n, code=op.op)
        composed = self._composed(op.op, request, context)
        if isinstance(composed, Refusal):
            return Settled(op.n, code=composed.code)
        context = composed
        if isinstance(op.op, AddElement) and self._is_empty_and_late(op.op, request, context):
            return Settled(op.n, code=f"{op.op.type}-late")
        asked, image = self._up_to_date(op.op, context), image_in(op.op)
        if image is not None:
            held = images.open_to(self.connection, self.board.id, context.hearer, [image])
            laid = images.shown_by(self.draft.state.elements.values(), context.hearer)
            context = dataclasses.replace(context, assets=held | laid)
        outcome = allowed(self.draft.state, context, asked)
        if not _is_step(outcome):
            outcome = weighed(self.draft.state, outcome)
        if not isinstance(outcome, Refusal):
            outcome = self._with_text(asked, outcome, request.principal_id, context)
        if isinstance(outcome, Refusal):
            return Settled(op.n, code=_named(self.draft.state, context, asked, outcome.code))
        seq = self._add_rows(asked, self._entries(op, request.batch.client_id, context, outcome))
        self._write_down(asked, request.principal_id, context, outcome)
        if image is not None:
            images.let_go(self.connection, context.seat, [image])
        beside = _went_beside(asked, outcome)
        is_late = self._is_late(asked, context, made=[each.id for each in outcome if isinstance(each, ElementAdded)])
        return Settled(op.n, seq, late=is_late, left=self._is_left(asked, context), beside=beside)

    def _add_rows(self, op: Op, entries: Sequence[Entry]) -> int:
        """Put the rows of an op, and those by which notes make room for what it brings; return the last of its own."""
        before = {entry.event.id: self.draft.state.elements.get(entry.event.id) for entry in entries}
        self._note_grouped(op)
        for entry in entries:
            self.draft.add(entry)
        last = self.draft.state.seq
        for event in self._with_room(op, before):
            self.draft.add(Entry(event))
        return last

    def _with_room(self, op: Op, before: Mapping[str, Element | None]) -> list[Event]:
        """How notes become smaller or larger where something has come or gone that nobody laid by hand."""
        rooms, state = self.scene.ground.rooms, self.draft.state
        match op:
            case AddElement(found_place=True) | MoveElement(found_place=True):
                changes = room_for(state, rooms, [op.id])
            case MoveElement() if (was := before.get(op.id)) and was.zone != op.zone:
                changes = like_its_neighbours(state, rooms, op.id)
            case UndeleteElements() | ShowElements():
                changes = room_for(state, rooms, [id_ for id_ in before if state.elements[id_].type == NOTE])
            case _:
                changes = {}
        left = {
            (was.zone, was.audience)
            for id_, was in before.items()
            if was and was.type == NOTE and not was.deleted and _has_gone(was, state.elements[id_])
        }
        return rows(state, {**room_regained(state, rooms, left), **changes})

    def _note_grouped(self, op: Op) -> None:
        """Keep where a group lies to which an op brings something that nobody laid there by hand."""
        match op:
            case AddElement(id=id_, type=type_, found_place=True) if type_ == GROUP:
                self.grouped[id_] = Arrival(None)
            case (
                AddElement(id=id_, parent=str(group_id), found_place=True)
                | MoveElement(id=id_, parent=str(group_id), found_place=True)
            ):
                self._note_joining(group_id, id_)
            case UndeleteElements(ids=ids):
                groups = [id_ for id_ in ids if (group := self.draft.state.elements.get(id_)) and group.type == GROUP]
                self.grouped.update({id_: Arrival(None, came_back=True) for id_ in groups})
            case ShowElements(ids=ids):
                shown = [each for id_ in ids if (each := self.draft.state.elements.get(id_)) and not each.deleted]
                self.grouped.update(arrivals_of(self.draft.state, shown, self.scene.ground.rooms))

    def _note_joining(self, group_id: str, id_: str) -> None:
        elements = self.draft.state.elements
        group, note = elements.get(group_id), elements.get(id_)
        if group is None or group.type != GROUP or (note and note.parent == group_id and not note.deleted):
            return
        if group_id not in self.grouped:
            room = self.scene.ground.rooms.get(group.zone)
            self.grouped[group_id] = Arrival(where_it_lies(self.draft.state, group, room) if room else None)
        self.grouped[group_id].notes.add(id_)

    def _place_groups(self) -> None:
        """Lay groups where they lie on nothing, once all is there that comes with them."""
        state = self.draft.state
        for event in rows(state, groups_placed(state, self.scene.ground.rooms, self.grouped)):
            self.draft.add(Entry(event))
        self.grouped.clear()

    def _is_empty_and_late(self, op: AddElement, request: Request, context: Context) -> bool:
        """True for a group or frame that came late and in which nothing could lie that came with it.

        Of notes that are moved into it those that everybody sees could not; one written in it came late as well.
        """
        if op.type not in CARRIERS:
            return False
        if not self.scene.was_revealed(op.pm) if op.pm else context.late is None:
            return False
        coming = [each.op for each in request.ops if isinstance(each.op, AddElement | MoveElement)]
        return not any(each.parent == op.id and self._is_for_some(each) for each in coming)

    def _is_for_some(self, op: AddElement | MoveElement) -> bool:
        """True when not everybody sees what comes into a late group."""
        element = self.draft.state.elements.get(op.id)
        return isinstance(op, AddElement) if element is None else element.audience != EVERYONE

    def _is_late(self, op: Op, context: Context, made: Sequence[str]) -> bool:
        """Whether an op that was taken waits for a facilitator: it came after writing closed, or after its reveal."""
        if op.pm > 0:
            return self._comes_after_its_reveal(op, context, made)
        if context.late is None:
            return False
        if isinstance(op, AddElement):
            self.late.append(op.id)
        return True

    def _is_left(self, op: Op, context: Context) -> bool:
        """True when an op adds what stays with its author: the workshop ended before it came, and left it with them."""
        if not isinstance(op, AddElement):
            return False
        element = self.draft.state.elements.get(op.id)
        alone = element is not None and not element.deleted and context.alone(element.audience)
        return alone and element is not None and element.generation in self.scene.left

    def _comes_after_its_reveal(self, op: Op, context: Context, made: Sequence[str]) -> bool:
        if not isinstance(op, AddElement | PutText | EditText):
            return False
        # Other words for a note that everybody sees by now are a note of their own.
        ids = (op.id,) if isinstance(op, AddElement) else (op.id, op.late or "")
        came = next((id_ for id_ in ids if self._after_its_reveal(id_, context)), None)
        if came is None:
            return False
        if came in made:
            self.late.append(came)
        return came in self.late or late.waits(self.connection, self.board.id, came)

    def _after_its_reveal(self, id_: str, context: Context) -> bool:
        """Whether an element is its author's alone though what was written with it was revealed."""
        element = self.draft.state.elements.get(id_)
        alone = element is not None and not element.deleted and context.alone(element.audience)
        return alone and element is not None and self.scene.was_revealed(element.generation)

    def _composed(self, op: Op, request: Request, context: Context) -> Context | Refusal:
        """The rules for an op by what its page said when it was composed, or why it may not come in any more."""
        if self.scene.closed:
            return Refusal("workshop-closed")
        composed = self.scene.as_composed(context, self.scene.seats[request.principal_id].role, op)
        return composed if isinstance(composed, Refusal) else as_promised(composed, op)

    def _write_down(self, op: Op, principal_id: str, context: Context, events: Sequence[Event]) -> None:
        """Note in the audit what facilitators show and hide; what they show came late no more."""
        if isinstance(op, HideElements):
            self.hidden.update(event.id for event in events if isinstance(event, ElementPut))
        if isinstance(op, DeleteElements | UndeleteElements):
            self.of_others.update(self._words_of_others(context, events))
        if isinstance(op, ShowElements | HideElements):
            what = "board.show" if isinstance(op, ShowElements) else "board.hide"
            audit.write(self.connection, what, f"board:{self.board.id}", actor_id=principal_id, notes=[*op.ids])
        if isinstance(op, ShowElements):
            # Whoever hides it again has decided about it: nobody is asked whether to take it in.
            late.forget(self.connection, self.board.id, op.ids)

    def _words_of_others(self, context: Context, events: Sequence[Event]) -> list[str]:
        """Return the notes among what was deleted or brought back that this seat did not write."""
        here = self.draft.state.elements
        touched = [here[event.id] for event in events if isinstance(event, ElementDeleted | ElementPut)]
        return [each.id for each in touched if each.type in {NOTE, TEXT} and each.author not in context.hearer.names]

    def _entries(self, op: ClientOp, client_id: str, context: Context, events: Sequence[Event]) -> list[Entry]:
        """Rows for the events of one op. The first says how many, and whose op it was where somebody is named."""
        unnamed = is_unnamed(self.draft.state, context, events)
        if unnamed and context.named:
            context = dataclasses.replace(context, named=False)
        gesture = None if unnamed or isinstance(op.op, str) else op.op.g
        marks = [mark_on(self.draft.state, context, event) for event in events]
        page, n = (None, None) if unnamed else (page_of(client_id), op.n)
        first = Entry(events[0], marks[0], page, n, rows=len(events), gesture=gesture)
        others = zip(events[1:], marks[1:], strict=True)
        return [first, *(Entry(event, mark, gesture=gesture) for event, mark in others)]

    def _up_to_date(self, op: Op, context: Context) -> Op:
        """A whole text with what others wrote since it was made. What is hidden is not even compared."""
        if not isinstance(op, PutText) or op.was is None:
            return op
        element = seen(self.draft.state, context, op.id)
        if element is None or not KINDS[element.type].live:
            return op
        return _saying(op, rebase(op.was, op.t, element.text))

    def _with_text(self, op: Op, events: list[Event], principal_id: str, context: Context) -> list[Event] | Refusal:
        """What was decided, with what it comes to where several people write in one note."""
        match op, events:
            case EditText(id=id_), [TextEdited()]:
                hand = hand_of(self.scene.veil, id_, principal_id)
                merged = self.texts.merge(self.draft.state.elements[id_], op, hand)
                if isinstance(merged, Unmerged):
                    return Refusal(merged.code)
                outcome = decide(self.draft.state, context, _saying(op, merged.text))
                if not isinstance(outcome, Refusal):
                    self.texts.keep(id_, merged, hand, self.draft.state.seq + 1)
                return outcome
            case _, [TextPut(id=id_) as put]:
                element = self.draft.state.elements[id_]
                if KINDS[element.type].live:
                    return [replace(put, u=self.texts.put(element, put.t, self.draft.state.seq + 1))]
            case MergeNotes(id=id_), [*others, NotesMerged() as merged]:
                at = self.draft.state.seq + len(events)
                return [*others, replace(merged, u=self.texts.put(self.draft.state.elements[id_], merged.t, at))]
            case ShowElements(), _:
                # What was deleted before all see it goes no further than the words that are left.
                self.texts.begin_anew({event.id: event.r.text for event in events if isinstance(event, ElementPut)})
        return events


def _named(board: Board, context: Context, op: Op, code: str) -> str:
    """Return the code whose sentence names what an op was about: that of `gone` and `bad-target` speaks of a note."""
    match op:
        case AddElement(type=type_, p=given) if type_ == COMMENT and isinstance(given.about, str):
            about = seen(board, context, given.about)
            if code == "gone":
                return "about-gone"
            return "about-missing" if code == "bad-target" and about is None else code
        case SetElement(id=id_) | MoveElement(id=id_) | PutText(id=id_) | EditText(id=id_) if code == "gone":
            kind = board.elements[id_].type
            return "gone" if kind == NOTE else f"{kind}-gone" if kind in {COMMENT, GROUP} else "thing-gone"
    return code


def _has_gone(was: Element, now: Element) -> bool:
    """Whether something is no longer where it was, as far as those go who saw it there."""
    return now.deleted or (now.zone, now.audience) != (was.zone, was.audience)


def _saying(op: Worded, text: str) -> Worded:
    """The op with the words it comes to: other words were not set as large as it says."""
    return op if text == op.t else replace(op, t=text, fit=None)


def _went_beside(op: Op, events: Sequence[Event]) -> bool:
    """True when words went into a hidden note of their own, for what they were meant for is not hidden any more."""
    if not isinstance(op, PutText | EditText):
        return False
    return any(event.id == op.late and not isinstance(event, ElementDeleted) for event in events)


def _is_step(outcome: list[Event] | Refusal) -> bool:
    """Whether it is a step of writing: how much that adds is known once it is merged."""
    match outcome:
        case [TextEdited()]:
            return True
    return False


def _board_now(connection: Connection, locked: Locked, held: Held) -> Board:
    behind = locked.seq - held.board.seq
    if held.epoch != locked.epoch or not 0 <= behind <= CAUGHT_UP_BY_ROWS:
        return log.read_state(connection, locked.id, locked.seq)
    return log.catch_up(connection, locked.id, held.board) if behind else held.board
