"""What is done with images: putting one on a board, and forgetting those that no element shows."""

from datetime import timedelta
from pathlib import Path
from typing import BinaryIO, Final, Literal, cast

from sqlalchemy import delete, text

from app import clock
from app.assets import drawing, files, holding, queries
from app.assets.drawing import Drawn
from app.assets.intake import intake
from app.assets.kinds import MOST_BYTES
from app.boards import images, log, policy, reading
from app.boards.element_errors import ImagesFull
from app.boards.engine.state import Deed
from app.boards.errors import refusal
from app.boards.models import Asset, AssetHolder, Board
from app.db import db, transaction
from app.errors import NotFound
from app.ids import new_id
from app.workshops.models import Seat

UNUSED_KEPT: Final = timedelta(days=7)
"""Long enough for an element that waits in somebody's browser."""

DELETED_KEPT: Final = timedelta(days=30)
"""As long as the deletion of an element may be undone."""

UNNAMED_KEPT: Final = timedelta(days=1)
"""A file that no row names may be one that is just being put there."""


def require_adding(board: Board, seat: Seat) -> None:
    """Refuse who may not add to the board as the stage is now.

    Raises:
        OpNotAllowed: role or stage do not allow it.
    """
    rules = reading.rules(board, seat)
    if code := policy.rights(seat.role, reading.mode_of(rules), board.rules).get(Deed.ADD):
        raise refusal(code)


def put_on(board: Board, seat: Seat, body: BinaryIO) -> Asset:
    """Draw an image anew and keep it for a board; the same image twice is one.

    Raises:
        OpNotAllowed: this seat may not add anything just now.
        ImagesTooFast, ImagesFull, ImagesBusy: there are too many.
        TooMuch, Invalid: it is no image that can be kept (`assets.errors`).
    """
    intake().count(seat.principal_id)
    require_adding(board, seat)
    if queries.is_full(board.id):
        raise ImagesFull
    board_id, seat_id, folder = board.id, seat.id, intake().folder
    # What was read on the way here gives its connection back before anybody waits.
    db.session.commit()
    out = files.new_path(folder)
    try:
        with files.spooled(folder, body, most=MOST_BYTES) as image:
            drawing.look_at(image)
            with intake().turn():
                drawn = drawing.draw(image, out)
        return _keep(board_id, seat_id, drawn, out)
    finally:
        out.unlink(missing_ok=True)


def copy_to(board: Board, seat: Seat, source: Asset) -> Asset:
    """Keep an image of another board for this one too, as if it had been sent anew: it stays when the other goes.

    Raises:
        OpNotAllowed: this seat may not add anything just now.
        ImagesTooFast, ImagesFull: there are too many.
        NotFound: its file is gone.
    """
    intake().count(seat.principal_id)
    kind = cast("Literal['image/jpeg', 'image/webp']", source.mime)
    drawn = Drawn(kind, source.width, source.height, source.size, source.sha256)
    board_id, seat_id, path = board.id, seat.id, files.path_of(intake().folder, source.sha256)
    db.session.commit()
    return _keep(board_id, seat_id, drawn, path)


def forget_unused() -> None:
    """Forget images nobody shows any more, then files that no row names."""
    now = clock.now()
    with transaction():
        unused = queries.forgotten(put_before=now - UNUSED_KEPT, deleted_before=now - DELETED_KEPT)
        db.session.execute(delete(AssetHolder).where(AssetHolder.asset_id.in_(unused)))
        db.session.execute(delete(Asset).where(Asset.id.in_(unused)))
    found = list(files.drawings_before(intake().folder, now - UNNAMED_KEPT))
    with transaction():
        if db.engine.dialect.name == "postgresql":
            # Whoever puts the same image on a board just now waits, and then finds that its file is gone.
            locked = ", ".join(table.name for table in holding.tables())
            db.session.execute(text(f"LOCK TABLE {locked} IN SHARE ROW EXCLUSIVE MODE"))
        named = holding.named_among(db.session.connection(), [sha256 for sha256, _path in found])
        for sha256, path in found:
            if sha256 not in named:
                path.unlink(missing_ok=True)


def _keep(board_id: str, seat_id: str, drawn: Drawn, out: Path) -> Asset:
    """Write down that the image lies on the board and who put it there, and lay its file where it is found."""
    with transaction():
        connection = db.session.connection()
        if log.lock(connection, board_id) is None:
            raise NotFound
        board, seat = db.session.get_one(Board, board_id), db.session.get_one(Seat, seat_id)
        require_adding(board, seat)
        asset = queries.same_on(board_id, drawn.sha256)
        if asset is None:
            if queries.is_full(board_id):
                raise ImagesFull
            asset = _asset(board_id, drawn)
            db.session.add(asset)
            db.session.flush()
        if asset.id not in images.open_to(connection, board_id, reading.hearer(seat), [asset.id]):
            db.session.add(AssetHolder(asset_id=asset.id, seat_id=seat_id))
            db.session.flush()
        if out == files.path_of(intake().folder, drawn.sha256):
            # Named by this row it is not taken away any more; it may have been a moment ago.
            if not out.is_file():
                raise NotFound
        else:
            files.place(intake().folder, out, drawn.sha256)
    return asset


def _asset(board_id: str, drawn: Drawn) -> Asset:
    return Asset(
        id=new_id(),
        board_id=board_id,
        sha256=drawn.sha256,
        mime=drawn.mime,
        width=drawn.width,
        height=drawn.height,
        size=drawn.size,
        made_at=clock.now(),
    )
