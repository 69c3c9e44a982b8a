"""Tables of the portfolio as files: asked for, made piece by piece in the process of jobs, stopped, taken, dropped."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final
from urllib.parse import parse_qsl

from flask_babel import force_locale
from sqlalchemy import func, select, update

from app import audit, clock
from app.accounts.models import Principal
from app.alliance.errors import ExportsFull
from app.alliance.events import ExportAsked
from app.alliance.models import Export, ExportState
from app.alliance.policy import View, reach_of, require_view
from app.alliance.portfolio import export_files, export_queries, workbook
from app.alliance.portfolio.address import wanted_of
from app.alliance.portfolio.look import take_look
from app.alliance.portfolio.tables import Table, table_of
from app.alliance.portfolio.words import VIEW_WORDS
from app.centres.queries import vocabulary
from app.db import db, transaction
from app.errors import AppError
from app.events import publish
from app.i18n import direction
from app.ids import new_id

LASTS: Final = timedelta(days=7)
"""How long a file is kept."""

MOST: Final = 20
"""Files one person has at a time."""

PIECE: Final = 50
"""Rows that are written before anybody is asked whether to go on."""

SILENT: Final = timedelta(seconds=90)
"""Whoever works on a file and was not heard of for so long is gone."""

TRIES: Final = 3
"""How often a file is begun."""


def ask_for(person: Principal, view: View, query: str, *, form: str, language: str) -> Export:
    """Let a table be made as a file, in the language of whoever asks.

    Raises:
        NotAllowed: the view tells more than they may know.
        ExportsFull: they have as many files as one person may.
    """
    with transaction():
        require_view(reach_of(person), view)
        held = select(func.count()).where(Export.principal_id == person.id, Export.expires_at > clock.now())
        if (db.session.scalar(held) or 0) >= MOST:
            raise ExportsFull
        now = clock.now()
        made = Export(
            id=new_id(),
            principal_id=person.id,
            view=view,
            query=query,
            form=form,
            language=language,
            made_at=now,
            beat_at=now,
            expires_at=now + LASTS,
        )
        db.session.add(made)
        audit.record("export.ask", f"portfolio_export:{made.id}", actor_id=person.id, view=view, form=form)
        publish(ExportAsked(made.id))
    return made


def stop_export(person: Principal, export_id: str) -> None:
    """Let nobody go on with a file; what is done stays done.

    Raises:
        NotFound: there is none, or it is somebody else's.
    """
    with transaction():
        found = export_queries.export_found(export_id, person)
        going = (ExportState.WAITING, ExportState.WORKING)
        _change(found.id, going, state=ExportState.CANCELLED)
        audit.record("export.stop", f"portfolio_export:{found.id}", actor_id=person.id)


def drop_export(person: Principal, export_id: str) -> None:
    """Take a file away.

    Raises:
        NotFound: there is none, or it is somebody else's.
    """
    with transaction():
        found = export_queries.export_found(export_id, person)
        db.session.delete(found)
        audit.record("export.drop", f"portfolio_export:{found.id}", actor_id=person.id)
    export_files.discard(found)


def taken(person: Principal, export: Export) -> None:
    """Write down that somebody took a file along."""
    with transaction():
        audit.record("export.take", f"portfolio_export:{export.id}", actor_id=person.id, sha256=export.sha256)


def make_file(export_id: str) -> None:
    """Make a file that somebody waits for; in the process of jobs. What was begun before is begun anew."""
    begun = _begin(export_id)
    if begun is None:
        return
    try:
        with force_locale(begun.language):
            finished = _write(begun)
    except AppError:
        # Whoever asked sees nothing any more that could stand in it.
        finished = False
        _settle(begun, state=ExportState.FAILED)
    if not finished:
        export_files.discard(begun)


def take_up_again() -> None:
    """Have files begun again whose maker is gone; what was begun too often has failed."""
    with transaction():
        late = (Export.state.in_((ExportState.WAITING, ExportState.WORKING)), Export.beat_at < clock.now() - SILENT)
        for export in db.session.scalars(select(Export).where(*late)):
            export.beat_at = clock.now()
            if export.tries >= TRIES:
                export.state = ExportState.FAILED
            else:
                publish(ExportAsked(export.id))


def forget_old() -> None:
    """Drop what has run out, and files without a row."""
    now = clock.now()
    with transaction():
        over = db.session.scalars(select(Export).where(Export.expires_at <= now)).all()
        for export in over:
            db.session.delete(export)
    for export in over:
        export_files.discard(export)
    known = set(db.session.scalars(select(Export.id)))
    for path in list(export_files.left_before(now - LASTS)):
        if path.name.partition(".")[0] not in known:
            path.unlink(missing_ok=True)


def _begin(export_id: str) -> Export | None:
    """The row, which is worked on from now on; None where nobody waits for it any more."""
    with transaction():
        export = db.session.get(Export, export_id, with_for_update=True, populate_existing=True)
        if export is None or not export.under_way:
            return None
        if export.tries >= TRIES:
            export.state = ExportState.FAILED
            return None
        export.state, export.tries, export.done = ExportState.WORKING, export.tries + 1, 0
        export.beat_at = clock.now()
    # What is told of it while it is made is told of the row; it may be gone meanwhile.
    db.session.expunge(export)
    return export


def _write(export: Export) -> bool:
    """Write the file; whether it is done, and nobody stopped it."""
    person = db.session.get_one(Principal, export.principal_id)
    words = vocabulary()
    looked = take_look(person, words, wanted_of(dict(parse_qsl(export.query)), words))
    view = View(export.view)
    require_view(looked.held.reach, view)
    table = table_of(view, looked)
    plans = [] if looked.counts_alone else [row.plan_id for row in looked.found.rows]
    if not _settle(export, total=len(table.rows), reach=looked.held.reach, plans=plans):
        return False
    if not _fill(export, table, lambda done: _settle(export, done=done)):
        return False
    sha256, size = export_files.settle(export)
    return _settle(
        export, state=ExportState.DONE, done=len(table.rows), sha256=sha256, size=size, expires_at=clock.now() + LASTS
    )


def _fill(export: Export, table: Table, may_go_on: Callable[[int], bool]) -> bool:
    """Write the rows piece by piece; whether all of them were."""
    name, mirrored = str(VIEW_WORDS[View(export.view)]), direction(export.language) == "rtl"
    book = workbook.opened(export_files.new_path(export), export.form, table.head, name=name, mirrored=mirrored)
    for begin in range(0, len(table.rows), PIECE):
        book.write(table.rows[begin : begin + PIECE])
        if not may_go_on(min(begin + PIECE, len(table.rows))):
            book.give_up()
            return False
    book.close()
    return True


def _settle(export: Export, **said: object) -> bool:
    """Say how far it is; whether anybody still waits for it."""
    with transaction():
        return _change(export.id, (ExportState.WORKING,), beat_at=clock.now(), **said)


def _change(export_id: str, states: tuple[ExportState, ...], **said: object) -> bool:
    """Change a row that is in one of these states; whether it is."""
    changed = update(Export).where(Export.id == export_id, Export.state.in_(states)).values(**said)
    return db.session.scalar(changed.returning(Export.id)) is not None
