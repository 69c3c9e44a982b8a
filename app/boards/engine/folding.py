"""Several notes made one: its text says what each said, and it is everybody's who wrote one of them."""

from collections.abc import Mapping, Sequence

from app.boards.engine import schema
from app.boards.engine.ends import detached
from app.boards.engine.reach import DELETE, REWRITE, by, changeable
from app.boards.engine.state import NOTE, Board, Context, Element, Refusal
from app.boards.engine.texts import bad_text, is_blank


def fold(board: Board, context: Context, op: schema.MergeNotes) -> list[schema.Event] | Refusal:
    """Fold notes into another one, which keeps its place."""
    into = changeable(board, context, op.id, REWRITE)
    if isinstance(into, Refusal):
        return into
    folded: dict[str, Element] = {}
    for id_ in op.ids:
        note = changeable(board, context, id_, DELETE)
        if isinstance(note, Refusal):
            return note
        folded[id_] = note
    if op.id in folded or not all(_alike(into, note) for note in folded.values()):
        return Refusal("bad-merge")
    text = "\n".join(note.text for note in (into, *folded.values()) if not is_blank(note.text))
    if refused := bad_text(NOTE, text):
        return Refusal(refused)
    who = by(context)
    return [
        *detached(board, folded, who, instead=into.id),
        *(schema.ElementDeleted(id=note.id, by=who, aud=note.audience) for note in folded.values()),
        *_answered(into, tuple(folded.values()), who),
        schema.NotesMerged(id=into.id, ids=tuple(folded), t=text, by=who, aud=into.audience),
    ]


def authors(into: Element, folded: tuple[str, ...], elements: Mapping[str, Element]) -> dict[str, bool] | None:
    """Who else wrote the note after the fold, as far as this reader knows, and who of them may be named to all."""
    found = dict(into.authors or {})
    for note in (elements[id_] for id_ in folded if id_ in elements):
        for seat, named in ((note.author, note.named), *(note.authors or {}).items()):
            if seat is not None and seat != into.author:
                found[seat] = found.get(seat, False) or named
    return found or None


def _answered(into: Element, others: Sequence[Element], who: str | None) -> list[schema.Event]:
    """What the canvas asks for and the others answer where the note does not; of several the first."""
    found: dict[str, int | str | None] = {}
    for note in reversed(others):
        found.update(note.fields or {})
    lacking = {name: value for name, value in found.items() if name not in (into.fields or {})}
    if not lacking:
        return []
    return [schema.ElementSet(id=into.id, p=schema.Props(fields=lacking), by=who, aud=into.audience)]


def _alike(one: Element, other: Element) -> bool:
    return one.type == other.type == NOTE and (one.audience, one.generation) == (other.audience, other.generation)
