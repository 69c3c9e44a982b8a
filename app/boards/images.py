"""Which images somebody may show and see: what they have just put on the board, and what an element shows them.

Runs on the connection whose transaction somebody else began, as the log does: the committer asks
here before an element shows an image, whoever serves a file asks here before each answer.
"""

from collections.abc import Collection, Iterable

from sqlalchemy import Connection, Table, and_, delete, exists, literal_column, or_, select, true

from app.boards import log
from app.boards.engine.audience import Hearer
from app.boards.engine.state import Element
from app.boards.log import elements
from app.boards.models import Asset, AssetHolder

assets: Table = Asset.metadata.tables["asset"]
holders: Table = AssetHolder.metadata.tables["asset_holder"]

SHOWS = and_(
    # In these words, so that the index of images alone is used.
    elements.c.type == literal_column("'image'"),
    elements.c.board_id == assets.c.board_id,
    elements.c.props["asset"].as_string() == assets.c.id,
)
"""An element that shows an asset, deleted or not."""


def open_to(connection: Connection, board_id: str, hearer: Hearer, asset_ids: Collection[str]) -> frozenset[str]:
    """Those of these images of a board that somebody may see, and so may show."""
    held = exists().where(holders.c.asset_id == assets.c.id, holders.c.seat_id == hearer.seat)
    shown = exists().where(SHOWS, elements.c.deleted_seq.is_(None), log.heard_by(hearer, elements.c.audience))
    query = select(assets.c.id).where(assets.c.board_id == board_id, assets.c.id.in_(asset_ids), or_(held, shown))
    return frozenset(connection.scalars(query))


def may_return(connection: Connection, board_id: str, hearer: Hearer, asset_ids: Collection[str]) -> frozenset[str]:
    """Those of these images that something deleted showed and somebody may bring back: it was theirs, or they lead."""
    theirs = true() if hearer.leads else elements.c.author_id.in_(hearer.names)
    shown = exists().where(
        SHOWS, elements.c.deleted_seq.is_not(None), log.heard_by(hearer, elements.c.audience), theirs
    )
    query = select(assets.c.id).where(assets.c.board_id == board_id, assets.c.id.in_(asset_ids), shown)
    return frozenset(connection.scalars(query))


def shown_by(found: Iterable[Element], hearer: Hearer) -> frozenset[str]:
    """The images that these elements show somebody: rows a turn has not written yet count as well."""
    return frozenset(each.asset for each in found if each.asset and not each.deleted and hearer.hears(each.audience))


def let_go(connection: Connection, seat_id: str, asset_ids: Collection[str]) -> None:
    """An element of this seat shows these images now: it holds them no more."""
    connection.execute(delete(holders).where(holders.c.seat_id == seat_id, holders.c.asset_id.in_(asset_ids)))
