"""What the rooms of boards hear: the tailer tells it; here it learns that there is something to tell."""

from typing import Any

from app.boards.desk import desk
from app.boards.events import BoardWritten
from app.events import after
from app.realtime import on_poke, poke


@after(BoardWritten)
def poke_tailers(event: BoardWritten) -> None:
    """Let the sockets of this process hear what was written, and those of the others."""
    desk().tailer.poke(event.board_id)
    poke("board", event.board_id, b=event.board_id)


@on_poke("board")
def poke_tailer(_sender: str, hint: dict[str, Any]) -> None:
    """Another process wrote on a board."""
    desk().tailer.poke(str(hint.get("b")))


@on_poke("presence")
def hear_of_people(sender: str, hint: dict[str, Any]) -> None:
    """Another process says whom it has on a board, and where they point."""
    desk().presence.hear(sender, str(hint.get("b")), hint.get("people"))
