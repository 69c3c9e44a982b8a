"""What the rooms of boards hear: the tailer tells it; here it learns that there is something to tell."""

from collections.abc import Sequence
from typing import Any

from app.boards import queries, reading
from app.boards.desk import desk
from app.boards.events import BoardWritten, NotesHidden, RulesChanged
from app.events import after, everywhere
from app.ids import new_id
from app.realtime import connections, on_poke, poke, room, tell


@after(BoardWritten)
def poke_tailers(event: BoardWritten) -> None:
    """Let the sockets of this process hear what was written, and those of the others."""
    desk().tailer.poke(event.board_id)
    poke("board", event.board_id, b=event.board_id)


@after(NotesHidden)
def tell_authors(event: NotesHidden) -> None:
    """Let the pages of each author ask what became of their notes, and keep the words, whatever board they show.

    It goes to other processes as a hint: what is carried there in a table would tie seats to notes.
    """
    for seat_id, ids in event.from_seats.items():
        _tell_author(seat_id, event.board_id, ids)
    hidden = {seat_id: [*ids] for seat_id, ids in event.from_seats.items()}
    poke("hidden", f"{event.board_id} {new_id()}", b=event.board_id, hidden=hidden)


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


@on_poke("hidden")
def hear_of_hidden_notes(_sender: str, hint: dict[str, Any]) -> None:
    """In another process a facilitator hid or deleted what people wrote, or brought it back."""
    for seat_id, ids in dict(hint.get("hidden") or {}).items():
        _tell_author(str(seat_id), str(hint.get("b")), ids)


def _tell_author(seat_id: str, board_id: str, ids: Sequence[str]) -> None:
    tell(room.seat(seat_id), "notes:hidden", {"board": board_id, "ids": [*ids]})
