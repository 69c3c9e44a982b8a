"""Notes with the titles of their zones, laid by the server where people choose a zone with one tap."""

from app.boards import log
from app.boards.engine import schema
from app.boards.engine.state import EVERYONE, NOTE
from app.boards.engine.whole import put
from app.boards.events import BoardWritten
from app.boards.laying import Ground, unlaid
from app.boards.models import Board
from app.boards.queries import connection, workshop_of
from app.canvases.canvas import Canvas, Words
from app.errors import NotFound
from app.events import publish
from app.ids import new_id


def lay_zone_notes(board: Board, canvas: Canvas) -> None:
    """Lay a note with the zone's title into each zone in which nobody sees one, as a part of the caller's transaction.

    They are in the language of the workshop.

    Raises:
        NotFound: the board is gone.
    """
    locked = log.lock(connection(), board.id)
    if locked is None:
        raise NotFound
    state = log.read_state(connection(), locked.id, locked.seq)
    taken = {e.zone for e in state.elements.values() if e.type == NOTE and e.audience == EVERYONE and not e.deleted}
    language = workshop_of(board).language
    titles = {zone.id: _spoken(zone.title, language) for zone in canvas.in_order if zone.id not in taken}
    coming = [(unlaid(f"e_{new_id()}", zone, text, lang=lang), ()) for zone, (lang, text) in titles.items()]
    draft, ground = log.Draft(locked.id, state), Ground(state, canvas, coming)
    for note, _inside in coming:
        for element in ground.lay(note, ()):
            draft.add(log.Entry(schema.ElementAdded(id=element.id, r=put(element).r)))
    draft.write(connection())
    if coming:
        publish(BoardWritten(board.id))


def _spoken(title: Words, language: str) -> tuple[str, str]:
    """The language the title is shown in, and the title."""
    lang = next((each for each in (language, "en", *title) if each in title), "en")
    return lang, title.get(lang, "")
