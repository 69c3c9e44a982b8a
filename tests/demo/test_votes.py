"""The votes that the file counted stand on the boards of the finished workshops, and on no other."""

from app.demo.models import NoteRecord


def test_the_dots_of_a_finished_workshop_are_those_in_the_file(app, demo):
    from sqlalchemy import select

    from app.boards.queries import plenary_board
    from app.db import db
    from app.voting import checking
    from app.voting.queries import rounds_of, tally_of
    from app.workshops.models import Workshop

    with app.app_context():
        workshop = db.session.scalars(
            select(Workshop).where(Workshop.title.like("Co-creation session%"), Workshop.closed_at.is_not(None))
        ).one()
        board = plenary_board(workshop.id, "ecosystem_enablers")
        written = db.session.scalars(select(NoteRecord).where(NoteRecord.board_id == board.id))

        assert tally_of(board.id) == {each.note_id: each.votes for each in written if each.votes}
        first = next(each for each in rounds_of(workshop.id) if each.board_id == board.id)
        assert [(line.words, line.dots, line.rank) for line in first.lines[:2]] == [
            ("Open the idle lab days to outsiders with an online calendar", 12, 1),
            ("Good 5G lab, idle two days a week", 11, 2),
        ]
        assert checking.all_faults() == {}


def test_the_live_room_has_not_voted_yet(app, demo):
    from app.demo.queries import live_workshop
    from app.voting.queries import rounds_of

    with app.app_context():
        assert rounds_of(live_workshop().id) == []
