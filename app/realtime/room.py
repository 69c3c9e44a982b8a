"""The names of rooms: who hears what."""


def workshop(workshop_id: str) -> str:
    """Everybody in a workshop."""
    return f"w:{workshop_id}"


def seat(seat_id: str) -> str:
    """All sockets of one seat."""
    return f"seat:{seat_id}"


def board(board_id: str) -> str:
    """Everybody who has a board open."""
    return f"b:{board_id}"
