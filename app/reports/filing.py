"""Boards that were found, as files: laid out here, written in `boards_file` and `app.sheets`."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from flask_babel import gettext as _

from app import sheets
from app.boards.answers import asked_of, said_to
from app.boards.engine.state import COMMENT, GROUP, NOTE, Element
from app.i18n import pick
from app.reports import boards_file
from app.reports.boards_file import (
    BoardsFile,
    FiledBoard,
    FiledResult,
    FiledVote,
    FiledWas,
    FiledWorkshop,
    FiledZone,
)
from app.reports.minutes import says_something
from app.reports.queries import BoardFound
from app.voting.queries import results_in, tally_of
from app.voting.results import Counted, RoundResult
from app.voting.round_queries import VOTED_ON, counted_on
from app.workshops.models import Workshop


def file_of(workshop: Workshop, found: Sequence[BoardFound]) -> BoardsFile:
    """Boards as `baraza-boards/1`."""
    return BoardsFile(
        boards_file.SCHEMA,  # type: ignore[arg-type] # a Literal
        FiledWorkshop(workshop.title, workshop.question, workshop.language),
        tuple(_filed(each) for each in found),
    )


def sheet_of(found: BoardFound) -> bytes:
    """Return a board as rows: zone by zone, each group as a row with the dots of its own before the notes in it.

    What people wrote elsewhere than in a note has a row in its zone, too.
    """
    dots = tally_of(found.board.id)
    titles = {element.id: element.text for element in found.elements if element.type == GROUP}
    lying: defaultdict[str, list[Element]] = defaultdict(list)
    comments: defaultdict[str, list[str]] = defaultdict(list)
    for element in found.elements:
        if element.type in {NOTE, GROUP} or says_something(element):
            lying[element.zone].append(element)
        elif element.type == COMMENT and element.about:
            comments[element.about].append(" – ".join(filter(None, (found.author_of(element), element.text))))
    asked = asked_of(found.canvas)
    head = [_("Zone"), _("Group"), _("Note"), _("Language"), _("In other words"), _("Colour"), _("Dots"), _("Author")]
    head.append(_("Comments"))
    head += [each.label for each in asked]
    rows: list[list[str | int | None]] = [
        [
            pick(zone.title),
            titles.get(note.id) or titles.get(note.parent or ""),
            None if note.type == GROUP else note.text,
            note.lang,
            note.gloss,
            note.colour,
            _dots_of(note, dots),
            found.author_of(note),
            "\n".join(comments[note.id]),
            *(said_to(each, note) for each in asked),
        ]
        for zone in found.canvas.in_order
        for note in sorted(lying[zone.id], key=lambda each: _place_in_sheet(each, titles))
    ]
    return sheets.write(head, rows)


def _place_in_sheet(element: Element, titles: Mapping[str, str]) -> tuple[bool, str, str, bool]:
    """Return what a row is sorted by: notes in no group first, then group by group, each before its notes."""
    group = (element.id if element.type == "group" else element.parent) or ""
    grouped = group in titles
    return grouped, titles.get(group, ""), group if grouped else "", element.type != GROUP


def _dots_of(element: Element, dots: Mapping[str, int]) -> int | None:
    """Return how many dots it got; None where nobody voted, or nobody could give it one."""
    return dots.get(element.id, 0 if element.type in VOTED_ON else None) if dots else None


def _filed(found: BoardFound) -> FiledBoard:
    standing = {element.id: _as_it_stands(element) for element in found.elements}
    return FiledBoard(
        canvas=found.board.canvas,
        name=found.canvas.name,
        zones=tuple(FiledZone(zone.id, zone.title) for zone in found.canvas.in_order),
        elements=tuple(
            boards_file.element_as_filed(element, found.author_of(element))
            for element in boards_file.in_order(found.elements)
        ),
        votes=tuple(_vote(each, standing) for each in results_in(counted_on(found.board.id))),
    )


def _vote(counted: RoundResult, standing: Mapping[str, FiledWas]) -> FiledVote:
    return FiledVote(
        zone=counted.zone,
        budget=counted.budget,
        one_per_note=counted.per_note == 1,
        anonymous=counted.anonymous,
        closed_at=counted.closed_at,
        voters=counted.voters,
        candidates=counted.candidates,
        results=tuple(_result(line, standing.get(line.element)) for line in counted.lines),
    )


def _result(line: Counted, now: FiledWas | None) -> FiledResult:
    was = FiledWas(line.kind, line.zone, line.words, line.lang, line.gloss)  # type: ignore[arg-type]
    return FiledResult(line.element, line.dots, None if was == now else was)


def _as_it_stands(element: Element) -> FiledWas:
    return FiledWas(element.type, element.zone, element.text, element.lang, element.gloss)  # type: ignore[arg-type]
