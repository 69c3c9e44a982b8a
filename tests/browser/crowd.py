"""Many notes at once, laid on a board beside the running house."""

from tests.beside import inside
from tests.house_process import House

WORDS = (
    "Idle lab days",
    "A long thought that needs three or four lines on its paper to be read",
    "معمل فارغ",
    "空闲的实验室",
)


def fill(house: House, workshop_id: str, canvas: str, zone: str | tuple[str, ...], count: int) -> None:
    """Lay notes in rows over the whole board, all in one zone or by turns in several."""
    from app.boards import filling, log, queries, services
    from app.boards.engine import order, schema
    from app.db import transaction

    with inside(house.environ):
        board = services.board_for(workshop_id, canvas)
        zones = (zone,) if isinstance(zone, str) else zone
        key, ops = None, []
        for number in range(count):
            key = order.after(key, "11")
            place = schema.FirstProps(x=(number % 50) * 92, y=(number // 50) * 64)
            note_id = f"e_{number:022}"
            there, words = zones[number % len(zones)], WORDS[number // len(zones) % len(WORDS)]
            ops.append(schema.AddElement(n=number + 1, id=note_id, type="note", zone=there, z=key, p=place, t=words))
        with transaction():
            locked = log.lock(queries.connection(), board.id)
            filling.work_out(queries.connection(), locked, ops).laid.write(queries.connection())
