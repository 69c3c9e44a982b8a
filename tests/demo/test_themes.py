"""The themes of a file: what lies together on a board of the demonstration."""

from collections import Counter, defaultdict

import pytest
from sqlalchemy import select

from app.boards.models import Board, Element
from app.db import db
from app.demo.models import NoteRecord
from tests.demo.test_seeding import FINISHED, written


@pytest.mark.parametrize("name", FINISHED)
def test_notes_of_a_theme_lie_under_its_name_in_each_zone_of_their_board(app, demo, file, loaded, name):
    with app.app_context():
        rows = db.session.execute(
            select(Board.canvas, Element, NoteRecord.source)
            .join(Element, Element.board_id == Board.id)
            .outerjoin(NoteRecord, (NoteRecord.board_id == Board.id) & (NoteRecord.note_id == Element.id))
            .where(Board.workshop_id == loaded(f"workshop:{name}"))
        ).all()
        titles = {element.id: element.props["text"] for _canvas, element, _source in rows if element.type == "group"}
        found = {
            (canvas, element.zone, titles[element.parent_id], source)
            for canvas, element, source in rows
            if element.parent_id
        }

    themes = defaultdict(set)
    for note in written(file, name)["notes"]:
        if note.get("cluster"):
            themes[note["canvas"], note["zone"], note["cluster"]].add(note["id"])
    on_board = Counter()
    for (canvas, _zone, title), notes in themes.items():
        on_board[canvas, title] += len(notes)
    shared = {theme: notes for theme, notes in themes.items() if on_board[theme[0], theme[2]] > 1}
    assert found == {(*theme, note) for theme, notes in shared.items() for note in notes}
    assert len(titles) == len(shared) > 2
