"""What a reveal makes of the hidden elements that waited for it: in which order, where, and in what. Pure.

Nobody can tell from it who wrote when: elements come shuffled, each behind what lies in its
zone already. Notes and groups are laid anew (`laying`), a group with its notes in their author's
order; what lies in a frame, and everything else, stays where it was put.
"""

import random
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from app.boards.engine.ends import standing
from app.boards.engine.groups import holders_first, holds
from app.boards.engine.state import EVERYONE, GROUP, NOTE, Board, Element
from app.boards.laying import Ground
from app.canvases.canvas import Canvas


def revealed(
    state: Board,
    generation: int,
    canvas: Canvas | None,
    *,
    seed: str,
    named: bool,
    late: Collection[str] = (),
    kept: Collection[str] = (),
) -> Iterator[Element]:
    """The elements that waited for this reveal, as they are after it; each behind what it lies in.

    `named` says whether authors may be named now; those are who were promised so when they wrote. Where some came
    `late`, these are shown instead, whichever reveal they missed. What is said to those in `kept` alone stays theirs.
    """
    if late:
        waiting = [each for id_ in late if (each := state.elements.get(id_)) and _is_hidden(each)]
    else:
        waiting = [element for element in state.elements.values() if _waits(element, generation, state, kept)]
    # The order in which people wrote must not show: the seed is the board's own, the order before it random ids.
    waiting.sort(key=lambda element: element.id)
    random.Random(seed).shuffle(waiting)  # noqa: S311 - a layout, not a secret
    shown = {each.id: replace(each, audience=EVERYONE, generation=0, named=each.named and named) for each in waiting}
    after = replace(state, elements={**state.elements, **shown})
    alone = [each for each in shown.values() if each.type in {NOTE, GROUP} and not _above(each, after)]
    inside = _by_parent(shown.values())
    coming = [(replace(each, parent=None), _notes_in(each, inside.get(each.id, ()))) for each in alone]
    ground = Ground(state, canvas, coming)
    laid: set[str] = set()
    for element, notes in coming:
        laid |= {element.id, *(note.id for note in notes)}
        yield from ground.lay(element, notes)
    for element in holders_first(each for each in shown.values() if each.id not in laid):
        stays = element if _above(element, after) else replace(element, parent=None)
        yield ground.keep(standing(after, stays))


def _above(element: Element, after: Board) -> Element | None:
    """The group or frame that holds it once everybody sees both."""
    above = after.elements.get(element.parent or "")
    holding = above and not above.deleted and holds(above, zone=element.zone, audience=EVERYONE)
    return above if holding else None


def _waits(element: Element, generation: int, state: Board, kept: Collection[str]) -> bool:
    if not _is_hidden(element) or element.generation != generation or element.audience in kept:
        return False
    # A comment is hidden as long as what it is about.
    about = state.elements.get(element.about or "")
    return about is None or about.audience == EVERYONE or about.generation == generation


def _is_hidden(element: Element) -> bool:
    return element.audience != EVERYONE and not element.deleted


def _by_parent(shown: Iterable[Element]) -> defaultdict[str, list[Element]]:
    found: defaultdict[str, list[Element]] = defaultdict(list)
    for each in shown:
        if each.parent is not None:
            found[each.parent].append(each)
    return found


def _notes_in(group: Element, inside: Iterable[Element]) -> list[Element]:
    notes = [note for note in inside if holds(group, zone=note.zone, audience=EVERYONE)]
    return sorted(notes, key=lambda note: (note.z, note.id))
