"""What the pages of a board are drawn from: found here, laid out in `view`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from app import aside
from app.boards import answers, glance_queries, policy, queries, reading, things, tongues, view, writing, zone_titles
from app.boards.colours import COLOURS, PAPER_OF
from app.boards.engine.audience import ALL, EVERYONE, Hearer, is_inbox
from app.boards.engine.state import NOTE, Deed, Element
from app.boards.forms import AudienceForm, ColourForm, OnceForm, PlaceForm, WordsForm, answers_form
from app.boards.fullness_queries import how_full
from app.boards.models import Board
from app.canvases.canvas import Canvas
from app.canvases.geometry import rings
from app.canvases.placing import size_on
from app.errors import NotFound
from app.workshops import stage
from app.workshops.models import Seat
from app.workshops.queries import canvases_of, stage_of, stage_seen
from app.workshops.services.stage import state_of
from app.workshops.strip_view import strip


@dataclass(frozen=True, slots=True)
class Typed:
    """Words that were not taken: they stand in their field again, with why."""

    zone: str
    text: str
    why: str


def canvas_of(board: Board) -> Canvas:
    """The canvas of a board as it came into the workshop.

    Raises:
        NotFound: the workshop does not have it any more.
    """
    found = canvases_of(board.workshop_id, board.canvas).get(board.canvas)
    if found is None:
        raise NotFound
    return found


def list_context(board: Board, seat: Seat, typed: Typed | None = None) -> dict[str, object]:
    """The board as a list: what everybody sees, and what is hidden from all but this seat."""
    rules, notes = reading.rules(board, seat), _lying(board, reading.hearer(seat))
    return {
        **_context(board, seat, rules, notes),
        "workshop": seat.workshop,
        "papers": PAPER_OF,
        "colours": COLOURS,
        "tongue_of": tongues.language_of,
        "tongue_name": tongues.name_of,
        "names": _names(board, notes, named=bool(rules["named"])),
        "kinds": aside.compute(partial(things.in_words, notes)),
        "facilitates": seat.facilitates,
        "full": how_full(board.id) if seat.facilitates else None,
        "may_add": _may_add(board, seat, rules),
        "mode": reading.mode_of(rules),
        "composed_for": composed_for(rules),
        "said": said(rules),
        "new_note_id": writing.new_note_id,
        "typed": typed,
    }


def place_form(board: Board, seat: Seat, note: Element) -> PlaceForm:
    """The form that moves a note, with the places there are."""
    return PlaceForm().offer(view.zone_views(canvas_of(board), _lying(board, reading.hearer(seat))), note)


def note_context(board: Board, seat: Seat, note: Element) -> dict[str, object]:
    """A note with its forms."""
    return {
        "said": said(reading.rules(board, seat)),
        "board": board,
        "workshop": seat.workshop,
        "canvas": canvas_of(board),
        "note": note,
        "words": WordsForm(text=note.text, was=note.text, pm=note.generation if note.audience == seat.id else 0),
        "place": place_form(board, seat, note),
        "colour": ColourForm(colour=note.colour or ""),
        "deletion": OnceForm(),
        "answers": answers_on(board, note),
        "audience": AudienceForm(),
        "may_show": may_show(board, seat, note),
        "may_hide": seat.facilitates and note.audience == EVERYONE,
        "papers": PAPER_OF,
    }


def answers_on(board: Board, note: Element) -> OnceForm | None:
    """The form for what is asked of a note: what its zone asks for, and what it answers already."""
    canvas = canvas_of(board)
    zone = canvas.zone(note.zone)
    names = {*(zone.asks if zone else ()), *(note.fields or {})} if note.type == NOTE else set()
    asked = [each for each in answers.asked_of(canvas) if each.name in names]
    return answers_form(asked, note) if asked else None


def may_show(board: Board, seat: Seat, note: Element) -> bool:
    """Whether this seat may show everybody a note: a facilitator, or its author once the others are revealed."""
    if note.audience != seat.id:
        return seat.facilitates and is_inbox(note.audience)
    rules = reading.rules(board, seat)
    return rules["writing"] != "private" and _may_add(board, seat, rules) and note.type == NOTE


def canvas_context(board: Board, seat: Seat) -> dict[str, object]:
    """The board as a plane: its zones, and who and what its notes may show. The notes come with the snapshot."""
    rules, notes = reading.rules(board, seat), _lying(board, reading.hearer(seat))
    canvas = canvas_of(board)
    return {
        **_context(board, seat, rules, ()),
        "workshop": seat.workshop,
        "inner": {zone.id for zone in rings(canvas.zones)[1:]},
        "papers": PAPER_OF,
        "colours": COLOURS,
        "names": _names(board, notes, named=bool(rules["named"])),
        "facilitates": seat.facilitates,
        "full": how_full(board.id) if seat.facilitates else None,
        "may_add": _may_add(board, seat, rules),
        "strip": strip(seat.workshop),
    }


def parts_context(board: Board, seat: Seat) -> dict[str, object]:
    """What menus and questions of a board are made of; nothing of the board itself."""
    asked = answers.asked_of(canvas_of(board))
    return {"board": board, "papers": PAPER_OF, "colours": COLOURS, "asked": asked, "facilitates": seat.facilitates}


def wall_context(board: Board, seat: Seat) -> dict[str, object]:
    """The board as the wall shows it: what everybody sees."""
    notes = _lying(board, ALL)
    return {**_context(board, seat, reading.rules(board, seat), notes), "papers": PAPER_OF, "colours": COLOURS}


class ShownAlone(NamedTuple):
    """What the wall shows alone: its title or words by language, and the zone, where it is a whole one."""

    words: Mapping[str, str]
    zone: str | None = None


def _shown_alone(board: Board, workshop_id: str, lying: Iterable[Element]) -> ShownAlone | None:
    """Return what the wall shows alone of a board; none where it shows all of it, as it does of what is gone."""
    stage = stage_seen(workshop_id)
    kind, _colon, name = (stage.spotlight or "").partition(":")
    if stage.canvas != board.canvas or not name:
        return None
    if kind == "zone":
        zone = canvas_of(board).zone(name)
        return ShownAlone(zone.title, zone.id) if zone else None
    found = next((each for each in lying if each.id == name), None)
    return ShownAlone({found.lang or "und": found.text}) if found else None


def glance_context(board: Board, seat: Seat) -> dict[str, object]:
    """The board in small and in figures, for those who lead: what everybody sees, and how much there is in all."""
    canvas, tables, lying = canvas_of(board), glance_queries.written_by_table(board), _lying(board, ALL)
    return {
        "board": board,
        "workshop": seat.workshop,
        "canvas": canvas,
        "zones": aside.compute(partial(view.zone_views, canvas, lying)),
        "papers": PAPER_OF,
        "alone": _shown_alone(board, seat.workshop_id, lying),
        "counts": glance_queries.notes_by_zone(board.id),
        "written": glance_queries.Written.of_all(tables.values()),
        "tables": {table: each for table, each in tables.items() if table} if len(tables) > 1 else {},
    }


def _lying(board: Board, hearer: Hearer) -> list[Element]:
    """What lies on a board for somebody, in the words they read: where that is much it takes a while to read."""
    canvas, found = canvas_of(board), aside.read(partial(queries.notes_for, board, hearer))
    return [zone_titles.in_readers_language(canvas, each) for each in found] if canvas.one_tap else found


def _context(board: Board, seat: Seat, rules: dict[str, object], notes: Iterable[Element]) -> dict[str, object]:
    canvas = canvas_of(board)
    return {
        "board": board,
        "seat": seat,
        "to_come": _to_come(seat),
        "canvas": canvas,
        "zones": aside.compute(partial(view.zone_views, canvas, notes)),
        "note_width": size_on(canvas).width,
        "asked": answers.asked_of(canvas),
        "told_answers": answers.told(canvas),
        "laid_titles": zone_titles.laid_titles(canvas),
        "rules": view.page_rules(rules, canvas),
    }


def _to_come(seat: Seat) -> frozenset[int]:
    """Return which hidden writings a reveal may still show: of others nobody says that they are hidden for now."""
    state = state_of(stage_of(seat.workshop_id))
    return frozenset() if seat.workshop.closed_at else stage.to_come(state)


def _names(board: Board, notes: Iterable[Element], *, named: bool) -> dict[str, str]:
    """The names of those whom everybody may know: all where names are shown, else those who were named once."""
    if named:
        return queries.names_in(board.workshop_id)
    authors = {note.author for note in notes if note.named and note.author}
    return queries.names_in(board.workshop_id, authors) if authors else {}


def _may_add(board: Board, seat: Seat, rules: dict[str, object]) -> bool:
    return Deed.ADD not in policy.rights(seat.role, reading.mode_of(rules), board.rules)


def said(rules: dict[str, object]) -> str:
    """What a page promises of what is written on it: that names are shown, that a facilitator looks first, that
    writing is open, and in which stretch.
    """
    opened = rules["writing"] == "open"
    promises = ("named", rules["named"]), ("first", rules["moderated"] and opened), (f"open{rules['opening']}", opened)
    return " ".join(word for word, holds in promises if holds)


def composed_for(rules: dict[str, object]) -> int:
    """The reveal a note written now waits for; 0 in the open."""
    return int(str(rules["generation"])) + 1 if rules["writing"] == "private" else 0
