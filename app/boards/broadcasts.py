"""What the rooms of boards hear: the tailer tells it; here it learns that there is something to tell."""

from app.boards.desk import desk
from app.boards.events import BoardWritten
from app.events import after


@after(BoardWritten)
def poke_tailer(event: BoardWritten) -> None:
    """Let the sockets of this process hear what was written."""
    desk().tailer.poke(event.board_id)
