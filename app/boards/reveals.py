"""The reveal: what people wrote alone becomes everybody's, in the transaction of the move that says *Reveal*.

What it writes takes long to work out where much lies on a board. So it is worked out before the stage
changes, while nobody writes there, and is then only written; whatever changed all the same is worked out again.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain

from app import aside
from app.boards import forgetting, late_queries, log, queries, reveal_queries, text
from app.boards import late as late_notes
from app.boards.alias import alias_of, is_alias
from app.boards.desk import desk
from app.boards.draft import Draft, Entry, Laid
from app.boards.engine import schema
from app.boards.engine.audience import inbox_of, is_inbox
from app.boards.engine.group_places import arrivals_of, groups_placed
from app.boards.engine.state import NOTE, Board, Element
from app.boards.engine.whole import put
from app.boards.engine.zone_sizes import Change, room_for, rows
from app.boards.events import BoardWritten
from app.boards.late_queries import Whose
from app.boards.reveal_queries import Terms
from app.boards.revealing import revealed
from app.boards.scene import rooms_of
from app.events import answering, around, inside, publish
from app.workshops.errors import NotesHidden
from app.workshops.events import (
    EndAsked,
    HiddenNotes,
    HiddenNotesChanged,
    HiddenOfRemoved,
    NotesRevealed,
    SeatRemoved,
    SeatTaken,
    StageChanging,
)
from app.workshops.stage import Unshown


@dataclass(frozen=True, slots=True)
class Unveiled:
    """What a reveal writes on one board under its terms, and which elements it shows.

    `aliases` stand for those who were named as long as they alone saw what is shown unnamed now.
    """

    terms: Terms
    laid: Laid
    shown: tuple[str, ...]
    aliases: Mapping[str, str]


_ready: ContextVar[Mapping[tuple[str, int], Unveiled]] = ContextVar("ready", default={})  # noqa: B039 - nobody writes in it


@around(StageChanging)
@contextmanager
def make_ready(event: StageChanging) -> Iterator[None]:
    """Where something waits to be revealed: hold its boards still, and have the reveal worked out."""
    waiting = _boards_waiting(event.workshop_id) if aside.is_ahead() else []
    with ExitStack() as held:
        if waiting:
            queries.look_again()
            held.enter_context(desk().committer.still(waiting))
            token = _ready.set(aside.read(partial(_work_out_all, event.workshop_id), held=True))
            held.callback(_ready.reset, token)
        yield


@inside(EndAsked)
def ask(event: EndAsked) -> None:
    """Refuse to end the workshop unasked while some notes are not shown to everybody.

    They wait in these hidden writings, came late, wait to be shown, or are of people who were removed.

    Raises:
        NotesHidden: some do.
    """
    hidden: Counter[str] = Counter()
    for (canvas, _generation), notes in reveal_queries.hidden_on(event.workshop_id, event.generations).items():
        hidden[canvas] += notes
    removed = reveal_queries.marks_of_removed(event.workshop_id)
    looked_at, waiting = Counter[str](), Counter[str]()
    late: dict[Whose, Counter[str]] = {whose: Counter() for whose in Whose}
    for whose, notes_late in late.items():
        for each in late_queries.count_waiting(event.workshop_id, whose, removed):
            notes_late[each.canvas] += each.notes
            looked_at[each.canvas] += each.looked_at if whose is Whose.PRESENT else 0
    for each in late_queries.count_to_be_shown(event.workshop_id):
        waiting[each.canvas] += each.notes
    if unshown := tuple(
        Unshown(
            on,
            hidden[on],
            late[Whose.PRESENT][on],
            looked_at[on],
            waiting[on],
            late[Whose.REMOVED][on],
            late[Whose.RETURNED][on],
        )
        for on in sorted({*hidden, *waiting, *chain(*late.values())})
    ):
        raise NotesHidden(unshown)


@answering(HiddenNotes)
def hidden_notes(question: HiddenNotes) -> set[tuple[str, int]]:
    """Return on which canvases notes of these hidden writings wait, each with the number of its writing."""
    return set(reveal_queries.hidden_on(question.workshop_id, question.generations))


@answering(HiddenOfRemoved)
def hidden_of_removed(question: HiddenOfRemoved) -> set[int]:
    """Return in which of these hidden writings notes wait that no reveal shows: their authors were removed."""
    return reveal_queries.left_hidden_in(question.workshop_id, question.generations)


@inside(NotesRevealed)
def reveal(event: NotesRevealed) -> None:
    """Make public what was written for this reveal: shuffled, in the grid of its zone, nobody's unless names are shown.

    An author is named only if names were shown already when the note was written. A board
    whose step lets people pick what they share keeps its notes hidden: each author shares
    some by hand. Where a facilitator looks at notes first, those of participants come there.
    """
    for terms in reveal_queries.terms_of(event):
        found = _ready.get().get((terms.board.id, event.generation))
        if found is None or found.terms != terms:
            found = aside.within(partial(_work_out, terms))
        _write(found)


@inside(SeatRemoved)
def ask_about_removed(event: SeatRemoved) -> None:
    """Let facilitators decide what becomes of the notes somebody wrote alone who is removed before their reveal."""
    # What is on its way to a board is there first, or is refused.
    log.lock_all(queries.connection(), event.workshop_id)
    ahead = [each.generation for each in reveal_queries.reveals_ahead(event.workshop_id)]
    alone = {} if event.refused else _alone_of(event.workshop_id, event.seat_id, ahead)
    for board_id, ids in alone.items():
        late_notes.keep(queries.connection(), board_id, ids, of_removed=True)
    if alone:
        publish(HiddenNotesChanged(event.workshop_id))


@inside(SeatTaken)
def ask_no_more(event: SeatTaken) -> None:
    """Let the notes of somebody who is let back in wait for their reveal as those of everybody else.

    What an end meanwhile left with its authors is left with them, too.
    """
    if not event.again:
        return
    # A reveal that goes on either finds them back, or leaves their notes to be asked about.
    log.lock_all(queries.connection(), event.workshop_id)
    ahead = [each.generation for each in reveal_queries.reveals_ahead(event.workshop_id)]
    found = [
        _alone_of(event.workshop_id, event.seat_id, ahead),
        *(
            _alone_of(event.workshop_id, event.seat_id, [left.generation], shown=left.shown)
            for left in reveal_queries.left_at_the_end(event.workshop_id)
        ),
    ]
    for board_id, ids in chain(*(alone.items() for alone in found)):
        late_notes.forget(queries.connection(), board_id, ids)
    if any(found):
        publish(HiddenNotesChanged(event.workshop_id))


def _alone_of(
    workshop_id: str, seat_id: str, generations: Collection[int], *, shown: Collection[str] = ()
) -> Mapping[str, list[str]]:
    """Return what a seat wrote alone in some hidden writings and others do not see yet, by board.

    On the canvases in `shown` these were revealed.
    """
    marks = [seat_id, alias_of(queries.veil_of(workshop_id), seat_id) or seat_id]
    return reveal_queries.notes_alone(workshop_id, generations, marks, shown=shown) if generations else {}


def show_late(board_id: str, workshop_id: str, ids: Collection[str]) -> None:
    """Show what came late to a board, as a reveal would have, as a part of the caller's transaction."""
    terms = reveal_queries.terms_on(workshop_id, board_id) if ids else None
    if terms is not None:
        _write(aside.within(partial(_work_out, terms, ids)))


def _write(found: Unveiled) -> None:
    if not found.shown:
        return
    connection, board_id = queries.connection(), found.terms.board.id
    found.laid.write(connection)
    # What was deleted in private goes no further than the words that are left.
    text.forget(connection, board_id, found.shown)
    if found.aliases:
        forgetting.forget_drafts(connection, board_id)
    publish(BoardWritten(board_id))


def _boards_waiting(workshop_id: str) -> list[str]:
    ahead = reveal_queries.reveals_ahead(workshop_id)
    return reveal_queries.boards_waiting(workshop_id, [each.generation for each in ahead]) if ahead else []


def _work_out_all(workshop_id: str) -> Mapping[tuple[str, int], Unveiled]:
    return {
        (terms.board.id, each.generation): _work_out(terms)
        for each in reveal_queries.reveals_ahead(workshop_id)
        for terms in reveal_queries.terms_of(each)
    }


def _work_out(terms: Terms, late: Collection[str] = ()) -> Unveiled:
    board = terms.board
    draft = Draft(board.id, log.read_state(queries.connection(), board.id, board.seq))
    seed = f"{board.epoch}:{terms.generation}"
    before = draft.state.elements
    looked_at = {id_ for id_ in late if id_ in before and is_inbox(before[id_].audience)}
    shown = tuple(
        revealed(
            draft.state, terms.generation, terms.canvas, seed=seed, named=terms.named, late=late, kept=terms.removed
        )
    )
    shown, makes_room = _with_room(draft.state, terms, shown)
    aliases = {each.id: alias for each in shown if (alias := _new_alias(each, terms.veil))}
    for event in makes_room:
        draft.add(Entry(event))
    for element in shown:
        alias = aliases.get(element.id)
        known = replace(element, author=alias or element.author)
        told = known if element.id in looked_at else _looked_at_first(known, terms)
        draft.add(Entry(put(told), alias, gesture=f"reveal-{terms.generation}"))
    return Unveiled(terms, draft.laid(), tuple(element.id for element in shown), aliases)


def _with_room(
    before: Board, terms: Terms, shown: tuple[Element, ...]
) -> tuple[tuple[Element, ...], list[schema.Event]]:
    """Return what is shown where it has room, and how the notes that lay there make it."""
    if terms.canvas is None:
        return shown, []
    after = replace(before, elements={**before.elements, **{each.id: each for each in shown}})
    rooms = rooms_of(terms.canvas)
    alone = room_for(after, rooms, [each.id for each in shown if each.type == NOTE])
    after = replace(after, elements={**after.elements, **_changed(after, alone)})
    grouped = groups_placed(after, rooms, arrivals_of(before, shown, rooms))
    changes = {id_: {**alone.get(id_, {}), **grouped.get(id_, {})} for id_ in {**alone, **grouped}}
    placed = tuple(replace(each, **changes.pop(each.id, {})) for each in shown)
    return placed, rows(before, changes)


def _changed(board: Board, changes: Mapping[str, Change]) -> dict[str, Element]:
    return {id_: replace(board.elements[id_], **change) for id_, change in changes.items()}


def _new_alias(element: Element, veil: bytes | None) -> str | None:
    """Who stands behind it from now on, where a seat would though it is unnamed.

    Names were shown when it was written and are not now, or its workshop was closed and opened again.
    """
    if element.author is None or element.named or is_alias(element.author):
        return None
    return alias_of(veil, element.author)


def _looked_at_first(element: Element, terms: Terms) -> Element:
    """A revealed element as it is where facilitators look at it first; they need not look at their own."""
    if terms.leading is None or element.author is None or element.author in terms.leading:
        return element
    return replace(element, audience=inbox_of(element.author))
