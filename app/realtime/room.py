"""The names of rooms: who hears what."""


def workshop(workshop_id: str) -> str:
    """Everybody in a workshop."""
    return f"w:{workshop_id}"


def workshop_named(room: str) -> str | None:
    """The workshop whose room has this name; None if it is another kind of room."""
    return room[2:] if room.startswith("w:") else None


def seat(seat_id: str) -> str:
    """All sockets of one seat."""
    return f"seat:{seat_id}"


def board(board_id: str) -> str:
    """Everybody who has a board open."""
    return f"b:{board_id}"


def pointing(board_id: str) -> str:
    """The people who have a board open, and hear who else has; walls do not."""
    return f"p:{board_id}"


def plan(plan_id: str) -> str:
    """Everybody who has a plan open."""
    return f"plan:{plan_id}"
