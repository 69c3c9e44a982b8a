"""What the rooms of boards hear: the tailer tells it; here it learns that there is something to tell."""

from typing import Any

from app.boards import queries, reading
from app.boards.desk import desk
from app.boards.events import BoardWritten, RulesChanged
from app.events import after, everywhere
from app.realtime import connections, on_poke, poke, room, tell


@after(BoardWritten)
def poke_tailers(event: BoardWritten) -> None:
    """Let the sockets of this process hear what was written, and those of the others."""
    desk().tailer.poke(event.board_id)
    poke("board", event.board_id, b=event.board_id)


@everywhere(RulesChanged)
def tell_rules(event: RulesChanged) -> None:
    """What the board itself lets people do, for every role at once: each page takes its own."""
    if connections(place := room.board(event.board_id)):
        queries.look_again()
        tell(place, "rules", reading.ruled(queries.board_by_id(event.board_id)))


@on_poke("board")
def poke_tailer(_sender: str, hint: dict[str, Any]) -> None:
    """Another process wrote on a board."""
    desk().tailer.poke(str(hint.get("b")))


@on_poke("presence")
def hear_of_people(sender: str, hint: dict[str, Any]) -> None:
    """Another process says whom it has on a board, and where they point."""
    desk().presence.hear(sender, str(hint.get("b")), hint.get("people"), hint.get("apart"))


@on_poke("flash")
def hear_of_flashes(_sender: str, hint: dict[str, Any]) -> None:
    """Another process says where a laser went, or what somebody felt."""
    desk().presence.hear_flashes(str(hint.get("b")), hint.get("flashes"))
